"""What in a text looks as if it identified a person: numbers with their checks, dates of birth, addresses, initials.

Sources: UPN (DfE, "Unique pupil numbers", check letter modulo 23), NHS number (NHS Data Dictionary, modulo 11),
National Insurance number (HMRC NIM39110), postcodes (Royal Mail's postcode areas and inward letters).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class IdentifierKind(StrEnum):
    """What a marked piece of text looks like; `words` complete “This looks like …”."""

    UPN = "upn"
    NHS_NUMBER = "nhs_number"
    NI_NUMBER = "ni_number"
    DATE_OF_BIRTH = "date_of_birth"
    POSTCODE = "postcode"
    PHONE = "phone"
    EMAIL = "email"
    CASE_NUMBER = "case_number"
    INITIALS = "initials"

    @property
    def words(self) -> str:
        """The kind as it is explained beside a field."""
        return _WORDS[self]


_WORDS = {
    IdentifierKind.UPN: "a unique pupil number",
    IdentifierKind.NHS_NUMBER: "an NHS number",
    IdentifierKind.NI_NUMBER: "a National Insurance number",
    IdentifierKind.DATE_OF_BIRTH: "a date of birth",
    IdentifierKind.POSTCODE: "a postcode",
    IdentifierKind.PHONE: "a phone number",
    IdentifierKind.EMAIL: "an e-mail address",
    IdentifierKind.CASE_NUMBER: "a case number",
    IdentifierKind.INITIALS: "a child or relative by initials",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of text from `start` to `end` (characters, as Python counts them) and what it looks like."""

    start: int
    end: int
    kind: IdentifierKind


def marks_in(text: str) -> tuple[Mark, ...]:
    """Return what looks like an identifier, in order and without overlap; where two overlap the surer one stands."""
    found: list[Mark] = []
    taken = bytearray(len(text))
    for kind, pattern, holds in _RULES:
        for start, end in _spans(pattern, holds, text):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(Mark(start, end, kind))
    return tuple(sorted(found, key=lambda each: each.start))


def unsettled_marks(marks: tuple[Mark, ...], stand: Mapping[IdentifierKind, int]) -> tuple[Mark, ...]:
    """Return the marks of every kind of which there are more than may stand: nobody can say which piece is new."""
    pieces = Counter(each.kind for each in marks)
    return tuple(each for each in marks if pieces[each.kind] > stand.get(each.kind, 0))


def _spans(pattern: re.Pattern[str], holds: Callable[[re.Match[str]], bool], text: str) -> Iterator[tuple[int, int]]:
    at = 0
    while found := pattern.search(text, at):
        if holds(found):
            yield found.span("it")
        at = max(found.start("it") + 1, at + 1) if not holds(found) else found.end("it")


def _digits(text: str) -> list[int]:
    return [int(each) for each in text if each.isdigit()]


def _always(_found: re.Match[str]) -> bool:
    return True


_UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
"""The check letter of a UPN by remainder: no I, O or S."""


def _is_upn(found: re.Match[str]) -> bool:
    letter, number = found["letter"].upper(), found["number"].upper()
    values = [int(each) if each.isdigit() else _UPN_LETTERS.find(each) for each in re.sub(r"\W", "", number)]
    if -1 in values:
        return False
    return _UPN_LETTERS[sum(value * weight for weight, value in enumerate(values, start=2)) % 23] == letter


def _is_nhs_number(found: re.Match[str]) -> bool:
    digits = _digits(found["it"])
    check = 11 - sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return len(set(digits)) > 1 and digits[9] == (0 if check == 11 else check)


_NEVER_NI = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})


def _is_ni_number(found: re.Match[str]) -> bool:
    return found["it"][:2].upper() not in _NEVER_NI


_AREAS = frozenset(
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY "
    "G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR "
    "NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA "
    "WC WD WF WN WR WS WV YO ZE".split()
)


