"""What a note is about, typed into it: #2 a line of enquiry, @1.2 a statement, "host:" who speaks, by role."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QPlainTextEdit, QWidget

SPEAKERS = {
    "host": "Host",
    "lead": "Lead challenger",
    "peer": "Third peer",
    "facilitator": "Facilitator",
    "director": "Director",
    "manager": "Manager",
    "chair": "CP chair or IRO",
    "practitioner": "Practitioner",
    "partner": "Partner agency",
    "family": "Child or family",
}
"""What may be typed before a colon, and the role it stands for; never a name."""

_NEXT_SPEAKER = ("", "Host", "Lead challenger", "Third peer", "Facilitator")
_TAG = re.compile(r"(?:^|(?<=\s))(?P<sign>[#@])(?P<query>[^\s#@]*)(?P<space> ?)$")
_SPEAKER = re.compile(r"^(?:[+!?*<>] ?)?(?P<typed>(?P<who>[a-z]+): )$", re.IGNORECASE)
_MOST_ROWS = 5


@dataclass(frozen=True)
class About:
    """What a note is linked to, and who spoke, as a role."""

    line: UUID | None = None
    claim: UUID | None = None
    speaker: str = ""


@dataclass(frozen=True)
class Tag:
    """Something a note can be about: `sign` and `key` are what is typed, `words` what it says."""

    sign: str
    key: str
    words: str
    id: UUID

    def fits(self, sign: str, query: str) -> bool:
        """Whether what was typed so far may mean this: the beginning of its number, or of one of its words."""
        sought = query.casefold()
        words = self.words.casefold().split()
        return sign == self.sign and (self.key.startswith(query) or any(word.startswith(sought) for word in words))


def next_speaker(speaker: str) -> str:
    """Return the role after this one, nobody after the last."""
    at = _NEXT_SPEAKER.index(speaker) if speaker in _NEXT_SPEAKER else -1
    return _NEXT_SPEAKER[(at + 1) % len(_NEXT_SPEAKER)]


class NoteTags(QObject):
    """Reads tags as they are typed in a box and takes them out of its text; `list` shows what they may mean.

    `picked(tag)` and `speaker_named(role)` say what was meant. The list never has the keyboard.
    """

    picked = Signal(object)
    speaker_named = Signal(str)

    def __init__(self, box: QPlainTextEdit, parent: QWidget) -> None:
        super().__init__(parent)
        self._box = box
        self._tags: Sequence[Tag] = ()
        self._shown: list[Tag] = []
        self.list = _TagList()

    def offer(self, tags: Sequence[Tag]) -> None:
        """Let these be typed from now on."""
        self._tags = tuple(tags)

    def typed(self) -> None:
        """Look at what stands before the cursor, after a key."""
        before = self._before()
        named = _SPEAKER.match(before)
        if named and named["who"].casefold() in SPEAKERS:
            self._cut(len(named["typed"]))
            self.speaker_named.emit(SPEAKERS[named["who"].casefold()])
            return
        found = _TAG.search(before)
        if found and found["space"]:
            exact = self._exact(found)
            if exact is not None:
                self._pick(exact, len(found[0]))
                return
            found = None
        self._show([tag for tag in self._tags if found and tag.fits(found["sign"], found["query"])])

    def take_key(self, event: QKeyEvent) -> bool:
        """Use a key for the list while it is shown; False leaves it to the box."""
        if self.list.isHidden():
            return False
        key = event.key()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step = 1 if key == Qt.Key.Key_Down else -1
            self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
        elif key == Qt.Key.Key_Escape:
            self.hide()
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            found = _TAG.search(self._before())
            if found is None or (key != Qt.Key.Key_Tab and self._exact(found) is not None):
                return False
            self._pick(self._shown[self.list.currentRow()], len(found[0]))
        else:
            return False
        return True

    def finish(self) -> None:
        """Take a tag that is whole, and stands at the end, for meant: Enter follows."""
        found = _TAG.search(self._before())
        exact = self._exact(found) if found else None
        if found is not None and exact is not None:
            self._pick(exact, len(found[0]))
        self.hide()

    def hide(self) -> None:
        """Put the list away."""
        self._show([])

    def _exact(self, found: re.Match[str]) -> Tag | None:
        return next((tag for tag in self._tags if (tag.sign, tag.key) == (found["sign"], found["query"])), None)

    def _before(self) -> str:
        cursor = self._box.textCursor()
        return cursor.block().text()[: cursor.positionInBlock()]

    def _pick(self, tag: Tag, length: int) -> None:
        self._cut(length)
        self.hide()
        self.picked.emit(tag)

    def _cut(self, length: int) -> None:
        cursor = self._box.textCursor()
        cursor.movePosition(cursor.MoveOperation.Left, cursor.MoveMode.KeepAnchor, length)
        cursor.removeSelectedText()

    def _show(self, tags: list[Tag]) -> None:
        if tags == self._shown:
            return
        self._shown = tags
        self.list.clear()
        self.list.addItems([f"{tag.sign}{tag.key}  {tag.words}" for tag in tags])
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(tags))
        self.list.updateGeometry()


class _TagList(QListWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What the tag may mean")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.hide()

    def sizeHint(self) -> QSize:
        """As high as its rows, up to five."""
        rows = min(self.count(), _MOST_ROWS)
        height = max(self.sizeHintForRow(0), self.fontMetrics().height()) * rows + 2 * self.frameWidth()
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        """Never higher than it need be."""
        return self.sizeHint()
