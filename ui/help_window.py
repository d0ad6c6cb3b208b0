"""The help: one page of plain words for each screen, shown beside the work."""

from importlib.metadata import version

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QListWidget, QTextBrowser, QVBoxLayout, QWidget

import resources


def help_pages() -> dict[str, str]:
    """Return title → Markdown of every page of the help in reading order; files are numbered and begin with a title."""
    pages = {}
    for file in sorted(resources.path("help").glob("*.md")):
        text = file.read_text(encoding="utf-8").replace("{version}", version("peer-challenge"))
        pages[text.splitlines()[0].removeprefix("# ").strip()] = text
    return pages


class HelpWindow(QDialog):
    """Titles at the left, the page at the right; stays open while people work."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help")
        self._pages = help_pages()
        self.titles = QListWidget()
        self.titles.setAccessibleName("Contents")
        self.titles.addItems(list(self._pages))
        self.text = QTextBrowser()
        self.text.setAccessibleName("Help")
        self.text.setOpenLinks(False)
        self.titles.currentTextChanged.connect(lambda title: self.text.setMarkdown(self._pages.get(title, "")))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        across = QHBoxLayout()
        across.addWidget(self.titles, 1)
        across.addWidget(self.text, 3)
        column = QVBoxLayout(self)
        column.addLayout(across, 1)
        column.addWidget(buttons)
        line = self.fontMetrics().height()
        self.resize(line * 48, line * 32)

    def show_topic(self, title: str) -> None:
        """Come to the front at the page with this title, or at the first."""
        titles = list(self._pages)
        self.titles.setCurrentRow(titles.index(title) if title in titles else 0)
        self.show()
        self.raise_()
        self.activateWindow()
