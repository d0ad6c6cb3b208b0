"""What each row of a table that somebody brings in would do, before anything comes in."""

from collections.abc import Sequence

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from peer_challenge.jobs.bring_in import Outcome, Verdict
from ui.colours import Tone
from ui.icons import icon
from ui.widgets.record_table import Column, RecordTable

_ICONS = {Outcome.NEW: ("add", Tone.GOOD), Outcome.CHANGED: ("edit", Tone.INFO), Outcome.WRONG: ("problem", Tone.BAD)}


class VerdictTable(RecordTable[Verdict]):
    """A row each, under `about` what it is about; `wrong` rows are to be put right, `to_do` would change something.

    `of_lines` says that they were lines of a text, which name no authority in a cell of its own.
    """

    def __init__(self, title: str, about: str, parent: QWidget | None = None, *, of_lines: bool = False) -> None:
        one = "Line" if of_lines else "Row"
        super().__init__(_columns(one, about, of_lines=of_lines), lambda row: _sentence(one, row), title, parent)
        self.wrong = self.to_do = 0

    def show_verdicts(self, verdicts: Sequence[Verdict]) -> None:
        """Become these verdicts; hidden while there are none."""
        self.wrong = sum(each.outcome is Outcome.WRONG for each in verdicts)
        self.to_do = sum(each.outcome in (Outcome.NEW, Outcome.CHANGED) for each in verdicts)
        self.show_rows(verdicts)
        self.setVisible(bool(verdicts))

    @property
    def may_come_in(self) -> bool:
        """Whether there is something to bring in and nothing to put right first."""
        return bool(self.to_do) and not self.wrong


def _columns(one: str, about: str, *, of_lines: bool) -> list[Column[Verdict]]:
    authority = Column[Verdict]("Authority", lambda row: row.about)
    return [
        Column(one, lambda row: str(row.id), sort=lambda row: row.id),
        Column(about, lambda row: row.name),
        *([] if of_lines else [authority]),
        Column("What happens", lambda row: row.says, icon=_icon, wide=True),
    ]


def _icon(row: Verdict) -> QIcon | None:
    return icon(*_ICONS[row.outcome]) if row.outcome in _ICONS else None


def _sentence(one: str, row: Verdict) -> str:
    return f"{one} {row.id}: {', '.join(part for part in (row.name, row.about) if part)}. {row.says}"
