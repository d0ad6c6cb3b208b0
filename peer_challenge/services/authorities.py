"""Authorities: the register of a round, what is known of each, and how they stand to one another."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit
from peer_challenge.domain.choices import Grade, Joining, RelationshipKind
from peer_challenge.domain.days import day_in_england, day_in_words
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.records import Authority, Indicator, Participation, Relationship, Round
from peer_challenge.services.names import NameBook, plain_name
from peer_challenge.services.people import PersonRow, people_of
from peer_challenge.services.reference import relationship
from peer_challenge.services.removing import remove_whole
from peer_challenge.services.successors import Following, following
from peer_challenge.storage.queries import authorities as queries
from peer_challenge.storage.store import Store

EARLIEST_YEAR = 1990
_FIXED = frozenset({"id", "gss_code", "gss_code_previous", "dfe_code", "dfe_code_previous", "successors"})
_EDITABLE = frozenset(each.name for each in fields(Authority)) - _FIXED


@dataclass(frozen=True, slots=True)
class AuthorityRow:
    """One line of the register. `joining` is None where the round has not asked the authority."""

    id: UUID
    name: str
    stratum: str
    type: str
    joining: Joining | None
    reason: str
    people: int
    group: str
    judgement: Grade | None
    as_at: date | None
    not_there: str = ""
    answered_on: date | None = None

    @property
    def joining_words(self) -> str:
        """Whether it takes part, and why not, as a person reads it; `not_there` says that it is not there to ask."""
        if self.joining is None:
            return self.not_there or "Not asked"
        return f"{self.standing_words}: {self.reason}" if self.reason else self.standing_words

    @property
    def standing_words(self) -> str:
        """Whether it takes part, in a word or two."""
        return self.joining.words_for(self.answered_on) if self.joining else self.joining_words


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link to another authority: what it is in words, and a line with its source and date."""

    id: UUID
    link: Relationship
    other: UUID
    words: str
    detail: str


@dataclass(frozen=True, slots=True)
class AuthorityView:
    """What is known of an authority in a round."""

    id: UUID
    authority: Authority
    joining: Joining | None
    reason: str
    links: tuple[LinkRow, ...]
    people: tuple[PersonRow, ...]
    following: Following
    figures: tuple[Indicator, ...]
    answered_on: date | None = None


def register(store: Store, round: UUID) -> list[AuthorityRow]:
    """Return the authorities a round asked and the others of its region, by name.

    `judgement` is Ofsted's on the impact of leaders, or the historic overall grade where that is all there is.
    """
    day = store.need(Round, round).starts or day_in_england(store.now())
    return [
        AuthorityRow(
            id=each.authority.id,
            name=each.authority.name,
            stratum=each.authority.stratum,
            type=each.authority.type,
            joining=each.joining,
            reason=each.reason,
            people=each.people,
            group=each.group,
            judgement=each.authority.impact_of_leaders or each.authority.overall_historic,
            as_at=each.authority.judgements_as_at,
            not_there=_not_there(each.authority, day),
            answered_on=each.answered_on,
        )
        for each in queries.authorities_around(store, round)
    ]


def authority_view(store: Store, authority: UUID, round: UUID | None) -> AuthorityView:
    """Return an authority with its links and people, and its part in a round; raises `UserError` when it is gone."""
    part = store.get(Participation, link_id("participation", round, authority)) if round else None
    links = (_link_row(authority, link, name) for link, name in queries.links_of(store, authority))
    return AuthorityView(
        id=authority,
        authority=store.need(Authority, authority),
        joining=part.joining if part else None,
        reason=part.reason if part else "",
        answered_on=part.answered_on if part else None,
        links=tuple(links),
        people=tuple(people_of(store, authority)),
        following=following(store, authority, round),
        figures=tuple(sorted(store.find(Indicator, authority=authority), key=lambda each: (each.name, each.period))),
    )


def _not_there(authority: Authority, day: date) -> str:
    if authority.valid_to is not None and authority.valid_to < day:
        return f"Ended {day_in_words(authority.valid_to)}"
    if authority.valid_from is not None and authority.valid_from > day:
        return f"Begins {day_in_words(authority.valid_from)}"
    return ""


def add_authority(
    store: Store, name: str, round: UUID | None = None, *, region: str = "", type: str = "", stratum: str = ""
) -> ChangeSet:
    """Add an authority the program does not ship; with a round it joins it and takes the round's region."""
    its_round = store.need(Round, round) if round else None
    made = Authority(
        id=store.new_id(),
        name=_free_name(store, name),
        region=region or (its_round.region if its_round else ""),
        type=type.strip(),
        stratum=stratum.strip(),
    )
    if its_round is None:
        return add("Add authority", made)
    part = link_id("participation", its_round.id, made.id)
    joined = Participation(id=part, round=its_round.id, authority=made.id, joining=Joining.JOINED)
    return add("Add authority", made, joined)


