"""The region's board of asks and offers: what authorities released, what may fit together, and what came of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from peer_challenge.domain.choices import AskOrOffer, IntroductionState
from peer_challenge.domain.days import day_in_words
from peer_challenge.domain.records import AskOffer, Authority, Introduction, Round
from peer_challenge.services.cautions import Cautions, cautions
from peer_challenge.services.introductions import introduction_id
from peer_challenge.services.matching_asks import Said, matches
from peer_challenge.services.reference import authorities_of_region
from peer_challenge.storage.queries.introductions import ReleasedLine, introductions_of, released_lines
from peer_challenge.storage.store import Store


class Answered(StrEnum):
    """How far an ask or an offer is; worked out from its introductions, never stored."""

    OPEN = "open"
    PROPOSED = "proposed"
    INTRODUCED = "introduced"
    HELPED = "helped"

    @property
    def words(self) -> str:
        """The state as a person reads it."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What a person wants to see of the board; what is left open narrows nothing. `line` as people know it."""

    line: str = ""
    kind: AskOrOffer | None = None
    authority: UUID | None = None
    state: Answered | None = None

    def lets_through(self, row: "BoardRow") -> bool:
        """Return whether a row is wanted."""
        return (
            self.line in ("", row.line)
            and self.kind in (None, row.ask.kind)
            and self.authority in (None, row.ask.authority)
            and self.state in (None, row.state)
        )


@dataclass(frozen=True, slots=True)
class BoardRow:
    """An ask or offer that the whole region may read; `earlier` is the round before this one that it is from, or ""."""

    ask: AskOffer
    authority: str
    line: str
    earlier: str
    state: Answered

    @property
    def id(self) -> UUID:
        """A row of its own for each ask and offer."""
        return self.ask.id

    @property
    def detail(self) -> str:
        """Whose it is, under which line of enquiry, and from which earlier round: "Kent · Impact of QA"."""
        return " · ".join(part for part in (self.authority, self.line, self.earlier) if part)

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.ask.kind.words}, {self.detail}, {self.state}: {self.ask.text}"


@dataclass(frozen=True, slots=True)
class Proposal:
    """An ask and an offer that may fit, why, and what is to be said before the two are brought together."""

    id: UUID
    ask: BoardRow
    offer: BoardRow
    reason: str
    caution: str

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        caution = f" {self.caution}" if self.caution else ""
        return f"{self.offer.authority} offers {self.offer.ask.text} {self.reason}.{caution}"


@dataclass(frozen=True, slots=True)
class IntroductionRow:
    """An introduction with the names of both; words of an ask or an offer that is not in this file are ""."""

    record: Introduction
    asking: str
    offering: str
    ask_text: str
    offer_text: str
    caution: str

    @property
    def id(self) -> UUID:
        """A row of its own for each introduction."""
        return self.record.id

    @property
    def words(self) -> str:
        """Who was brought together with whom."""
        return f"{self.asking} and {self.offering}"

    @property
    def detail(self) -> str:
        """Since when it stands as it does, and what it is about."""
        day = self.record.ended_on or self.record.made_on or self.record.proposed_on
        return " · ".join(part for part in (day_in_words(day) if day else "", self.ask_text) if part)

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        said = (f"{self.words}, {self.record.state.words.lower()}: {self.detail}", self.record.outcome)
        return " ".join(f"{part.rstrip('.')}." for part in said if part)


@dataclass(frozen=True, slots=True)
class AsksBoard:
    """The board as it was asked for. `lines` and `authorities` are what it can be narrowed by; `count` is all of it."""

    asks: tuple[BoardRow, ...]
    offers: tuple[BoardRow, ...]
    proposals: tuple[Proposal, ...]
    introductions: tuple[IntroductionRow, ...]
    lines: tuple[str, ...]
    authorities: tuple[tuple[UUID, str], ...]
    count: int

    def proposed_for(self, row: UUID) -> tuple[Proposal, ...]:
        """Return what is proposed for one ask or one offer, best first."""
        return tuple(each for each in self.proposals if row in (each.ask.id, each.offer.id))

    def introduced_with(self, row: UUID) -> tuple[str, ...]:
        """Return with whom one ask or one offer is brought together, and how far that is: "Slough (proposed)"."""
        return tuple(
            f"{each.offering if row == each.record.ask else each.asking} ({each.record.state.words.lower()})"
            for each in self.introductions
            if row in (each.record.ask, each.record.offer)
        )


