"""The identifier guard over records: what of them looks as if it identified somebody, and what of that may stay."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from uuid import UUID

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import ChangeSet, add, edit_each
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.identifiers import IdentifierKind, Mark, marks_in, unsettled_marks
from peer_challenge.domain.ids import known_id
from peer_challenge.domain.records import ClearedMark, Record, typed_fields
from peer_challenge.domain.vocabulary import KINDS, kind_name
from peer_challenge.domain.wording import needed
from peer_challenge.services.feedback import readable_sef
from peer_challenge.services.pack_words import marks_words
from peer_challenge.storage.queries.feedback import said_findings
from peer_challenge.storage.queries.history import kind_of
from peer_challenge.storage.store import Store

_MEANT: Mapping[type[Record], frozenset[str]] = {
    r.Person: frozenset({"name", "email"}),
    r.Session: frozenset({"place", "joining_link"}),
}
"""Fields in which a name, an address or a postcode is what is asked for."""

_PRINTED: Mapping[type[Record], frozenset[str]] = {
    r.Finding: frozenset({"text"}),
    r.AskOffer: frozenset({"text"}),
    r.Action: frozenset({"text", "owner_role"}),
    r.Claim: frozenset({"text"}),
    r.Answer: frozenset({"challenge_us"}),
    r.Evidence: frozenset({"title", "holder"}),
}
"""The fields that a feedback report prints."""

_READ_WITH_OTHERS = (
    *(r.Submission, r.Answer, r.Claim, r.Evidence),
    *(r.Note, r.PreparedQuestion, r.Finding, r.AskOffer, r.Action, r.Correction),
)
"""What is read by all who read a SEF's text, or by the team of a challenge; why the rest may stay never leaves here."""

Hidden = frozenset[str]
Cleared = Mapping[tuple[UUID, str, IdentifierKind], int]
"""(record, field, kind of identifier) → how many pieces of it may stay."""


def guarded_fields(kind: type[Record]) -> tuple[str, ...]:
    """Return the fields of a kind of record in which nothing should identify anybody."""
    return tuple(each for each in typed_fields(kind) if each not in _MEANT.get(kind, frozenset()))


@lru_cache(maxsize=20_000)
def identifiers_in(text: str) -> Mapping[IdentifierKind, int]:
    """Return how many pieces of each kind a text seems to hold; what was read once is not read again."""
    return Counter(mark.kind for mark in marks_in(text))


def marked(chosen: Iterable[tuple[Record, Hidden]], cleared: Cleared) -> Iterator[tuple[str, IdentifierKind]]:
    """Yield (kind of record, kind of identifier) for what in records, but for withheld fields, is not cleared.

    The one place where what is sent or printed is read for identifiers.
    """
    for record, hidden in chosen:
        found = {
            kind
            for field in guarded_fields(type(record))
            if field not in hidden
            for kind, pieces in identifiers_in(getattr(record, field)).items()
            if pieces > cleared.get((record.id, field, kind), 0)
        }
        yield from ((kind_name(type(record)), kind) for kind in sorted(found))


def uncleared(text: str, record: UUID, field: str, cleared: Cleared) -> tuple[Mark, ...]:
    """Return the marks in the text of one field that nobody has let stay."""
    marks = marks_in(text)
    return unsettled_marks(marks, {kind: cleared.get((record, field, kind), 0) for kind in {m.kind for m in marks}})


def cleared_marks(store: Store) -> Cleared:
    """Return everything that may stay."""
    return {(each.about, each.field, each.kind): each.pieces for each in store.find(ClearedMark)}


def marks_in_report(store: Store, challenge: UUID) -> tuple[str, ...]:
    """Return a sentence for what in the feedback report of a challenge looks as if it identified somebody."""
    chosen = ((each, frozenset(typed_fields(type(each))) - _PRINTED[type(each)]) for each in _printed(store, challenge))
    return marks_words(marked(chosen, cleared_marks(store)), "Read it again before you issue the report.")


def cleared_in(store: Store, about: UUID) -> Mapping[str, Mapping[IdentifierKind, int]]:
    """Return for each field of one record how many pieces of which kind may stay."""
    found: dict[str, dict[IdentifierKind, int]] = {}
    for each in store.find(ClearedMark, about=about):
        found.setdefault(each.field, {})[each.kind] = each.pieces
    return found


def let_stay(store: Store, about: UUID, field: str, reason: str) -> ChangeSet:
    """Clear what now stands in a field of a record, because of `reason`; one piece more, and the mark is back.

    Raises `UserError` without a reason, and where nothing is marked.
    """
    words = needed(reason, "Say in a few words why it may stay.")
    record = _record(store, about)
    found = identifiers_in(getattr(record, field, "")) if record is not None else {}
    if record is None or not found:
        raise UserError("Nothing is marked in this field any more.")
    label = "Let it stay"
    marks = [_mark(record, field, kind, pieces, words) for kind, pieces in found.items()]
    known = {each.id: each for each in store.find(ClearedMark, about=about)}
    new = [each for each in marks if each.id not in known]
    again = ((known[each.id], each) for each in marks if each.id in known)
    return add(label, *new) + edit_each(label, again)


def _mark(record: Record, field: str, kind: IdentifierKind, pieces: int, reason: str) -> ClearedMark:
    travels = isinstance(record, _READ_WITH_OTHERS)
    submission = record.id if isinstance(record, r.Submission) else getattr(record, "submission", None)
    return ClearedMark(
        id=known_id("cleared_mark", record.id, field, kind),
        about=record.id,
        field=field,
        kind=kind,
        pieces=pieces,
        reason=reason,
        challenge=getattr(record, "challenge", None) if travels else None,
        submission=submission if travels else None,
    )


def _record(store: Store, about: UUID) -> Record | None:
    name = kind_of(store, about)
    return store.get(KINDS[name], about) if name in KINDS else None


def _printed(store: Store, challenge: UUID) -> Iterator[Record]:
    """Yield the records whose words a feedback report prints."""
    found = store.need(r.Challenge, challenge)
    yield from said_findings(store, challenge)
    yield from store.find(r.AskOffer, challenge=challenge, authority=found.host)
    yield from store.find(r.Action, challenge=challenge)
    sef = readable_sef(store, found)
    if sef is not None:
        yield from store.find(r.Claim, submission=sef.id)
        yield from store.find(r.Answer, submission=sef.id)
        yield from store.find(r.Evidence, submission=sef.id)
