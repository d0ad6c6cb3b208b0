"""The proposal of a plan on one page: the very bytes that are saved or printed."""

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from peer_challenge.jobs.proposal import proposal_of, save_proposal
from ui.icons import icon
from ui.widgets.flow import flow_row
from ui.widgets.labels import announce, plain_label
from ui.widgets.pdf_pages import PdfPages
from ui.widgets.printing import print_pages
from ui.widgets.save_place import SAVE_PLACE
from ui.workspace import Workspace

_HINT = "This page is for everyone: it says why groups sit together and holds no points, judgements or interests."


class ProposalPart(QWidget):
    """Shows a plan's proposal; `left` is the way back to the groups."""

    left = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._plan: UUID | None = None
        self._name = ""
        self._content = b""
        self.pages = PdfPages()
        self.said = plain_label(_HINT, muted=True)
        self.back_button = QPushButton(icon("chevron-left"), "Back to the groups")
        self.save_button = QPushButton(icon("save"), "Save PDF…")
        self.save_button.setDefault(True)
        self.print_button = QPushButton(icon("print"), "Print…")
        self.back_button.clicked.connect(self.left)
        self.save_button.clicked.connect(self._save)
        self.print_button.clicked.connect(self._print)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(flow_row((self.back_button, self.save_button, self.print_button)))
        column.addWidget(self.said)
        column.addWidget(self.pages, 1)
        self.pages.setMinimumHeight(self.fontMetrics().height() * 10)

    def show_plan(self, plan: UUID, name: str) -> None:
        """Draw the proposal of a plan as things stand."""
        if plan != self._plan:
            self._content = b""
            self.pages.clear()
        self._plan, self._name = plan, name
        self.said.setText(_HINT)
        self._workspace.run(
            lambda store, _progress: proposal_of(store, plan),
            done=lambda content: self._draw(plan, content),
            owner=self,
        )

    def _draw(self, plan: UUID, content: bytes) -> None:
        """Show the pages, unless another plan was chosen meanwhile."""
        if plan == self._plan:
            self._content = content
            self.pages.show_pdf(content, f"Proposal, {self._name}")

    def _save(self) -> None:
        if not (content := self._drawn()):
            return
        name = f"{self._name.lower().replace(' ', '-')}-proposal.pdf"
        chosen = SAVE_PLACE.ask_file(self, f"Save the proposal of {self._name}", name, "PDF (*.pdf)")
        if chosen:
            self._workspace.run(
                lambda _store, _progress: save_proposal(content, Path(chosen)),
                done=lambda made: self._say(f"Saved {made.path.name} in {made.path.parent}"),
                owner=self,
            )

    def _print(self) -> None:
        if not self._drawn():
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(f"{self._name}: proposal")
        if QPrintDialog(printer, self).exec() == QPrintDialog.DialogCode.Accepted:
            print_pages(self.pages.document, printer)
            self._say("Sent to the printer.")

    def _drawn(self) -> bytes:
        """Return what the pages show; while they are still being drawn there is nothing, and that is said."""
        if not self._content:
            self._say("The page is still being drawn. Try again in a moment.")
        return self._content

    def _say(self, words: str) -> None:
        self.said.setText(words)
        announce(self, words)
