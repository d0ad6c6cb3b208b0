"""A SEF with everything in it held in the hand, so that many changes to it come to one act."""

from typing import TypeVar
from uuid import UUID

from peer_challenge.domain.changes import Change, ChangeSet
from peer_challenge.domain.choices import SubmissionState as State
from peer_challenge.domain.days import day_in_words
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id
from peer_challenge.domain.records import (
    Answer,
    Authority,
    Claim,
    Evidence,
    EvidenceLink,
    Record,
    Round,
    Submission,
)
from peer_challenge.services.submission_rows import WITH_AUTHOR
from peer_challenge.services.submissions import new_version, refused, submission_of
from peer_challenge.storage.queries.submissions import standings
from peer_challenge.storage.store import Store

R = TypeVar("R", bound=Record)
_PARTS: tuple[type[Answer] | type[Claim] | type[Evidence] | type[EvidenceLink], ...]
_PARTS = (Answer, Claim, Evidence, EvidenceLink)


class SefInHand:
    """The newest SEF of an authority as it can be written in; `began` says what was started for that, if anything.

    A SEF that was sent is followed by a new version, one that is not there is begun. Raises `UserError` for an
    authority that takes no part, and while a SEF is signed off.
    """

    def __init__(self, store: Store, round_id: UUID, authority: UUID) -> None:
        self._store = store
        self._before: dict[UUID, Record] = {}
        self._after: dict[UUID, Record] = {}
        self._carried: dict[UUID, UUID] = {}
        self.began = ""
        sef = submission_of(store, round_id, authority)
        if sef is None:
            sef = self._first(round_id, authority)
        elif sef.state in WITH_AUTHOR:
            self._before = {each.id: each for each in (sef, *_parts_of(store, sef.id))}
            self._after = dict(self._before)
        elif sef.state is State.SIGNED_OFF:
            raise UserError(f"{refused(store, sef, 'changed').sentence} Take it back to drafting first.")
        else:
            sef = self._next(sef)
        self.id = sef.id

    @property
    def submission(self) -> Submission:
        """The SEF itself as it will stand."""
        found = self._after[self.id]
        assert isinstance(found, Submission)
        return found

    def all_of(self, kind: type[R]) -> list[R]:
        """Return the records of a kind as they will stand."""
        return [each for each in self._after.values() if isinstance(each, kind)]

    def get(self, kind: type[R], id: UUID) -> R | None:
        """Return a record as it will stand, also by the id it had in the version before."""
        found = self._after.get(self._carried.get(id, id))
        return found if isinstance(found, kind) else None

    def put(self, record: Record) -> None:
        """Have a record stand like this."""
        self._after[record.id] = record

    def changes(self, label: str) -> ChangeSet:
        """Return everything as one act; the SEF itself comes first."""
        ids = [self.id, *(each for each in self._after if each != self.id)]
        pairs = ((self._before.get(each), self._after[each]) for each in ids)
        return ChangeSet(label, tuple(Change(before, after) for before, after in pairs if before != after))

    def _first(self, round_id: UUID, authority: UUID) -> Submission:
        if all(each.authority != authority for each in standings(self._store, round_id)):
            owner, this = self._store.need(Authority, authority), self._store.need(Round, round_id)
            raise UserError(f"{owner.name} does not take part in {this.name}. Let it join first.")
        sef = Submission(id=known_id("submission", round_id, authority), round=round_id, authority=authority)
        self.put(sef)
        self.began = "This SEF will be started with it."
        return sef

    def _next(self, before: Submission) -> Submission:
        carried = [each.record for each in new_version(self._store, before.id).changes]
        self._after = {each.id: each for each in carried}
        sef = next(each for each in carried if isinstance(each, Submission))
        old = {_place(each): each.id for each in self._store.find(Claim, submission=before.id)}
        self._carried = {old[_place(each)]: each.id for each in carried if isinstance(each, Claim)}
        self.began = f"The SEF is {before.state.words.lower()}, so version {sef.version} will be started with it."
        if before.state is State.SHARED:
            on = f" on {day_in_words(before.shared_on)}" if before.shared_on else ""
            self.began = f"The SEF was shared{on}; this begins version {sef.version}, not shared until you share it."
        return sef


def _parts_of(store: Store, submission: UUID) -> list[Record]:
    return [each for kind in _PARTS for each in store.find(kind, submission=submission)]


def _place(claim: Claim) -> tuple[UUID, str, str]:
    return claim.line, claim.position, claim.text
