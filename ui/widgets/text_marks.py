"""Quiet marks under words in a text box: spelling, and what looks as if it identified a person."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QColor, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit

from peer_challenge.domain.identifiers import IdentifierKind, Mark, marks_in, unsettled_marks
from ui.colours import Tone, colours_of
from ui.widgets.spelling import spelling, words_in

_PAUSE_MILLISECONDS = 600
_LONGEST = 5_000
"""Characters of one paragraph that are still looked through at each key."""


class TextMarks(QSyntaxHighlighter):
    """Underlines in one text box. The word being typed is left alone; the dictionary is loaded in the first pause."""

    def __init__(self, box: QPlainTextEdit) -> None:
        super().__init__(box)
        self._box = box
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._look_at_spelling)
        self._spell = False
        self._stand: Mapping[IdentifierKind, int] = {}
        self._typed_in = -1
        self._changing = False
        box.document().contentsChange.connect(self._on_typed)
        self.setDocument(box.document())  # only now, so that a paragraph is marked after it is known who changes it
        box.textChanged.connect(self._on_text)
        box.cursorPositionChanged.connect(self._on_cursor)

    def highlightBlock(self, text: str) -> None:
        """Mark one paragraph."""
        if len(text) > _LONGEST or self._box.isReadOnly():
            return
        if self._spell:
            wrong = _underlined(Tone.BAD, QTextCharFormat.UnderlineStyle.SpellCheckUnderline, self._box)
            for at, word in words_in(text):
                if not self._is_being_typed(at, at + len(word)) and not spelling().is_right(word):
                    self.setFormat(at, len(word), wrong)
        private = _underlined(Tone.WARNING, QTextCharFormat.UnderlineStyle.DashDotLine, self._box)
        for mark in self._private_in(text):
            self.setFormat(mark.start, mark.end - mark.start, private)

    def let_stand(self, stand: Mapping[IdentifierKind, int]) -> None:
        """Leave so many pieces of these kinds unmarked: somebody has given a reason."""
        self._stand = stand
        self.rehighlight()

    def leave(self) -> None:
        """Look again at the word that was being typed: nobody types it any more."""
        block = self.document().findBlockByNumber(self._typed_in)
        self._typed_in = -1
        if self._spell and block.isValid():
            self.rehighlightBlock(block)

    def add_to(self, menu: QMenu, cursor: QTextCursor) -> None:
        """Put what may have been meant by the word at `cursor` at the head of its menu."""
        word = _select_word(cursor)
        if not word or self._box.isReadOnly() or spelling().is_right(word):
            return
        first = menu.actions()[0]
        meant = spelling().suggestions(word)
        found = [_action(menu, each, partial(cursor.insertText, each)) for each in meant]
        found.append(_action(menu, f"Ignore “{word}”", partial(self._ignore, word)))
        for each in found:
            menu.insertAction(first, each)
        menu.insertSeparator(first)

    def _private_in(self, text: str) -> tuple[Mark, ...]:
        """Return the marks of one paragraph; what may stand is counted over the whole text."""
        found = marks_in(text)
        if not found or not self._stand:
            return found
        told = {each.kind for each in unsettled_marks(marks_in(self._box.toPlainText()), self._stand)}
        return tuple(each for each in found if each.kind in told)

    def _ignore(self, word: str) -> None:
        spelling().ignore(word)
        self.rehighlight()

    def _is_being_typed(self, start: int, end: int) -> bool:
        """A word is, from its first letter until the cursor leaves it; one that is only walked through is not."""
        cursor = self._box.textCursor()
        here = self.currentBlock().blockNumber() == self._typed_in == cursor.blockNumber()
        return here and self._box.hasFocus() and start < cursor.positionInBlock() <= end

    def _on_typed(self, position: int, _removed: int, _added: int) -> None:
        self._typed_in, self._changing = self._box.document().findBlock(position).blockNumber(), True

    def _on_cursor(self) -> None:
        """A cursor that moves without a change of the text has left the word."""
        if not self._changing and self._typed_in >= 0:
            self.leave()
        self._changing = False

    def _on_text(self) -> None:
        if not self._spell:
            self._pause.start()

    def _look_at_spelling(self) -> None:
        self._spell = True
        self.rehighlight()


def _select_word(cursor: QTextCursor) -> str:
    """Select the whole word at a cursor, with what follows its apostrophe, and return it; "" where there is none."""
    block = cursor.block()
    at = cursor.positionInBlock()
    for start, word in words_in(block.text()):
        if start <= at <= start + len(word):
            cursor.setPosition(block.position() + start)
            cursor.setPosition(block.position() + start + len(word), QTextCursor.MoveMode.KeepAnchor)
            return word
    return ""


def _action(menu: QMenu, words: str, act: Callable[[], object]) -> QAction:
    action = QAction(words.replace("&", "&&"), menu)
    action.triggered.connect(lambda _checked: act())
    return action


def _underlined(tone: Tone, style: QTextCharFormat.UnderlineStyle, box: QPlainTextEdit) -> QTextCharFormat:
    mark = QTextCharFormat()
    mark.setUnderlineStyle(style)
    mark.setUnderlineColor(QColor(colours_of(box.palette()).tones[tone][0]))
    return mark
