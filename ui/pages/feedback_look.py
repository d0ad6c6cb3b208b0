"""The region's own look: its name or logo at the head of reports, and its colour, shown as they are chosen."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QFileDialog, QPushButton, QVBoxLayout, QWidget

from peer_challenge.domain.records import Round
from peer_challenge.jobs.report_look import edit_look, leave_logo, look_of, take_logo
from peer_challenge.reports.palette import ACCENT, colour_of, is_legible, legible_shade
from ui.widgets.editors import LineEditor
from ui.widgets.flow import flow_row
from ui.widgets.kept_form import KeptForm
from ui.widgets.labels import Section, announce, plain_label
from ui.widgets.look_preview import LookPreview
from ui.widgets.record_form import Field
from ui.widgets.scrolled import bring_into_view
from ui.workspace import Workspace

_HINT = "Printed at the head of the first page of every document. An issued report stays as it is."


class LookPart(QWidget):
    """Name, logo and colour of a round's reports.

    `choose_file` asks for a picture and `choose_colour`, given one, for a colour: each returns "" when the person
    thought better of it.
    """

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._round: UUID | None = None
        self._seen = 0
        self._logo: str | None = None
        self.choose_file: Callable[[], str] = self._ask_for_file
        self.choose_colour: Callable[[str], str] = self._ask_for_colour
        name = Field("Region’s name", "letterhead", LineEditor(), "A logo takes the place of the name.")
        words = Field("Logo in words", "logo_words", LineEditor(), "Read aloud to who cannot see the logo.")
        accent = LineEditor(f"For example #{ACCENT}", asks_for="Colour")
        colour = Field("Colour", "accent", accent, "Of headings, rules and charts. Empty is the program’s own.")
        self.name = KeptForm(workspace, [name], edit_look, "look")
        self.words = KeptForm(workspace, [words], edit_look, "look")
        self.colour = KeptForm(workspace, [colour], edit_look, "look")
        self.colour.typing.connect(lambda _name, typed: self._show_colour(typed))
        self.preview, self.said = LookPreview(), plain_label(muted=True)
        self.choose = _button("Choose logo…", self._on_choose)
        self.remove = _button("Remove logo", self._on_remove)
        self.pick = _button("Choose colour…", self._on_pick)
        self.darker = _button("", self._on_darker)
        self._build()

    def _build(self) -> None:
        section = Section("Name, logo and colour", _HINT)
        logo, colour = flow_row([self.choose, self.remove]), flow_row([self.pick, self.darker])
        for each in (self.preview, self.name, logo, self.said, self.words, self.colour, colour):
            section.body.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)

    def show_round(self, round_: Round, seen: int, *, closed: bool) -> None:
        """Show the look of a round."""
        if (round_.id, round_.logo) != (self._round, self._logo):
            self.said.hide()
        self._round, self._seen, self._logo = round_.id, seen, round_.logo
        for form in (self.name, self.words, self.colour):
            form.show_kept(round_, seen)
            form.set_closed(closed)
        self.words.setVisible(bool(round_.logo))
        self.remove.setVisible(bool(round_.logo))
        for button in (self.choose, self.remove, self.pick, self.darker):
            button.setEnabled(not closed)
        self._show_colour(self.colour.unsettled().get("accent", round_.accent))

    def _show_colour(self, typed: str) -> None:
        """Show a colour as it is typed; one that cannot be read shows as the shade that can, which a button takes."""
        assert self._round is not None
        look, colour = self._workspace.ask(look_of, self._round), colour_of(typed)
        shade = legible_shade(colour) if colour else ACCENT
        self.preview.show_look(replace(look, accent=shade))
        self.darker.setVisible(bool(colour) and not is_legible(colour))
        self.darker.setText(f"Use #{shade} instead")
        self.darker.setAccessibleName(self.darker.text())

    def _on_pick(self) -> None:
        typed = self.colour.editor("accent").value()
        if chosen := self.choose_colour(colour_of(str(typed)) or ACCENT):
            self._take_colour(chosen)

    def _on_darker(self) -> None:
        self.pick.setFocus()  # the button hides itself
        self._take_colour(legible_shade(colour_of(str(self.colour.editor("accent").value()))))

    def _take_colour(self, colour: str) -> None:
        """Put a colour into its field as if it had been typed there, so that what is wrong is said below it."""
        editor = self.colour.editor("accent")
        editor.fill_typed(colour)
        editor.typed.emit(colour)
        self.colour.settle()

    def _on_choose(self) -> None:
        chosen, round_id = self.choose_file(), self._round
        if chosen and round_id is not None:
            self._workspace.run(
                lambda store, _progress: take_logo(store, round_id, Path(chosen)),
                done=self._workspace.tell,
                owner=self,
                refused=self._say,
            )

    def _on_remove(self) -> None:
        if self._round is not None:
            self.choose.setFocus()
            self._workspace.do_seen(self._seen, leave_logo, self._round)

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.show()
        bring_into_view(self.said)
        announce(self.said, words)

    def _ask_for_file(self) -> str:
        return QFileDialog.getOpenFileName(self, "Choose a logo", "", "Pictures (*.png *.jpg *.jpeg)")[0]

    def _ask_for_colour(self, before: str) -> str:
        chosen = QColorDialog.getColor(QColor(f"#{before}"), self, "Choose a colour for reports")
        return chosen.name() if chosen.isValid() else ""


def _button(text: str, clicked: Callable[[], None]) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(clicked)
    return button
