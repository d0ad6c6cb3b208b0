"""The questions a round asks, and copies of them to change."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from peer_challenge.domain.records import Framework, LineOfEnquiry, Prompt, Round
from peer_challenge.services.frameworks import FrameworkView, framework_choices
from ui.pages.page import Page
from ui.widgets.framework_part import FrameworkPart
from ui.widgets.labels import Heading, plain_label
from ui.widgets.record_list import Face, RecordList
from ui.widgets.scrolled import scrolled
from ui.workspace import Workspace

_HINT = "What challengers ask. Copy a set to change it for another round."


class FrameworkPage(Page):
    """Every set of questions at the left, the round’s own first chosen; the chosen one at the right."""

    name = "Questions"
    shows = frozenset({Framework, LineOfEnquiry, Prompt, Round})

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        face: Face[FrameworkView] = Face(lambda view: view.title, _detail)
        self.list: RecordList[FrameworkView] = RecordList(face, _sentence, "Sets of questions", most_lines=3)
        self.part = FrameworkPart(workspace)
        self._lay_out()
        self.list.current_changed.connect(self._show)
        self.part.copied.connect(self.list.select)

    def first_focus(self) -> QWidget:
        """The list."""
        return self.list

    def open_record(self, id: UUID) -> bool:
        """Choose a set of questions."""
        return self.list.select(id)

    def refresh(self) -> None:
        """Read every framework again."""
        views = self.workspace.ask(framework_choices)
        self.list.show_rows(views)
        if self.list.current_row() is None:
            used = next((view for view in views if view.used_by), views[0])
            self.list.select(used.id)
        self._show(self.list.current_row())

    def _show(self, view: FrameworkView | None) -> None:
        if view is not None:
            self.part.show_view(view, self.seen)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        for part in (Heading(self.name, level=1), plain_label(_HINT, muted=True), self.list):
            column.addWidget(part)
        column.setStretchFactor(self.list, 1)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.addWidget(left)
        halves.addWidget(scrolled(self.part, "The questions"))
        halves.setStretchFactor(1, 1)
        halves.setSizes([self.fontMetrics().height() * 18, self.fontMetrics().height() * 50])
        outer = QVBoxLayout(self)
        outer.addWidget(halves)


def _detail(view: FrameworkView) -> str:
    count = "1 question" if len(view.lines) == 1 else f"{len(view.lines)} questions"
    return f"{count} · asked by {', '.join(view.used_by)}" if view.used_by else count


def _sentence(view: FrameworkView) -> str:
    return f"{view.title}, {_detail(view)}"
