"""SEF forms on the page of one SEF: handed out, and brought in after a look at what was found where."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.errors import UserError
from peer_challenge.jobs import sef_forms
from peer_challenge.jobs.reports import file_name
from peer_challenge.jobs.sef_forms import Look
from peer_challenge.services.form_merging import Outcome
from peer_challenge.services.sef_views import SefView
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.flow import flow_row
from ui.widgets.labels import Section, announce, plain_label
from ui.widgets.record_list import Face, RecordList
from ui.widgets.save_place import SAVE_PLACE
from ui.workspace import Workspace

_KINDS = "Forms and papers (*.docx *.xlsx *.pdf)"
_ICONS = {
    Outcome.NEW: ("add", Tone.GOOD),
    Outcome.REPLACES: ("edit", Tone.INFO),
    Outcome.CHANGES: ("edit", Tone.INFO),
    Outcome.BOTH: ("versions", Tone.WARNING),
    Outcome.SAME: ("ok", Tone.NEUTRAL),
}


@dataclass(frozen=True)
class Found:
    """A line of the preview: what was found, and what would happen to it."""

    id: int
    words: str
    detail: str
    sign: tuple[str, Tone]


class FormPart(QWidget):
    """`brought_in` says that a form was taken; `offer` looks at a file, from wherever it came."""

    brought_in = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._view: SefView | None = None
        self._look: Look | None = None
        self._looks = 0
        self.save_word = _button("save", "Save a Word form…")
        self.save_excel = _button("table", "Save an Excel form…")
        self.choose = _button("add", "Bring in a filled form…")
        self.kept = plain_label(muted=True)
        self.summary = plain_label()
        self.remarks = plain_label(muted=True)
        self.found: RecordList[Found] = RecordList(
            Face(lambda row: row.words, lambda row: row.detail, lambda row: icon(*row.sign)),
            lambda row: f"{row.detail}: {row.words}",
            "What was found in the form",
            most_lines=4,
        )
        self.confirm = QPushButton("Bring in")
        self.confirm.setDefault(True)
        self.cancel = QPushButton("Cancel")
        self.cancel.setAccessibleName("Cancel: bring in the form")
        self._connect()
        self._lay_out()
        self._show(None)

    def show_view(self, view: SefView) -> None:
        """Be about a SEF; a look at a form for another one is forgotten."""
        if self._view is not None and self._view.submission.authority != view.submission.authority:
            self._forget()
        self._view = view
        name = view.submission.form_name
        self.kept.setText(f"The last form brought in is kept: {name}" if name else "")
        self.kept.setVisible(bool(name))

    def offer(self, path: Path) -> None:
        """Look what is in a file and show it; nothing changes yet. A paper that is no form is attached as it is."""
        if self._view is None:
            return
        self._looks += 1
        number, round_id, authority = self._looks, self._view.round.id, self._view.submission.authority
        self._say(f"Reading {path.name}…")
        self._workspace.run(
            lambda store, _progress: _looked(store, round_id, path, authority),
            done=lambda found: self._on_looked(found) if number == self._looks else None,
            owner=self,
        )

    def show_look(self, look: Look) -> None:
        """Show a form that was looked at elsewhere."""
        self._looks += 1
        self._on_looked(look)

    def _on_looked(self, found: "Look | str") -> None:
        if isinstance(found, str):
            self._show(None)
            self._say(found)
        elif found.preview is None and self._view is not None and self._view.closed:
            self._show(None)
            self._say(f"{found.path.name} is not a filled form, and the SEF is closed. Start a new version first.")
        elif found.preview is None:
            self._forget()
            self._bring_in(found)
        else:
            self._show(found)

    def _show(self, look: Look | None) -> None:
        self._look = look
        preview = look.preview if look else None
        self._say(look.summary if look else "")
        self.remarks.setText("\n".join(preview.remarks) if preview else "")
        rows = found_rows(look) if look else []
        self.found.show_rows(rows)
        self.found.setMinimumHeight(self.fontMetrics().height() * min(22, 4 * len(rows) + 1))
        for part in (self.found, self.confirm, self.cancel):
            part.setVisible(bool(rows))
        self.remarks.setVisible(bool(self.remarks.text()))
        self.confirm.setEnabled(bool(preview and preview.changes))
        if rows:
            self.found.setFocus()

    def _say(self, sentence: str) -> None:
        self.summary.setText(sentence)
        self.summary.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def _forget(self) -> None:
        self._looks += 1
        self._show(None)

    def _on_confirm(self) -> None:
        if self._look is None or self._bring_in(self._look) is None:
            return
        self._forget()
        self.choose.setFocus()
        self.brought_in.emit()

    def _bring_in(self, look: Look) -> object:
        assert self._view is not None
        return self._workspace.do(sef_forms.bring_in_form, self._view.round.id, look)

    def _on_choose(self) -> None:
        chosen = QFileDialog.getOpenFileName(self, "Bring in a filled form", "", _KINDS)[0]
        if chosen:
            self.offer(Path(chosen))

    def _on_save(self, ending: str, kinds: str) -> None:
        if self._view is None:
            return
        name = f"{file_name(self._view.authority)}-sef-form.{ending}"
        if chosen := SAVE_PLACE.ask_file(self, "Save the form", name, kinds):
            self.save(Path(chosen).with_suffix(f".{ending}"))

    def save(self, path: Path) -> None:
        """Write the form to `path`."""
        assert self._view is not None
        round_id, authority = self._view.round.id, self._view.submission.authority
        self._workspace.run(
            lambda store, _progress: sef_forms.save_form(store, round_id, authority, path),
            done=lambda made: self._say(f"Saved as {made.path.name}. Send it to {self._name()} yourself."),
            owner=self,
        )

    def _name(self) -> str:
        return self._view.authority if self._view else ""

    def _connect(self) -> None:
        self.save_word.clicked.connect(lambda: self._on_save("docx", "Word documents (*.docx)"))
        self.save_excel.clicked.connect(lambda: self._on_save("xlsx", "Excel workbooks (*.xlsx)"))
        self.choose.clicked.connect(self._on_choose)
        self.confirm.clicked.connect(self._on_confirm)
        self.cancel.clicked.connect(self._forget)

    def _lay_out(self) -> None:
        section = Section(
            "A form to fill in without this program",
            "It holds what the SEF says already. Drop the filled form below, or on the list of all SEFs.",
        )
        section.body.addWidget(flow_row([self.save_word, self.save_excel, self.choose]))
        for part in (self.kept, self.summary, self.remarks, self.found):
            section.body.addWidget(part)
        section.body.addWidget(flow_row([self.confirm, self.cancel]))
        column = QVBoxLayout(self)
        column.addWidget(section)


def _looked(store: Any, round_id: UUID, path: Path, authority: UUID) -> Look | str:
    try:
        return sef_forms.look_at(store, round_id, path, authority)
    except UserError as problem:
        return problem.sentence


def found_rows(look: Look) -> list[Found]:
    """Return what a form holds line by line, what could not be placed first, then what is new."""
    assert look.preview is not None
    aside = [
        Found(-1 - number, each.text, f"Could not be placed, kept aside: {each.where}", ("question", Tone.WARNING))
        for number, each in enumerate(look.preview.unplaced)
    ]
    news_first = sorted(look.preview.rows, key=lambda row: row.outcome is Outcome.SAME)
    rows = [
        Found(row.id, row.text, f"{row.place}{'' if row.place.endswith('?') else '.'} {row.says}", _ICONS[row.outcome])
        for row in news_first
    ]
    return [*aside, *rows]


def _button(icon_name: str, words: str) -> QPushButton:
    sign: QIcon = icon(icon_name)
    return QPushButton(sign, words)
