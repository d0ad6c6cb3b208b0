"""What to look at in the ledger of time: what may stand there twice, who told nothing, and how minutes are known."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import case, func, select

from peer_challenge.domain.choices import EntryMode, SessionState, Stage
from peer_challenge.domain.records import Authority, Challenge, Membership, Session, TimeEntry
from peer_challenge.storage.projection import table_of
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class Twice:
    """A stage of a challenge that one authority estimated and told otherwise as well, in person-minutes."""

    challenge: UUID
    authority: UUID
    stage: Stage
    host_name: str
    authority_name: str
    estimated: int
    otherwise: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A challenge that was held, and how many of the authorities in it have told no time on it."""

    challenge: UUID
    host_name: str
    silent: int
    of: int


def told_twice(store: Store, round_id: UUID) -> list[Twice]:
    """Return where an estimate stands beside other entries of its stage, by host and authority.

    An estimate without a day is of the whole stage, so whatever stands beside it may be the same time; estimates of
    several days are one answer together.
    """
    entry, asked, authority = table_of(TimeEntry), table_of(Challenge), table_of(Authority)
    host = authority.alias("host")
    spent = entry.c.people * entry.c.minutes
    is_estimate = entry.c.mode == EntryMode.ESTIMATE
    of_the_whole = func.max(case((is_estimate & entry.c.day.is_(None), spent)))
    estimated = func.coalesce(of_the_whole, func.sum(case((is_estimate, spent), else_=0)))
    otherwise = func.sum(spent) - estimated
    query = (
        select(entry.c.challenge, entry.c.authority, entry.c.stage, host.c.name, authority.c.name, estimated, otherwise)
        .join(asked, asked.c.id == entry.c.challenge)
        .join(host, host.c.id == asked.c.host)
        .join(authority, authority.c.id == entry.c.authority)
        .where(asked.c.round == round_id)
        .group_by(entry.c.challenge, entry.c.authority, entry.c.stage, host.c.name, authority.c.name)
        .having((estimated > 0) & (otherwise > 0))
        .order_by(host.c.name, authority.c.name, entry.c.stage)
    )
    with store.reading() as conn:
        return [Twice(*row) for row in conn.execute(query)]


def told_by(store: Store, challenge: UUID, authority: UUID) -> dict[Stage, int]:
    """Return the person-minutes that an authority told of a challenge, by stage, whichever way they went."""
    entry = table_of(TimeEntry)
    query = (
        select(entry.c.stage, func.sum(entry.c.people * entry.c.minutes))
        .where(entry.c.challenge == challenge, entry.c.authority == authority)
        .group_by(entry.c.stage)
    )
    with store.reading() as conn:
        return {row[0]: row[1] for row in conn.execute(query)}


def not_told(store: Store, round_id: UUID) -> list[Gap]:
    """Return the challenges whose meeting was held and on which somebody of the group told nothing, by host."""
    entry, asked, host, member, meeting = (
        table_of(each) for each in (TimeEntry, Challenge, Authority, Membership, Session)
    )
    told = select(entry.c.id).where(entry.c.challenge == asked.c.id, entry.c.authority == member.c.authority).exists()
    held = select(meeting.c.id).where(meeting.c.group == asked.c.group, meeting.c.state == SessionState.HELD).exists()
    silent = func.sum(case((told, 0), else_=1))
    query = (
        select(asked.c.id, host.c.name, silent, func.count())
        .join(host, host.c.id == asked.c.host)
        .join(member, member.c.group == asked.c.group)
        .where(asked.c.round == round_id, held)
        .group_by(asked.c.id, host.c.name)
        .having(silent > 0)
        .order_by(host.c.name)
    )
    with store.reading() as conn:
        return [Gap(*row) for row in conn.execute(query)]


def places(store: Store, round_id: UUID) -> tuple[int, int]:
    """Return on how many places in challenges time was told, of how many; an authority in a challenge is a place."""
    entry, asked, member = (table_of(each) for each in (TimeEntry, Challenge, Membership))
    told = select(entry.c.id).where(entry.c.challenge == asked.c.id, entry.c.authority == member.c.authority).exists()
    query = (
        select(func.coalesce(func.sum(case((told, 1), else_=0)), 0), func.count())
        .select_from(asked)
        .join(member, member.c.group == asked.c.group)
        .where(asked.c.round == round_id)
    )
    with store.reading() as conn:
        row = conn.execute(query).one()
    return int(row[0]), int(row[1])


def by_mode(store: Store, round_id: UUID) -> dict[EntryMode, int]:
    """Return the person-minutes by how they are known, in the order of `EntryMode`."""
    entry, asked = table_of(TimeEntry), table_of(Challenge)
    query = (
        select(entry.c.mode, func.sum(entry.c.people * entry.c.minutes))
        .join(asked, asked.c.id == entry.c.challenge)
        .where(asked.c.round == round_id)
        .group_by(entry.c.mode)
    )
    with store.reading() as conn:
        found = {row[0]: row[1] for row in conn.execute(query)}
    return {mode: found[mode] for mode in EntryMode if mode in found}
