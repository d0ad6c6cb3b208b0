"""The authorities around a round, with what is known of each in it, and their links."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ScalarSelect, and_, func, or_, select

from peer_challenge.domain.choices import Joining
from peer_challenge.domain.records import Authority, Group, Membership, Participation, Person, Plan, Relationship, Round
from peer_challenge.storage.projection import as_record, table_of
from peer_challenge.storage.queries.plans import is_settled
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class InRound:
    """An authority as a round knows it; `joining` is None where nobody asked it, `group` "" without a settled plan."""

    authority: Authority
    joining: Joining | None
    answered_on: date | None
    reason: str
    people: int
    group: str


def authorities_around(store: Store, round: UUID) -> list[InRound]:
    """Return the authorities a round asked and the others of its region, sorted by name."""
    authority, part, its_round = table_of(Authority), table_of(Participation), table_of(Round)
    people, group = _people_count(), _group_name(round)
    query = (
        select(
            authority,
            part.c.joining,
            part.c.answered_on,
            part.c.reason,
            people.label("people"),
            group.label("group_name"),
        )
        .outerjoin(part, and_(part.c.authority == authority.c.id, part.c.round == round))
        .join(its_round, its_round.c.id == round)
        .where(or_(part.c.id.is_not(None), and_(authority.c.region == its_round.c.region, authority.c.region != "")))
        .order_by(authority.c.name)
    )
    with store.reading() as conn:
        return [
            InRound(
                as_record(Authority, row),
                row.joining,
                row.answered_on,
                row.reason or "",
                row.people,
                row.group_name or "",
            )
            for row in conn.execute(query)
        ]


def links_of(store: Store, authority: UUID) -> list[tuple[Relationship, str]]:
    """Return an authority's links, each with the name of the other end, by kind, latest year first, then name."""
    link, other = table_of(Relationship), table_of(Authority)
    query = (
        select(link, other.c.name.label("other_name"))
        .join(
            other,
            or_(
                and_(link.c.first == authority, other.c.id == link.c.second),
                and_(link.c.second == authority, other.c.id == link.c.first),
            ),
        )
        .order_by(link.c.kind, link.c.year.desc(), other.c.name)
    )
    with store.reading() as conn:
        return [(as_record(Relationship, row), row.other_name) for row in conn.execute(query)]


def _people_count() -> ScalarSelect[int]:
    person, authority = table_of(Person), table_of(Authority)
    return select(func.count()).where(person.c.authority == authority.c.id).scalar_subquery()


def _group_name(round: UUID) -> ScalarSelect[str | None]:
    membership, group, plan = table_of(Membership), table_of(Group), table_of(Plan)
    return (
        select(func.min(group.c.name))
        .join(membership, membership.c.group == group.c.id)
        .outerjoin(plan, plan.c.id == group.c.plan)
        .where(is_settled(round), membership.c.authority == table_of(Authority).c.id)
        .scalar_subquery()
    )
