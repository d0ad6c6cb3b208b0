"""Challenges of settled groups: one a host, duties in turn, a SEF to write; a host's challenge goes where it goes."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import UUID

from peer_challenge.domain.changes import Change, ChangeSet, add, edit, edit_each, remove
from peer_challenge.domain.choices import DutyKind, SessionState
from peer_challenge.domain.ids import known_id, link_id
from peer_challenge.domain.order import between, row_of
from peer_challenge.domain.records import (
    AgendaItem,
    Attendance,
    Authority,
    Challenge,
    Duty,
    Plan,
    Record,
    Round,
    Session,
    Submission,
)
from peer_challenge.services.role_turns import Turn, shared_seats, turns
from peer_challenge.services.sessions import HOST_MINUTES
from peer_challenge.services.succession import StandingGroup, Succession
from peer_challenge.services.successors import descent
from peer_challenge.storage.queries.challenges import challenges_with_content, past_of
from peer_challenge.storage.store import Store

TEAM = frozenset({DutyKind.LEAD_CHALLENGER, DutyKind.THIRD_PEER, DutyKind.NOTE_TAKER})
_OPEN = (SessionState.PLANNED, SessionState.PAUSED)


def hosted(store: Store, plan: Plan, standing: Succession) -> ChangeSet:
    """Return the change that gives every host of the settled groups its challenge, a team and a first SEF.

    In groups that stay as they were nothing changes. A host that sits elsewhere takes its challenge with it, and
    duties are dealt anew in its group. The challenge of one that left goes, unless something was written in it.
    """
    there = {each.host: each for each in store.find(Challenge, round=plan.round)}
    past = past_of(store, plan.round).as_theirs(descent(store.find(Authority)))
    changes = ChangeSet("", ())
    hosts = {host for host, each in there.items() if each.group in {g.id for g in standing.groups if g.same}}
    for group in standing.groups:
        if not group.same:
            around = turns(shared_seats(group.members), past)
            hosts |= {turn.host for turn in around}
            changes += _challenged(store, plan, group, around, there)
    left = [each for host, each in there.items() if host not in hosts]
    return changes + _ended(store, plan, left) + _called_off(store, standing.dissolved)


def _challenged(
    store: Store, plan: Plan, group: StandingGroup, around: Sequence[Turn], there: dict[UUID, Challenge]
) -> ChangeSet:
    changes = ChangeSet("", ())
    challenges = []
    for turn, position in zip(around, row_of(len(around)), strict=True):
        before = there.get(turn.host)
        made = known_id("challenge", group.id, turn.host)
        after = (
            Challenge(id=made, round=plan.round, group=group.id, host=turn.host, position=position)
            if before is None
            else replace(before, group=group.id, position=position)
        )
        changes += add("", after) if before is None else edit_each("", [(before, after)])
        changes += _dealt(store, after.id, turn) + add("", *_first_sef(store, plan, turn.host))
        challenges.append(after)
    return changes + _agenda(store, group.id, challenges)


def _dealt(store: Store, challenge: UUID, turn: Turn) -> ChangeSet:
    """Return the change to this turn's duties; a person named for one that stays remains named."""
    wanted = {(each := duty(challenge, kind, authority=who)).id: each for kind, who in turn.duties}
    there = {each.id: each for each in store.find(Duty, challenge=challenge, session=None) if each.kind in TEAM}
    gone = (each for known, each in there.items() if known not in wanted)
    return add("", *(each for known, each in wanted.items() if known not in there)) + remove("", *gone)


def _first_sef(store: Store, plan: Plan, host: UUID) -> Iterator[Submission]:
    submission = known_id("submission", plan.round, host)
    if store.get(Submission, submission) is None:
        due = store.need(Round, plan.round).sef_due
        yield Submission(id=submission, round=plan.round, authority=host, due_on=due)


def _agenda(store: Store, group: UUID, challenges: Sequence[Challenge]) -> ChangeSet:
    """Return the change that puts the hosts of a group, and only them, on the agenda of its sessions still to come."""
    changes = ChangeSet("", ())
    for session in _to_come(store, group):
        items = store.find(AgendaItem, session=session.id)
        on_it = {each.challenge for each in items if each.challenge}
        gone = [each for each in items if each.challenge and each.challenge not in {c.id for c in challenges}]
        new = [each for each in challenges if each.id not in on_it]
        last = next((each for each in reversed(items) if each.challenge is None), None)
        at = max((each.position for each in items if each is not last), default="")
        for each in new:
            at = between(at, last.position if last and last.position > at else "")
            title = store.need(Authority, each.host).name
            changes += add("", _item(store, session.id, each.id, title, at))
        changes += remove("", *gone)
        minutes = session.minutes + HOST_MINUTES * len(new) - sum(each.minutes for each in gone)
        changes += edit("", session, minutes=minutes)
    return changes


def _item(store: Store, session: UUID, challenge: UUID, title: str, position: str) -> AgendaItem:
    made = store.new_id()
    return AgendaItem(
        id=made, session=session, challenge=challenge, title=title, minutes=HOST_MINUTES, position=position
    )


def _ended(store: Store, plan: Plan, challenges: Sequence[Challenge]) -> ChangeSet:
    """Return the change that takes away challenges in which nothing was written, with their duties and agenda items."""
    kept = challenges_with_content(store, plan.round)
    going: list[Record] = []
    for each in challenges:
        if each.id not in kept:
            going += [*store.find(Duty, challenge=each.id), each]
    return remove("", *going)


def _called_off(store: Store, groups: Sequence[UUID]) -> ChangeSet:
    """Return the change that takes away sessions still to come of groups that are no more."""
    going: list[Change] = []
    for group in groups:
        for session in _to_come(store, group):
            records = [*store.find(AgendaItem, session=session.id), *store.find(Attendance, session=session.id)]
            going += [Change(each, None) for each in (*records, session)]
    return ChangeSet("", tuple(going))


def _to_come(store: Store, group: UUID) -> list[Session]:
    return [each for each in store.find(Session, group=group) if each.state in _OPEN]


def duty(
    challenge: UUID,
    kind: DutyKind,
    *,
    authority: UUID | None = None,
    person: UUID | None = None,
    session: UUID | None = None,
) -> Duty:
    """Return the record of a duty, with the id that every copy gives it."""
    holder = authority or person
    assert holder is not None
    made = link_id("duty", challenge, holder, also=f"{kind}:{session or ''}")
    return Duty(id=made, challenge=challenge, kind=kind, authority=authority, person=person, session=session)
