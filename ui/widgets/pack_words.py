"""Sentences below one another, each with its sign, and words shown large to be read out by telephone."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.colours import Tone
from ui.widgets.labels import Sign, SizedLabel, plain_label

Said = tuple[str, Tone]

_LARGE_TIMES = 1.7


class Sentences(QWidget):
    """What is to be read one by one; hidden while there is nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._shown: tuple[Said, ...] = ()
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """What is said."""
        return tuple(words for words, _ in self._shown)

    def show_sentences(self, said: Iterable[Said]) -> None:
        """Become these sentences."""
        new = tuple(said)
        self.setVisible(bool(new))
        if new == self._shown:
            return
        self._shown = new
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for words, tone in new:
            self._column.addWidget(_line(words, tone))


class LargeWords(SizedLabel):
    """Words to be read out: large, to be selected and copied."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("", _LARGE_TIMES, bold=True, parent=parent)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._name = name
        self.setAccessibleName(name)

    def say(self, words: str) -> None:
        """Show these words."""
        self.setText(words)
        self.setAccessibleName(f"{self._name}: {words}")


def _line(words: str, tone: Tone) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(Sign(tone.icon_name, tone), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(plain_label(words), 1, Qt.AlignmentFlag.AlignTop)
    return row
