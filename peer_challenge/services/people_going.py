"""What of a round's people goes when its time has passed: who has left, who sat where, and the links of meetings."""

from collections.abc import Iterator
from uuid import UUID

from peer_challenge.domain import records as r
from peer_challenge.domain.audience import ROUND
from peer_challenge.domain.days import day_in_england
from peer_challenge.storage.queries.holdings import removed_with_words
from peer_challenge.storage.queries.people import people_of_no_other_round
from peer_challenge.storage.store import Store

_ATTENDANCE_TEXT = frozenset({"person", "capacity"})
_SESSION_TEXT = frozenset({"place", "joining_link"})


def people_going(store: Store, round_id: UUID) -> Iterator[tuple[UUID, frozenset[str] | None]]:
    """Yield what would go, with the fields that go, or None for the whole record.

    Those at work in a role today stay, and those of another round; so does that an authority was at a meeting. People
    removed by hand go altogether, whatever their round: the log still holds their names.
    """
    for person in people_of_no_other_round(store, round_id, day_in_england(store.now())):
        yield person.id, None
        for period in store.find(r.RolePeriod, person=person.id):
            yield period.id, None
    for session in store.find(r.Session, round=round_id):
        if session.place or session.joining_link:
            yield session.id, _SESSION_TEXT
        for there in store.find(r.Attendance, session=session.id):
            if there.person or there.capacity:
                yield there.id, _ATTENDANCE_TEXT
    for removed in removed_with_words(store, (ROUND,), (r.Person,)):
        yield removed, None
