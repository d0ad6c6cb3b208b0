"""The part of the page that lists what does not go together since two people worked apart, and what can be done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.services.sorting_out import Remedy, ToSortOut, put_right, to_sort_out
from peer_challenge.services.striking_out import StruckOutElsewhere, follow, struck_out_elsewhere
from peer_challenge.services.two_versions import OpenVersions, open_versions
from ui.background import Task
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.confirm_line import ConfirmLine
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import announce, plain_label
from ui.widgets.progress_strip import ProgressStrip
from ui.widgets.record_list import Face, RecordList
from ui.widgets.two_versions import review
from ui.workspace import Workspace

_WHY = "People did right, each alone, and it does not go together. Nothing is lost; nothing has to be done today."


@dataclass(frozen=True)
class _Row:
    """A line of the list; `ways` are buttons and what they do."""

    id: tuple[Any, ...]
    words: str
    detail: str
    icon: str
    ways: tuple[tuple[str, Callable[[], object]], ...]

    def __eq__(self, other: object) -> bool:
        """Rows are the same when they say the same."""
        return isinstance(other, _Row) and (self.id, self.words, self.detail) == (other.id, other.words, other.detail)

    def __hash__(self) -> int:
        return hash(self.id)


class SortPart(QWidget):
    """One list of two versions, broken rules and what was struck out elsewhere, with what can be done about a line.

    `counted` says how much there is, once it is known: a large round file is looked through beside the window.
    """

    counted = Signal(int)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._seen = 0
        self._under_way: Task | None = None
        face: Face[_Row] = Face(
            words=lambda row: row.words, detail=lambda row: row.detail, icon=lambda row: icon(row.icon, Tone.WARNING)
        )
        self.list: RecordList[_Row] = RecordList(face, lambda row: f"{row.words} {row.detail}", "To sort out")
        self.nothing = plain_label("Nothing is to be sorted out.", muted=True)
        self.why = plain_label(_WHY, muted=True)
        self.said = plain_label()
        self.sure = ConfirmLine()
        self.progress = ProgressStrip()
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons)
        self._lay_out()
        self.list.current_changed.connect(lambda _row: self._show_ways())
        self.list.row_activated.connect(self._take_first)
        self.sure.closed.connect(self.list.setFocus)

    def refresh(self, seen: int) -> None:
        """Look what is to be sorted out."""
        if self._under_way is not None:
            self._under_way.cancel()
        self._under_way = self._workspace.run(
            lambda store, _progress: (open_versions(store), to_sort_out(store), struck_out_elsewhere(store)),
            done=lambda found: self._show(seen, *found),
            owner=self,
        )

    def _show(
        self,
        seen: int,
        several: Iterable[OpenVersions],
        broken: Iterable[ToSortOut],
        struck: Iterable[StruckOutElsewhere],
    ) -> None:
        self._seen = seen
        rows = [*map(self._of_versions, several), *map(self._of_rule, broken), *map(self._of_struck, struck)]
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self.why.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        if rows and self.list.current_row() is None:
            self.list.select(rows[0].id)
        self._show_ways()
        self.counted.emit(len(rows))

    def _of_versions(self, found: OpenVersions) -> _Row:
        look = partial(review, self, self._workspace, found.entity, found.field)
        advice = "Choose what is to stand, or keep both."
        return _Row((found.entity, found.field), found.words, advice, "versions", (("Look at the versions", look),))

    def _of_rule(self, broken: ToSortOut) -> _Row:
        ways = tuple((each.words, partial(self._put_right, each)) for each in broken.remedies)
        return _Row((broken.about, broken.sentence), broken.sentence, broken.advice, "warning", ways)

    def _of_struck(self, struck: StruckOutElsewhere) -> _Row:
        asked = (("Strike it out here too…", partial(self._ask_follow, struck)),) if struck.followed else ()
        return _Row((struck.id, struck.followed), struck.words, struck.detail, "remove", asked)

    def _show_ways(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        row = self.list.current_row()
        for words, act in row.ways if row is not None else ():
            button = QPushButton(words)
            button.setEnabled(not self._workspace.read_only)
            button.clicked.connect(lambda _on=False, act=act: act())
            self._flow.addWidget(button)
            button.show()
        self._buttons.updateGeometry()

    def _take_first(self, row: _Row | None) -> None:
        """Enter looks at two versions; what changes something is asked for by its button."""
        if row is not None and row.icon == "versions":
            row.ways[0][1]()

    def _put_right(self, remedy: Remedy) -> None:
        with self._workspace.answering(self._say):
            if self._workspace.do_seen(self._seen, put_right, remedy) is not None:
                self._say("Done. Ctrl+Z takes it back.")

    def _ask_follow(self, struck: StruckOutElsewhere) -> None:
        question = (
            f"{struck.words} The words go here too, for good: from this round file, from what was being typed, and "
            "from the backups on this computer."
        )
        self.sure.ask(question, "Strike it out here too", partial(self._follow, struck))

    def _follow(self, struck: StruckOutElsewhere) -> None:
        task = self._workspace.run(
            lambda store, _progress: follow(store, struck.id),
            done=self._on_followed,
            owner=self,
            refused=self._say,
        )
        self.progress.follow(task, "Striking out")

    def _on_followed(self, applied: Any) -> None:
        self._workspace.tell(applied)
        self._say("Struck out here too.")
        self.refresh(self._workspace.seen())

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        announce(self, sentence)

    def _lay_out(self) -> None:
        self.list.setMinimumHeight(self.fontMetrics().height() * 8)
        column = QVBoxLayout(self)
        for part in (self.why, self.nothing):
            column.addWidget(part)
        column.addWidget(self.list, 1)
        column.addWidget(self._buttons)
        column.addWidget(self.sure)
        column.addWidget(self.progress)
        column.addWidget(self.said)
        column.addStretch(0)
