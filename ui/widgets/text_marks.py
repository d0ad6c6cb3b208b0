"""Quiet marks under words in a text box: spelling, and what looks as if it identified a person."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QColor, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit

from peer_challenge.domain.identifiers import marks_in
from ui.colours import Tone, colours_of
from ui.widgets.spelling import spelling, words_in

_PAUSE_MILLISECONDS = 600
_LONGEST = 5_000
"""Characters of one paragraph that are still looked through at each key."""


class TextMarks(QSyntaxHighlighter):
    """Underlines in one text box. The word being typed is left alone; the dictionary is loaded in the first pause."""

    def __init__(self, box: QPlainTextEdit) -> None:
        super().__init__(box.document())
        self._box = box
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self._look_at_spelling)
        self._spell = False
        box.textChanged.connect(self._on_text)

    def highlightBlock(self, text: str) -> None:
        """Mark one paragraph."""
        if len(text) > _LONGEST or self._box.isReadOnly():
            return
        if self._spell:
            wrong = _underlined(Tone.BAD, QTextCharFormat.UnderlineStyle.SpellCheckUnderline, self._box)
            for at, word in words_in(text):
                if not spelling().is_right(word) and not self._is_being_typed(at + len(word)):
                    self.setFormat(at, len(word), wrong)
        private = _underlined(Tone.WARNING, QTextCharFormat.UnderlineStyle.DashDotLine, self._box)
        for mark in marks_in(text):
            self.setFormat(mark.start, mark.end - mark.start, private)

    def add_to(self, menu: QMenu, cursor: QTextCursor) -> None:
        """Put what may have been meant by the word at `cursor` at the head of its menu."""
        cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        word = cursor.selectedText()
        if not word or self._box.isReadOnly() or spelling().is_right(word):
            return
        first = menu.actions()[0]
        meant = spelling().suggestions(word)
        found = [_action(menu, each, partial(cursor.insertText, each)) for each in meant]
        found.append(_action(menu, f"Ignore “{word}”", partial(self._ignore, word)))
        for each in found:
            menu.insertAction(first, each)
        menu.insertSeparator(first)

    def _ignore(self, word: str) -> None:
        spelling().ignore(word)
        self.rehighlight()

    def _is_being_typed(self, end: int) -> bool:
        cursor = self._box.textCursor()
        return self._box.hasFocus() and cursor.block() == self.currentBlock() and cursor.positionInBlock() == end

    def _on_text(self) -> None:
        if not self._spell:
            self._pause.start()

    def _look_at_spelling(self) -> None:
        self._spell = True
        self.rehighlight()


def _action(menu: QMenu, words: str, act: Callable[[], object]) -> QAction:
    action = QAction(words.replace("&", "&&"), menu)
    action.triggered.connect(lambda _checked: act())
    return action


def _underlined(tone: Tone, style: QTextCharFormat.UnderlineStyle, box: QPlainTextEdit) -> QTextCharFormat:
    mark = QTextCharFormat()
    mark.setUnderlineStyle(style)
    mark.setUnderlineColor(QColor(colours_of(box.palette()).tones[tone][0]))
    return mark
