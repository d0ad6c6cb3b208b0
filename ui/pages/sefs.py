"""The page of self-evaluations (SEFs): all of them at a glance, and the one that is being written or read."""

from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import (
    Answer,
    Authority,
    Challenge,
    Claim,
    Evidence,
    EvidenceLink,
    Framework,
    LineOfEnquiry,
    Participation,
    Prompt,
    QaRead,
    Record,
    Round,
    Session,
    Submission,
)
from peer_challenge.jobs import sef_forms
from peer_challenge.jobs.sef_forms import Look
from peer_challenge.services import submissions
from peer_challenge.services.sef_more import more_of_sef
from peer_challenge.services.sef_views import sef_holding, sef_view
from ui.pages.page import Page
from ui.pages.sef_detail import DOCUMENTS, SefDetail
from ui.pages.sef_overview import SefOverview
from ui.widgets.save_place import SAVE_PLACE
from ui.workspace import Workspace


class SefsPage(Page):
    """Opens at the overview; a row opens that authority's newest version, started first where there is none."""

    name = "Self-evaluations"
    shows: ClassVar[frozenset[type[Record]]] = frozenset(
        {Answer, Authority, Challenge, Claim, Evidence, EvidenceLink, Framework, LineOfEnquiry}
        | {Participation, Prompt, QaRead, Round, Session, Submission}
    )

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(workspace, parent)
        self.overview = SefOverview()
        self.detail = SefDetail(workspace)
        self._authority: UUID | None = None
        self._version: UUID | None = None
        self.overview.opened.connect(self._on_open)
        self.overview.start_wanted.connect(self._on_start)
        self.overview.forms_wanted.connect(self._on_forms)
        self.overview.dropped.connect(lambda paths: self.take_file(paths[0]))
        self.detail.left.connect(self._on_left)
        self.detail.version_wanted.connect(self._on_version)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.overview)
        self._stack.addWidget(self.detail)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def refresh(self) -> None:
        """Ask for every SEF, and for the one that is open."""
        round_id = self.workspace.round
        if round_id is None:
            self._show_all()
            self.overview.show_rows([])
            return
        self.overview.show_rows(self.workspace.ask(submissions.overview, round_id))
        if self._authority is None:
            return
        versions = self.workspace.ask(submissions.versions, round_id, self._authority)
        chosen = next((each for each in versions if each.id == self._version), versions[0] if versions else None)
        if chosen is None:
            self._show_all()
            return
        if self.detail.shown == chosen.id and len(versions) > self.detail.version.count():
            chosen = versions[0]  # a new version was just started from the one on screen
        self._version = chosen.id
        more = self.workspace.ask(more_of_sef, chosen.id)
        self.detail.show_view(self.workspace.ask(sef_view, chosen.id), more, self.seen)
        self._stack.setCurrentWidget(self.detail)

    def open_record(self, id: UUID) -> bool:
        """Open the SEF of an authority, or the one a text is in at its line; a SEF not started is only pointed to."""
        held = self.workspace.ask(sef_holding, id)
        authority = held[0].authority if held else id
        if not self.overview.select(authority):
            return False
        row = self.overview.table.current_row()
        if row is not None and row.submission is not None:
            self._open(authority, held[0].id if held else None)
            if held:
                self.detail.parts.select(held[1] or DOCUMENTS)
        return True

    def take_file(self, path: Path) -> None:
        """Look at a filled form that says whose it is, and open that SEF with what was found."""
        round_id = self.workspace.round
        if round_id is not None:
            self.overview.say(f"Reading {path.name}…")
            self.workspace.run(
                lambda store, _progress: _looked(store, round_id, path), done=self._on_looked, owner=self
            )

    def _on_looked(self, found: "Look | str") -> None:
        if isinstance(found, str):
            self.overview.say(found)
            return
        self.overview.say("")
        self.overview.select(found.authority)
        self._on_open(found.authority)
        self.detail.parts.select(DOCUMENTS)
        self.detail.form.show_look(found)

    def _on_forms(self) -> None:
        chosen = SAVE_PLACE.ask_folder(self, "Save a form for each authority")
        if chosen:
            self.save_forms(Path(chosen))

    def save_forms(self, folder: Path) -> None:
        """Write a Word form for every authority into a folder, beside the window."""
        round_id = self.workspace.round
        assert round_id is not None
        task = self.workspace.run(
            lambda store, progress: sef_forms.write_all_forms(store, round_id, folder, progress=progress),
            done=lambda made: self.overview.say(f"{count_of(len(made), 'form')} saved in {folder.name}."),
            owner=self,
        )
        self.overview.progress.follow(task, "Saving forms")

    def _on_open(self, authority: UUID) -> None:
        row = self.overview.table.current_row()
        round_id = self.workspace.round
        if row is not None and row.submission is None and round_id is not None:
            self.workspace.do(submissions.start_submissions, round_id, authority)
        self._open(authority, None)

    def _open(self, authority: UUID, version: UUID | None) -> None:
        self.settle()
        self._authority, self._version = authority, version
        self._read()
        self.detail.parts.setFocus()

    def find_box(self) -> QWidget | None:
        """Narrow the table of authorities."""
        return self.overview.find_box if self._stack.currentWidget() is self.overview else None

    def first_focus(self) -> QWidget | None:
        """Begin in the table, or in the parts of the open SEF."""
        at_overview = self._stack.currentWidget() is self.overview
        return self.overview.table if at_overview else self.detail.parts

    def _on_start(self) -> None:
        if self.workspace.round is not None:
            self.workspace.do(submissions.start_submissions, self.workspace.round)

    def _on_version(self, version: UUID) -> None:
        self.settle()
        self._version = version
        self._read()

    def _on_left(self) -> None:
        self.settle()
        self._show_all()
        self.overview.table.setFocus()

    def _show_all(self) -> None:
        self._authority = self._version = None
        self._stack.setCurrentWidget(self.overview)


def _looked(store: Any, round_id: UUID, path: Path) -> Look | str:
    try:
        return sef_forms.look_at(store, round_id, path)
    except UserError as problem:
        return problem.sentence
