"""What the board of groups shows: who sits where, points against, and which rules are broken, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from peer_challenge.allocation.rules import Rule
from peer_challenge.allocation.scoring import score_group
from peer_challenge.domain.choices import PlanState
from peer_challenge.domain.records import Authority, Group, Plan
from peer_challenge.services.plan_rules import Question, question_of
from peer_challenge.services.reason_words import shareable_reason
from peer_challenge.services.rule_words import (
    Breach,
    breaches_of,
    place_of,
    rule_of,
    size_in_words,
    waived_in,
    waived_words,
)
from peer_challenge.storage.queries import plans as queries
from peer_challenge.storage.queries.plans import Seat
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class CardView:
    """An authority on the board; `id` is the authority's, `problems` what is wrong with where it sits, in words.

    `sits_with` are those of its group that it shares a seat with.
    """

    id: UUID
    name: str
    about: str
    problems: tuple[str, ...] = ()
    sits_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PointsView:
    """Points against a group for one reason and whom it concerns; `shareable` is the reason as others may read it."""

    reason: str
    points: int
    names: tuple[str, ...]
    shareable: str = ""


@dataclass(frozen=True, slots=True)
class GroupView:
    """A column of the board: `why` is what everyone may read about it.

    `broken` are the rules it breaks, `broken_by_all` those among them that no single card tells, `breaches` those
    for which an exception may be agreed; `excepted` are the exceptions agreed that it makes use of.
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
    breaches: tuple[Breach, ...] = ()
    excepted: tuple[str, ...] = ()


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
    views = tuple(_known_view(question, group, tuple(seats.get(group.id, ()))) for group in groups)
    placed = {seat.membership.authority for each in seats.values() for seat in each}
    unplaced = tuple(_card(each) for each in question.authorities.values() if each.id not in placed)
    points = sum(view.points for view in views)
    legal = not unplaced and not any(view.broken for view in views)
    locked = [tuple(card.name for card in view.cards) for view in views if view.locked and view.cards]
    proven = record.best_points == points and record.best_for in (question.mark(), question.mark(locked))
    return BoardView(record.id, record.name, record.state, unplaced, views, points, legal and proven)


def _known_view(question: Question, group: Group, seats: tuple[Seat, ...]) -> GroupView:
    """Return the view of a group, worked out once for a question: a move changes two groups of many."""
    known = question.views.get((group, seats))
    if known is None:
        known = question.views[group, seats] = _group_view(question, group, seats)
    return known


def _group_view(question: Question, group: Group, seats: Sequence[Seat]) -> GroupView:
    names = tuple(seat.name for seat in seats if seat.name in question.authorities)
    scored = score_group(question.problem, names)
    gone = tuple(f"{seat.name} is not in this round any more" for seat in seats if not seat.joined)
    breaches = tuple(breaches_of(question, scored))
    of_all = tuple(each.words for rule, each in breaches if place_of(rule)[0] == "per_group")
    of_pairs = tuple(each.words for rule, each in breaches if place_of(rule)[0] != "per_group")
    of_all = (*filter(None, [size_in_words(len(seats))]), *of_all)
    return GroupView(
        id=group.id,
        name=group.name,
        locked=group.locked,
        cards=tuple(replace(_card_of(question, seat, breaches), sits_with=_sits_with(seat, seats)) for seat in seats),
        points=scored.cost,
        reasons=tuple(
            PointsView(each.reason, each.cost, each.authorities, shareable_reason(each.reason))
            for each in scored.reasons
        ),
        broken=(*gone, *of_all, *of_pairs),
        broken_by_all=of_all,
        why=question.shareable(names),
        breaches=tuple(each for _, each in breaches),
        excepted=tuple(waived_words(each) for each in waived_in(question, names)),
    )


def _sits_with(seat: Seat, seats: Sequence[Seat]) -> tuple[str, ...]:
    return tuple(each.name for each in seats if each is not seat and _key_of(each) == _key_of(seat))


def _key_of(seat: Seat) -> UUID:
    return seat.membership.shares_seat or seat.membership.authority


def _card_of(question: Question, seat: Seat, breaches: Sequence[tuple[Rule, Breach]]) -> CardView:
    authority = question.authorities.get(seat.name)
    if authority is None or not seat.joined:
        return CardView(seat.membership.authority, seat.name, "", ("Not in this round any more",))
    return _card(authority, tuple(_problems(question, breaches, seat.name)))


def _card(authority: Authority, problems: tuple[str, ...] = ()) -> CardView:
    about = ", ".join(each for each in (authority.type, authority.stratum) if each)
    return CardView(authority.id, authority.name, about[:1].upper() + about[1:], problems)


def _problems(question: Question, breaches: Sequence[tuple[Rule, Breach]], name: str) -> Iterator[str]:
    """Yield what stands between this authority and others, of its group or wanted in it."""
    for rule, breach in breaches:
        kind, _ = place_of(rule)
        _, pair = rule_of(question.problem, rule)
        if name in pair:
            other = pair[1] if name == pair[0] else pair[0]
            yield f"Not with {other}: {breach.rule}" if kind == "together" else f"{breach.rule.capitalize()}: {other}"
