"""A file somebody sent, checked and not brought in yet: who, when, intact, and what it would change."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.sizes import size_in_words
from peer_challenge.jobs.pack_in import Preview, effect_words
from peer_challenge.jobs.receiving import Looked
from peer_challenge.services.record_words import moment_words
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.flow import flow_row
from ui.widgets.labels import Chip, Heading, announce, plain_label
from ui.widgets.pack_words import LargeWords, Said, Sentences
from ui.widgets.texts import LineBox

_NEW_LAPTOP = (
    "This laptop has not been seen before, which is ordinary the first time. Ring {sender} on a number you know, ask "
    "for the check code on their page “Send and receive”, and compare:"
)


class PackPreview(QWidget):
    """`bring_in_wanted` is the one button that brings a file in; `passphrase_given(words)` opens a locked one.

    `yes_wanted` says that the person rang and the check code was the same; `left` that the file is not wanted now.
    """

    bring_in_wanted = Signal()
    passphrase_given = Signal(str)
    yes_wanted = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: Preview | None = None
        self.heading, self.about = Heading("", 2), plain_label(muted=True)
        self.intact, self.laptop = Chip("Intact", Tone.GOOD), Chip("New laptop", Tone.WARNING)
        self.first, self.effects = Sentences(), Sentences()
        self.changes, self.quotes = QPushButton(), Sentences()
        self.changes.setCheckable(True)
        self.ring, self.code = plain_label(), LargeWords("Check code")
        self.yes = QPushButton(icon("ok"), "I rang: the code is the same")
        self.bring_in = QPushButton("Bring in")
        self.bring_in.setDefault(True)
        self.not_now = QPushButton("Not now")
        self.passphrase = LineBox("the words that open a file")
        self.passphrase.setAccessibleName("Words that open the file")
        self.open_button = QPushButton("Open")
        self.wrong = Sentences()
        self._lay_out()
        self._connect()

    def ask_passphrase(self, looked: Looked, problem: str = "") -> None:
        """Ask for the words that open a locked file; `problem` says why those given did not."""
        self.heading.setText(looked.path.name)
        self.about.setText("This file is locked. Ring whoever sent it, and type the words they read out.")
        self.wrong.show_sentences([(problem, Tone.BAD)] if problem else [])
        self._show_part(locked=True)
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)
        self.passphrase.selectAll()

    def show_looked(self, looked: Looked, *, closed: str = "") -> None:
        """Show what bringing a file in would do; `closed` says why it cannot be brought in here."""
        read, found = looked.read, looked.preview
        assert read is not None
        assert found is not None
        manifest = read.manifest
        self.passphrase.clear()
        self.heading.setText(f"From {found.sender}")
        group = f", {manifest.group.name}" if manifest.group else ""
        made = moment_words(found.made_at)
        self.about.setText(
            f"{manifest.round.name}{group}. Made at {made} on {found.laptop}. {read.name}, {size_in_words(read.size)}."
        )
        self.show_laptop(found)
        first = [(each, Tone.WARNING) for each in (*found.warnings, *found.marks)]
        self.first.show_sentences([*([(closed, Tone.BAD)] if closed else []), *first])
        self.effects.show_sentences(_effects(found))
        self.changes.setVisible(bool(found.quotes.lines))
        self.changes.setChecked(False)
        self._show_changes(found)
        self.bring_in.setEnabled(not closed and not found.nothing_new)
        self._show_part(locked=False)
        (self.bring_in if self.bring_in.isEnabled() else self.not_now).setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"{self.heading.text()}. {' '.join((*self.first.texts, *self.effects.texts))}")

    def _show_changes(self, found: Preview) -> None:
        """Quote what changes, once somebody asks for it."""
        self._found = found
        shown = self.changes.isChecked()
        self.changes.setText("Hide what changes" if shown else "Show what changes")
        self.quotes.show_sentences((each, Tone.NEUTRAL) for each in (found.quotes.sentences if shown else ()))

    def _on_changes(self) -> None:
        if self._found is not None:
            self._show_changes(self._found)
            announce(self.quotes, " ".join(self.quotes.texts))

    def show_laptop(self, found: Preview, *, said_yes: bool = False) -> None:
        """Show whether somebody rang about the laptop a file came from."""
        new = found.new_laptop and not said_yes
        self.laptop.setVisible(new)
        self.ring.setText(_NEW_LAPTOP.format(sender=found.sender.partition(",")[0]))
        self.code.say(found.check_code)
        for part in (self.ring, self.code, self.yes):
            part.setVisible(new)

    def _show_part(self, *, locked: bool) -> None:
        for part in (self._locked, self.open_button):
            part.setVisible(locked)
        for part in (self._opened, self.bring_in):
            part.setVisible(not locked)
        self.show()

    def _on_open(self) -> None:
        if self.passphrase.text().strip():
            self.passphrase_given.emit(self.passphrase.text())

    def _connect(self) -> None:
        self.bring_in.clicked.connect(self.bring_in_wanted)
        self.not_now.clicked.connect(self.left)
        self.yes.clicked.connect(self.yes_wanted)
        self.open_button.clicked.connect(self._on_open)
        self.changes.clicked.connect(self._on_changes)
        self.passphrase.returnPressed.connect(self._on_open)

    def _lay_out(self) -> None:
        line = self.fontMetrics().height()
        self._locked, self._opened = QWidget(), QWidget()
        asking = QVBoxLayout(self._locked)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.addWidget(self.passphrase)
        asking.addWidget(self.wrong)
        column = QVBoxLayout(self._opened)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(line // 2)
        rows: tuple[QWidget, ...] = (
            flow_row((self.intact, self.laptop)),
            self.first,
            self.ring,
            self.code,
            flow_row((self.yes,)),
            self.effects,
            flow_row((self.changes,)),
            self.quotes,
        )
        for part in rows:
            column.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.heading)
        whole.addWidget(self.about)
        whole.addWidget(self._locked)
        whole.addWidget(self._opened)
        whole.addWidget(flow_row((self.bring_in, self.open_button, self.not_now)))
        self.hide()


def _effects(found: Preview) -> Iterator[Said]:
    """Yield what bringing in would do; what asks for a choice, or takes away, is marked."""
    merged = found.merged
    for each in effect_words(found):
        marked = not each.startswith(("New:", "Changed:", "Everything")) and bool(
            merged.two_versions or merged.removed or merged.redactions or merged.newer or merged.aside
        )
        yield each, Tone.WARNING if marked else Tone.GOOD
    yield "Nothing changes until you press “Bring in”. A backup is made first.", Tone.NEUTRAL
