"""Many meeting dates at once: lines as people paste them, a verdict on every line, then one act."""

from pathlib import Path
from uuid import UUID

from peer_challenge.domain.changes import Change, ChangeSet
from peer_challenge.domain.choices import SessionState
from peer_challenge.domain.days import day_in_england
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.meeting_words import MeetingWords, read_meeting
from peer_challenge.domain.records import Group, Session
from peer_challenge.exchange.spreadsheets import read_lines
from peer_challenge.jobs.bring_in import Outcome, Verdict, all_of
from peer_challenge.services.meetings import against_day, sessions_by_group, set_meeting
from peer_challenge.services.names import plain_name
from peer_challenge.storage.queries import meetings as queries
from peer_challenge.storage.store import Store

_NO_NAME = frozenset(
    "peer challenge qa quality assurance meeting session microsoft teams online virtual invite accepted tentative busy "
    "a the of for and at on in".split()
)
"""Words that stand beside a group's name in calendars and lists and name nothing."""

_HEADINGS = frozenset({"group", "subject", "start", "date", "day", "time", "meeting", "triad", "location", "link"})
MOST_LINES = 500


def lines_of(path: Path) -> str:
    """Return a file of meeting dates, text or a table, as lines to be read like pasted ones."""
    return "\n".join(read_lines(path))


def preview_dates(store: Store, text: str, round_id: UUID) -> list[Verdict]:
    """Return a verdict on every line that says something: how it was read, and what it would change."""
    lines = _Lines(store, round_id)
    said = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(said) > MOST_LINES:
        raise UserError(f"Those are {len(said):,} lines; at most {MOST_LINES} can be read at once.")
    return [lines.judge(number, line) for number, line in said]


def bring_in_dates(store: Store, text: str, round_id: UUID) -> ChangeSet:
    """Set the meetings of all lines in one act; raises `UserError` naming the first line that is wrong."""
    return all_of("Bring in meeting dates", preview_dates(store, text, round_id))


class _Lines:
    """Judges lines one after another, so that a group named twice is seen."""

    def __init__(self, store: Store, round_id: UUID) -> None:
        self._store, self._round, self._today = store, round_id, day_in_england(store.now())
        self._groups = queries.settled_groups(store, round_id)
        self._sessions = sessions_by_group(store, round_id)
        self._members = {each.id: queries.names_in_group(store, each.id) for each in self._groups}
        self._lines: dict[UUID, int] = {}
        if not self._groups:
            raise UserError("No plan of groups is settled yet. Settle one under Triads first.")

    def judge(self, number: int, line: str) -> Verdict:
        """Return what one line would do."""
        words = set(plain_name(line).split())
        if number == 1 and words <= _HEADINGS | _NO_NAME and len(words & _HEADINGS) > 1:
            return Verdict(number, "Heading", "", Outcome.SAME, "Left out: it names no group and no day.")
        try:
            read = read_meeting(line, self._today)
            group, left = self._group(read.rest)
            return self._verdict(number, group, read, left)
        except UserError as problem:
            return Verdict(number, line.strip()[:60], "", Outcome.WRONG, problem.sentence)

    def _verdict(self, number: int, group: Group, read: MeetingWords, left: str) -> Verdict:
        if (earlier := self._lines.setdefault(group.id, number)) != number:
            raise UserError(f"{group.name} is in line {earlier} already. Leave one of the two.")
        if read.day is None:
            raise UserError("There is no day in this line. Write it like 14 January 2027.")
        changes = self._changes(group, read)
        outcome = Outcome.SAME if not changes else Outcome.CHANGED if self._dated(group) else Outcome.NEW
        return Verdict(number, group.name, read.words, outcome, self._says(group, read, left, outcome), changes)

    def _changes(self, group: Group, read: MeetingWords) -> tuple[Change, ...]:
        told = {"held_on": read.day, "starts_at": read.starts_at, "minutes": read.minutes, "joining_link": read.link}
        return set_meeting(self._store, group.id, **{name: value for name, value in told.items() if value}).changes

    def _says(self, group: Group, read: MeetingWords, left: str, outcome: Outcome) -> str:
        session = self._sessions.get(group.id)
        said = [f"Read as {read.words}."]
        if outcome is Outcome.CHANGED and session and session.held_on != read.day:
            said.append("Moves the meeting.")
        if outcome is Outcome.SAME:
            said.append("Is here already.")
        if read.day and read.day < self._today:
            said.append("That day has passed.")
        if read.day:
            said += against_day(self._store, self._round, group.id, read.day)
        if session and session.state is SessionState.PAUSED:
            said.append("The meeting stays paused.")
        if left:
            said.append(f"Not used: “{left}”.")
        return " ".join(said)

    def _dated(self, group: Group) -> bool:
        session: Session | None = self._sessions.get(group.id)
        return session is not None and session.held_on is not None

    def _group(self, rest: str) -> tuple[Group, str]:
        """Return the group that a line names, by its name or by all its authorities, and what is left of the line."""
        words = plain_name(rest)
        named = [each for each in self._groups if f" {plain_name(each.name)} " in f" {words} "]
        if len(named) == 1:
            return named[0], _left(words, plain_name(named[0].name))
        if len(named) > 1:
            raise UserError(f"This line names {' and '.join(each.name for each in named)}. Write a line for each.")
        return self._by_members(rest), ""

    def _by_members(self, rest: str) -> Group:
        words = f" {plain_name(rest)} "
        spelt = {id_: name for members in self._members.values() for id_, name in members.items()}
        found = {id_ for id_, name in spelt.items() if f" {plain_name(name)} " in words}
        whole = [each for each in self._groups if found and self._members[each.id].keys() == found]
        if len(whole) == 1:
            return whole[0]
        raise UserError(f"“{rest[:60]}” names no group of this round. Use its name, or all its authorities.")


def _left(words: str, name: str) -> str:
    """Return what of a line was not used, small words of calendars left out."""
    rest = f" {words} ".replace(f" {name} ", " ", 1).split()
    return " ".join(rest) if any(each not in _NO_NAME for each in rest) else ""
