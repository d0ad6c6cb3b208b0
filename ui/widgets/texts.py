"""Text boxes that leave Ctrl+Z to the window once they have nothing of their own to undo."""

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from ui.widgets.text_marks import TextMarks

_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo

_STILL_HERE = {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.MenuBarFocusReason}


class LineBox(QLineEdit):
    """One line of text; `left` says that the keyboard went elsewhere, also when nothing was typed.

    `asks_for` is what is typed where that is no free text, for example "a name": only such a box has no `guard`, the
    line beside it that looks out for what identifies a person (`identifier_line.guarded`).
    """

    left = Signal()

    def __init__(self, asks_for: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.asks_for = asks_for
        self.guard: QWidget | None = None

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the person left, unless only a menu or calendar came in front."""
        super().focusOutEvent(event)
        if event.reason() not in _STILL_HERE:
            self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Let undo and redo through to the window when the line has none."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            spent = (event.matches(_UNDO) and not self.isUndoAvailable()) or (
                event.matches(_REDO) and not self.isRedoAvailable()
            )
            if spent:
                event.ignore()
                return True
        return super().event(event)


class TextBox(QPlainTextEdit):
    """Plain text that grows with what is typed, from `least` to `most` lines; Tab leaves it.

    `edited_by_person` is the user-only signal that Qt's text boxes lack: typing, pasting, dropping, dictation and undo
    raise it, filling with `fill` does not. `left` says that the keyboard went elsewhere. `asks_for` and `guard` are
    those of a line box.
    """

    edited_by_person = Signal(str)
    left = Signal()

    def __init__(self, least: int = 2, most: int = 12, parent: QWidget | None = None, *, asks_for: str = "") -> None:
        super().__init__(parent)
        self.asks_for = asks_for
        self.guard: QWidget | None = None
        self._least, self._most = least, most
        self._filling = False
        self._told = ""
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.textChanged.connect(self._on_text)
        self.marks = TextMarks(self)
        self._fit_margin()

    def fill(self, text: str) -> None:
        """Show `text` without telling anybody, and forget what could be undone."""
        self._filling = True
        self.setPlainText(text)
        self._told = self.toPlainText()
        self._filling = False
        self._grow()

    def event(self, event: QEvent) -> bool:
        """Let undo and redo through to the window when the text has none."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            document = self.document()
            spent = (event.matches(_UNDO) and not document.isUndoAvailable()) or (
                event.matches(_REDO) and not document.isRedoAvailable()
            )
            if spent:
                event.ignore()
                return True
        return super().event(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what may have been meant by the word under the mouse or, from the keyboard, at the cursor."""
        menu = self.createStandardContextMenu()
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        self.marks.add_to(menu, self.cursorForPosition(event.pos()) if by_mouse else self.textCursor())
        menu.exec(event.globalPos())
        menu.deleteLater()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take words only, whatever else the clipboard holds."""
        self.insertPlainText(source.text())

    def sizeHint(self) -> QSize:
        """As high as its lines."""
        return QSize(super().sizeHint().width(), self._wanted())

    def minimumSizeHint(self) -> QSize:
        """Never lower than its least lines."""
        return QSize(super().minimumSizeHint().width(), self._height_of(self._least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Count lines again when the width changed."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._grow()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again at another text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_margin()
            self._grow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say that the person left, unless only a menu or another window came in front."""
        super().focusOutEvent(event)
        self.marks.leave()
        if event.reason() not in _STILL_HERE:
            self.left.emit()

    def _on_text(self) -> None:
        """Tell of other words only: Qt speaks up for another font or margin as well."""
        if self._filling:
            return
        self._grow()
        text = self.toPlainText()
        if text != self._told:
            self._told = text
            self.edited_by_person.emit(text)

    def _fit_margin(self) -> None:
        self.document().setDocumentMargin(self.fontMetrics().height() * 0.3)

    def _grow(self) -> None:
        wanted = self._wanted()
        full = self._lines() > self._most
        policy = Qt.ScrollBarPolicy.ScrollBarAsNeeded if full else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(policy)
        if self.height() != wanted:
            self.setFixedHeight(wanted)

    def _wanted(self) -> int:
        return self._height_of(max(self._least, min(self._most, self._lines())))

    def _lines(self) -> int:
        """Count lines as wrapped, up to one more than fit; Qt lays out only what is in view until a block is asked."""
        layout, block, lines = self.document().documentLayout(), self.document().firstBlock(), 0
        while block.isValid() and lines <= self._most:
            layout.blockBoundingRect(block)
            lines += block.layout().lineCount()
            block = block.next()
        return lines

    def _height_of(self, lines: int) -> int:
        margins = self.contentsMargins()
        around = margins.top() + margins.bottom() + 2 * round(self.document().documentMargin())
        return round(self._line_height() * lines) + around + 1

    def _line_height(self) -> float:
        """Return what a line takes where it is drawn, which may be a pixel more than the font says."""
        drawn = self.document().firstBlock().layout().lineAt(0)
        return drawn.height() if drawn.isValid() else self.fontMetrics().lineSpacing()
