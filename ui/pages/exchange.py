"""Send and receive: files to send, files brought in, what happened so far, and what is to be sorted out after."""

from pathlib import Path
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from peer_challenge.domain.records import Record
from peer_challenge.domain.vocabulary import KINDS
from peer_challenge.jobs.receiving import is_paper
from peer_challenge.services.form_shape import FormKind
from ui.page_index import WHO_YOU_ARE
from ui.pages.exchange_forms import FormsPart
from ui.pages.exchange_hand_over import HandOverPart
from ui.pages.exchange_past import PastPart
from ui.pages.exchange_receive import ReceivePart
from ui.pages.exchange_send import SendPart
from ui.pages.exchange_sort import SortPart
from ui.pages.page import Page
from ui.widgets.labels import Heading
from ui.widgets.scrolled import scrolled
from ui.workspace import Workspace

_SORT = "To sort out"


class ExchangePage(Page):
    """A part a tab. `open_file` is where a double click on a file, or a drop on the window, leads."""

    name: ClassVar[str] = "Send and receive"
    shows: ClassVar[frozenset[type[Record]]] = frozenset(KINDS.values())

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.send, self.receive = SendPart(workspace), ReceivePart(workspace)
        self.past, self.sort, self.hand_over = PastPart(workspace), SortPart(workspace), HandOverPart(workspace)
        self.forms = FormsPart(workspace)
        self.tabs = QTabWidget()
        self.tabs.tabBar().setAccessibleName("Parts of this page")
        self._parts: tuple[tuple[QWidget, str], ...] = (
            (self.send, "To send"),
            (self.receive, "Received"),
            (self.past, "History"),
            (self.sort, _SORT),
            (self.hand_over, "Hand over"),
            (self.forms, "Forms in Word"),
        )
        for part, title in self._parts:
            self.tabs.addTab(scrolled(part), title)
        column = QVBoxLayout(self)
        column.addWidget(Heading(self.name, 1))
        column.addWidget(self.tabs, 1)
        self.send.empty.asked.connect(lambda: self.wanted.emit("Triads", None))
        self.sort.counted.connect(self._on_counted)
        self.receive.sort_out_wanted.connect(lambda: self._go_to(self.sort))
        self.receive.you_wanted.connect(lambda: self.wanted.emit(WHO_YOU_ARE.name, None))
        self.tabs.currentChanged.connect(lambda _at: self._refresh_shown())
        self._fit()

    def refresh(self) -> None:
        """Read the part that is open, and how much is to be sorted out."""
        self.sort.refresh(self.seen)
        self._refresh_shown()

    def _on_counted(self, waiting: int) -> None:
        self.tabs.setTabText(self._place(self.sort), f"{_SORT} ({waiting})" if waiting else _SORT)

    def open_file(self, path: Path) -> None:
        """Check a file somebody sent and show what it would bring; a Word, Excel or PDF paper is a form come back."""
        if is_paper(path):
            self._go_to(self.forms)
            self.forms.open_file(path)
            return
        self._go_to(self.receive)
        self.receive.open_file(path)

    def open_record(self, id: UUID) -> bool:
        """Show the Word forms, the joining form first, for the round itself; nothing else is found here."""
        if id != self.workspace.round:
            return False
        self._go_to(self.forms)
        self.forms.kind.setCurrentIndex(self.forms.kind.findData(FormKind.JOINING))
        return True

    def first_focus(self) -> QWidget | None:
        """What the open part begins with."""
        first = {
            self.send: self.send.empty.button if self.send.currentIndex() == 0 else self.send.readers,
            self.receive: self.receive.preview.bring_in if self.receive.preview.isVisible() else self.receive.choose,
            self.forms: self.forms.confirm if self.forms.confirm.isVisible() else self.forms.kind,
            self.past: self.past.files,
            self.sort: self.sort.list,
            self.hand_over: self.hand_over.form.editor("person"),
        }
        return first[self._shown()]

    def changeEvent(self, event: QEvent) -> None:
        """Keep room for the tabs at another text size; the page scrolls when there is too little."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        self.tabs.setMinimumHeight(self.fontMetrics().height() * 14)

    def _shown(self) -> QWidget:
        return self._parts[self.tabs.currentIndex()][0]

    def _place(self, part: QWidget) -> int:
        return next(at for at, (each, _) in enumerate(self._parts) if each is part)

    def _go_to(self, part: QWidget) -> None:
        self.tabs.setCurrentIndex(self._place(part))

    def _refresh_shown(self) -> None:
        match self._shown():
            case SendPart() | ReceivePart() | FormsPart() | PastPart() as part:
                part.refresh()
            case HandOverPart() as part:
                part.refresh(self.seen)
