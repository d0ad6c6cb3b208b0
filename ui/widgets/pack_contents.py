"""A file to send before it is made: whom it is for, what is in it, what is not, and how it is locked."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.sizes import size_in_words
from peer_challenge.jobs.sending import Prepared, Saved
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.flow import flow_row
from ui.widgets.labels import Heading, announce, plain_label
from ui.widgets.pack_words import LargeWords, Sentences

_LOCKED = (
    "Read these words out by telephone; they are never in the message. Every file of this group opens with the same "
    "words, and the other laptop remembers them."
)
_OPEN = (
    "Anybody who gets hold of the file can read all of it. Choose this only where the way it goes is safe by itself, "
    "such as a folder that only the group can open."
)


class PackContents(QWidget):
    """`save_wanted` and `draft_wanted` are the two ways to send; `locked` and `as_zip` say how."""

    save_wanted = Signal()
    draft_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: Path | None = None
        self.heading, self.purpose = Heading("", 2), plain_label(muted=True)
        self.inside, self.outside = Sentences(), Sentences()
        self.passphrase = LargeWords("Words that open the file")
        self.locking = plain_label(_LOCKED, muted=True)
        self.unlocked = QCheckBox("Do not encrypt")
        self.zip = QCheckBox("Name it .zip, where mail refuses other names")
        self.save = QPushButton(icon("save"), "Save to a folder and copy the message…")
        self.save.setDefault(True)
        self.draft = QPushButton("Make an e-mail draft…")
        self.open_draft = QPushButton("Open the draft")
        self.code = plain_label(muted=True)
        self._lay_out()
        self._connect()

    @property
    def locked(self) -> bool:
        """Whether the file is encrypted with the group's words."""
        return not self.unlocked.isChecked()

    @property
    def as_zip(self) -> bool:
        """Whether the file is to be called .zip."""
        return self.zip.isChecked()

    def show_prepared(self, prepared: Prepared, *, closed: bool) -> None:
        """Show what would be sent; `closed` where nothing can be written down as sent."""
        chosen = prepared.contents
        name = chosen.recipient_name
        self.heading.setText(f"{chosen.group.name}: file for {name}")
        self.purpose.setText(prepared.purpose)
        self.inside.show_sentences((each, Tone.GOOD) for each in prepared.lines)
        left_out = [(each, Tone.NEUTRAL) for each in chosen.left_out]
        self.outside.show_sentences([*((each, Tone.WARNING) for each in chosen.marks), *left_out])
        self._outside_heading.setVisible(bool(self.outside.texts))
        self.passphrase.say(prepared.passphrase)
        self.code.setText(f"Check code of this laptop, if they ask: {prepared.check_code}")
        for button in (self.save, self.draft):
            button.setEnabled(not closed)
        self._say("")

    def show_saved(self, saved: Saved) -> None:
        """Say where the file lies and what to do next."""
        what = f"{saved.path.name} ({size_in_words(saved.size)}) is in {saved.path.parent}."
        self._draft = saved.draft
        if saved.draft is not None:
            what += f" The draft beside it, {saved.draft.name}, holds message and file: open it, look it over, send it."
        else:
            what += " The message is copied: paste it into an e-mail and attach the file."
        self._say(what)
        self.open_draft.setVisible(saved.draft is not None)

    def show_problem(self, sentence: str) -> None:
        """Say why the file could not be made."""
        self._say(sentence, Tone.BAD)

    def _say(self, sentence: str, tone: Tone = Tone.GOOD) -> None:
        self._result.show_sentences([(sentence, tone)] if sentence else [])
        self.open_draft.hide()
        if sentence:
            announce(self, sentence)

    def _on_unlocked(self) -> None:
        self.passphrase.setVisible(self.locked)
        self.locking.setText(_LOCKED if self.locked else _OPEN)

    def _on_open(self) -> None:
        if self._draft is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._draft)))

    def _connect(self) -> None:
        self.save.clicked.connect(self.save_wanted)
        self.draft.clicked.connect(self.draft_wanted)
        self.unlocked.clicked.connect(lambda _on: self._on_unlocked())
        self.open_draft.clicked.connect(self._on_open)

    def _lay_out(self) -> None:
        line = self.fontMetrics().height()
        self._outside_heading = Heading("What is not in it, and what to look at first", 3)
        self._result = Sentences()
        column = QVBoxLayout(self)
        column.setContentsMargins(line // 2, 0, 0, 0)
        column.setSpacing(line // 2)
        parts: tuple[QWidget, ...] = (
            self.heading,
            self.purpose,
            Heading("What is in it", 3),
            self.inside,
            self._outside_heading,
            self.outside,
            Heading("How it is locked", 3),
            self.passphrase,
            self.locking,
            flow_row((self.unlocked, self.zip)),
            flow_row((self.save, self.draft)),
            self._result,
        )
        for part in parts:
            column.addWidget(part)
        column.addWidget(self.open_draft, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.code)
        column.addStretch(1)
        self.open_draft.hide()
