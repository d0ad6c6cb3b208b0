"""What a session's page does with prepared questions: adds, changes, shares, ticks and removes them."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.services import questions
from peer_challenge.services.console import ConsoleView

if TYPE_CHECKING:
    from ui.pages.session import SessionPage


class QuestionWork(QObject):
    """Each act can be undone; what was last shown says which host the questions are for."""

    def __init__(self, page: "SessionPage") -> None:
        super().__init__(page)
        self._page = page
        self._view: ConsoleView | None = None
        sef = page.sef
        sef.question_ticked.connect(self._on_tick)
        sef.question_added.connect(self._on_new)
        sef.question_edited.connect(lambda of, text: self._do(questions.edit_question, of, text))
        sef.question_shared.connect(lambda of, shared: self._do(questions.share_question, of, shared))
        sef.question_removed.connect(self._on_remove)
        sef.share_wanted.connect(self._on_share)

    def show_view(self, view: ConsoleView) -> None:
        """Work for the host of a view."""
        self._view = view

    def _do(self, act: Callable[..., ChangeSet], *said: object, **named: object) -> None:
        self._page.workspace.do_seen(self._page.seen, act, *said, **named)

    def _on_tick(self, id: UUID, on: bool) -> None:
        self._do(questions.tick_question, id, self._page.workspace.now() if on else None)

    def _on_new(self, text: str) -> None:
        if self._view is not None and self._view.challenge is not None:
            words, claim = self._page.desk.take_statement(text)
            line = self._page.lines.line
            self._do(
                questions.prepare_question, self._view.challenge, words, line=line.id if line else None, claim=claim
            )

    def _on_remove(self, id: UUID) -> None:
        self._do(questions.remove_question, id)
        self._page.sef.new_question.setFocus()  # the line that had the keyboard has gone

    def _on_share(self) -> None:
        if self._view is not None and self._view.challenge is not None:
            self._do(questions.share_questions, self._view.challenge)
            self._page.keyboard.back()
