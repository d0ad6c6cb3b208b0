"""Finding the authority that somebody means by what they wrote: full titles, short names, slips of the pen."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority

ACCEPT, LEAD, LIKELY = 88.0, 8.0, 75.0
"""Likeness out of 100: accepted from 88 with a lead of 8 over the next; below 75 no authority is meant."""

_TITLES = re.compile(
    r"\b(?:(?:royal|london|metropolitan) borough of|city of(?! london)|borough of"
    r"|(?:(?:metropolitan |london )?borough |county |city |district |unitary )*(?:council|authority)"
    r"|unitary|childrens services|borough$|(?:cc|bc|mbc)$)\b"
)


def plain_name(text: str) -> str:
    """Return an authority's name as it is compared: small letters, “and” for &, no titles such as “County Council”."""
    said = text.casefold().replace("&", " and ").replace("’", "").replace("'", "")
    said = " ".join(re.sub(r"[^\w]+", " ", said).split())
    return " ".join(_TITLES.sub(" ", said).split()) or said


@dataclass(frozen=True, slots=True)
class _Likeness:
    score: float
    authority: Authority


class NameBook:
    """The names and short names of some authorities, to look up many texts in."""

    def __init__(self, authorities: Iterable[Authority]) -> None:
        self._authorities = sorted(authorities, key=lambda each: each.name)
        self._spelt = [(plain_name(said), each) for each in self._authorities for said in (each.name, *each.aliases)]
        self._codes = {
            code: each
            for each in self._authorities
            for code in (each.gss_code, each.gss_code_previous, each.dfe_code)
            if code
        }

    def exact(self, text: str) -> Authority | None:
        """Return the one authority with this name, short name or code, ignoring titles, case and punctuation."""
        coded = self._codes.get(text.strip().upper())
        wanted = plain_name(text)
        found = {each.id: each for said, each in self._spelt if said == wanted}
        return coded or (next(iter(found.values())) if len(found) == 1 else None)

    def find(self, text: str) -> Authority:
        """Return the authority meant by `text`; raises `UserError` naming the nearest two, or saying it is not here."""
        if not text.strip():
            raise UserError("Write the name of an authority.")
        if not self._authorities:
            raise UserError("There are no authorities in this round file yet. Start a round first.")
        return self.exact(text) or self._beginning(text) or self._nearest(text)

    def find_all(self, text: str) -> list[Authority]:
        """Return the authorities meant by names with commas or semicolons between; one may have commas itself."""
        parts = [part.strip() for part in re.split(r"[,;]", text) if part.strip()]
        found = []
        while parts:
            whole = (end for end in range(len(parts), 1, -1) if self.exact(", ".join(parts[:end])))
            end = next(whole, 1)
            found.append(self.find(", ".join(parts[:end])))
            parts = parts[end:]
        return found

    def _beginning(self, text: str) -> Authority | None:
        """Return the only authority whose name begins with these words, as “Windsor” does for one."""
        wanted = f"{plain_name(text)} "
        found = {each.id: each for said, each in self._spelt if said.startswith(wanted)}
        return next(iter(found.values())) if len(found) == 1 else None

    def _nearest(self, text: str) -> Authority:
        best, *others = self._ranked(text)
        lead = best.score - (others[0].score if others else 0.0)
        if best.score >= ACCEPT and lead >= LEAD:
            return best.authority
        if best.score < LIKELY:
            raise UserError(f"“{text.strip()}” is not one of the authorities in this round file. Check the spelling.")
        nearest = " or ".join(each.authority.name for each in [best, *others[:1]])
        raise UserError(f"“{text.strip()}” is not clear. Is it {nearest}? Write the name in full.")

    def _ranked(self, text: str) -> list[_Likeness]:
        from rapidfuzz import fuzz  # only a name that is not known as written needs it

        wanted = plain_name(text)
        scores: dict[Authority, float] = {}
        for said, authority in self._spelt:
            score = max(fuzz.ratio(wanted, said), fuzz.token_sort_ratio(wanted, said))
            scores[authority] = max(score, scores.get(authority, 0.0))
        ranked = [_Likeness(score, authority) for authority, score in scores.items()]
        return sorted(ranked, key=lambda each: -each.score)