def _is_postcode(found: re.Match[str]) -> bool:
    """A postcode area there is, and no ordinal: in “S47 3rd quarter” nothing is a postcode."""
    ordinal = found["inward"][1:] in {"st", "nd", "rd", "th"}
    return found["area"].upper() in _AREAS and not ordinal


_ACRONYMS = frozenset(
    "AD AP CC CE CI CL CP CQ CS DA DC DV ED EH EP EU FC FS GP HO HR IA IT KC KS LA LO LP MA MH NI NW OK PA PI PL PM QA "
    "QI QS RI RO SE SG SL SW TA TL TM UK VS WG WT YJ YO YP YR".split()
)
"""Pairs of capitals that are the sector's own words, not somebody's initials."""


def _is_a_person(found: re.Match[str]) -> bool:
    who = found["who"]
    return "." in who or (re.sub(r"\s", "", who) not in _ACRONYMS and not _is_among_counts(found))


_COUNT = re.compile(r"([A-Z]{2,})s?\s*\((\d+)\),?\s*(?:and\s+)?$")


def _is_among_counts(found: re.Match[str]) -> bool:
    """Whether what stands before is a number of posts or cases, as in “TM (16), SM (6)”: then so is this."""
    before = _COUNT.search(found.string, max(0, found.start() - 40), found.start())
    return before is not None and (len(before[1]) > 2 or before[1] in _ACRONYMS or int(before[2]) > _OLDEST)


_OLDEST = 25
"""Years: care leavers are the oldest young people the services work with."""


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_ORDINAL = (
    r"(?:(?:twenty|thirty)?[-\s]?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)|tenth|eleventh|twelfth"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teenth|twentieth|thirtieth)"
)
_DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th)?|{_ORDINAL})"
_YEAR = r"(?:\d{4}|['’]?\d{2}|two\s+thousand(?:\s+and)?(?:\s+\w+)?|twenty[-\s]\w+|nineteen[-\s]\w+(?:[-\s]\w+)?)(?!\d)"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?"
_DATE = (
    rf"(?:\d{{1,2}}\s?[/.\-]\s?\d{{1,2}}\s?[/.\-]\s?(?:\d{{4}}|\d{{2}})(?!\d)|(?:19|20)\d{{2}}-\d{{2}}-\d{{2}}"
    rf"|(?:19|20)\d{{2}}[01]\d[0-3]\d(?!\d)|[0-3]\d[01]\d(?:19|20)\d{{2}}(?!\d)|{_WEEKDAY}{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}"
    rf"|{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}|{_DAY}[-/ ]{_MONTH}[-/ ]\d{{2,4}}(?!\d))"
)
_AND = r"\s*(?:,|;|and|&|or|,\s*and)\s*"
_DATES = rf"{_DATE}(?:{_AND}{_DATE}){{0,9}}"
_BIRTH = (
    r"(?:\bd\.?\s?o\.?\s?bs?\b\.?|\bdates?\s+of\s+birth|\bbirth\s?-?(?:date|day)|\bborn|\bbirthday|\bbirth\b|\bb\.)"
)
_UNITS = r"(?:years?|yrs?|months?|mths?|weeks?|wks?)"
_OLD = rf"(?:\s*[-–]?\s*{_UNITS}(?:[-\s]*old)?|\s*y\s?/?\s?o\b)"
_NUMBER = r"(?:2[0-5]|1\d|\d)"
_AGED = rf"(?:\bage[ds]?\s+\d{{1,2}}|\b\d{{1,2}}{_OLD})"
_AGE = rf"(?:(?:age[ds]?|now|just|turned|turning|nearly|almost|is|who\s+is)\s+)*{_NUMBER}{_OLD}?"
_RELATION = (
    r"(?:child|yp|young\s+person|boy|girl|baby|infant|siblings?|half-sibling|brother|sister|mum|mother|mom|dad|father"
    r"|pupil|son|daughter|twin|grandmother|grandfather|nan|aunt|uncle|carer|teenager|toddler)"
)
_LETTERS = r"(?:[A-Z]\.?\s?[A-Z]\.?(?:\s?[A-Z]\.)?|(?i:[a-z]\.[a-z]\.))"
_SYSTEM = r"(?:mosaic|lcs|liquid\s?logic|eclipse|ics|eims|ehm|capita|synergy|care\s?first|careworks|azeus|framework-?i)"
_NUMBERED = r"(?:i\.?d\.?|nos?\.?|num(?:ber)?|ref(?:erence)?\.?|record|case|episode|person|client|child|#)"
_CODE = r"(?:[a-z]{1,4}[-/ ]?)?\d[\d/-]{3,12}\d"
_CODES = rf"{_CODE}(?:{_AND}(?:(?:sibling|brother|sister|mother|child)\s+)?{_CODE}){{0,9}}"
_FILE = r"(?:case|person|client|child|family|pupil|service\s+user|court|record|file)s?"
_NOT_A_PERSON = (
    r"(?<!\bappendix )(?<!\bannex )(?<!\bgroup )(?<!\boption )(?<!\btable )(?<!\bpart )(?<!\bsection )(?<!\bgrade )"
    r"(?<!\bband )(?<!\btier )(?<!\bteam )(?<!\broom )(?<!\bblock )(?<!\blevel )(?<!\bline )(?<!\btheme )"
)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _exactly(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)


