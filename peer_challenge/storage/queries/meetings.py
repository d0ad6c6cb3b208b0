"""Meetings of a round: how often each was changed, who sits in two groups, what days suit, and what waits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import func, or_, select

from peer_challenge.domain.choices import DayChoice, DutyKind, PlanState, RelationshipKind
from peer_challenge.domain.records import (
    Authority,
    Challenge,
    DayAnswer,
    Duty,
    Group,
    Membership,
    Pause,
    Plan,
    Relationship,
)
from peer_challenge.storage.log_tables import operation
from peer_challenge.storage.projection import as_record, table_of
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class Written:
    """How often a record was written after it was made, and when last."""

    times: int
    at: datetime


@dataclass(frozen=True, slots=True)
class SharedSeat:
    """Somebody with a part in two groups; `here` and `there` are parts in words, and never a name."""

    there_group: str
    here: str
    there: str

    @property
    def words(self) -> str:
        """The sentence without its end, for example "The note taker of Kent is facilitator of Slough in Group 2"."""
        return f"The {self.here} is {self.there} in {self.there_group}"


@dataclass(frozen=True, slots=True)
class _Seat:
    who: UUID
    group: UUID
    group_name: str
    words: str


def written(store: Store, id: UUID) -> Written | None:
    """Return how often a record was changed, undoing counted too, so that the number only ever rises."""
    query = select(func.count(), func.max(operation.c.at)).where(operation.c.entity == id)
    with store.reading() as conn:
        count, at = conn.execute(query).one()
    return Written(count - 1, datetime.fromtimestamp(at / 1000, UTC)) if count else None


def settled_groups(store: Store, round_id: UUID) -> list[Group]:
    """Return the groups of the round's settled plan, by name."""
    group, plan = table_of(Group), table_of(Plan)
    query = (
        select(group)
        .join(plan, plan.c.id == group.c.plan)
        .where(plan.c.round == round_id, plan.c.state == PlanState.SETTLED)
        .order_by(group.c.position, group.c._born)
    )
    with store.reading() as conn:
        return [as_record(Group, row) for row in conn.execute(query)]


def names_in_group(store: Store, group: UUID) -> dict[UUID, str]:
    """Return the authorities of a group with their names, in order."""
    member, authority = table_of(Membership), table_of(Authority)
    query = (
        select(authority.c.id, authority.c.name)
        .join(member, member.c.authority == authority.c.id)
        .where(member.c.group == group)
        .order_by(member.c.position, authority.c.name)
    )
    with store.reading() as conn:
        return {row.id: row.name for row in conn.execute(query)}


def answers_in_group(store: Store, round_id: UUID, group: UUID) -> dict[tuple[UUID, date], DayChoice]:
    """Return (authority, day) → what it said, for the authorities of a group."""
    answer, member = table_of(DayAnswer), table_of(Membership)
    query = (
        select(answer.c.authority, answer.c.day, answer.c.can)
        .join(member, member.c.authority == answer.c.authority)
        .where(answer.c.round == round_id, member.c.group == group)
    )
    with store.reading() as conn:
        return {(row.authority, row.day): DayChoice(row.can) for row in conn.execute(query)}


def pauses_of(store: Store, round_id: UUID) -> list[Pause]:
    """Return every pause of the round's challenges, in the order they began."""
    pause, challenge = table_of(Pause), table_of(Challenge)
    query = (
        select(pause)
        .join(challenge, challenge.c.id == pause.c.challenge)
        .where(challenge.c.round == round_id)
        .order_by(pause.c.since, pause.c._born)
    )
    with store.reading() as conn:
        return [as_record(Pause, row) for row in conn.execute(query)]


def shared_with(store: Store, round_id: UUID, group: UUID) -> dict[UUID, list[SharedSeat]]:
    """Return other group → who has a part there and in `group`: by duty, and by shared leadership."""
    seats = _seats(store, round_id)
    own = [each for each in seats if each.group == group]
    found: dict[UUID, list[SharedSeat]] = {}
    for there in seats:
        here = next((each for each in own if each.who == there.who), None)
        if here is not None and there.group != group:
            shared = SharedSeat(there.group_name, here.words, there.words)
            if shared not in found.setdefault(there.group, []):
                found[there.group].append(shared)
    for other, said in _one_leadership(store, round_id, group):
        found.setdefault(other, []).append(said)
    return found


def _seats(store: Store, round_id: UUID) -> list[_Seat]:
    """Return who has a duty in which group: people, and authorities that challenge outside their own group."""
    duty, challenge, group, authority = (table_of(each) for each in (Duty, Challenge, Group, Authority))
    query = (
        select(duty.c.person, duty.c.authority, duty.c.kind, group.c.id, group.c.name, authority.c.name.label("host"))
        .join(challenge, challenge.c.id == duty.c.challenge)
        .join(group, group.c.id == challenge.c.group)
        .join(authority, authority.c.id == challenge.c.host)
        .where(challenge.c.round == round_id)
        .order_by(challenge.c.position, duty.c._born)
    )
    with store.reading() as conn:
        return [
            _Seat(who, row.id, row.name, f"{DutyKind(row.kind).words.lower()} of {row.host}")
            for row in conn.execute(query)
            if (who := row.person or row.authority)
        ]


def _one_leadership(store: Store, round_id: UUID, group: UUID) -> Iterable[tuple[UUID, SharedSeat]]:
    link, here, there = table_of(Relationship), table_of(Membership).alias(), table_of(Membership).alias()
    other, plan = table_of(Group), table_of(Plan)
    first, second = table_of(Authority).alias(), table_of(Authority).alias()
    query = (
        select(other.c.id, other.c.name, first.c.name.label("own"), second.c.name.label("theirs"))
        .select_from(link)
        .join(here, or_(here.c.authority == link.c.first, here.c.authority == link.c.second))
        .join(there, or_(there.c.authority == link.c.first, there.c.authority == link.c.second))
        .join(other, other.c.id == there.c.group)
        .join(plan, plan.c.id == other.c.plan)
        .join(first, first.c.id == here.c.authority)
        .join(second, second.c.id == there.c.authority)
        .where(link.c.kind == RelationshipKind.SAME_LEADERSHIP, here.c.group == group, other.c.id != group)
        .where(plan.c.round == round_id, plan.c.state == PlanState.SETTLED)
        .distinct()
    )
    with store.reading() as conn:
        for row in conn.execute(query):
            yield row.id, SharedSeat(row.name, f"leadership of {row.own}", f"also that of {row.theirs}")
