"""The box for notes during a session: type, Enter, next."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from peer_challenge.domain.choices import NoteKind
from peer_challenge.domain.note_prefixes import PREFIXES, read_kind
from ui.colours import Tone
from ui.widgets.identifier_line import IdentifierLine
from ui.widgets.labels import Chip, announce, plain_label
from ui.widgets.session_tags import About, NoteTags, Tag, next_speaker
from ui.widgets.texts import TextBox

KIND_OF_DIGIT = dict(zip("123456", PREFIXES.values(), strict=True))
_ICONS = {
    NoteKind.PLAIN: ("note", Tone.NEUTRAL),
    NoteKind.STRENGTH: ("strength", Tone.GOOD),
    NoteKind.CONSIDERATION: ("consideration", Tone.WARNING),
    NoteKind.QUESTION: ("question", Tone.INFO),
    NoteKind.GOOD_PRACTICE: ("good-practice", Tone.GOOD),
    NoteKind.ASK: ("ask", Tone.INFO),
    NoteKind.OFFER: ("offer", Tone.INFO),
}
_HINT = "Enter saves, Shift+Enter starts a new line, Esc sets aside. #2 line, @1.2 statement, host: who speaks."
_SIGNS = (
    "   ".join(f"{sign}\N{NO-BREAK SPACE}{kind.words.lower()}" for sign, kind in PREFIXES.items())
    + ", or Ctrl+1 to Ctrl+6"
)
_ASIDE = "Set aside. Press Esc to bring it back."


def face_of(kind: NoteKind) -> tuple[str, Tone]:
    """Return the icon and tone of a kind of note, the same in the box and in every list."""
    return _ICONS[kind]


class NoteEntry(QWidget):
    """A growing box with the kind beside it.

    `submitted(text, kind, stamped_at)`: Enter; `stamped_at` is what `now` said when the first character came. The box
    empties unless the handler calls `refuse`. `typing(text)` comes with every change, for the draft; `set_aside(text,
    kind, stamped_at)` when Esc put a text away that Esc brings back; `last_wanted` is Up in an empty box. `about` is
    what the note is linked to, `about_changed` that a tag, a key or Backspace at the start has changed it.
    """

    submitted = Signal(str, object, object)
    typing = Signal(str)
    set_aside = Signal(str, object, object)
    last_wanted = Signal()
    about_changed = Signal()

    def __init__(self, now: Callable[[], datetime], name: str = "New note", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._stamp: datetime | None = None
        self._chosen: NoteKind | None = None
        self._aside: tuple[str, NoteKind | None, datetime, About] | None = None
        self._refused, self._hints_shown = "", True
        self.about = About()
        self.box = _NoteBox(self)
        self.box.setAccessibleName(name)
        self.box.setAccessibleDescription(f"{_HINT} {_SIGNS}")
        self.box.setPlaceholderText("Type what you hear")
        self.setFocusProxy(self.box)
        self.tags = NoteTags(self.box, self)
        self.tags.picked.connect(self._on_tag)
        self.tags.speaker_named.connect(lambda role: self.link(replace(self.about, speaker=role)))
        self.chip = Chip("")
        self._hint = plain_label(_HINT, muted=True)
        self._signs = plain_label(_SIGNS, muted=True)
        self.box.edited_by_person.connect(self._on_text)
        self._lay_out()
        self._show_kind()

    @property
    def kind(self) -> NoteKind:
        """What the note would be saved as now."""
        return self._read()[0]

    @property
    def stamped_at(self) -> datetime | None:
        """When the first character came; None while the box is empty."""
        return self._stamp

    @property
    def text(self) -> str:
        """What stands in the box, prefix and all."""
        return self.box.toPlainText()

    def link(self, about: About) -> None:
        """Say what the note is about."""
        if about != self.about:
            self.about = about
            self.about_changed.emit()
            self.typing.emit(self.text)

    def unlink_last(self) -> None:
        """Take away what was said last of: speaker, statement, line of enquiry."""
        about = self.about
        if about.speaker:
            self.link(replace(about, speaker=""))
        elif about.claim:
            self.link(replace(about, claim=None))
        else:
            self.link(replace(about, line=None))

    def speak_next(self) -> None:
        """Go on to the next role that may be speaking."""
        self.link(replace(self.about, speaker=next_speaker(self.about.speaker)))

    def restore(self, text: str, kind: NoteKind | None, stamped_at: datetime, about: About | None = None) -> None:
        """Bring back a note that was begun, with its own time; `kind` None lets a typed prefix speak again."""
        self.link(about or About())
        self.box.fill(text)
        self.box.prefix_typed = kind is None and text[:1] in PREFIXES
        self._chosen, self._stamp = kind, stamped_at
        self.box.moveCursor(self.box.textCursor().MoveOperation.End)
        self._show_kind()

    def choose_kind(self, kind: NoteKind) -> None:
        """Say what the note is; a prefix typed before gives way. Choosing it again makes the note plain."""
        _, rest = self._read()
        if rest != self.text:
            self.box.replace_start(len(self.text) - len(rest))
        self.box.prefix_typed = False
        self._chosen = NoteKind.PLAIN if self._chosen is kind else kind
        self._show_kind()
        announce(self.box, self.kind.words)

    def submit(self) -> None:
        """Hand the note over, as Enter does; without words there is nothing to hand over."""
        self.tags.finish()
        kind, text = self._read()
        if self._stamp is None:
            return
        if not text.strip():
            self.box.clear()
            return
        self._refused = ""
        self.submitted.emit(text.strip(), kind, self._stamp)
        if self._refused:
            self._say(self._refused)
            announce(self.box, self._refused)
        else:
            self._clear()

    def show_signs(self, shown: bool) -> None:
        """Show or hide the two lines of keys below the box."""
        self._signs.setVisible(shown)
        self._hints_shown = shown
        self._say(_HINT)

    def refuse(self, sentence: str) -> None:
        """Keep the text because it could not be saved; called by whoever handles `submitted`, with the reason."""
        self._refused = sentence

    def put_away(self) -> None:
        """Empty the box and remember its text, or bring back what was remembered: what Esc does."""
        if self.text.strip() and self._stamp is not None:
            says = self.box.prefix_typed and read_kind(self.text)[0] is not NoteKind.PLAIN
            kind = None if says else self.kind
            self._aside = (self.text, kind, self._stamp, self.about)
            self.set_aside.emit(self.text, self.kind, self._stamp)
            self._clear()
            self._say(_ASIDE)
            announce(self.box, _ASIDE)
        elif self._aside is not None:
            text, kind, stamp, about = self._aside
            self._aside = None
            self.restore(text, kind, stamp, about)
            self._say(_HINT)
            self.typing.emit(text)

    def _read(self) -> tuple[NoteKind, str]:
        """Return the kind and the words: a sign typed at the start is what was said last."""
        kind, text = read_kind(self.text) if self.box.prefix_typed else (NoteKind.PLAIN, self.text)
        return (kind, text) if kind is not NoteKind.PLAIN else (self._chosen or NoteKind.PLAIN, self.text)

    def _on_text(self, text: str) -> None:
        if text and self._stamp is None:
            self._stamp = self._now()
            self._say(_HINT)
        elif not text:
            self._stamp, self._chosen, self.box.prefix_typed = None, None, False
            self.tags.hide()
        self._show_kind()
        self.typing.emit(text)

    def _clear(self) -> None:
        self.box.fill("")
        self.box.prefix_typed = False
        self._stamp, self._chosen = None, None
        self.tags.hide()
        self.link(About())
        self._say(_HINT)
        self._show_kind()

    def _say(self, words: str) -> None:
        """Show a line below the box; what is said on purpose is shown even where hints are not."""
        self._hint.setText(words)
        self._hint.setVisible(self._hints_shown or words != _HINT)

    def _on_tag(self, tag: Tag) -> None:
        self.link(replace(self.about, line=tag.id) if tag.sign == "#" else replace(self.about, claim=tag.id))

    def _show_kind(self) -> None:
        name, tone = face_of(self.kind)
        words = "Note" if self.kind is NoteKind.PLAIN else self.kind.words
        if words != self.chip.text:
            self.chip.say(words, tone, name)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.box, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self.tags.list)
        column.addWidget(IdentifierLine(self.box))
        column.addWidget(self._signs)
        column.addWidget(self._hint)


class _NoteBox(TextBox):
    """Knows whether the character at its start was typed or came by pasting, and which keys belong to notes."""

    def __init__(self, entry: NoteEntry) -> None:
        super().__init__(least=1, most=6)
        self._entry = entry
        self.prefix_typed = False

    def event(self, event: QEvent) -> bool:
        """Claim Ctrl+1 to Ctrl+6, and Tab while tags are shown, before the window's own shortcuts."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
            and self._entry.tags.take_key(event)
        ):
            return True
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _digit(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Esc, Up in an empty box and Ctrl+digit are the entry's; everything else is typing."""
        entry, shift = self._entry, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        empty = not self.toPlainText()
        if entry.tags.take_key(event):
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not shift:
            entry.submit()
        elif event.key() == Qt.Key.Key_Escape:
            entry.put_away()
        elif event.key() == Qt.Key.Key_Up and empty:
            entry.last_wanted.emit()
        elif digit := _digit(event):
            entry.choose_kind(KIND_OF_DIGIT[digit])
        elif event.key() == Qt.Key.Key_J and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            entry.speak_next()
        elif event.key() == Qt.Key.Key_Backspace and self._at_start() and entry.about != About():
            entry.unlink_last()
        else:
            self._heed_prefix(event.text())
            super().keyPressEvent(event)
            if event.text():
                entry.tags.typed()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Treat dictation and composed characters as typing."""
        self._heed_prefix(event.commitString())
        super().inputMethodEvent(event)
        if event.commitString():
            self._entry.tags.typed()

    def _at_start(self) -> bool:
        cursor = self.textCursor()
        return cursor.atStart() and not cursor.hasSelection()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste; whatever comes to stand first so is no prefix."""
        if self.textCursor().selectionStart() == 0:
            self.prefix_typed = False
        super().insertFromMimeData(source)

    def replace_start(self, length: int) -> None:
        """Take away the first characters, as one step that Ctrl+Z undoes."""
        cursor = self.textCursor()
        cursor.setPosition(0)
        cursor.setPosition(length, cursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()

    def _heed_prefix(self, text: str) -> None:
        if text and text.isprintable() and self.textCursor().selectionStart() == 0:
            self.prefix_typed = text[0] in PREFIXES


def _digit(event: QKeyEvent) -> str:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = event.key()
    if held != Qt.KeyboardModifier.ControlModifier or not Qt.Key.Key_1 <= key <= Qt.Key.Key_6:
        return ""
    return chr(key)
