"""Looking for words in everything people typed, and where each thing found is worked on."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.records import (
    Action,
    AskOffer,
    Authority,
    Claim,
    Distribution,
    LineOfEnquiry,
    PreparedQuestion,
    Record,
    ReportIssue,
    Submission,
    TimeEntry,
)
from peer_challenge.services.places import Place, about, kinds_at, place_of
from peer_challenge.storage.queries import search as queries
from peer_challenge.storage.store import Store

MOST = 60
_KINDS: dict[type[Record], str] = {
    AskOffer: "Ask or offer",
    Claim: "Statement",
    LineOfEnquiry: "Line of enquiry",
    PreparedQuestion: "Question",
    ReportIssue: "Report",
    Distribution: "Sending of a report",
    Submission: "SEF",
    TimeEntry: "Time",
    Action: "Action",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `about` are the ids under which the page at `place` may show it, the nearest first."""

    id: UUID
    words: str
    kind: str
    whose: str
    place: Place
    about: tuple[UUID, ...]

    @property
    def detail(self) -> str:
        """What it is and whose: "Note · Kent"."""
        return " · ".join(part for part in (self.kind, self.whose) if part)

    @property
    def sentence(self) -> str:
        """The hit as a screen reader says it."""
        return f"{self.detail}: {self.words}"


def search_everything(store: Store, words: str, place: Place | None = None) -> list[Hit]:
    """Return what holds all the words, each as a beginning, best first and at most sixty; `place` keeps only its."""
    found = queries.search(store, words, kinds_at(place) if place else None, limit=MOST)
    records = queries.records_found(store, found)
    there = [(each, records[each.id], about(records[each.id])) for each in found if each.id in records]
    owners = queries.owners_of(store, (id_ for _, _, ids in there for id_ in ids))
    return [_hit(each, record, ids, owners) for each, record, ids in there]


def _hit(found: queries.Found, record: Record, ids: tuple[UUID, ...], owners: Mapping[UUID, tuple[UUID, str]]) -> Hit:
    words = found.snippet.replace("‹", "").replace("›", "")
    kind = _KINDS.get(found.kind, _spaced(found.kind.__name__))
    owner = next((owners[each] for each in ids if each in owners), None)
    whose = owner[1] if owner and not isinstance(record, Authority) else ""
    return Hit(found.id, words, kind, whose, place_of(found.kind), (*ids, *([owner[0]] if owner else [])))


def _spaced(name: str) -> str:
    return name[0] + "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name[1:])
