"""Where notes of a session are typed and listed: always ready, and nothing half-typed is lost."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from functools import partial
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.choices import NoteKind
from peer_challenge.domain.days import count_of
from peer_challenge.domain.records import Note
from peer_challenge.services import notes
from peer_challenge.services.console import AuthoredNote, ConsoleView, note_counts, notes_again
from peer_challenge.services.identifiers import cleared_marks
from ui.icons import icon
from ui.pages.note_drafts import NoteDrafts
from ui.widgets.labels import announce, plain_label
from ui.widgets.note_entry import NoteEntry
from ui.widgets.note_list import NoteList, flag_words, time_of
from ui.widgets.session_tags import About, Tag
from ui.workspace import Workspace

_PLURALS = {
    NoteKind.PLAIN: ("plain note", ""),
    NoteKind.STRENGTH: ("strength", ""),
    NoteKind.CONSIDERATION: ("area for consideration", "areas for consideration"),
    NoteKind.QUESTION: ("question", ""),
    NoteKind.GOOD_PRACTICE: ("good practice", "good practices"),
    NoteKind.ASK: ("ask", ""),
    NoteKind.OFFER: ("offer", ""),
}


class NoteDesk(QWidget):
    """The notes on the host whose turn it is, newest last, and the box below them.

    A note belongs to the host that was shown when its first character came, and to the line of enquiry that a tag in it
    names, else to that of its statement, else to the page's.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view: ConsoleView | None = None
        self._session: UUID | None = None
        self._line: UUID | None = None
        self._editing: Note | None = None
        self._seen = 0
        self.list = NoteList("Notes", edits=True)
        self.list.follow_newest()
        self.counts = plain_label(muted=True)
        self.entry = NoteEntry(workspace.now)
        self._about = plain_label(muted=True)
        self._forget = QPushButton("")
        self._flag = QPushButton(f"{flag_words(flagged=False)} (F8)")
        self._drafts = NoteDrafts(workspace, self.entry)
        self._lay_out()
        self._connect()

    def show_view(self, view: ConsoleView, seen: int) -> None:
        """Show a session's notes; another session than before brings its own half-typed note."""
        newest = self.list.records.rows[-1].id if self.list.records.rows else None
        self._view, self._seen = view, seen
        self._drafts.show_host(view.challenge)
        if self._session != view.session.id:
            self._session, self._editing = view.session.id, None
            self._drafts.open_session(view.session.id)
        self.entry.tags.offer(_tags(view))
        self.list.name_topics(
            {line.id: line.short for line in view.lines} | {each.id: each.number for each in view.statements}
        )
        self.list.set_day(view.session.held_on)
        self.list.let_stand(self._workspace.ask(cleared_marks))
        self._show_rows(list(view.notes), newest)
        self._show_counts(view.counts)
        self._show_about()

    def patch(self, ids: Collection[UUID], seen: int) -> bool:
        """Read only the notes that changed; False when more than the list depends on them."""
        if self._view is None or self._view.challenge is None:
            return False
        view, shown = self._view, {row.id: row for row in self.list.records.rows}
        read = {row.id: row for row in self._workspace.ask(notes_again, ids)}
        before = [shown[each] for each in ids if each in shown]
        if any(row.note.claim for row in (*read.values(), *before)):
            return False
        kept = [row for row in shown.values() if row.id not in ids]
        session, challenge = view.session.id, self._view.challenge
        here = kept + [row for row in read.values() if (row.note.session, row.note.challenge) == (session, challenge)]
        newest = self.list.records.rows[-1].id if self.list.records.rows else None
        self._show_rows(sorted(here, key=lambda row: row.note.at), newest)
        self._show_counts(self._workspace.ask(note_counts, session, challenge))
        self._seen = seen
        return True

    def set_line(self, line: UUID | None) -> None:
        """Let the next note belong to a line of enquiry."""
        self._line = line

    def set_statement(self, statement: UUID | None) -> None:
        """Let the next note be about a statement of the SEF."""
        self.entry.link(replace(self.entry.about, claim=statement))
        self.entry.box.setFocus()

    def take_statement(self, text: str) -> tuple[str, UUID | None]:
        """Return a text without the statement it names, and which one that is: “Who checks? @1.2”."""
        for each in self._view.statements if self._view else ():
            words = text.split()
            if f"@{each.number}" in words:
                return " ".join(word for word in words if word != f"@{each.number}"), each.id
        return text, None

    def set_small(self, small: bool) -> None:
        """Leave out the lines of keys, and the counts, where there is little room."""
        self.entry.show_signs(not small)
        self.counts.setVisible(not small)

    def repeat_links(self) -> None:
        """Let this note be about the same as the last one: line of enquiry, statement, speaker and kind."""
        links = self._workspace.ask(notes.last_links, self._session) if self._session else None
        if links is None:
            return
        self.entry.link(About(links.line, links.claim, links.speaker))
        if self.entry.kind is not links.kind:
            self.entry.choose_kind(links.kind)

    def flag(self) -> None:
        """Flag the note that is being changed, the chosen one while the list has the keyboard, otherwise the last."""
        row = self.list.current_row() if self.list.hasFocus() else None
        chosen = row.id if row else None
        note = self._editing.id if self._editing else chosen or self._last_id()
        if note is not None:
            self._workspace.do_seen(self._seen, notes.flag_note, note)
            self._show_about()

    def edit_last(self) -> None:
        """Bring the note written last back into the box, to put its words right."""
        note = self._workspace.ask(notes.last_note, self._session) if self._session else None
        if note is not None:
            self.begin_edit(note)

    def keep_now(self) -> None:
        """Keep what is being typed, at once."""
        self._drafts.keep_now()

    def minimumSizeHint(self) -> QSize:
        """As high as the words around the box need at the present width, so that none lies over another."""
        layout = self.layout()
        assert layout is not None
        return QSize(super().minimumSizeHint().width(), layout.minimumHeightForWidth(max(self.width(), 1)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height where words wrap otherwise."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def eventFilter(self, _box: QObject, event: QEvent) -> bool:
        """Let Esc leave the words of an earlier note as they were."""
        if self._editing is None or event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() == Qt.Key.Key_Escape:
            self._end_edit()
            return True
        return False

    def _connect(self) -> None:
        self.entry.box.installEventFilter(self)
        self.entry.submitted.connect(self._on_submitted)
        self.entry.last_wanted.connect(self.edit_last)
        self.entry.about_changed.connect(self._show_about)
        self._drafts.host_changed.connect(self._show_about)
        self.list.row_activated.connect(lambda row: self.begin_edit(row.note) if row else None)
        self.list.edit_wanted.connect(self._on_edit)
        self.list.removal_wanted.connect(self._on_removal)
        self.list.kind_wanted.connect(
            lambda ids, kind: self._workspace.do_seen(self._seen, notes.set_note_kind, ids, kind)
        )
        self.list.flag_wanted.connect(lambda note: self._workspace.do_seen(self._seen, notes.flag_note, note))
        self._flag.clicked.connect(self.flag)
        self._forget.clicked.connect(self._on_forget)

    def _on_submitted(self, text: str, kind: NoteKind, at: datetime) -> None:
        view = self._view
        if view is None or view.challenge is None:
            self.entry.refuse("There is no host on the agenda, so this note belongs nowhere yet.")
            return
        refusals: list[str] = []
        key, about = self._drafts.key, self.entry.about
        where = view.session.id, self._drafts.host or view.challenge
        line = about.line or next((each.line for each in view.statements if each.id == about.claim), self._line)
        with self._workspace.answering(refusals.append):
            if self._editing is not None:
                links = {"line": about.line, "claim": about.claim, "speaker": about.speaker}
                act = partial(notes.edit_note, **links)
                self._workspace.settle(key, self._seen, act, self._editing.id, text, kind)
            else:
                act = partial(notes.add_note, claim=about.claim, speaker=about.speaker)
                self._workspace.settle(key, self._seen, act, *where, text, kind, line, at)
        if refusals:
            self.entry.refuse(refusals[-1])
            return
        self._drafts.settled()
        self._editing = None
        self._show_about()

    def begin_edit(self, note: Note) -> None:
        """Bring a note's words into the box, unless another is being typed there."""
        if self.entry.text.strip():
            return  # a note is being typed: it is not thrown away for an older one
        self._editing = note
        self._drafts.begin_edit(note)
        self._show_about()
        self.entry.box.setFocus()

    def _on_edit(self, row: AuthoredNote) -> None:
        if self.entry.text.strip():
            self._workspace.failed.emit("A note is being typed. Save it with Enter first, then change this one.")
        else:
            self.begin_edit(row.note)

    def _end_edit(self) -> None:
        self._drafts.leave_edit()
        self._editing = None
        self._show_about()

    def _on_removal(self, ids: list[UUID]) -> None:
        row = self.list.currentIndex().row()
        for note in ids:
            self._workspace.do_seen(self._seen, notes.remove_note, note)
        left = self.list.order.index(min(row, self.list.order.rowCount() - 1), 0)
        self.list.setCurrentIndex(left)

    def _on_forget(self) -> None:
        if self._editing is not None:
            self._end_edit()
            return
        if self.entry.about != About():
            self.entry.link(About())
        else:
            self._drafts.take_here()
        self.entry.box.setFocus()

    def _last_id(self) -> UUID | None:
        note = self._workspace.ask(notes.last_note, self._session) if self._session else None
        return note.id if note else None

    def _show_rows(self, rows: list[AuthoredNote], newest: UUID | None) -> None:
        self.list.show_notes(rows, self._workspace.who)
        if rows and rows[-1].id != newest:
            QTimer.singleShot(0, self.list, self.list.scrollToBottom)

    def _show_counts(self, counts: dict[NoteKind, int]) -> None:
        total = sum(counts.values())
        parts = [count_of(counts[kind], *_PLURALS[kind]) for kind in NoteKind if counts.get(kind)]
        host = self._view.host_name if self._view else ""
        start = f"{count_of(total, 'note')} on {host}" if total else f"No notes on {host} yet"
        self.counts.setText(f"{start}: {', '.join(parts)}" if parts else start)

    def _show_about(self) -> None:
        linked = self._linked_in_words()
        if self._editing is not None:
            row = next((row for row in self.list.records.rows if row.id == self._editing.id), None)
            self._flag.setText(f"{flag_words(flagged=row is not None and row.note.flagged)} (F8)")
            when = f" of {time_of(row, self._view.session.held_on)}" if row and self._view else ""
            words = f"Changing your note{when}. Enter saves, Esc leaves it as it was. {linked}".strip()
            button = "Leave it"
        else:
            words = " ".join(each for each in (linked, self._begun_in_words()) if each)
            button = "Not about it" if linked or self._view is None else f"Save it on {self._view.host_name}"
        if words and words != self._about.text():
            announce(self.entry.box, words)
        self._about.setText(words)
        self._forget.setText(button)
        self._flag.setVisible(self._editing is not None)
        self._about_row.setVisible(bool(words))

    def _begun_in_words(self) -> str:
        view, host = self._view, self._drafts.host
        if view is None or host in {None, view.challenge}:
            return ""
        name = next((row.host_name for row in view.agenda if row.item.challenge == host), "another host")
        return f"Begun on {name}, so it is saved there."

    def _linked_in_words(self) -> str:
        view, about = self._view, self.entry.about
        if view is None:
            return ""
        named = next((f"statement {each.number}" for each in view.statements if each.id == about.claim), "")
        line = next((f"line {each.number}, {each.short}" for each in view.lines if each.id == about.line), "")
        parts = [each for each in (named, line) if each]
        said = [f"This note is about {' and '.join(parts)}."] if parts else []
        said += [f"Said by: {about.speaker}."] if about.speaker else []
        return " ".join(said)

    def _lay_out(self) -> None:
        self._forget.setIcon(icon("close"))
        self._about_row = QWidget()
        line = QHBoxLayout(self._about_row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._about, 1)
        line.addWidget(self._flag)
        line.addWidget(self._forget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addWidget(self._about_row)
        column.addWidget(self.entry)
        column.addWidget(self.counts)


def _tags(view: ConsoleView) -> list[Tag]:
    lines = [Tag("#", str(each.number), each.short, each.id) for each in view.lines]
    return lines + [Tag("@", each.number, each.text, each.id) for each in view.statements]
