"""What is known of an authority, to read and to change in place."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from peer_challenge.domain.choices import Grade
from peer_challenge.services.authorities import AuthorityView, edit_authority
from ui.widgets.date_editor import DateEditor
from ui.widgets.editors import ChoiceEditor, LineEditor, TextEditor
from ui.widgets.kept_form import KeptForm
from ui.widgets.list_editors import NamesEditor
from ui.widgets.record_form import Field
from ui.widgets.scrolled import scrolled
from ui.workspace import Workspace


class AuthorityFacts(QWidget):
    """The facts form of one authority."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.form = KeptForm(workspace, _fields(), edit_authority, "authority")
        inner = QWidget()
        QVBoxLayout(inner).addWidget(self.form)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inner))

    def show_view(self, view: AuthorityView, seen: int) -> None:
        """Show an authority as it was read at `seen`."""
        self.form.show_kept(view.authority, seen)


def _fields() -> list[Field]:
    return [
        Field("Name", "name", LineEditor()),
        Field(
            "Short names",
            "aliases",
            NamesEditor("RBWM, Windsor"),
            "With commas between them. Understood when contacts are brought in.",
        ),
        Field(
            "Sub-region",
            "stratum",
            LineEditor("For example Berkshire"),
            "For plans with one of a sub-region in each group.",
        ),
        Field("Type", "type", LineEditor("County or unitary")),
        Field(
            "Impact of leaders",
            "impact_of_leaders",
            ChoiceEditor(Grade, none="Not judged"),
            "The first of Ofsted’s four judgements.",
        ),
        Field("Help and protection", "help_and_protection", ChoiceEditor(Grade, none="Not judged")),
        Field("Children in care", "in_care", ChoiceEditor(Grade, none="Not judged")),
        Field("Care leavers", "care_leavers", ChoiceEditor(Grade, none="Not judged")),
        Field(
            "Overall, before April 2026",
            "overall_historic",
            ChoiceEditor(Grade, none="None given"),
            "Ofsted gives no overall grade any more; it says nothing about today.",
        ),
        Field("Judgements as at", "judgements_as_at", DateEditor()),
        Field("Comment", "comment", TextEditor(least_lines=2)),
    ]
