"""Half-typed notes: kept within a second, and brought back with their own time after a restart."""

import json
from datetime import datetime
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from peer_challenge.domain.choices import NoteKind
from peer_challenge.domain.note_prefixes import read_kind
from peer_challenge.domain.records import Note
from ui.widgets.note_entry import NoteEntry
from ui.widgets.session_tags import About
from ui.workspace import Workspace

DRAFT_MILLISECONDS = 700


class NoteDrafts(QObject):
    """Keeps what stands in the box for notes.

    A new note is kept under `note:SESSION`, one put aside under `aside:SESSION`, other words for a note that is there
    already under `edit:NOTE`; `key` names the one that is being typed now. `host` is the challenge that was shown when
    the first character of a new note came, and `host_changed` says that it is another.
    """

    host_changed = Signal()

    def __init__(self, workspace: Workspace, entry: NoteEntry) -> None:
        super().__init__(entry)
        self._workspace, self._entry = workspace, entry
        self._session: UUID | None = None
        self._note: UUID | None = None
        self.host: UUID | None = None
        self._here: UUID | None = None
        self._aside_host: UUID | None = None
        self._kept = self._aside = ""
        self._timer = QTimer(self)
        self._timer.setInterval(DRAFT_MILLISECONDS)
        self._timer.timeout.connect(self._keep)
        entry.typing.connect(self._on_typing)
        entry.set_aside.connect(self._on_set_aside)

    @property
    def key(self) -> str:
        """What the draft of the text in the box is kept under."""
        return f"edit:{self._note}" if self._note else f"note:{self._session}"

    def show_host(self, challenge: UUID | None) -> None:
        """Let the next note belong to a host; one that was begun stays with its own."""
        self._here = challenge

    def take_here(self) -> None:
        """Let the note that was begun on another host belong to the one that is shown."""
        self._set_host(self._here)
        self._keep()

    def open_session(self, session: UUID) -> None:
        """Keep what is typed for the session before, and bring back what was half-typed in this one."""
        self.keep_now()
        self._session, self._note, self._kept = session, None, ""
        self._entry.box.clear()
        self._entry.link(About())
        self._set_host(None)
        aside, draft = (self._workspace.draft(f"{name}:{session}") for name in ("aside", "note"))
        if aside:
            self._restore(aside)
            self._entry.put_away()
        if draft:
            self._restore(draft)
            self._keep()

    def begin_edit(self, note: Note) -> None:
        """Put a note's words into the box, or those that were half-typed in their place."""
        self._note = note.id
        draft = self._workspace.draft(self.key)
        if draft:
            self._restore(draft)
        else:
            self._entry.restore(note.text, note.kind, note.at, About(note.line, note.claim, note.speaker))
        self._kept = draft

    def leave_edit(self) -> None:
        """Empty the box and forget the other words for a note."""
        self._workspace.keep_draft(self.key, "")
        self.settled()
        self._entry.box.clear()
        self._entry.link(About())

    def settled(self) -> None:
        """Know that the act that was just done has dropped the draft."""
        self._timer.stop()
        self._note, self._kept = None, ""
        self._set_host(None)

    def keep_now(self) -> None:
        """Keep what is being typed, at once."""
        if self._session is not None:
            self._keep()

    def _on_typing(self, text: str) -> None:
        if text and text == self._aside:  # Esc has brought it back: it is what is being typed again
            self._set_host(self._aside_host)
            self._keep()
            self._workspace.keep_draft(f"aside:{self._session}", "")
            self._aside = ""
        if not text:
            self._set_host(None)
            self._keep()
            return
        if self.host is None and self._note is None:
            self._set_host(self._here)
        if not self._timer.isActive():
            self._timer.start()

    def _set_host(self, challenge: UUID | None) -> None:
        if challenge != self.host:
            self.host = challenge
            self.host_changed.emit()

    def _keep(self) -> None:
        """Keep the draft if it differs from the one kept; the timer goes on while there is text."""
        text = self._entry.text
        draft = self._written(text, self._entry.kind, self._entry.stamped_at)
        if draft != self._kept:
            self._kept = draft
            self._workspace.keep_draft(self.key, draft)
        if not text:
            self._timer.stop()

    def _on_set_aside(self, text: str, kind: NoteKind, at: datetime) -> None:
        self._workspace.keep_draft(f"aside:{self._session}", self._written(text, kind, at))
        self._workspace.keep_draft(f"note:{self._session}", "")
        self._kept, self._aside, self._aside_host = "", text, self.host
        self._set_host(None)

    def _written(self, text: str, kind: NoteKind, at: datetime | None) -> str:
        """Return a note as its draft; a kind that a typed prefix says is left to the prefix."""
        if not text.strip() or at is None:
            return ""
        prefixed = kind is not NoteKind.PLAIN and self._entry.box.prefix_typed and read_kind(text)[0] is kind
        about = self._entry.about
        links = {"line": about.line and str(about.line), "claim": about.claim and str(about.claim)}
        links["challenge"] = self.host and str(self.host)
        draft = {"text": text, "kind": None if prefixed else kind, "at": at.isoformat(), "speaker": about.speaker}
        return json.dumps({**draft, **links})

    def _restore(self, draft: str) -> None:
        held = json.loads(draft)
        kind = NoteKind(held["kind"]) if held["kind"] else None
        line, claim, host = (UUID(held[name]) if held.get(name) else None for name in ("line", "claim", "challenge"))
        about = About(line, claim, held.get("speaker", ""))
        self._entry.restore(held["text"], kind, datetime.fromisoformat(held["at"]), about)
        self._set_host(host)
