"""Two versions of a field side by side: what differs, what both began from, and what is to stand."""

from collections.abc import Callable, Hashable
from functools import partial
from itertools import pairwise
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.word_difference import Standing, Stretch, word_difference
from peer_challenge.services.two_versions import (
    VersionsView,
    WordingView,
    keep,
    keep_both,
    open_versions,
    reword,
    versions,
)
from ui.colours import Tone
from ui.icons import icon
from ui.own_undo import own_redo, own_undo
from ui.widgets.flow import flow_row
from ui.widgets.identifier_line import guarded
from ui.widgets.labels import Chip, Heading, announce, plain_label
from ui.widgets.record_list import RecordList
from ui.widgets.record_table import RecordTable
from ui.widgets.scrolled import scrolled
from ui.widgets.texts import TextBox
from ui.widgets.turning_row import TurningRow
from ui.widgets.word_difference import WordDifference
from ui.workspace import Workspace

_WIDE_IN_LINES = 42
_WHY = "Two people changed this without seeing what the other wrote. Nothing is lost: say what is to stand."
_MARKED = "Bold underlined words are only in this version. Words struck through are left out of it."
_MARK = "shows versions"


def mark_versions(page: QWidget, workspace: Workspace) -> None:
    """Mark every row on a page whose record stands in several versions; a click on the mark opens them."""
    counts: dict[Hashable, int] = {record: max(fields.values()) for record, fields in workspace.doubled.items()}
    for table in page.findChildren(RecordTable):
        table.records.show_versions(counts)
    for view in page.findChildren(RecordList):
        view.records.show_versions(counts)
        if not view.property(_MARK):
            view.setProperty(_MARK, True)
            view.versions_asked.connect(lambda row, view=view: review(view, workspace, row.id))


def review(beside: QWidget, workspace: Workspace, entity: UUID, field: str = "") -> "ReviewWindow":
    """Open the versions of a field, or of the first field of a record that has some, in a window of their own."""
    main = beside.window()
    found = next((each for each in main.findChildren(ReviewWindow) if each.workspace is workspace), None)
    shown = found or ReviewWindow(workspace, main)
    shown.show_field(entity, field or next(iter(workspace.doubled.get(entity, {})), ""))
    shown.show()
    shown.raise_()
    shown.activateWindow()
    return shown