_RULES: tuple[tuple[IdentifierKind, re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
    (
        IdentifierKind.EMAIL,
        _compiled(r"(?<![\w.+'’-])(?P<it>[\w.+'’-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})"),
        _always,
    ),
    (
        IdentifierKind.UPN,
        _compiled(r"(?<!\w)(?P<it>(?P<letter>[a-z])[ -]?(?P<number>(?:\d[ -]?){11}[\da-z]))(?!\w)"),
        _is_upn,
    ),
    (
        IdentifierKind.NI_NUMBER,
        _compiled(r"(?<!\w)(?P<it>[a-ceghj-pr-tw-z][a-ceghj-npr-tw-z](?:[ -]?\d){6}[ -]?[a-d])(?!\w)"),
        _is_ni_number,
    ),
    (
        IdentifierKind.NHS_NUMBER,
        _compiled(r"(?<![\d.,/£-])(?P<it>\d{3}[ \u00a0-]?\d{3}[ \u00a0-]?\d{4})(?![\d/]|[.,]\d)"),
        _is_nhs_number,
    ),
    (
        IdentifierKind.DATE_OF_BIRTH,
        _compiled(
            rf"{_BIRTH}(?:\W|\b(?:on|the|is|was|in|date|about|around|of|[A-Z][a-z]+)\b){{0,10}}?(?<!\d)(?P<it>{_DATES})"
        ),
        _always,
    ),
    (IdentifierKind.DATE_OF_BIRTH, _compiled(rf"(?<!\d)(?P<it>{_DATES})\W{{0,4}}{_BIRTH}"), _always),
    (IdentifierKind.DATE_OF_BIRTH, _compiled(rf"{_AGED}\W{{1,4}}(?P<it>{_DATE})"), _always),
    (IdentifierKind.DATE_OF_BIRTH, _compiled(rf"(?<!\d)(?P<it>{_DATE})\W{{1,4}}{_AGED}"), _always),
    (
        IdentifierKind.CASE_NUMBER,
        _compiled(r"(?<!\w)(?P<it>[a-z]{2} ?\d{2} ?[a-z] ?\d{5})(?!\w)"),
        _always,
    ),
    (
        IdentifierKind.CASE_NUMBER,
        _compiled(rf"\b{_SYSTEM}(?:\W{{0,3}}{_NUMBERED})*\W{{0,3}}(?:is\s+)?(?P<it>{_CODES})(?!\w)"),
        _always,
    ),
    (IdentifierKind.CASE_NUMBER, _compiled(rf"(?<![\w/-])(?P<it>{_CODES})\s+(?:on|in|from)\s+{_SYSTEM}\b"), _always),
    (
        IdentifierKind.CASE_NUMBER,
        _compiled(
            rf"\b(?:{_FILE}(?:['’]s)?(?:\s+(?:file|record|case))?|our|your)\W{{1,3}}{_NUMBERED}\W{{0,3}}(?:is\s+)?"
            rf"(?P<it>{_CODES})(?!\w)"
        ),
        _always,
    ),
    (
        IdentifierKind.CASE_NUMBER,
        _compiled(
            rf"\b(?:case|client|person)s?\W{{1,3}}(?P<it>[a-z]{{0,3}}[-/]?\d{{5,12}}(?:[-/]\d+)?"
            rf"(?:{_AND}[a-z]{{0,3}}[-/]?\d{{5,12}}){{0,9}})(?!\w)"
        ),
        _always,
    ),
    (
        IdentifierKind.PHONE,
        _compiled(
            r"(?<!\w)(?<![+\d]\.)(?<!\+)(?P<it>(?:(?:\+|00)\s?44[\s.-]?(?:\(0\)\s?)?|\(?0)\d(?:[\s.()-]{0,2}\d){8,9}|447\d{9})(?!\d)"
        ),
        _always,
    ),
    (
        IdentifierKind.POSTCODE,
        _compiled(
            r"(?<![\w£])(?P<it>(?P<area>[a-z]{1,2})\d[a-z\d]?[ \u00a0]{0,2}(?P<inward>\d[abd-hjlnp-uw-z]{2}))(?!\w)"
        ),
        _is_postcode,
    ),
    (
        IdentifierKind.INITIALS,
        _exactly(
            rf"\b(?i:{_RELATION})\s+(?P<it>(?P<who>[A-Z]{{1,2}}\d?|[A-Z]\.\s?[A-Z]\.?)(?:['’]s)?"
            rf"(?:\W{{1,3}}(?i:{_AGE}))?)(?![\w-])(?!\s+levels?)"
        ),
        _always,
    ),
    (
        IdentifierKind.INITIALS,
        _exactly(rf"(?<![\w.&/-])(?P<it>(?P<who>{_LETTERS})\s*\(\s*(?i:{_AGE})\s*(?:[mfMF]\s*)?\))"),
        _is_a_person,
    ),
    (
        IdentifierKind.INITIALS,
        _exactly(rf"(?i:{_NOT_A_PERSON})(?<![\w.&/-])(?P<it>(?P<who>[A-Z])\s*\(\s*(?i:{_AGE})\s*\))"),
        _always,
    ),
    (
        IdentifierKind.INITIALS,
        _exactly(
            rf"(?i:{_NOT_A_PERSON})(?<![\w.&/-])(?P<it>(?P<who>{_LETTERS}|[B-HJ-Z]),?\s+(?:(?i:aged?|who\s+is|is)\s+){_NUMBER})(?![\d%])"
            r"(?!\s*(?i:of|per|out|and\s+\d|to\s+\d|working|days?|hours?|audits?|percent))"
        ),
        _is_a_person,
    ),
    (
        IdentifierKind.INITIALS,
        _exactly(
            rf"(?<![\w.&/-])(?P<it>(?P<who>{_LETTERS}),?\s*(?i:an?\s+)?{_NUMBER}(?i:\s*-?\s*(?:years?[-\s]+old|yrs?|y/?o))\b)"
        ),
        _is_a_person,
    ),
    (
        IdentifierKind.INITIALS,
        _exactly(rf"\b(?i:{_NUMBER}[-\s]*(?:years?|yrs?|months?)[-\s]*old)\s*,?\s+(?P<it>(?P<who>{_LETTERS}))(?!\w)"),
        _is_a_person,
    ),
    (
        IdentifierKind.INITIALS,
        _exactly(
            rf"(?<![\w.&/-])(?P<it>(?P<who>[A-Z]\.?[A-Z]\.?),\s*{_NUMBER})"
            r"(?=\s*[.;,)](?!\d)|\s*$|\s+(?i:who|lives|has|was|is|moved|went|told|said|and\s+h)\b)"
        ),
        _is_a_person,
    ),
)
"""In order of how sure they are: a piece of text one rule has taken is not looked at by those after it."""
