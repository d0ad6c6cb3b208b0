"""The sections of a feedback report as a person switches, orders and words them."""

from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.choices import ReportSection
from peer_challenge.reports.section_words import generated
from peer_challenge.services.feedback import feedback_of
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A section: whether it is printed, what it says, and what the program would have it say."""

    id: ReportSection
    shown: bool
    text: str
    generated: str

    @property
    def own(self) -> bool:
        """Whether the team has worded it its own way."""
        return self.text != self.generated

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.id.words}, {'printed' if self.shown else 'left out'}{', own wording' if self.own else ''}."


def section_rows(store: Store, challenge: UUID) -> list[SectionRow]:
    """Return the opening, the sections printed in their order, then those left out."""
    view = feedback_of(store, challenge)
    printed = (ReportSection.OPENING, *view.sections)
    return [
        SectionRow(each, each in printed, view.wordings.get(each) or generated(view, each), generated(view, each))
        for each in (*printed, *(other for other in ReportSection if other not in printed))
    ]
