"""The pages of a PDF as they will be printed: to read, to enlarge, and to search."""

import re

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QModelIndex, QObject, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPdf import QPdfDocument, QPdfLink, QPdfSearchModel
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from peer_challenge.domain.days import count_of
from ui.widgets.labels import announce, plain_label
from ui.widgets.texts import LineBox

_STEP = 1.25
_SMALLEST, _LARGEST = 0.25, 5.0
_POINTS_PER_INCH = 72


class PdfPages(QWidget):
    """Shows one PDF at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = QPdfDocument(self)
        self._content = b""
        self._buffer: QBuffer | None = None
        self.view = QPdfView(self)
        self.view.setDocument(self.document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.view.setAccessibleName("Pages of the report")
        self.view.viewport().installEventFilter(self)
        self.view.pageNavigator().currentPageChanged.connect(self._on_page)
        self._hits = QPdfSearchModel(self)
        self._hits.setDocument(self.document)
        self._hits.countChanged.connect(self._on_hits)
        self.view.setSearchModel(self._hits)
        self._build_bar()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._bar)
        column.addWidget(self.view, 1)
        self.clear()

    def show_pdf(self, content: bytes, called: str) -> None:
        """Show these bytes; the same again changes nothing, and other bytes stay on the page that was being read."""
        if content == self._content:
            return
        page = self.view.pageNavigator().currentPage()
        self._load(content)
        self.view.setAccessibleDescription(f"{called}, {count_of(self.document.pageCount(), 'page')}")
        if 0 < page < self.document.pageCount():
            self.view.pageNavigator().jump(page, QPointF())
        self._on_page()

    def clear(self) -> None:
        """Show nothing, and be at the first page of whatever comes."""
        self._load(b"")
        self.view.setAccessibleDescription("No pages yet")
        self.view.pageNavigator().clear()
        self.place.setText("Drawing the pages")

    def zoom(self, times: float) -> None:
        """Make the pages larger or smaller by a factor."""
        now = self.view.zoomFactor() if self.view.zoomMode() is QPdfView.ZoomMode.Custom else self._fitting()
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(max(now * times, _SMALLEST), _LARGEST))

    def fit(self) -> None:
        """Make a page as wide as there is room."""
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)

    def show_words(self, words: str) -> bool:
        """Find where these words stand, over ends of lines too, and mark those on the first; False where nowhere."""
        sought = re.compile(r"\s+".join(re.escape(each) for each in words.split()))
        for page in range(self.document.pageCount()) if words.strip() else ():
            if found := sought.search(self.document.getAllText(page).text()):
                self.search.setText(found.group().splitlines()[0].strip())
                return True
        return False

    def next_hit(self, step: int = 1) -> None:
        """Go to the next place where the words searched for stand, or with -1 to the one before, round the end."""
        if count := self._count():
            self._go_to((self.view.currentSearchResultIndex() + step) % count)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Zoom with Ctrl and the wheel."""
        if isinstance(event, QWheelEvent) and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
            return True
        return super().eventFilter(watched, event)

    def _build_bar(self) -> None:
        self.place = plain_label(wrap=False, muted=True)
        self.search = LineBox("words looked for")
        self.search.setPlaceholderText("Find in these pages")
        self.search.setAccessibleName("Find in these pages")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._on_search)
        self.search.returnPressed.connect(self.next_hit)
        self.found = plain_label(wrap=False, muted=True)
        self.smaller = _tool("−", "Smaller pages", lambda: self.zoom(1 / _STEP))
        self.larger = _tool("+", "Larger pages", lambda: self.zoom(_STEP))
        self.fitted = _tool("Fit width", "Pages as wide as the room", self.fit)
        self._bar = QHBoxLayout()
        self._bar.addWidget(self.place)
        self._bar.addStretch(1)
        self._bar.addWidget(self.found)
        self._bar.addWidget(self.search)
        for each in (self.smaller, self.larger, self.fitted):
            self._bar.addWidget(each)

    def _load(self, content: bytes) -> None:
        self.document.close()
        self._content = content
        self._buffer = None
        if content:
            self._buffer = QBuffer(self)
            self._buffer.setData(QByteArray(content))
            self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self.document.load(self._buffer)
        for each in (self.search, self.smaller, self.larger, self.fitted):
            each.setEnabled(bool(content))

    def _fitting(self) -> float:
        """Return the zoom factor at which a page is as wide as there is room; at 1 it has its size on paper."""
        margins = self.view.documentMargins()
        room = self.view.viewport().width() - margins.left() - margins.right()
        wide = self.document.pagePointSize(0).width() * self.view.logicalDpiX() / _POINTS_PER_INCH
        return room / wide if wide else 1.0

    def _count(self) -> int:
        return self._hits.rowCount(QModelIndex())

    def _on_page(self, _page: int = 0) -> None:
        count = self.document.pageCount()
        page = self.view.pageNavigator().currentPage()
        self.place.setText(f"Page {page + 1} of {count}" if count else "")

    def _on_search(self, text: str) -> None:
        self._hits.setSearchString(text)
        self.view.setCurrentSearchResultIndex(-1)
        self._on_hits()

    def _on_hits(self) -> None:
        """Say how many there are so far, and go to the first; pages are searched one after the other."""
        if not self._count():
            self.found.setText("Not found" if self.search.text() else "")
        elif self.view.currentSearchResultIndex() < 0:
            self._go_to(0)
        else:
            self._say_which()

    def _go_to(self, at: int) -> None:
        self.view.setCurrentSearchResultIndex(at)
        hit: QPdfLink = self._hits.resultAtIndex(at)
        self.view.pageNavigator().jump(hit.page(), hit.location())
        self._say_which()
        announce(self.search, f"{self.found.text()}, page {hit.page() + 1}")

    def _say_which(self) -> None:
        self.found.setText(f"{self.view.currentSearchResultIndex() + 1} of {self._count()}")


def _tool(text: str, name: str, clicked: object) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(clicked)
    return button
