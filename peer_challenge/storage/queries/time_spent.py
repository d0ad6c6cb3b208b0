"""What a round's time comes to: by stage, challenge and authority, and how many have told theirs."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Table, case, func, select

from peer_challenge.domain.choices import EntryMode, Stage, Way
from peer_challenge.domain.records import Authority, Challenge, Membership, TimeEntry
from peer_challenge.storage.projection import as_record, records_in, table_of
from peer_challenge.storage.queries.submissions import first_session, first_shared, taking_part
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class Logged:
    """A time entry with the names of the host challenged and of the authority whose people it was."""

    entry: TimeEntry
    host: UUID
    host_name: str
    authority_name: str


@dataclass(frozen=True, slots=True)
class StageSum:
    """Person-minutes on one stage, over the whole round or of one challenge."""

    stage: Stage
    person_minutes: int
    challenge: UUID | None = None


@dataclass(frozen=True, slots=True)
class GivenReceived:
    """Person-minutes an authority gave to others and spent as host."""

    authority: UUID
    name: str
    given: int
    received: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many authorities of the round have logged any time, of how many; and person-minutes that are estimates."""

    told: int
    of: int
    person_minutes: int
    estimated: int


@dataclass(frozen=True, slots=True)
class Hosted:
    """A challenge with the day its host's SEF was first shared and the day of its first meeting."""

    challenge: UUID
    host: UUID
    name: str
    shared_on: date | None
    session_on: date | None
    person_minutes: int


def logged(store: Store, round_id: UUID, challenge: UUID | None = None) -> list[Logged]:
    """Return the entries of a round, or of one challenge in it, the newest first."""
    entry, asked, host, authority = _tables()
    query = (
        select(entry, host.c.id.label("host"), host.c.name.label("host_name"), authority.c.name.label("authority_name"))
        .join(asked, asked.c.id == entry.c.challenge)
        .join(host, host.c.id == asked.c.host)
        .join(authority, authority.c.id == entry.c.authority)
        .where(asked.c.round == round_id, *([asked.c.id == challenge] if challenge else []))
        .order_by(entry.c._born.desc())
    )
    with store.reading() as conn:
        rows = list(conn.execute(query))
    return [Logged(as_record(TimeEntry, row), row.host, row.host_name, row.authority_name) for row in rows]


def by_stage(store: Store, round_id: UUID) -> list[StageSum]:
    """Return the person-minutes of each stage that has any, over the whole round."""
    entry, asked, *_ = _tables()
    query = (
        select(entry.c.stage, _person_minutes().label("spent"))
        .join(asked, asked.c.id == entry.c.challenge)
        .where(asked.c.round == round_id)
        .group_by(entry.c.stage)
    )
    with store.reading() as conn:
        return [StageSum(row.stage, row.spent) for row in conn.execute(query)]


def by_challenge_and_stage(store: Store, round_id: UUID) -> list[StageSum]:
    """Return the person-minutes of each stage that has any, challenge by challenge."""
    entry, asked, *_ = _tables()
    query = (
        select(asked.c.id, entry.c.stage, _person_minutes().label("spent"))
        .join(asked, asked.c.id == entry.c.challenge)
        .where(asked.c.round == round_id)
        .group_by(asked.c.id, entry.c.stage)
    )
    with store.reading() as conn:
        return [StageSum(row.stage, row.spent, row.id) for row in conn.execute(query)]


def given_and_received(store: Store, round_id: UUID) -> list[GivenReceived]:
    """Return what each authority that told its time gave and received, by name."""
    entry, asked, _, authority = _tables()
    query = (
        select(authority.c.id, authority.c.name, _of_way(Way.GIVEN), _of_way(Way.RECEIVED))
        .join(entry, entry.c.authority == authority.c.id)
        .join(asked, asked.c.id == entry.c.challenge)
        .where(asked.c.round == round_id)
        .group_by(authority.c.id, authority.c.name)
        .order_by(authority.c.name)
    )
    with store.reading() as conn:
        return [GivenReceived(row.id, row.name, row.given, row.received) for row in conn.execute(query)]


def coverage(store: Store, round_id: UUID) -> Coverage:
    """Return how many authorities have told their time."""
    entry, asked, *_ = _tables()
    estimated = func.sum(case((entry.c.mode == EntryMode.ESTIMATE, entry.c.people * entry.c.minutes), else_=0))
    part = taking_part(round_id).subquery()
    of = select(func.count()).select_from(part).scalar_subquery()
    query = (
        select(
            func.count(entry.c.authority.distinct()).label("told"),
            of.label("of"),
            _person_minutes().label("spent"),
            estimated.label("estimated"),
        )
        .join(asked, asked.c.id == entry.c.challenge)
        .where(asked.c.round == round_id)
    )
    with store.reading() as conn:
        row = conn.execute(query).one()
    return Coverage(row.told, row.of, row.spent or 0, row.estimated or 0)


def hosted(store: Store, round_id: UUID) -> list[Hosted]:
    """Return every challenge of the round by its host's name, with what decides whether its SEF was shared in time."""
    entry, asked, host, _ = _tables()
    spent = select(_person_minutes()).where(entry.c.challenge == asked.c.id).scalar_subquery()
    query = (
        select(
            asked.c.id,
            host.c.id.label("host"),
            host.c.name,
            first_shared(round_id, host.c.id).label("shared_on"),
            first_session(round_id, host.c.id).label("session_on"),
            func.coalesce(spent, 0).label("spent"),
        )
        .join(host, host.c.id == asked.c.host)
        .where(asked.c.round == round_id)
        .order_by(host.c.name, asked.c.position)
    )
    with store.reading() as conn:
        return [
            Hosted(row.id, row.host, row.name, row.shared_on, row.session_on, row.spent) for row in conn.execute(query)
        ]


def in_the_room(store: Store, challenge: UUID) -> list[Authority]:
    """Return the authorities of a challenge's group: its host first, then the others in their order."""
    asked, member, authority = table_of(Challenge), table_of(Membership), table_of(Authority)
    query = (
        select(authority)
        .select_from(authority)
        .join(asked, asked.c.id == challenge)
        .outerjoin(member, (member.c.authority == authority.c.id) & (member.c.group == asked.c.group))
        .where((authority.c.id == asked.c.host) | member.c.id.is_not(None))
        .order_by((authority.c.id == asked.c.host).desc(), member.c.position, authority.c.name)
    )
    with store.reading() as conn:
        return records_in(conn.execute(query), Authority)


def _tables() -> tuple[Table, Table, FromClause, Table]:
    authority = table_of(Authority)
    return table_of(TimeEntry), table_of(Challenge), authority.alias("host"), authority


def _person_minutes() -> ColumnElement[int]:
    entry = table_of(TimeEntry)
    return func.sum(entry.c.people * entry.c.minutes)


def _of_way(way: Way) -> ColumnElement[int]:
    entry = table_of(TimeEntry)
    spent = func.sum(case((entry.c.way == way, entry.c.people * entry.c.minutes), else_=0))
    return spent.label(way.value)
