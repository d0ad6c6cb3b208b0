"""The meetings calendar: every settled group with its day, time and link, what is missing, and what collides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, edit
from peer_challenge.domain.choices import DayChoice, PauseReason, SessionState
from peer_challenge.domain.days import clock_in_words, day_in_england, day_in_words, in_a_row
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.meeting_words import whole_link
from peer_challenge.domain.records import Authority, Challenge, Group, Round, Session
from peer_challenge.domain.working_days import is_working_day, usual_school_holiday
from peer_challenge.services.contacts import letter
from peer_challenge.services.pauses import open_pause
from peer_challenge.services.reference import bank_holidays, last_day_of
from peer_challenge.services.sessions import plan_session, usual_minutes
from peer_challenge.storage.queries import meetings as queries
from peer_challenge.storage.queries.sessions import hosts_of_group
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A host whose challenge waits, since when and why; `id` is the challenge."""

    id: UUID
    host: str
    since: date
    because: PauseReason | None

    def words_of(self, who: str) -> str:
        """Return the wait in words, of `who`."""
        why = f": {self.because.words}" if self.because else ""
        return f"{who} waits since {day_in_words(self.since)}{why}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A group and its meeting, if one is planned; `id` is the group. `flags` say in sentences what to look at."""

    id: UUID
    group: str
    hosts: tuple[str, ...]
    session: Session | None
    flags: tuple[str, ...] = ()
    waiting: tuple[Waiting, ...] = ()

    @property
    def held_on(self) -> date | None:
        """The day it meets."""
        return self.session.held_on if self.session else None

    @property
    def minutes(self) -> int:
        """How long it is to last, also before it is planned."""
        return self.session.minutes if self.session else usual_minutes(len(self.hosts))

    @property
    def waiting_words(self) -> tuple[str, ...]:
        """Who waits, since when and why; in one sentence where all do for one reason."""
        alike = {(each.since, each.because) for each in self.waiting}
        if len(alike) == 1 and len(self.waiting) == len(self.hosts) > 1:
            return (self.waiting[0].words_of("Everybody"),)
        return tuple(each.words_of(each.host) for each in self.waiting)

    @property
    def state_words(self) -> str:
        """How the meeting stands, in words."""
        state = self.session.state if self.session else SessionState.PLANNED
        if state is SessionState.CANCELLED:
            return "Called off"
        return state.words if self.held_on or state is SessionState.HELD else "No day yet"

    @property
    def when_words(self) -> str:
        """Day and time in words."""
        if not self.session or not self.session.held_on:
            return "No day yet"
        at = f", {clock_in_words(self.session.starts_at)}" if self.session.starts_at else ", no time yet"
        return f"{self.session.held_on:%A} {day_in_words(self.session.held_on)}{at}"

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        state = f", {self.state_words.lower()}" if self.held_on else ""
        said = f"{self.group}, {', '.join(self.hosts)}: {self.when_words}{state}."
        return " ".join([said, *self.flags, *self.waiting_words])


def meetings(store: Store, round_id: UUID) -> list[Meeting]:
    """Return a row for each settled group, those without a day first, then by day and time; called off last."""
    sessions = sessions_by_group(store, round_id)
    rows = []
    for group in queries.settled_groups(store, round_id):
        rows.append(
            Meeting(
                id=group.id,
                group=group.name or "A group",
                hosts=tuple(queries.names_in_group(store, group.id).values()),
                session=sessions.get(group.id),
                flags=tuple(_flags(store, round_id, group.id, sessions)),
                waiting=tuple(_waiting(store, group.id)),
            )
        )
    return sorted(rows, key=_order)


def sessions_by_group(store: Store, round_id: UUID) -> dict[UUID, Session]:
    """Return the session each group is to meet in: the newest that stands, or the newest called off."""
    found: dict[UUID, Session] = {}
    for each in store.find(Session, round=round_id):
        before = found.get(each.group)
        if before is None or each.state is not SessionState.CANCELLED or before.state is SessionState.CANCELLED:
            found[each.group] = each
    return found


def members_to_meet(store: Store, round_id: UUID) -> list[tuple[UUID, str]]:
    """Return the authorities of the settled groups with their names, by name."""
    inside = [queries.names_in_group(store, each.id) for each in queries.settled_groups(store, round_id)]
    return sorted(((id_, name) for members in inside for id_, name in members.items()), key=lambda each: each[1])


def hosts_to_meet(store: Store, round_id: UUID) -> list[tuple[UUID, str]]:
    """Return each challenge of the settled groups in words, for example “Triad A, only the challenge of Kent”."""
    return [
        (host.id, f"{group.name}, only the challenge of {host.name}")
        for group in queries.settled_groups(store, round_id)
        for host in hosts_of_group(store, group.id)
    ]


