"""A round, who takes part, the plans for grouping, the groups, and one challenge per host."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peer_challenge.domain.choices import ChallengePurpose, DutyKind, Joining, PlanState
from peer_challenge.domain.records.base import Record, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Record):
    """One cycle of peer challenge. Dates are days in England; the report is due in working days after a session."""

    name: str = words()
    framework: UUID
    region: str = ""
    starts: date | None = None
    sef_due: date | None = None
    share_days: int = 14
    report_days: int = 10
    marking: str = "OFFICIAL-SENSITIVE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Record):
    """Whether an authority takes part in a round, and why not; the id derives from both."""

    round: UUID
    authority: UUID
    joining: Joining = Joining.INVITED
    reason: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Record):
    """A draft of who sits with whom: its rules, their weights (points against, per pair or authority) and its seed.

    `apart_years` keeps partners of the last so many years apart; `one_per_stratum` names the strata of which each
    group takes at most one member. Weights of 0 switch a wish off.
    """

    round: UUID
    name: str = words()
    state: PlanState = PlanState.DRAFT
    avoid_borders: bool = True
    apart_years: int = 8
    linked_apart: bool = True
    conflicts_apart: bool = True
    one_good: bool = True
    one_per_stratum: tuple[str, ...] = ()
    weight_earlier_partner: int = 20
    weight_same_type: int = 2
    weight_size: int = 1
    seed: int = 1
    settled_on: date | None = None
    exception: str = words()
    best_points: int | None = None
    best_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Record):
    """Two to four authorities of a plan. `reason` is the shareable wording of why they sit together."""

    plan: UUID
    name: str = words()
    position: str = ""
    locked: bool = False
    reason: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(Record):
    """An authority in a group; authorities of the same group with the same `shares_seat` sit as one."""

    group: UUID
    authority: UUID
    position: str = ""
    shares_seat: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge(Record):
    """One host challenged by the others of its group; the id derives from group and host."""

    round: UUID
    group: UUID
    host: UUID
    purpose: ChallengePurpose = ChallengePurpose.QUALITY_ASSURANCE
    notes_to_coordinator: bool = False
    position: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Record):
    """Who does what in a challenge: an authority, and perhaps a person; `session` marks a stand-in for one session."""

    challenge: UUID
    kind: DutyKind
    authority: UUID | None = None
    person: UUID | None = None
    session: UUID | None = None
