"""Editors for one field each: what a person can type, choose or tick, with user-only signals."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QVBoxLayout, QWidget

from ui.widgets.identifier_line import IdentifierLine
from ui.widgets.texts import LineBox, TextBox


class Editor(QWidget):
    """What a form asks of an editor.

    `typed` carries the text while a person types; `settled` says that they pressed Enter, left, or chose. `fill` shows
    a value and raises neither. `value` raises `UserError` when what was typed cannot be read. `box` has the keyboard,
    `guard` is the line that looks out for identifiers, where there is one.
    """

    typed = Signal(str)
    settled = Signal()

    def __init__(self, box: QWidget, *, wide: bool = True) -> None:
        super().__init__()
        self.box = box
        self.guard: IdentifierLine | None = None
        self.setFocusProxy(box)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(box, 0, Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignLeft)

    def _guard(self) -> None:
        """Look out for what identifies a person in the text of the box."""
        assert isinstance(self.box, TextBox | LineBox)
        self.guard = IdentifierLine(self.box)
        self._column.addWidget(self.guard)

    def value(self) -> object:
        """Return what the editor holds, as the record would."""
        raise NotImplementedError

    def fill(self, value: object) -> None:
        """Show a value without a signal."""
        raise NotImplementedError

    def fill_typed(self, text: str) -> None:
        """Show text that a person had begun to type and never settled; only text editors have such."""

    def set_closed(self, closed: bool) -> None:
        """Close the editor to change while its value can still be read."""
        self.box.setEnabled(not closed)


class LineEditor(Editor):
    """One line of text; spaces around it are dropped. `asks_for` says what is typed where it is no free text."""

    def __init__(self, placeholder: str = "", *, asks_for: str = "") -> None:
        self._line = LineBox(asks_for)
        super().__init__(self._line)
        if not asks_for:
            self._guard()
        self._line.setPlaceholderText(placeholder)
        self._line.textEdited.connect(self.typed)
        self._line.returnPressed.connect(self.settled)
        self._line.left.connect(self.settled)

    def value(self) -> str:
        """Return the text without spaces around it."""
        return self._line.text().strip()

    def fill(self, value: object) -> None:
        """Show text; None is an empty line."""
        self._line.setText("" if value is None else str(value))

    def fill_typed(self, text: str) -> None:
        """Show unsettled text."""
        self._line.setText(text)

    def set_closed(self, closed: bool) -> None:
        """Close the line so that its text can still be copied."""
        self._line.setReadOnly(closed)


class TextEditor(Editor):
    """Several lines of plain text; Enter is a new line, Ctrl+Enter or leaving settles."""

    def __init__(self, least_lines: int = 3, most_lines: int = 14) -> None:
        self._text = _SettlingText(least_lines, most_lines)
        super().__init__(self._text)
        self._guard()
        self._text.edited_by_person.connect(self.typed)
        self._text.left.connect(self.settled)

    def value(self) -> str:
        """Return the text without blank lines around it."""
        return self._text.toPlainText().strip()

    def fill(self, value: object) -> None:
        """Show text; None is an empty box."""
        self._text.fill("" if value is None else str(value))

    def fill_typed(self, text: str) -> None:
        """Show unsettled text."""
        self._text.fill(text)

    def set_closed(self, closed: bool) -> None:
        """Close the box so that its text can still be copied."""
        self._text.setReadOnly(closed)


class _SettlingText(TextBox):
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.left.emit()
            return
        super().keyPressEvent(event)


class ChoiceEditor(Editor):
    """One of a few choices in words; `none` is what an open choice is called, and leaves it out when it is empty."""

    def __init__(
        self, choices: Iterable[StrEnum], words: Callable[[StrEnum], str] | None = None, none: str = "Not said"
    ) -> None:
        self._combo = CalmCombo()
        super().__init__(self._combo, wide=False)
        self._choices: list[StrEnum | None] = [None] if none else []  # Qt would give a choice back as mere text
        self._choices += choices
        for choice in self._choices:
            said = words(choice) if words and choice else str(getattr(choice, "words", choice))
            self._combo.addItem(none if choice is None else said)
        self._combo.activated.connect(lambda _at: self.settled.emit())

    def value(self) -> object:
        """Return the choice, or None."""
        at = self._combo.currentIndex()
        return self._choices[at] if at >= 0 else None

    def fill(self, value: object) -> None:
        """Show a choice; one that is not offered shows as the open one."""
        at = next((at for at, choice in enumerate(self._choices) if choice == value), -1)
        self._combo.setCurrentIndex(max(at, 0) if None in self._choices else at)


class CalmCombo(QComboBox):
    """A drop-down list that a turn of the wheel over a form does not change."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumWidth(1)  # in a narrow window the words are cut, not the form

    def changeEvent(self, event: QEvent) -> None:
        """Forget the size worked out for another text size: Qt may have asked for it while the text still changed."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow)
            self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def minimumSizeHint(self) -> QSize:
        """As high as it wants to be: Qt keeps a least size of its own, worked out for another text size."""
        return self.sizeHint()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        event.ignore()


class MinutesEditor(Editor):
    """Whole minutes, 0 to `most`, typed or stepped by five."""

    def __init__(self, most: int = 6000) -> None:
        self._spin = _MinutesBox()
        super().__init__(self._spin, wide=False)
        self._spin.setRange(0, most)
        self._spin.setSingleStep(5)
        self._spin.setSuffix(" minutes")
        self._spin.by_person.connect(lambda: self.typed.emit(self._spin.cleanText()))
        self._spin.editingFinished.connect(self.settled)

    def value(self) -> int:
        """Return the minutes."""
        self._spin.interpretText()
        return self._spin.value()

    def fill(self, value: object) -> None:
        """Show minutes; None is 0."""
        self._spin.setValue(value if isinstance(value, int) else 0)

    def fill_typed(self, text: str) -> None:
        """Show unsettled minutes; anything else that was typed is left out."""
        if text.isdecimal():
            self._spin.setValue(int(text))

    def set_closed(self, closed: bool) -> None:
        """Close the box so that its minutes can still be read."""
        self._spin.setReadOnly(closed)


class _MinutesBox(QSpinBox):
    by_person = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().textEdited.connect(lambda _text: self.by_person.emit())

    def stepBy(self, steps: int) -> None:
        super().stepBy(steps)
        self.by_person.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class CheckEditor(Editor):
    """Yes or no, said by the words beside the tick."""

    def __init__(self, words: str) -> None:
        self._check = QCheckBox(words)
        super().__init__(self._check, wide=False)
        self._check.clicked.connect(lambda _on: self.settled.emit())

    def value(self) -> bool:
        """Return whether it is ticked."""
        return self._check.isChecked()

    def fill(self, value: object) -> None:
        """Tick, or not; None is not."""
        self._check.setChecked(bool(value))