def asks_board(store: Store, round_id: UUID, only: BoardFilter | None = None) -> AsksBoard:
    """Return what was released to the region in a round, with what is still unanswered from the rounds before it.

    Proposals come best first, those with a caution last; a pair that has an introduction is proposed no more.
    """
    only = only or BoardFilter()
    introduced, against = introductions_of(store, round_id), cautions(store)
    every = [
        row
        for row in _rows(released_lines(store, round_id), round_id, introduced)
        if not row.earlier or row.state is not Answered.HELPED
    ]
    known = {row.id: row for row in every}
    shown = [row for row in every if only.lets_through(row)]
    proposals = [
        each
        for each in _proposals(every, {each.id for each in introduced}, against)
        if only.lets_through(each.ask) or only.lets_through(each.offer)
    ]
    return AsksBoard(
        asks=tuple(row for row in shown if row.ask.kind is AskOrOffer.ASK),
        offers=tuple(row for row in shown if row.ask.kind is AskOrOffer.OFFER),
        proposals=tuple(proposals),
        introductions=tuple(_introductions(store, round_id, introduced, known, against)),
        lines=tuple(dict.fromkeys(row.line for row in every if row.line)),
        authorities=tuple(dict.fromkeys((row.ask.authority, row.authority) for row in every)),
        count=len(every),
    )


def introduced_in(store: Store, round_id: UUID) -> tuple[IntroductionRow, ...]:
    """Return the introductions of one round whose ask and offer both are still released to the region."""
    known = {row.id: row for row in _rows(released_lines(store, round_id), round_id, ())}
    found = [each for each in introductions_of(store, round_id) if each.round == round_id]
    released = [each for each in found if {each.ask, each.offer} <= known.keys()]
    return tuple(_introductions(store, round_id, released, known, {}))


def _rows(lines: Iterable[ReleasedLine], round_id: UUID, introduced: Collection[Introduction]) -> list[BoardRow]:
    states = _states(introduced)
    return [
        BoardRow(
            each.ask,
            each.authority,
            each.line,
            "" if each.round == round_id else each.round_name,
            states.get(each.ask.id, Answered.OPEN),
        )
        for each in lines
    ]


_FAR = {
    IntroductionState.PROPOSED: Answered.PROPOSED,
    IntroductionState.MADE: Answered.INTRODUCED,
    IntroductionState.HELPED: Answered.HELPED,
}
"""What an introduction makes of its ask and its offer, furthest last; one that led nowhere leaves them open."""


def _states(introduced: Collection[Introduction]) -> dict[UUID, Answered]:
    """Return how far each ask and offer is by the introduction that went furthest."""
    found: dict[UUID, Answered] = {}
    for state, answered in _FAR.items():
        found |= {side: answered for each in introduced if each.state is state for side in (each.ask, each.offer)}
    return found


def _proposals(rows: Iterable[BoardRow], done: set[UUID], against: Cautions) -> list[Proposal]:
    """Return what may fit among asks nobody has answered yet; an offer may help many."""
    known = {row.id: row for row in rows}
    asks = [_said(row) for row in known.values() if row.ask.kind is AskOrOffer.ASK and row.state is not Answered.HELPED]
    offers = [_said(row) for row in known.values() if row.ask.kind is AskOrOffer.OFFER]
    found = [
        Proposal(
            introduction_id(each.ask, each.offer),
            known[each.ask],
            known[each.offer],
            each.reason,
            against.get(frozenset((known[each.ask].ask.authority, known[each.offer].ask.authority)), ""),
        )
        for each in matches(asks, offers)
    ]
    return sorted((each for each in found if each.id not in done), key=lambda each: bool(each.caution))


def _said(row: BoardRow) -> Said:
    return Said(row.id, row.ask.authority, row.line, row.ask.text)


def _introductions(
    store: Store,
    round_id: UUID,
    introduced: Iterable[Introduction],
    known: Mapping[UUID, BoardRow],
    against: Cautions,
) -> Iterator[IntroductionRow]:
    """Yield the rows; an authority of another group, which did not come with a file, is known by its region."""
    names = {each.id: each.name for each in authorities_of_region(store.need(Round, round_id).region)}
    names |= {each.id: each.name for each in store.find(Authority)}
    for each in introduced:
        ask, offer = known.get(each.ask), known.get(each.offer)
        yield IntroductionRow(
            each,
            names.get(each.asking, "another authority"),
            names.get(each.offering, "another authority"),
            ask.ask.text if ask else "",
            offer.ask.text if offer else "",
            against.get(frozenset((each.asking, each.offering)), ""),
        )
