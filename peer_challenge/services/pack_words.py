"""What is said to the sender before a file goes: what is not in it and why, and what in it may identify somebody."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain import records as r
from peer_challenge.domain.days import count_of
from peer_challenge.domain.identifiers import IdentifierKind
from peer_challenge.domain.records import Record
from peer_challenge.domain.vocabulary import kind_name
from peer_challenge.services.pack_reach import Reach
from peer_challenge.storage.store import Store

KIND_WORDS: Mapping[str, tuple[str, str]] = {
    "action": ("next step", "next steps"),
    "agenda_item": ("part of the agenda", "parts of the agenda"),
    "answer": ("answer of a SEF", "answers of SEFs"),
    "ask_offer": ("ask or offer", "asks and offers"),
    "attendance": ("name on the list of who was there", "names on the list of who was there"),
    "authority": ("authority", "authorities"),
    "challenge": ("challenge", "challenges"),
    "claim": ("statement", "statements"),
    "cleared_mark": ("mark that may stay", "marks that may stay"),
    "correction": ("correction", "corrections"),
    "day_answer": ("answer about a day to meet", "answers about days to meet"),
    "distribution": ("sending of a report", "sendings of reports"),
    "duty": ("duty", "duties"),
    "evaluation": ("opinion on how useful it was", "opinions on how useful it was"),
    "evidence": ("piece of evidence", "pieces of evidence"),
    "evidence_link": ("link from a statement to evidence", "links from statements to evidence"),
    "finding": ("finding", "findings"),
    "finding_link": ("link from a finding to what it rests on", "links from findings to what they rest on"),
    "framework": ("framework", "frameworks"),
    "group": ("group", "groups"),
    "indicator": ("figure of an authority", "figures of authorities"),
    "introduction": ("introduction", "introductions"),
    "line_of_enquiry": ("line of enquiry", "lines of enquiry"),
    "membership": ("place in a group", "places in a group"),
    "note": ("note", "notes"),
    "participation": ("authority taking part", "authorities taking part"),
    "pause": ("pause", "pauses"),
    "person": ("person", "people"),
    "prepared_question": ("question", "questions"),
    "prompt": ("prompt", "prompts"),
    "qa_activity": ("piece of QA activity", "pieces of QA activity"),
    "qa_read": ("QA read", "QA reads"),
    "report_issue": ("report", "reports"),
    "role_period": ("role", "roles"),
    "round": ("round", "rounds"),
    "section_wording": ("wording of a section", "wordings of sections"),
    "session": ("session", "sessions"),
    "submission": ("SEF", "SEFs"),
    "time_entry": ("time entry", "time entries"),
    "unlike": ("word that two notes differ", "words that two notes differ"),
}
"""What people call one record of a kind, and several; what is not here is counted as an item from a newer version."""

_STAYS = (
    "Judgements, comments on authorities, objections, declared interests, exceptions agreed and the rules of grouping "
    "are not in it: they stay with the coordinator."
)
_WHY: Mapping[type[Record], str] = {
    r.Note: "raw notes are for the challenge team{ticked}",
    r.Finding: "the team has not agreed them, or the report is not with the host yet",
    r.PreparedQuestion: "they are between those who ask and the host",
    r.AskOffer: "the authority has not released them to the region",
    r.TimeEntry: "each authority’s time is its own",
    r.Evaluation: "each authority’s opinion is its own",
    r.QaActivity: "what each authority took up is its own",
    r.ReportIssue: "the report is not with the host yet, or is held until a day that has not come",
    r.QaRead: "it is between the authority and its reader",
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What is not in a file: records its reader may not read, records not understood, and files, by why."""

    records: list[Record]
    newer: int
    files: Mapping[str, int]


def count_words(kind: str, number: int) -> str:
    """Return how many records of a kind in words, such as "6 notes"."""
    one, many = KIND_WORDS.get(kind, ("item from a newer version", "items from a newer version"))
    return count_of(number, one, many)


def left_out_words(store: Store, reach: Reach, recipient: UUID | None, left: LeftOut) -> tuple[str, ...]:
    """Return a sentence for each thing that is not in a file, with why."""
    names = {each.id: each.name for each in store.find(r.Authority)}
    said = [] if recipient is None else [_STAYS]
    said += _about_challenges(reach, recipient, left.records, names)
    said += _about_sefs(reach, left.records, names)
    if left.newer:
        items = count_of(left.newer, "item from a newer version", "items from a newer version")
        said.append(f"{items} not in it: this version cannot tell who may read them.")
    said += [f"{count_of(number, 'attached file')} not in it: {why}." for why, number in left.files.items() if number]
    return tuple(said)


def _about_challenges(
    reach: Reach, recipient: UUID | None, records: Iterable[Record], names: Mapping[UUID, str]
) -> Iterator[str]:
    """Say what of each host’s challenge stays, its links with what they link."""
    counts = Counter(
        (type(each), each.challenge) for each in records if isinstance(each, tuple(_WHY)) and hasattr(each, "challenge")
    )
    ticked = ", and for the coordinator only where the challenge says so" if recipient is None else ""
    for (kind, challenge), number in counts.items():
        host = names.get(reach.challenges[challenge].host, "a host")
        what = count_words(kind_name(kind), number)
        yield f"{what} on {host} not in it: {_WHY[kind].format(ticked=ticked)}."


def _about_sefs(reach: Reach, records: Iterable[Record], names: Mapping[UUID, str]) -> Iterator[str]:
    text = (r.Answer, r.Claim, r.Evidence, r.EvidenceLink)
    unread = {each.submission for each in records if isinstance(each, text)}
    for sef in sorted(unread, key=lambda each: names.get(reach.submissions[each].authority, "")):
        submission = reach.submissions[sef]
        why = (
            "its authority has not ticked that the coordinator may read it"
            if submission.shared_on
            else "its authority has not shared it"
        )
        yield f"The text of {names.get(submission.authority, 'an authority')}’s SEF is not in it: {why}."


def marks_words(
    found: Iterable[tuple[str, IdentifierKind]], advice: str = "Read it again before you send the file."
) -> tuple[str, ...]:
    """Return a sentence for each (kind of record, kind of identifier) that texts seem to hold, with what to do."""
    counts = Counter(found)
    return tuple(
        f"{count_words(kind, number)}: looks like {identifier.words}. {advice}"
        for (kind, identifier), number in counts.items()
    )
