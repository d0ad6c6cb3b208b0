"""Swaps that help: which two authorities had better change places, each a button that says what it brings."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from peer_challenge.services.why_not import SwapView
from ui.widgets.labels import plain_label
from ui.widgets.word_button import WordButton

_NONE = "No swap of two authorities makes this plan better. Suggest groups looks at all of them at once."


class SwapsPanel(QWidget):
    """Shows swaps, best first; `swap_asked(one, other)` is a click on one."""

    swap_asked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[WordButton] = []
        self._told = plain_label(_NONE, muted=True)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._told)
        self._column.addStretch(1)

    def show_swaps(self, swaps: Sequence[SwapView]) -> None:
        """Show swaps in their order; the keyboard stays here when it was here."""
        stood = any(button.hasFocus() for button in self.buttons)
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = []
        for swap in swaps:
            button = WordButton(*_words_and_gain(swap))
            button.clicked.connect(lambda _on=False, pair=(swap.first, swap.second): self.swap_asked.emit(*pair))
            self._column.insertWidget(len(self.buttons), button)
            button.show()  # or the keyboard could not stand on it yet
            self.buttons.append(button)
        self._told.setVisible(not swaps)
        if stood and self.buttons:
            self.buttons[0].setFocus()


def _words_and_gain(swap: SwapView) -> tuple[str, str]:
    words, _, gain = swap.words.partition(": ")
    return words, gain[:1].upper() + gain[1:]
