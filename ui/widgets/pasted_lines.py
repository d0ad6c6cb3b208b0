"""Lines pasted from elsewhere: a verdict on each while one looks, then all of them in one act or nothing."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import UserError
from peer_challenge.jobs.bring_in import Verdict
from ui.icons import icon
from ui.widgets.flow import flow_row
from ui.widgets.labels import announce, plain_label
from ui.widgets.texts import TextBox
from ui.widgets.verdict_table import VerdictTable
from ui.workspace import Workspace

_PAUSE_MILLISECONDS = 400


class PastedLines(QWidget):
    """A box to paste into; `preview(store, text)` judges and `act(store, text)` is done on the button.

    `brought_in` carries how many lines changed something.
    """

    brought_in = Signal(int)

    def __init__(
        self,
        workspace: Workspace,
        name: str,
        placeholder: str,
        preview: Callable[[Any, str], list[Verdict]],
        act: Callable[[Any, str], ChangeSet],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._preview, self._act = workspace, preview, act
        self.box = TextBox(3, 12, asks_for="lines from elsewhere")
        self.box.setAccessibleName(name)
        self.box.setPlaceholderText(placeholder)
        self.summary = plain_label()
        self.verdicts = VerdictTable(f"{name}: how each was read", "About", of_lines=True)
        self.bring_in = QPushButton(icon("ok"), "Bring in")
        self.bring_in.setAccessibleName(f"{name}: bring in")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.look)
        self.box.edited_by_person.connect(lambda _text: self._pause.start())
        self.bring_in.clicked.connect(self._on_bring_in)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.box, self.summary, self.verdicts, flow_row([self.bring_in])):
            column.addWidget(part)
        self.look()

    def look(self) -> None:
        """Judge what stands in the box now."""
        self._pause.stop()
        text = self.box.toPlainText()
        verdicts: list[Verdict] = []
        said = ""
        if text.strip():
            try:
                verdicts = self._workspace.ask(self._preview, text)
            except UserError as problem:
                said = problem.sentence
        self.verdicts.show_verdicts(verdicts)
        self._say(said or _summary(len(verdicts), self.verdicts.wrong, self.verdicts.to_do))
        self.verdicts.setMinimumHeight(self.fontMetrics().height() * (3 + 2 * min(len(verdicts), 7)))
        self.bring_in.setEnabled(self.verdicts.may_come_in)

    def _say(self, sentence: str) -> None:
        if sentence and sentence != self.summary.text():
            announce(self, sentence)
        self.summary.setText(sentence)
        self.summary.setVisible(bool(sentence))

    def _on_bring_in(self) -> None:
        self.look()
        if not self.bring_in.isEnabled():
            return
        changing = self.verdicts.to_do
        with self._workspace.answering(self._say):
            done = self._workspace.do(self._act, self.box.toPlainText())
        if done is not None:
            self.box.fill("")
            self.look()
            self.brought_in.emit(changing)


def _summary(lines: int, wrong: int, changing: int) -> str:
    if not lines:
        return ""
    if wrong:
        return f"{count_of(wrong, 'line')} to put right above; nothing comes in until then."
    if not changing:
        return "All of it is here already."
    return (
        f"{changing} of {count_of(lines, 'line')} would change something. Look how each was read, then bring them in."
    )
