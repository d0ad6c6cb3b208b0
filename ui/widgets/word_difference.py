"""A wording with what is only in it underlined and what it leaves out struck through."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from peer_challenge.domain.word_difference import Standing, Stretch, difference_words
from ui.colours import Tone, colours_of

_TONES = {Standing.ADDED: Tone.GOOD, Standing.REMOVED: Tone.BAD}


class WordDifference(QTextEdit):
    """Read-only plain text that can be selected and copied; bold underline and strike-through say what colour says."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stretches: tuple[Stretch, ...] = ()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setUndoRedoEnabled(False)

    def show_difference(self, stretches: tuple[Stretch, ...]) -> None:
        """Show a wording, as it differs from another."""
        self._stretches = stretches
        self.setAccessibleDescription(difference_words(stretches))
        self._write()

    def sizeHint(self) -> QSize:
        """Room for a few lines."""
        return QSize(self.fontMetrics().height() * 14, self.fontMetrics().height() * 8)

    def minimumSizeHint(self) -> QSize:
        """Room for three lines."""
        return QSize(self.fontMetrics().height() * 8, self.fontMetrics().height() * 5)

    def changeEvent(self, event: QEvent) -> None:
        """Write again in other colours or another size."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange}:
            self._write()

    def _write(self) -> None:
        self.clear()
        cursor = self.textCursor()
        for each in self._stretches:
            cursor.insertText(each.words, self._format(each.standing))
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _format(self, standing: Standing) -> QTextCharFormat:
        shown = QTextCharFormat()
        shown.setFont(self.font())
        if standing in _TONES:
            ink, ground = colours_of(self.palette()).tones[_TONES[standing]]
            shown.setForeground(QColor(ink))
            shown.setBackground(QColor(ground))
        if standing is Standing.ADDED:
            shown.setFontWeight(QFont.Weight.Bold)
            shown.setFontUnderline(True)
        if standing is Standing.REMOVED:
            shown.setFontStrikeOut(True)
        return shown
