"""The console of a session: whose turn it is, what their SEF says, what to ask, and what was said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from peer_challenge.domain.choices import NoteKind
from peer_challenge.domain.records import (
    AgendaItem,
    Answer,
    Claim,
    Group,
    LineOfEnquiry,
    PreparedQuestion,
    Prompt,
    Round,
    Session,
)
from peer_challenge.services.attendance import PresenceRow, who_is_here
from peer_challenge.services.questions import questions_of
from peer_challenge.storage.queries import notes as note_queries
from peer_challenge.storage.queries import sessions as queries
from peer_challenge.storage.queries.notes import AuthoredNote
from peer_challenge.storage.queries.sessions import AgendaRow
from peer_challenge.storage.store import Store

__all__ = [
    "AgendaRow",
    "AuthoredNote",
    "ConsoleView",
    "LineView",
    "StatementView",
    "console",
    "lines_of_round",
    "next_host",
    "next_item",
    "note_counts",
    "notes_again",
    "statements_of",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineView:
    """A line of enquiry with its prompts; `number` counts from 1."""

    id: UUID
    number: int
    short: str
    question: str
    prompts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """A statement of the host's SEF; `number` is for example “1.2”, `notes` how many notes test it."""

    id: UUID
    line: UUID
    number: str
    text: str
    how_known: str
    impact: str
    notes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleView:
    """Everything the console shows.

    `current` is the item that runs, or the one that would begin next; `challenge` the host that notes belong to now:
    before the first host its, during a break or the wrap-up the last one's, unless another one is looked at; then
    `elsewhere` names the host whose turn it is. `sef_words` says why there is no SEF.
    """

    session: Session
    group: str
    agenda: tuple[AgendaRow, ...]
    current: AgendaRow | None
    runs: bool
    challenge: UUID | None
    host_name: str
    elsewhere: str
    lines: tuple[LineView, ...]
    statements: tuple[StatementView, ...]
    answers: tuple[Answer, ...]
    sef_words: str
    questions: tuple[PreparedQuestion, ...]
    notes: tuple[AuthoredNote, ...]
    counts: dict[NoteKind, int]
    people: tuple[PresenceRow, ...]


def console(store: Store, session: UUID, looked_at: UUID | None = None) -> ConsoleView:
    """Return what the console shows for the host whose turn it is, or for the challenge `looked_at` on its agenda."""
    found = store.need(Session, session)
    group = store.get(Group, found.group)
    agenda = queries.agenda_of(store, session)
    current, runs = _current(agenda)
    turn = _host_of_notes(agenda, current)
    looked = next((row for row in agenda if looked_at and row.item.challenge == looked_at), None)
    host = looked or turn
    challenge = host.item.challenge if host else None
    lines = lines_of_round(store, found.round)
    sef = queries.shared_submission(store, found.round, host.host) if host and host.host else None
    name = host.host_name if host else ""
    return ConsoleView(
        session=found,
        group=group.name if group else "",
        agenda=tuple(agenda),
        current=current,
        runs=runs,
        challenge=challenge,
        host_name=name,
        elsewhere=turn.host_name if turn and turn.item.challenge != challenge else "",
        lines=lines,
        statements=statements_of(store, sef.id, challenge, lines) if sef and challenge else (),
        answers=tuple(store.find(Answer, submission=sef.id)) if sef else (),
        sef_words="" if sef or not name else f"{name} has not shared its SEF.",
        questions=tuple(questions_of(store, challenge)) if challenge else (),
        notes=tuple(note_queries.notes_of(store, session, challenge)) if challenge else (),
        counts=note_queries.counts_by_kind(store, session, challenge) if challenge else {},
        people=tuple(who_is_here(store, session)),
    )


def notes_again(store: Store, notes: Iterable[UUID]) -> list[AuthoredNote]:
    """Return those of `notes` that are still there: what a long list needs after one of them changed."""
    return note_queries.notes_with_ids(store, notes)


