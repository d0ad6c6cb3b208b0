"""Kinds of record, their fields and their values in the words of the window."""

from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from peer_challenge.domain.choices import Choice
from peer_challenge.domain.days import clock_in_words, day_in_words
from peer_challenge.domain.records import Authority, Person, Record, field_types
from peer_challenge.domain.vocabulary import KINDS
from peer_challenge.storage.queries.history import kind_of
from peer_challenge.storage.store import Store

_ENGLAND = ZoneInfo("Europe/London")
_KINDS = {
    "agenda_item": "agenda item",
    "agreed_exception": "exception agreed",
    "ask_offer": "ask or offer",
    "claim": "statement",
    "day_answer": "answer about a day",
    "indicator": "figure",
    "distribution": "sending of a report",
    "evidence_link": "link to evidence",
    "finding_link": "link of a finding",
    "line_of_enquiry": "line of enquiry",
    "participation": "taking part",
    "pause": "pause of a challenge",
    "plan_rule": "rule of a plan",
    "prepared_question": "prepared question",
    "qa_read": "QA read",
    "report_issue": "report",
    "retention_hold": "hold on disposal",
    "role_period": "role",
    "section_wording": "wording of a section",
    "submission": "SEF",
    "time_entry": "time spent",
    "unlike": "word that two notes differ",
}
_FIELDS = {
    "line": "line of enquiry",
    "asking": "who asks",
    "at": "time",
    "because": "why",
    "can": "whether it can",
    "offering": "who offers",
    "poll_days": "days asked about",
    "due_on": "due date",
    "quoted": "wording in the draft",
    "proposed": "wording proposed",
    "printed": "comment printed",
    "starts": "first day",
    "ends": "last day",
    "kind": "kind",
    "position": "place in the list",
    "text": "wording",
    "claim": "statement",
    "submission": "SEF",
    "document_name": "name of the document",
    "sha256": "file",
    "words_mark": "mark of its words",
    "accent": "colour",
    "letterhead": "name at the head of reports",
    "logo_words": "logo in words",
    "notes_to_coordinator": "notes for the coordinator",
    "text_to_coordinator": "text for the coordinator",
    "dfe_code": "DfE code",
    "dfe_code_previous": "earlier DfE code",
    "gss_code": "ONS code",
    "gss_code_previous": "earlier ONS code",
}


def kind_words(kind: str) -> str:
    """Return what a kind of record is called in the window, for example "SEF"."""
    return _KINDS.get(kind, kind.replace("_", " "))


def field_words(field: str) -> str:
    """Return what a field is called in the window, for example "due date"."""
    return _FIELDS.get(field, field.replace("_", " "))


def is_text(kind: str, field: str) -> bool:
    """Return whether a field holds text, so that two wordings of it can be joined into one."""
    record = KINDS.get(kind)
    return record is not None and field_types(record).get(field) is str


def value_words(store: Store, value: Any) -> str:
    """Return a field's value as a person reads it; "nothing" for none."""
    match value:
        case None | "" | ():
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case Choice():
            return value.words
        case str() | int():
            return str(value)
        case UUID():
            return name_of(store, value)
        case tuple():
            return ", ".join(value_words(store, each) for each in value)
        case datetime():
            return moment_words(value)
        case date():
            return day_in_words(value)
        case time():
            return clock_in_words(value)
    raise TypeError(type(value).__name__)


def moment_words(moment: datetime) -> str:
    """Return a moment as it was in England, for example "10:42am on 5 November 2026"."""
    here = moment.astimezone(UTC).astimezone(_ENGLAND)
    return f"{clock_in_words(here.time())} on {day_in_words(here.date())}"


def name_of(store: Store, entity: UUID) -> str:
    """Return what a record is called: its name, its first words, or what kind of thing it is."""
    kind = kind_of(store, entity)
    record = store.get(KINDS[kind], entity) if kind in KINDS else None
    if kind is None or record is None:
        return "something that is not here"
    return _called(record) or f"a {kind_words(kind)}"


def person_words(store: Store, actor: UUID | None) -> str:
    """Return who did something; a person whose name was removed, or never given, is "somebody"."""
    person = store.get(Person, actor) if actor else None
    return person.name if person and person.name else "somebody"


def _called(record: Record) -> str:
    if isinstance(record, Authority | Person):
        return record.name
    for field in ("name", "title", "short", "text", "question"):
        said = getattr(record, field, "")
        if isinstance(said, str) and said:
            return said if len(said) <= 60 else f"{said[:57].rstrip()}…"
    return ""
