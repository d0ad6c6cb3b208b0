"""What the board of groups shows: who sits where, points against, and which rules are broken, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.allocation.problem import Problem, listed
from peer_challenge.allocation.rules import Rule
from peer_challenge.allocation.scoring import ScoredGroup, score_group
from peer_challenge.domain.choices import PlanState
from peer_challenge.domain.records import Authority, Group, Plan
from peer_challenge.services.plan_rules import GOOD, SIZES, Question, question_of
from peer_challenge.storage.queries import plans as queries
from peer_challenge.storage.queries.plans import Seat
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class CardView:
    """An authority on the board; `id` is the authority's, `problems` what is wrong with where it sits, in words."""

    id: UUID
    name: str
    about: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PointsView:
    """Points against a group for one reason, and the names concerned."""

    reason: str
    points: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """A column of the board: `why` is what everyone may read about it.

    `broken` are the rules it breaks, `broken_by_all` those among them that no single card tells.
    """

    id: UUID
    name: str
    locked: bool
    cards: tuple[CardView, ...]
    points: int
    reasons: tuple[PointsView, ...]
    broken: tuple[str, ...]
    broken_by_all: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class BoardView:
    """A whole plan: `best` says that no better plan exists, with its locked groups as they are."""

    id: UUID
    name: str
    state: PlanState
    unplaced: tuple[CardView, ...]
    groups: tuple[GroupView, ...]
    points: int
    best: bool

    @property
    def broken(self) -> tuple[str, ...]:
        """Return every broken rule, with its group in front."""
        return tuple(f"{group.name}: {words}" for group in self.groups for words in group.broken)


def board(store: Store, plan: UUID, question: Question | None = None) -> BoardView:
    """Return the board of a plan; a `question` kept from before spares asking for the rules again."""
    question = question or question_of(store, plan)
    record = store.need(Plan, plan)
    groups = store.find(Group, plan=plan)
    seats = queries.seats_of(store, plan)
    views = tuple(_group_view(question, group, seats.get(group.id, [])) for group in groups)
    placed = {seat.membership.authority for each in seats.values() for seat in each}
    unplaced = tuple(_card(each) for each in question.authorities.values() if each.id not in placed)
    points = sum(view.points for view in views)
    legal = not unplaced and not any(view.broken for view in views)
    locked = [tuple(card.name for card in view.cards) for view in views if view.locked and view.cards]
    proven = record.best_points == points and record.best_for in (question.mark(), question.mark(locked))
    return BoardView(record.id, record.name, record.state, unplaced, views, points, legal and proven)


def _group_view(question: Question, group: Group, seats: Sequence[Seat]) -> GroupView:
    names = tuple(seat.name for seat in seats if seat.name in question.authorities)
    scored = score_group(question.problem, names)
    gone = (f"{seat.name} is not in this round any more" for seat in seats if not seat.joined)
    of_pairs = (words for rule in scored.broken if (words := _pair_in_words(question.problem, rule)))
    of_all = tuple(_broken_by_all(question.problem, scored, len(seats)))
    cards = tuple(_card_of(question, seat, scored) for seat in seats)
    reasons = tuple(PointsView(each.reason, each.cost, each.authorities) for each in scored.reasons)
    return GroupView(
        id=group.id,
        name=group.name,
        locked=group.locked,
        cards=cards,
        points=scored.cost,
        reasons=reasons,
        broken=(*gone, *of_all, *of_pairs),
        broken_by_all=of_all,
        why=question.shareable(names),
    )


def _card_of(question: Question, seat: Seat, scored: ScoredGroup) -> CardView:
    authority = question.authorities.get(seat.name)
    if authority is None or not seat.joined:
        return CardView(seat.membership.authority, seat.name, "", ("Not in this round any more",))
    return _card(authority, tuple(_pair_problems(question.problem, scored.broken, seat.name)))


def _card(authority: Authority, problems: tuple[str, ...] = ()) -> CardView:
    about = ", ".join(each for each in (authority.type, authority.stratum) if each)
    return CardView(authority.id, authority.name, about[:1].upper() + about[1:], problems)


def _broken_by_all(problem: Problem, scored: ScoredGroup, count: int) -> Iterable[str]:
    """Yield the rules the group as a whole breaks; an empty group breaks none."""
    if count == 1 or count > SIZES.max:
        yield f"{f'Only {count}' if count == 1 else count} in the group; a group has {SIZES.min} to {SIZES.max}"
    for rule in scored.broken:
        kind, index = _place(rule)
        if kind == "per_group":
            limit = problem.per_group[index]
            held = [name for name in scored.authorities if name in limit.members]
            yield f"Nobody is {GOOD}" if limit.name == GOOD else _all_from(held, limit.name)


def _all_from(names: Sequence[str], stratum: str) -> str:
    return f"{listed(names)} are {'both' if len(names) == 2 else 'all'} from {stratum}"


def _pair_problems(problem: Problem, broken: Iterable[Rule], name: str) -> Iterable[str]:
    """Yield what stands between this authority and others of its group."""
    for rule in broken:
        kind, index = _place(rule)
        if kind == "apart" and name in problem.apart[index].pair:
            other = next(each for each in problem.apart[index].pair if each != name)
            yield f"{problem.apart[index].reason.capitalize()}: {other}"


def _pair_in_words(problem: Problem, rule: Rule) -> str:
    kind, index = _place(rule)
    if kind != "apart":
        return ""
    return f"{listed(problem.apart[index].pair)}: {problem.apart[index].reason}"


def rule_in_words(problem: Problem, rule: Rule) -> tuple[str, str]:
    """Return a rule as the coordinator says it; for two kept apart the reason, and then the pair."""
    kind, index = _place(rule)
    if kind == "apart":
        return problem.apart[index].reason, listed(problem.apart[index].pair)
    if kind == "per_group":
        limit = problem.per_group[index]
        return f"each group has {f'somebody {GOOD}' if limit.name == GOOD else f'at most one from {limit.name}'}", ""
    return rule.detail, ""


def _place(rule: Rule) -> tuple[str, int]:
    kind, _, index = rule.place.rstrip("]").partition("[")
    return kind, int(index or 0)
