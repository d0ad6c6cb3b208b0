"""What one authority's people gave to a round: minutes by stage, as challengers and as host, never by person."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from peer_challenge.domain.choices import Stage, Way
from peer_challenge.domain.records import Authority, Round
from peer_challenge.storage.queries import effort as queries
from peer_challenge.storage.queries.effort import Spent
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortView:
    """The person-minutes of one authority, by stage and way, and by host."""

    authority: str
    region: str
    round_name: str
    marking: str
    created: datetime
    spent: tuple[Spent, ...]

    @property
    def person_minutes(self) -> int:
        """Everything together."""
        return sum(each.person_minutes for each in self.spent)

    @property
    def estimated(self) -> int:
        """How many of the person-minutes are estimates."""
        return sum(each.estimated for each in self.spent)

    def of(self, stage: Stage | None = None, way: Way | None = None, host: str | None = None) -> int:
        """Return the person-minutes of a stage, a way or a host's challenge, or of all where it is not said."""
        return sum(
            each.person_minutes
            for each in self.spent
            if stage in (None, each.stage) and way in (None, each.way) and host in (None, each.host)
        )


def effort_of(store: Store, round_id: UUID, authority: UUID) -> EffortView:
    """Return the view of one authority in a round; raises `UserError` when either is gone."""
    round_ = store.need(Round, round_id)
    return EffortView(
        authority=store.need(Authority, authority).name,
        region=round_.region,
        round_name=round_.name,
        marking=round_.marking,
        created=store.last_written(),
        spent=tuple(queries.spent_by(store, round_id, authority)),
    )