def set_meeting(store: Store, group: UUID, /, **fields: object) -> ChangeSet:
    """Set day (`held_on`), time (`starts_at`), `minutes`, `place` or `joining_link` of a group's meeting.

    A group without a session gets one, with its agenda. Raises `UserError` for a link that is none, and for a meeting
    that was held or called off.
    """
    told = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    link = told.get("joining_link")
    if isinstance(link, str) and link:
        told["joining_link"] = link = whole_link(link)
        if not link.lower().startswith(("https://", "http://")):
            raise UserError(f"“{link[:60]}” is no link. Paste the whole of it, from https:// on.")
    found = store.need(Group, group)
    session = sessions_by_group(store, _round_of(store, group)).get(group)
    if session is None:
        planned = plan_session(store, group, **told)  # type: ignore[arg-type]
        return ChangeSet("Plan meeting", planned.changes)
    if session.state in (SessionState.HELD, SessionState.CANCELLED):
        was = "was held" if session.state is SessionState.HELD else "is called off"
        raise UserError(f"The meeting of {found.name} {was}. Put it back first.")
    return edit("Change meeting", session, **told)


def _round_of(store: Store, group: UUID) -> UUID:
    challenges = store.find(Challenge, group=group)
    if not challenges:
        raise UserError(f"{store.need(Group, group).name} is not settled yet. Settle the plan under Triads first.")
    return challenges[0].round


def _flags(store: Store, round_id: UUID, group: UUID, sessions: Mapping[UUID, Session]) -> list[str]:
    """Say what to look at in a meeting that is still to come."""
    session = sessions.get(group)
    if session is None or session.held_on is None or session.state is not SessionState.PLANNED:
        return []
    day = session.held_on
    said = against_day(store, round_id, group, day)
    if session.starts_at is None:
        said.append("It has no time yet.")
    if day < day_in_england(store.now()):
        said.append("The day has passed: say that it was held, or give another.")
    shared = queries.shared_with(store, round_id, group)
    for other, who in shared.items():
        there = sessions.get(other)
        if there and there.held_on == day and there.state is not SessionState.CANCELLED:
            said += [f"Same day: {_small(each.words)}." for each in who]
    return said


def against_day(store: Store, round_id: UUID, group: UUID, day: date) -> list[str]:
    """Say what speaks against a day for a group: who cannot, who will have ended, and that nobody works or teaches."""
    answers, holidays = queries.answers_in_group(store, round_id, group), bank_holidays()
    members = queries.names_in_group(store, group)
    cannot = [name for id_, name in members.items() if answers.get((id_, day)) is DayChoice.NO]
    said = [f"{in_a_row(cannot)} cannot meet that day."] if cannot else []
    for id_, name in members.items():
        last = last_day_of(name, store.need(Authority, id_).valid_to)
        if last is not None and last < day:
            said.append(f"{name} ends on {day_in_words(last)}, before that day.")
    if not is_working_day(day, holidays):
        said.append(f"{day:%A} {day_in_words(day)} is no working day.")
    if holiday := usual_school_holiday(day, holidays):
        said.append(f"The day is within the usual {holiday}.")
    return said


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _waiting(store: Store, group: UUID) -> list[Waiting]:
    found = []
    for challenge in store.find(Challenge, group=group):
        if pause := open_pause(store, challenge.id):
            host = store.need(Authority, challenge.host).name
            found.append(Waiting(id=challenge.id, host=host, since=pause.since, because=pause.because))
    return found


def _order(row: Meeting) -> tuple[int, date, time, str]:
    session = row.session
    off = session is not None and session.state is SessionState.CANCELLED
    place = 2 if off else 1 if row.held_on else 0
    return place, row.held_on or date.min, (session.starts_at if session else None) or time.min, row.group


def invitation(store: Store, group: UUID) -> tuple[str, str]:
    """Return subject and text of the invitation to a group's meeting; raises `UserError` without a day."""
    round_id = _round_of(store, group)
    row = next(each for each in meetings(store, round_id) if each.id == group)
    if row.session is None or row.held_on is None:
        raise UserError(f"{row.group} has no day yet. Give it one first.")
    subject = f"Peer challenge: {row.group} on {day_in_words(row.held_on)}"
    round_ = store.need(Round, round_id)
    said = _invitation(row, row.session, round_)
    return subject, letter(store, round_.marking, "Dear colleagues,", *said, "With best wishes")


def _invitation(row: Meeting, session: Session, round_: Round) -> list[str]:
    if session.state is SessionState.CANCELLED:
        return [f"The meeting of {row.group} ({row.when_words}) is called off."]
    where = [f"When: {row.when_words}, {session.minutes} minutes"]
    where += [f"Where: {session.place}"] if session.place else []
    where += [f"Join: {session.joining_link}"] if session.joining_link else []
    said = [f"{row.group} ({', '.join(row.hosts)}) meets for {round_.name}:", "\n".join(where)]
    if session.state is SessionState.PAUSED:
        said.append("The meeting is paused for now. A new day follows; please keep this message.")
    said.append("The attached calendar entry goes into your diary; a later one moves it.")
    return [*said, "Please tell us in good time who takes part for your authority, and who takes notes."]
