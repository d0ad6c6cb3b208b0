"""Plans for grouping: their rules and wishes, what was agreed and objected to, their groups and who sits in them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peer_challenge.domain.choices import PlanState, RuleKind
from peer_challenge.domain.records.base import Record, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Record):
    """A draft of who sits with whom: its rules, the importance of its wishes (points against) and its seed.

    `apart_years` keeps partners of the last so many years apart; `one_per_stratum` names the strata of which each
    group takes at most one member; `most_not_good` is how many below good for impact of leaders a group may have.
    Weights are points a pair or, for types and balance, a further authority; 0 switches a rule or wish off.
    `follows` is the plan that this one is a new version of.
    """

    round: UUID
    name: str = words()
    state: PlanState = PlanState.DRAFT
    follows: UUID | None = None
    avoid_borders: bool = True
    apart_years: int = 8
    linked_apart: bool = True
    conflicts_apart: bool = True
    one_good: bool = True
    most_not_good: int = 0
    one_per_stratum: tuple[str, ...] = ()
    weight_earlier_partner: int = 20
    weight_border: int = 0
    weight_near: int = 0
    weight_far: int = 0
    weight_neighbours_wanted: int = 0
    weight_neighbours_avoided: int = 0
    weight_balance: int = 0
    weight_same_type: int = 2
    weight_size: int = 1
    seed: int = 1
    settled_on: date | None = None
    best_points: int | None = None
    best_for: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRule(Record):
    """A rule the coordinator adds to a plan, about authorities chosen by hand.

    `least` and `most` count the members of the set that a group may have; `name` is what the set is called, or why
    the authorities are kept together or apart.
    """

    plan: UUID
    kind: RuleKind
    authorities: tuple[UUID, ...] = ()
    name: str = words()
    least: int = 0
    most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedException(Record):
    """That some authorities may sit together although `rule`, in the coordinator’s words, says no."""

    plan: UUID
    rule: str
    authorities: tuple[UUID, ...] = ()
    reason: str = words()
    agreed_by: str = words()
    agreed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection(Record):
    """What an authority said, in confidence, against sitting with others; it counts as long as it is heeded."""

    round: UUID
    authority: UUID
    against: tuple[UUID, ...] = ()
    text: str = words()
    noted_on: date | None = None
    heeded: bool = True


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
