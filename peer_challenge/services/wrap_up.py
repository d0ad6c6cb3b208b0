"""Ten minutes a host after a session: what is still to be sorted, asked, tested, confirmed and decided."""

from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.choices import FindingKind, FindingState, NoteKind
from peer_challenge.services.console import AuthoredNote, ConsoleView, StatementView
from peer_challenge.services.finding_board import FindingRow, finding_board
from peer_challenge.services.session_minutes import MinutesRow, minutes_to_confirm
from peer_challenge.storage.store import Store

__all__ = ["OpenQuestion", "WrapUp", "wrap_up"]

_DECIDED = {FindingState.PARKED, FindingState.AGREED, FindingState.CHECKED}


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A question that was prepared and not asked, or one noted and not answered; `is_note` tells which."""

    id: UUID
    text: str
    is_note: bool

    @property
    def state(self) -> str:
        """What is open about it."""
        return "Not answered" if self.is_note else "Prepared, not asked"

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.state}: {self.text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WrapUp:
    """What is left of one host, each list in the order of the session."""

    host_name: str
    untagged: tuple[AuthoredNote, ...]
    questions: tuple[OpenQuestion, ...]
    untested: tuple[StatementView, ...]
    minutes: tuple[MinutesRow, ...]
    points: tuple[FindingRow, ...]

    @property
    def left(self) -> int:
        """How many things nobody has looked at yet; minutes that are confirmed are done."""
        open_minutes = sum(row.confirmed is None for row in self.minutes)
        return len(self.untagged) + len(self.questions) + len(self.untested) + len(self.points) + open_minutes


def wrap_up(store: Store, view: ConsoleView) -> WrapUp:
    """Return what is left of the host that a console shows.

    A note is untagged without a kind or a line of enquiry; a point to decide is a proposed finding that rests on one
    source and would be said as more than a question.
    """
    prepared = [
        OpenQuestion(id=each.id, text=each.text, is_note=False) for each in view.questions if each.asked_at is None
    ]
    noted = [
        OpenQuestion(id=each.id, text=each.note.text, is_note=True)
        for each in view.notes
        if each.note.kind is NoteKind.QUESTION and not each.note.answered
    ]
    return WrapUp(
        host_name=view.host_name,
        untagged=tuple(each for each in view.notes if each.note.kind is NoteKind.PLAIN or each.note.line is None),
        questions=(*prepared, *noted),
        untested=tuple(each for each in view.statements if not each.notes),
        minutes=tuple(row for row in minutes_to_confirm(store, view.session.id) if row.id == view.challenge),
        points=_points(store, view.challenge) if view.challenge else (),
    )


def _points(store: Store, challenge: UUID) -> tuple[FindingRow, ...]:
    return tuple(
        row
        for row in finding_board(store, challenge).findings
        if row.sources < 2 and row.state not in _DECIDED and row.kind is not FindingKind.QUESTION
    )
