"""Challenges: one for each host, who challenges it, and how far it has come."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit, edit_each, remove
from peer_challenge.domain.choices import ChallengePurpose, DutyKind, ReportState, SessionState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Challenge, Duty, Membership, Person
from peer_challenge.services.hosting import TEAM, duty
from peer_challenge.services.names import NameBook
from peer_challenge.services.pauses import waiting_in
from peer_challenge.storage.queries import challenges as queries
from peer_challenge.storage.queries.challenges import ChallengeFacts, TeamRow
from peer_challenge.storage.queries.rounds import joined_authorities
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class ChallengeRow:
    """A challenge as a line of a list; roles nobody has are "", `held_on` is the day of its group's session.

    `why` is what everybody may read of why the group is as it is, "" where nothing was said.
    """

    id: UUID
    challenge: Challenge
    group: str
    why: str
    host: str
    lead: str
    third_peer: str
    note_taker: str
    facilitator: str
    held_on: date | None
    state: str


def challenges_of(store: Store, round_id: UUID) -> list[ChallengeRow]:
    """Return the challenges of a round, group by group."""
    waiting = waiting_in(store, round_id)
    return [
        ChallengeRow(
            id=each.id,
            challenge=each.challenge,
            group=each.group,
            why=each.why,
            host=each.host,
            lead=each.lead,
            third_peer=each.third_peer,
            note_taker=each.note_taker,
            facilitator=each.facilitator,
            held_on=each.held_on,
            state=_state_words(each, paused=each.id in waiting),
        )
        for each in queries.challenges_of_round(store, round_id)
    ]


def challengers_of(store: Store, round_id: UUID) -> dict[UUID, list[tuple[UUID, str]]]:
    """Return challenge → those who may challenge its host: the id and name of everyone else in the group."""
    return queries.challengers_of_round(store, round_id)


def challenge_named(store: Store, round_id: UUID, authority: str) -> Challenge:
    """Return the challenge whose host is meant by `authority`; raises `UserError` where it hosts none."""
    host = NameBook(joined_authorities(store, round_id)).find(authority)
    found = store.find(Challenge, round=round_id, host=host.id)
    if not found:
        raise UserError(
            f"{host.name} hosts no challenge in this round yet. Settle the groups on the Triads page first."
        )
    return found[0]


def team_of(store: Store, challenge: UUID) -> list[TeamRow]:
    """Return who does what in a challenge, stand-ins for one session last."""
    return queries.team_of_challenge(store, challenge)


def assign_duty(
    store: Store,
    challenge: UUID,
    kind: DutyKind,
    authority: UUID | None = None,
    person: UUID | None = None,
    session: UUID | None = None,
) -> ChangeSet:
    """Give a duty to an authority, a person or a person of an authority, instead of who had it; neither takes it away.

    With a `session` it is a stand-in for that session only, who may come from anywhere but the host. Raises
    `UserError` when the host would challenge itself, or somebody outside the group would for the whole challenge.
    """
    record = store.need(Challenge, challenge)
    before = [each for each in store.find(Duty, challenge=challenge, session=session) if each.kind is kind]
    if authority is None and person is None:
        return remove(f"Take away {kind.words.lower()}", *before)
    comes_from = authority or store.need(Person, person or challenge).authority
    if kind in TEAM and comes_from is not None:
        _check_team(store, record, comes_from, stands_in=session is not None)
    after = duty(challenge, kind, authority=authority, person=person, session=session)
    label = f"Change {kind.words.lower()}"
    same = store.get(Duty, after.id)
    given = add(label, after) if same is None else edit_each(label, [(same, after)])
    return given + remove(label, *(each for each in before if each.id != after.id))


def serve_directors(store: Store, challenge: UUID, serves: bool) -> ChangeSet:
    """Say whether a challenge supports the directors' own challenge, or stands alone."""
    purpose = ChallengePurpose.SUPPORTS_DIRECTORS if serves else ChallengePurpose.QUALITY_ASSURANCE
    return edit("Change purpose", store.need(Challenge, challenge), purpose=purpose)


def _check_team(store: Store, challenge: Challenge, authority: UUID, *, stands_in: bool) -> None:
    if authority == challenge.host:
        name = store.need(Authority, authority).name
        raise UserError(f"{name} is the host here, so it cannot challenge as well. Choose another authority.")
    group = {each.authority for each in store.find(Membership, group=challenge.group)}
    if authority not in group and not stands_in:
        name = store.need(Authority, authority).name
        raise UserError(f"{name} is not in this group. Choose one of the group, or a stand-in for one session.")


def _state_words(facts: ChallengeFacts, *, paused: bool) -> str:
    """Return how far a challenge has come, as a person says it."""
    if facts.report is ReportState.FINAL:
        return "Report final"
    if facts.report in (ReportState.AGREED, ReportState.WITH_HOST):
        return f"Report {facts.report.words.lower()}{', paused' if paused else ''}"
    if facts.session is SessionState.HELD:
        return "Session held, report paused" if paused else "Session held, report to write"
    if paused or facts.session is SessionState.PAUSED:
        return "Session paused"
    return "Session planned" if facts.held_on else "Session to be planned"
