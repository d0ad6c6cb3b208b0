"""An authority ends and others follow it: who they are, what they inherit, and which rounds they are then in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from uuid import UUID

from peer_challenge.domain.changes import Change, ChangeSet, edit
from peer_challenge.domain.choices import Joining, RelationshipKind
from peer_challenge.domain.days import day_in_england, day_in_words, in_a_row
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id, link_id
from peer_challenge.domain.records import Authority, Participation, Relationship, Round
from peer_challenge.services.names import NameBook, plain_name
from peer_challenge.services.reference import known_successors, relationship
from peer_challenge.storage.store import Store

_LABEL = "Name successors"


@dataclass(frozen=True, slots=True)
class Following:
    """Who follows an authority and whom it follows, in a sentence each, and what to offer where nobody is named.

    `names` and `day` are those named, else those that are publicly known; `named` says that they are in the file.
    """

    sentences: tuple[str, ...]
    names: tuple[str, ...]
    day: date | None
    named: bool


def name_successors(store: Store, authority: UUID, names: Sequence[str], day: date | None) -> ChangeSet:
    """Say who takes an authority's place and from which day, in one act; those not known yet are made.

    They inherit its region, sub-region, type and links, the declared interests among them; judgements, contacts and
    codes are not theirs. In rounds that start on that day or later they take part in its place; an earlier round goes
    on with it. Raises `UserError` where nobody or itself is named, or one named would not be there on that day.
    """
    old = store.need(Authority, authority)
    if day is None:
        raise UserError(f"Write the day from which others take the place of {old.name}, such as 1 April 2027.")
    if old.valid_from is not None and day <= old.valid_from:
        raise UserError(f"{old.name} began on {day_in_words(old.valid_from)}. Write a later day.")
    after = [_successor(store, old, name, day) for name in dict.fromkeys(" ".join(each.split()) for each in names)]
    after = list({each.id: each for each in after}.values())
    if not after:
        raise UserError(f"Write who takes the place of {old.name}: one name, or several with commas between them.")
    ended = edit(_LABEL, old, valid_to=day - timedelta(days=1), successors=tuple(each.id for each in after))
    made = tuple(Change(None, each) for each in after if store.get(Authority, each.id) is None)
    links = tuple(Change(None, each) for each in _inherited(store, old, [each.id for each in after]))
    return ended + ChangeSet("", (*made, *links, *_parts(store, old, after, day)))


def following(store: Store, authority: UUID, round_id: UUID | None = None) -> Following:
    """Return who follows an authority and whom it follows, and what that means for a round under way."""
    this = store.need(Authority, authority)
    sentences = [
        f"It took the place of {each.name} on {day_in_words(each.valid_to + timedelta(days=1))}."
        for each in predecessors(store, authority)
        if each.valid_to
    ]
    after = _in_file(store, this.successors)
    if not after or this.valid_to is None:
        names, day = known_successors(this.name)
        return Following(tuple(sentences), names, day, named=False)
    day = this.valid_to + timedelta(days=1)
    sentences.append(f"{in_a_row([each.name for each in after])} will take its place on {day_in_words(day)}.")
    if day <= day_in_england(store.now()):
        sentences[-1] = f"{in_a_row([each.name for each in after])} took its place on {day_in_words(day)}."
    part = store.get(Participation, link_id("participation", round_id, authority)) if round_id else None
    if part is not None and part.joining is Joining.JOINED:
        sentences.append(f"This round goes on with {this.name} to its end.")
    return Following(tuple(sentences), tuple(each.name for each in after), day, named=True)


def predecessors(store: Store, authority: UUID) -> list[Authority]:
    """Return whom an authority follows, by name; mostly nobody."""
    found = (each for each in store.find(Authority) if authority in each.successors)
    return sorted(found, key=lambda each: each.name)


def descent(authorities: Iterable[Authority]) -> dict[UUID, tuple[UUID, ...]]:
    """Return who has followed each authority that has ended, and those who followed them."""
    next_ones = {each.id: each.successors for each in authorities if each.successors}

    def all_after(one: UUID, met: frozenset[UUID] = frozenset()) -> Iterator[UUID]:
        for each in next_ones.get(one, ()):
            if each not in met:
                yield each
                yield from all_after(each, met | {one})

    return {one: tuple(dict.fromkeys(all_after(one))) for one in next_ones}


def _successor(store: Store, old: Authority, name: str, day: date) -> Authority:
    found = NameBook(store.find(Authority)).exact(name)
    if found is None:
        return Authority(
            id=known_id("authority", "named", plain_name(name)),
            name=name,
            region=old.region,
            type=old.type,
            stratum=old.stratum,
            valid_from=day,
            dfe_code_previous=old.dfe_code or old.dfe_code_previous,
        )
    if found.id == old.id or old.id in descent(store.find(Authority)).get(found.id, ()):
        raise UserError(f"{found.name} cannot take the place of {old.name}. Write the name of another authority.")
    if found.valid_to is not None and found.valid_to < day:
        raise UserError(f"{found.name} ends on {day_in_words(found.valid_to)}, before {day_in_words(day)}.")
    return found


def _inherited(store: Store, old: Authority, after: Sequence[UUID]) -> Iterator[Relationship]:
    """Yield the links of an authority as those of each successor, and the border between the successors."""
    today = day_in_england(store.now())
    found: dict[UUID, Relationship] = {}
    for one, other in combinations(after, 2):
        border = relationship(
            one, other, RelationshipKind.SHARES_BORDER, source=f"both were {old.name}", noted_on=today
        )
        found[border.id] = border
    for link in (*store.find(Relationship, first=old.id), *store.find(Relationship, second=old.id)):
        other = link.second if link.first == old.id else link.first
        for each in after:
            if each != other:
                source = f"as {old.name}" + (f": {link.source}" if link.source else "")
                new = relationship(each, other, link.kind, year=link.year, source=source, noted_on=today)
                found.setdefault(new.id, new)
    return (each for each in found.values() if store.get(Relationship, each.id) is None)


def _parts(store: Store, old: Authority, after: Sequence[Authority], day: date) -> Iterator[Change]:
    """Yield the change of places in rounds that start on the day or later."""
    reason = f"Succeeded by {in_a_row([each.name for each in after])} on {day_in_words(day)}"
    for part in store.find(Participation, authority=old.id):
        round_ = store.get(Round, part.round)
        if round_ is None or round_.starts is None or round_.starts < day or part.joining is Joining.DECLINED:
            continue
        yield Change(part, replace(part, joining=Joining.DECLINED, reason=reason))
        for each in after:
            new = link_id("participation", round_.id, each.id)
            if store.get(Participation, new) is None:
                yield Change(None, replace(part, id=new, authority=each.id))


def _in_file(store: Store, ids: Iterable[UUID]) -> list[Authority]:
    return [found for each in ids if (found := store.get(Authority, each)) is not None]
