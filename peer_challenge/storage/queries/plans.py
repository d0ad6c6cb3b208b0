"""What a draft plan is made of: who joined the round, how they stand to one another, and who sits where."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, or_, select

from peer_challenge.domain.choices import Joining, PlanState, RelationshipKind
from peer_challenge.domain.records import Authority, Challenge, Group, Membership, Participation, Plan, Relationship
from peer_challenge.storage.projection import as_record, table_of
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class Seat:
    """An authority in a group of the plan, with its name; `joined` is false once it has left the round."""

    membership: Membership
    name: str
    joined: bool


def relationships_among(store: Store, round_id: UUID) -> list[Relationship]:
    """Return how the authorities that joined the round stand to one another, oldest first."""
    relationship, part = table_of(Relationship), table_of(Participation)
    joined = select(part.c.authority).where(part.c.round == round_id, part.c.joining == Joining.JOINED)
    query = (
        select(relationship)
        .where(relationship.c.first.in_(joined), relationship.c.second.in_(joined))
        .order_by(relationship.c.year, relationship.c.first, relationship.c.second, relationship.c.kind)
    )
    with store.reading() as conn:
        return [as_record(Relationship, row) for row in conn.execute(query)]


def borders(store: Store) -> list[tuple[UUID, UUID]]:
    """Return every two authorities of the round file that share a border, also those that have not joined."""
    table = table_of(Relationship)
    query = select(table.c.first, table.c.second).where(table.c.kind == RelationshipKind.SHARES_BORDER)
    with store.reading() as conn:
        return [(row.first, row.second) for row in conn.execute(query.order_by(table.c.first, table.c.second))]


def seats_of(store: Store, plan: UUID) -> dict[UUID, list[Seat]]:
    """Return group → who sits in it, in order of position and name; groups without anybody are not among them."""
    group, member, authority, part = (table_of(each) for each in (Group, Membership, Authority, Participation))
    in_round = (part.c.authority == authority.c.id) & (part.c.joining == Joining.JOINED)
    query = (
        select(member, authority.c.name, part.c.id.label("part"))
        .join(group, group.c.id == member.c.group)
        .join(authority, authority.c.id == member.c.authority)
        .outerjoin(part, in_round & (part.c.round == _round_of(plan)))
        .where(group.c.plan == plan)
        .order_by(member.c.position, authority.c.name)
    )
    found: dict[UUID, list[Seat]] = {}
    with store.reading() as conn:
        for row in conn.execute(query):
            seat = Seat(as_record(Membership, row), row.name, row.part is not None)
            found.setdefault(seat.membership.group, []).append(seat)
    return found


def is_settled(round_id: UUID) -> ColumnElement[bool]:
    """Return that a row of groups, beside its plan by an outer join, is one of the round's settled groups.

    The plan stays with the coordinator: elsewhere a group is known to be settled by its challenges.
    """
    plan, group, challenge = table_of(Plan), table_of(Group), table_of(Challenge)
    challenged = select(challenge.c.group).where(challenge.c.round == round_id)
    return or_(
        and_(plan.c.round == round_id, plan.c.state == PlanState.SETTLED),
        and_(plan.c.id.is_(None), group.c.id.in_(challenged)),
    )


def _round_of(plan: UUID) -> ScalarSelect[UUID]:
    table = table_of(Plan)
    return select(table.c.round).where(table.c.id == plan).scalar_subquery()