class ReviewWindow(QDialog):
    """Stays open beside the work; what is settled here can be taken back here, and anywhere else, with Ctrl+Z."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self._entity, self._field, self._seen = UUID(int=0), "", 0
        self._view: VersionsView | None = None
        self.setWindowTitle("Two versions")
        self.heading = Heading("", 1)
        self.why = plain_label(_WHY)
        self.panes: list[_Pane] = []
        self.before_heading = Heading("What both began from", 3)
        self.before = plain_label()
        self.before.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.both = QPushButton("Keep &both, one after the other")
        self.new_heading = Heading("Or word it anew", 3)
        self.new = TextBox(3, 8)
        self.new.setAccessibleName("New wording")
        self.use = QPushButton("&Use this wording")
        self.settled = Chip("Settled", Tone.GOOD)
        self.now = plain_label()
        self.undo = QPushButton(icon("undo"), "Un&do")
        self.next = QPushButton("&Next")
        self.close_button = QPushButton("Close")
        self._lay_out()
        self._connect()

    def show_field(self, entity: UUID, field: str) -> None:
        """Show the versions of a field as they stand now."""
        self._entity, self._field, self._view = entity, field, None
        self.refresh()

    def refresh(self) -> None:
        """Read the versions again; what is being worded stays while they are the same."""
        self._seen = self.workspace.seen()
        found = self.workspace.ask(versions, self._entity, self._field)
        if found == self._view and found is not None:
            return
        if found is None:
            self._show_settled()
            return
        self._view = found
        self.heading.setText(f"{found.about}: {found.field_words}")
        self._show_panes(found)
        self._show_parts(versions_open=True)
        self.before.setText(found.before or "")
        for part in (self.before_heading, self.before):
            part.setVisible(found.before is not None)
        for each in (self.new_heading, self.new, self.use, self.both):
            each.setVisible(found.joins)
        typed = self.workspace.draft(self._draft_key)
        self.new.fill(typed or found.wordings[0].words)
        self.panes[0].keep.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _draft_key(self) -> str:
        return f"versions:{self._entity}:{self._field}"

    def _show_panes(self, view: VersionsView) -> None:
        for pane in self.panes:
            self._columns.row.removeWidget(pane)
            pane.hide()
            pane.deleteLater()
        self.panes = []
        for at, each in enumerate(view.wordings):
            other = view.before if view.before is not None else view.wordings[at - 1].words
            pane = _Pane(each, _called(view, at), word_difference(other, each.words))
            pane.keep.clicked.connect(partial(self._keep, each.id))
            self.panes.append(pane)
            self._columns.row.addWidget(pane, 1)
        order = [*(part for pane in self.panes for part in (pane.words, pane.keep)), self.both, self.new, self.use]
        for one, following in pairwise(order):
            self.setTabOrder(one, following)

    def _show_settled(self) -> None:
        left = len(self.workspace.ask(open_versions))
        self._show_parts(versions_open=False)
        self._view = None
        self.undo.setVisible(bool(self.workspace.undo_label()))
        self.now.setText("Nothing else stands in two versions." if not left else f"{left} more to look at.")
        self.next.setVisible(bool(left))
        (self.next if left else self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, f"Settled. {self.now.text()}")

    def _show_parts(self, *, versions_open: bool) -> None:
        self._open.setVisible(versions_open)
        self._after.setVisible(not versions_open)
        closed = self.workspace.read_only
        for button in (self.both, self.use, *(pane.keep for pane in self.panes)):
            button.setEnabled(not closed)

    def _keep(self, which: UUID) -> None:
        self._settle(keep, which)

    def _settle(self, act: Callable[..., ChangeSet], *said: object) -> None:
        with self.workspace.answering(self._refuse):
            self.workspace.settle(self._draft_key, self._seen, act, self._entity, self._field, *said)

    def _reword(self) -> None:
        if self._view is not None and self._view.joins:
            self._settle(reword, self.new.toPlainText().strip())

    def _refuse(self, sentence: str) -> None:
        self.why.setText(sentence)
        announce(self, sentence)

    def _go_on(self) -> None:
        found = self.workspace.ask(open_versions)
        if found:
            self.show_field(found[0].entity, found[0].field)
        else:
            self.close()

    def _on_undo(self) -> None:
        if not own_undo():
            self.workspace.undo()

    def _on_redo(self) -> None:
        if not own_redo():
            self.workspace.redo()

    def _connect(self) -> None:
        self.both.clicked.connect(lambda: self._settle(keep_both))
        self.use.clicked.connect(self._reword)
        self.undo.clicked.connect(self.workspace.undo)
        self.next.clicked.connect(self._go_on)
        self.close_button.clicked.connect(self.close)
        self.new.edited_by_person.connect(lambda text: self.workspace.keep_draft(self._draft_key, text))
        for keys, act in (("Ctrl+Return", self._reword), ("Ctrl+Z", self._on_undo), ("Ctrl+Y", self._on_redo)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
        self.workspace.changed.connect(lambda _touched: self.refresh() if self.isVisible() else None)
        self.workspace.destroyed.connect(self.deleteLater)

    def _lay_out(self) -> None:
        line = self.fontMetrics().height()
        self._columns = TurningRow(_WIDE_IN_LINES)
        self._columns.row.setSpacing(line)
        self._open, self._after = QWidget(), QWidget()
        opened = QVBoxLayout(self._open)
        opened.setContentsMargins(0, 0, 0, 0)
        opened.setSpacing(line // 2)
        opened.addWidget(self.why)
        opened.addWidget(plain_label(_MARKED, muted=True))
        opened.addWidget(self._columns)
        below: tuple[QWidget, ...] = (self.before_heading, self.before, self.new_heading, guarded(self.new))
        for part in below:
            opened.addWidget(part)
        opened.addWidget(flow_row((self.use, self.both)))
        opened.addStretch(1)
        after = QVBoxLayout(self._after)
        after.setContentsMargins(0, 0, 0, 0)
        after.addWidget(self.settled)
        after.addWidget(self.now)
        after.addWidget(flow_row((self.undo, self.next)))
        after.addStretch(1)
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.addWidget(self.heading)
        whole.addWidget(self._open, 1)
        whole.addWidget(self._after)
        column = QVBoxLayout(self)
        column.addWidget(scrolled(inner), 1)
        column.addWidget(flow_row((self.close_button,)))
        self.resize(QSize(line * 56, line * 38).boundedTo(self.screen().availableSize()))


class _Pane(QWidget):
    """One version: whose it is, when it was written, its words, and the button that keeps it."""

    def __init__(self, wording: WordingView, called: str, stretches: tuple[Stretch, ...]) -> None:
        super().__init__()
        whose = "Yours" if wording.mine else _capital(wording.who)
        self.words = WordDifference(f"{whose}, {wording.when}")
        self.words.show_difference(stretches or (Stretch("", Standing.SAME),))
        self.keep = QPushButton(called)
        self.keep.setAccessibleName(f"{called.replace('&', '')}: {wording.words[:80]}")
        self.keep.setAutoDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Heading(whose, 3))
        column.addWidget(plain_label(wording.when, muted=True))
        column.addWidget(self.words, 1)
        column.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)


def _called(view: VersionsView, at: int) -> str:
    """Return what keeping a version is called: mine and theirs where that is so, or by its number."""
    mine = [each.mine for each in view.wordings]
    if len(mine) == 2 and sum(mine) == 1:
        return "Keep &mine" if mine[at] else "Keep &theirs"
    return f"Keep version &{at + 1}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
