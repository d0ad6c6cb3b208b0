"""The quiet line under a text that says what in it looks as if it identified a person, and what to do."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from peer_challenge.domain.identifiers import marks_in
from ui.colours import Tone
from ui.widgets.labels import Chip, plain_label
from ui.widgets.texts import LineBox, TextBox

_PAUSE_MILLISECONDS = 300
_MOST_NAMED = 2


class IdentifierLine(QWidget):
    """Says nothing until the text of `box` has something to say; it never stops anybody from typing or saving."""

    def __init__(self, box: TextBox | LineBox) -> None:
        super().__init__()
        self._box = box
        self._chip = Chip("Check", Tone.WARNING)
        self._words = plain_label(muted=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._chip)
        row.addWidget(self._words, 1)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.look)
        box.textChanged.connect(self._pause.start)
        self.hide()

    def look(self) -> None:
        """Look through the text now."""
        said = explained(_text_of(self._box))
        self._words.setText(said)
        self._box.setAccessibleDescription(said)  # read out after the name of the box
        self.setVisible(bool(said))


def explained(text: str) -> str:
    """Return the sentence about what `text` seems to give away; "" when there is nothing."""
    marks = marks_in(text)
    if not marks:
        return ""
    kinds = list(dict.fromkeys(each.kind.words for each in marks))
    named = ", ".join(kinds[:_MOST_NAMED]) + (" and more" if len(kinds) > _MOST_NAMED else "")
    quoted = "”, “".join(text[each.start : each.end].strip() for each in marks[:_MOST_NAMED])
    return f"“{quoted}” looks like {named}. Take it out unless the group needs it to understand the point."


def _text_of(box: TextBox | LineBox) -> str:
    return box.toPlainText() if isinstance(box, TextBox) else box.text()
