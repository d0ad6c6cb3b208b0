"""People with the roles they hold, and who coordinates on a day."""

from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_, select, union_all

from peer_challenge.domain.choices import Role
from peer_challenge.domain.records import Attendance, Challenge, Duty, Person, RolePeriod, Session
from peer_challenge.storage.projection import as_record, table_of
from peer_challenge.storage.store import Store


def people_with_roles(store: Store, authority: UUID | None = None) -> list[tuple[Person, list[RolePeriod]]]:
    """Return people with their roles, earliest first; of one authority, or of the whole round file, by name."""
    person, role = table_of(Person), table_of(RolePeriod)
    query = select(person).order_by(person.c.name, person.c._born)
    roles = select(role).join(person, person.c.id == role.c.person).order_by(role.c.starts.nulls_first(), role.c._born)
    if authority is not None:
        query, roles = (each.where(person.c.authority == authority) for each in (query, roles))
    with store.reading() as conn:
        people = [as_record(Person, row) for row in conn.execute(query)]
        held = [as_record(RolePeriod, row) for row in conn.execute(roles)]
    by_person: dict[UUID, list[RolePeriod]] = {each.id: [] for each in people}
    for period in held:
        by_person[period.person].append(period)
    return [(each, by_person[each.id]) for each in people]


def person_with_role(store: Store, role: Role, on: date) -> Person | None:
    """Return who holds a role on a day, the one who began last where there are several; None where nobody does."""
    person, period = table_of(Person), table_of(RolePeriod)
    query = (
        select(person)
        .join(period, period.c.person == person.c.id)
        .where(period.c.role == role, _covers(period.c.starts, period.c.ends, on))
        .order_by(period.c.starts.desc().nulls_last(), period.c._born.desc())
        .limit(1)
    )
    with store.reading() as conn:
        row = conn.execute(query).first()
    return as_record(Person, row) if row else None


def people_of_no_other_round(store: Store, round_id: UUID, on: date) -> list[Person]:
    """Return who was at a round's meetings or had a duty in it, is in no other round, and holds no role on a day."""
    person, period = table_of(Person), table_of(RolePeriod)
    there, session = table_of(Attendance), table_of(Session)
    duty, challenge = table_of(Duty), table_of(Challenge)
    named = union_all(
        select(there.c.person, session.c.round).join(session, session.c.id == there.c.session),
        select(duty.c.person, challenge.c.round).join(challenge, challenge.c.id == duty.c.challenge),
    ).subquery()
    at_work = select(period.c.person).where(_covers(period.c.starts, period.c.ends, on))
    elsewhere = select(named.c.person).where(named.c.round != round_id, named.c.person.is_not(None))
    query = (
        select(person)
        .where(person.c.id.in_(select(named.c.person).where(named.c.round == round_id)))
        .where(person.c.id.not_in(elsewhere), person.c.id.not_in(at_work))
        .order_by(person.c.name, person.c._born)
    )
    with store.reading() as conn:
        return [as_record(Person, row) for row in conn.execute(query)]


def _covers(starts: ColumnElement[date], ends: ColumnElement[date], on: date) -> ColumnElement[bool]:
    return and_(or_(starts.is_(None), starts <= on), or_(ends.is_(None), ends >= on))
