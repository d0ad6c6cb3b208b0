"""The quiet line under a text that says what in it may identify a person, and lets it stay for a reason."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.identifiers import IdentifierKind, Mark, marks_in, unsettled_marks
from ui.colours import Tone
from ui.widgets.flow import flow_row
from ui.widgets.labels import Sign, plain_label
from ui.widgets.texts import LineBox, TextBox

_PAUSE_MILLISECONDS = 300
_MOST_NAMED = 2


class IdentifierLine(QWidget):
    """Says nothing until the text of `box` has something to say; it never stops anybody from typing or saving.

    `stay_wanted(reason)` comes only after `offer_stay`: whoever keeps the text then calls `let_stand`.
    """

    stay_wanted = Signal(str)

    def __init__(self, box: TextBox | LineBox) -> None:
        super().__init__()
        self._box = box
        box.guard = self
        self._said = self._about_box = self._told = ""
        self._stand: Mapping[IdentifierKind, int] = {}
        self._can_stay = False
        self._parts: _Parts | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.look)
        box.textChanged.connect(self._pause.start)
        self.hide()

    @property
    def parts(self) -> "_Parts":
        """The widgets of the line, made when there is first something to say: most boxes never have it."""
        if self._parts is None:
            self._parts = _Parts(self._box.accessibleName())
            self._parts.reason_given.connect(self.stay_wanted)
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self._parts)
        return self._parts

    def look(self) -> None:
        """Look through the text now."""
        self._pause.stop()
        text = _text_of(self._box)
        said = explained(text, unsettled_marks(marks_in(text), self._stand))
        if said != self._said:
            self._tell(said)
        self.setVisible(bool(said))

    def offer_stay(self) -> None:
        """Offer to let things stay: there is somebody who keeps the reason."""
        self._can_stay = True

    def let_stand(self, stand: Mapping[IdentifierKind, int]) -> None:
        """Say nothing of so many pieces of these kinds: somebody has given a reason."""
        if stand != self._stand:
            self._stand = stand
            if isinstance(self._box, TextBox):
                self._box.marks.let_stand(stand)
            self.look()

    def _tell(self, said: str) -> None:
        """Say it below the box, and to a screen reader before what it says of the box anyway."""
        now = self._box.accessibleDescription()
        if now != self._told:
            self._about_box = now
        self._said = said
        self.parts.say(said, can_stay=self._can_stay)
        self._told = f"{said} {self._about_box}".strip()
        self._box.setAccessibleDescription(self._told)


class _Parts(QWidget):
    """What is said, and the reason in place."""

    reason_given = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.words = plain_label(muted=True)
        self.stay = QPushButton("It may stay…")
        self.stay.setAccessibleName(f"It may stay in {name}")
        self.reason = LineBox()
        self.reason.setPlaceholderText("Why it may stay")
        self.reason.setAccessibleName(f"Why it may stay in {name}")
        self.keep = QPushButton("Let it stay")
        self.keep.setAccessibleName(f"Let it stay in {name}")
        self._reason_row = QWidget()
        self._lay_out()
        self.stay.clicked.connect(self._ask)
        self.keep.clicked.connect(self._on_reason)
        self.reason.returnPressed.connect(self._on_reason)

    def say(self, said: str, *, can_stay: bool) -> None:
        """Say it; what changed is another question, so a reason that was begun is put away."""
        self.words.setText(said)
        self._button_row.setVisible(can_stay)
        self.stay.show()
        self.reason.clear()
        self._reason_row.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the reason away."""
        if event.key() == Qt.Key.Key_Escape and self._reason_row.isVisible():
            self._reason_row.hide()
            self.stay.show()
            self.stay.setFocus()
        else:
            super().keyPressEvent(event)

    def _ask(self) -> None:
        self._reason_row.show()
        self.reason.setFocus()
        self.stay.hide()

    def _on_reason(self) -> None:
        reason = self.reason.text().strip()
        if reason:
            self.reason_given.emit(reason)
        else:
            self.reason.setFocus()

    def _lay_out(self) -> None:
        said = QHBoxLayout()
        said.addWidget(Sign("warning", Tone.WARNING), 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self.words, 1)
        self._button_row = flow_row([self.stay])
        reason = QHBoxLayout(self._reason_row)
        reason.setContentsMargins(0, 0, 0, 0)
        reason.addWidget(guarded(self.reason), 1)
        reason.addWidget(self.keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(said)
        column.addWidget(self._reason_row)
        column.addWidget(self._button_row)
        self._reason_row.hide()


def guarded(box: TextBox | LineBox) -> QWidget:
    """Return a box that is not part of an editor with the line that looks after it below."""
    whole = QWidget()
    whole.setFocusProxy(box)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(box)
    column.addWidget(IdentifierLine(box))
    return whole


def explained(text: str, marks: tuple[Mark, ...]) -> str:
    """Return the sentence about what `text` seems to give away at `marks`; "" when there is nothing."""
    if not marks:
        return ""
    kinds = list(dict.fromkeys(each.kind.words for each in marks))
    named = ", ".join(kinds[:_MOST_NAMED]) + (" and more" if len(kinds) > _MOST_NAMED else "")
    quoted = "”, “".join(text[each.start : each.end].strip() for each in marks[:_MOST_NAMED])
    return f"“{quoted}” looks like {named}. Take it out unless the group needs it to understand the point."


def _text_of(box: TextBox | LineBox) -> str:
    return box.toPlainText() if isinstance(box, TextBox) else box.text()