def edit_authority(store: Store, authority: UUID, **fields: Any) -> ChangeSet:
    """Change facts of an authority; its codes, by which every copy knows it, stay."""
    before = store.need(Authority, authority)
    if fixed := sorted(set(fields) - _EDITABLE):
        raise ValueError(f"not for editing: {fixed}")
    if "name" in fields and fields["name"].strip() != before.name:
        fields["name"] = _free_name(store, fields["name"], but=authority)
    if "aliases" in fields:
        fields["aliases"] = free_aliases(store, fields["aliases"], authority)
    return edit("Edit authority", before, **fields)


def relate(
    store: Store, a: UUID, b: UUID, kind: RelationshipKind, *, year: int | None = None, source: str = ""
) -> ChangeSet:
    """Note a link between two authorities; an earlier partnership needs the year, the others need none."""
    if a == b:
        raise UserError("Choose another authority: one cannot be linked with itself.")
    today = day_in_england(store.now())
    if kind is not RelationshipKind.EARLIER_PARTNER:
        year = None
    elif year is None or not EARLIEST_YEAR <= year <= today.year:
        raise UserError(f"Write the year they were together, from {EARLIEST_YEAR} to {today.year}.")
    link = relationship(a, b, kind, year=year, source=source.strip(), noted_on=today)
    if store.get(Relationship, link.id):
        name = store.need(Authority, b).name
        raise UserError(f"That is noted already: {link_words(kind, name, year)}.")
    return add("Add link between authorities", link)


def unrelate(store: Store, link: UUID) -> ChangeSet:
    """Remove a link between two authorities."""
    return remove_whole(store, "Remove link between authorities", store.need(Relationship, link))


def find_authority(store: Store, text: str) -> Authority:
    """Return the authority of the round file meant by `text`; raises `UserError` naming the nearest two, or none."""
    return NameBook(store.find(Authority)).find(text)


def is_named_exactly(authority: Authority, text: str) -> bool:
    """Return whether `text` is a name, short name or code of the authority, and not a guess at one."""
    return NameBook([authority]).exact(text) is not None


def named_exactly(store: Store, text: str, not_done: str) -> Authority:
    """Return the authority that `text` names; a guess is refused, after `not_done`, such as “Nothing was written”."""
    found = find_authority(store, text)
    if not is_named_exactly(found, text):
        raise UserError(f"{not_done}: is “{text}” {found.name}? Say the very name.")
    return found


def link_words(kind: RelationshipKind, other: str, year: int | None = None) -> str:
    """Return a link as a person says it, such as “Together with Kent in 2019”."""
    match kind:
        case RelationshipKind.SHARES_BORDER:
            return f"Shares a border with {other}"
        case RelationshipKind.SAME_LEADERSHIP:
            return f"Same leadership as {other}"
        case RelationshipKind.EARLIER_PARTNER:
            return f"Together with {other} in {year}" if year else f"Together with {other} before"
        case RelationshipKind.DECLARED_CONFLICT:
            return f"Declared interest with {other}"


def _link_row(authority: UUID, link: Relationship, name: str) -> LinkRow:
    other = link.second if link.first == authority else link.first
    day = day_in_words(link.noted_on) if link.noted_on else ""
    source = link.source[:1].upper() + link.source[1:]
    return LinkRow(
        link.id, link, other, link_words(link.kind, name, link.year), " · ".join(filter(None, (day, source)))
    )


def _free_name(store: Store, name: str, but: UUID | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserError("Write the name of the authority.")
    others = NameBook(each for each in store.find(Authority) if each.id != but)
    if taken := others.exact(name):
        raise UserError(f"{taken.name} is in this round file already.")
    return name


def free_aliases(store: Store, aliases: tuple[str, ...], authority: UUID | None) -> tuple[str, ...]:
    """Return short names without blanks and repeats; refuses one that means another authority."""
    kept = {plain_name(each): " ".join(each.split()) for each in aliases if each.strip()}
    others = NameBook(each for each in store.find(Authority) if each.id != authority)
    for alias in kept.values():
        if taken := others.exact(alias):
            raise UserError(f"“{alias}” means {taken.name} already. Choose another short name.")
    return tuple(kept.values())