def note_counts(store: Store, session: UUID, challenge: UUID) -> dict[NoteKind, int]:
    """Return how many notes of each kind there are on one host in one session."""
    return note_queries.counts_by_kind(store, session, challenge)


def lines_of_round(store: Store, round_id: UUID) -> tuple[LineView, ...]:
    """Return the lines of enquiry of a round in order."""
    round_ = store.need(Round, round_id)
    lines = store.find(LineOfEnquiry, framework=round_.framework)
    return tuple(
        LineView(
            id=line.id,
            number=number,
            short=line.short or line.question,
            question=line.question,
            prompts=tuple(prompt.text for prompt in store.find(Prompt, line=line.id)),
        )
        for number, line in enumerate(lines, 1)
    )


def next_item(view: ConsoleView, steps: int) -> UUID | None:
    """Return the item `steps` stops further on in the agenda; None beyond its ends.

    Before anything began, one step begins the first. A host called back twice is still one stop.
    """
    stops: dict[UUID | str, list[AgendaRow]] = {}
    for row in view.agenda:
        stops.setdefault(_stop(row), []).append(row)
    order = list(stops)
    began = any(row.item.began_at for row in view.agenda)
    here = order.index(_stop(view.current)) if view.current and began else -1
    there = here + steps
    return _latest(stops[order[there]]).id if 0 <= there < len(order) else None


def next_host(view: ConsoleView, steps: int) -> UUID | None:
    """Return the challenge `steps` hosts further on in the agenda than the one looked at, or the last that way."""
    hosts = list(dict.fromkeys(row.item.challenge for row in view.agenda if row.item.challenge))
    if view.challenge not in hosts:
        return view.challenge
    return hosts[min(max(hosts.index(view.challenge) + steps, 0), len(hosts) - 1)]


def _stop(row: AgendaRow) -> UUID | str:
    return row.item.challenge or row.item.title


def _latest(rows: list[AgendaRow]) -> AgendaRow:
    """Return the item that ran last, else the first."""
    ran = [row for row in rows if row.item.began_at]
    return max(ran, key=_began) if ran else rows[0]


def _began(row: AgendaRow) -> datetime:
    assert row.item.began_at is not None
    return row.item.began_at


def _is_running(item: AgendaItem) -> bool:
    return item.began_at is not None and item.ended_at is None


def _current(agenda: list[AgendaRow]) -> tuple[AgendaRow | None, bool]:
    running = next((row for row in agenda if _is_running(row.item)), None)
    if running is not None:
        return running, True
    ran = [row for row in agenda if row.item.began_at]
    if ran:
        return max(ran, key=_began), False
    return next((row for row in agenda if row.item.challenge), agenda[0] if agenda else None), False


def _host_of_notes(agenda: list[AgendaRow], current: AgendaRow | None) -> AgendaRow | None:
    hosts = [row for row in agenda if row.item.challenge]
    if current is None or not hosts:
        return None
    if current.item.challenge:
        return current
    earlier = [row for row in hosts if row.item.position < current.item.position]
    return earlier[-1] if earlier else hosts[0]


def statements_of(
    store: Store, submission: UUID, challenge: UUID, lines: tuple[LineView, ...]
) -> tuple[StatementView, ...]:
    """Return the statements of a SEF, numbered within their lines of enquiry, with how many notes test each."""
    tested = note_queries.counts_by_claim(store, challenge)
    claims = store.find(Claim, submission=submission)
    found = []
    for line in lines:
        of_line = [claim for claim in claims if claim.line == line.id]
        for number, claim in enumerate(of_line, 1):
            found.append(
                StatementView(
                    id=claim.id,
                    line=line.id,
                    number=f"{line.number}.{number}",
                    text=claim.text,
                    how_known=claim.how_known,
                    impact=claim.impact,
                    notes=tested.get(claim.id, 0),
                )
            )
    return tuple(found)
