"""Bringing in tables: a verdict on every row first, then all of it in one act or nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from peer_challenge.domain.changes import Change, ChangeSet
from peer_challenge.domain.choices import Grade, Joining, RelationshipKind, Role
from peer_challenge.domain.days import day_in_england
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.records import Authority, Participation, Person, Record, Relationship, RolePeriod, Round
from peer_challenge.exchange.spreadsheets import SheetRow
from peer_challenge.services.authorities import EARLIEST_YEAR, free_aliases, link_words
from peer_challenge.services.names import NameBook, plain_name
from peer_challenge.services.people import email_address
from peer_challenge.services.reference import relationship
from peer_challenge.storage.store import Store

_GRADES = ("impact_of_leaders", "help_and_protection", "in_care", "care_leavers", "overall_historic")
_DAYS = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y", "%d %B %Y", "%d %b %Y")

_KINDS = {
    RelationshipKind.SHARES_BORDER: ("shares border", "shares a border", "border", "neighbour", "neighbours"),
    RelationshipKind.SAME_LEADERSHIP: ("shared leadership", "linked"),
    RelationshipKind.EARLIER_PARTNER: ("earlier partner", "earlier partners", "partner", "together", "history"),
    RelationshipKind.DECLARED_CONFLICT: ("declared conflict", "interest", "conflict", "conflict of interest"),
}
"""How people write the kinds of links, beside the words of the window."""


class Outcome(StrEnum):
    """What bringing in would do with a row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a row of a table would do, in words; `id` is its number in the sheet."""

    id: int
    name: str
    about: str
    outcome: Outcome
    says: str
    changes: tuple[Change, ...] = ()


def preview_contacts(store: Store, rows: Iterable[SheetRow]) -> list[Verdict]:
    """Return a verdict on every row of a contacts table; nothing changes."""
    return judged(rows, _Contacts(store).judge)


def bring_in_contacts(store: Store, rows: Iterable[SheetRow]) -> ChangeSet:
    """Add and update people in one act; raises `UserError` naming the first row that is wrong."""
    return all_of("Bring in contacts", preview_contacts(store, rows))


def preview_authorities(store: Store, rows: Iterable[SheetRow], round: UUID | None = None) -> list[Verdict]:
    """Return a verdict on every row of an authorities table; new ones would join the round, if one is given."""
    return judged(rows, _Authorities(store, round).judge)


def bring_in_authorities(store: Store, rows: Iterable[SheetRow], round: UUID | None = None) -> ChangeSet:
    """Add and update authorities in one act; raises `UserError` naming the first row that is wrong."""
    return all_of("Bring in authorities", preview_authorities(store, rows, round))


def preview_relationships(store: Store, rows: Iterable[SheetRow]) -> list[Verdict]:
    """Return a verdict on every row of a table of links between authorities; nothing changes."""
    return judged(rows, _Relationships(store).judge)


def bring_in_relationships(store: Store, rows: Iterable[SheetRow]) -> ChangeSet:
    """Add links between authorities in one act; raises `UserError` naming the first row that is wrong."""
    return all_of("Bring in links between authorities", preview_relationships(store, rows))


def judged(rows: Iterable[SheetRow], judge: Callable[[SheetRow], Verdict]) -> list[Verdict]:
    """Return a verdict on every row; what a judge refuses is wrong, in its own words."""
    found = []
    for row in rows:
        try:
            found.append(judge(row))
        except UserError as problem:
            found.append(
                Verdict(row.number, row["name"] or row["authority"], row["authority"], Outcome.WRONG, problem.sentence)
            )
    return found


def all_of(label: str, verdicts: Sequence[Verdict]) -> ChangeSet:
    """Return everything the verdicts would change as one act; raises `UserError` naming the first row that is wrong."""
    wrong = next((each for each in verdicts if each.outcome is Outcome.WRONG), None)
    if wrong is not None:
        raise UserError(f"Row {wrong.id}: {wrong.says} Nothing was brought in.")
    return ChangeSet(label, tuple(change for each in verdicts for change in each.changes))


class _Contacts:
    """Judges rows of people one after another, so that a repeat is seen."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names = NameBook(store.find(Authority))
        self._people = {(each.authority, each.name.casefold()): each for each in store.find(Person)}
        self._open_roles = {(each.person, each.role) for each in store.find(RolePeriod) if each.ends is None}
        self._rows: dict[tuple[UUID | None, str], int] = {}

    def judge(self, row: SheetRow) -> Verdict:
        authority = self._names.find(row["authority"])
        key = (authority.id, row["name"].casefold())
        if (earlier := self._rows.setdefault(key, row.number)) != row.number:
            raise UserError(f"{row['name']} of {authority.name} is in row {earlier} already.")
        role = _role(row["role"])
        told: dict[str, Any] = {"email": email_address(row["email"]), "job_title": row["job_title"]}
        before = self._people.get(key)
        if before is None:
            person = Person(id=self._store.new_id(), name=row["name"], authority=authority.id, **told)
        else:
            person = replace(before, **{name: text for name, text in told.items() if text})
        changes = change_to(before, person) + self._role_change(person, role)
        return verdict_on(row, person.name, authority.name, before, changes)

    def _role_change(self, person: Person, role: Role | None) -> tuple[Change, ...]:
        if role is None or (person.id, role) in self._open_roles:
            return ()
        period = RolePeriod(id=self._store.new_id(), person=person.id, role=role, authority=person.authority)
        return (Change(None, period),)


class _Authorities:
    """Judges rows of authorities one after another, so that a repeat is seen."""

    def __init__(self, store: Store, round: UUID | None) -> None:
        self._store = store
        self._round = store.need(Round, round) if round else None
        self._names = NameBook(store.find(Authority))
        self._rows: dict[UUID | str, int] = {}

    def judge(self, row: SheetRow) -> Verdict:
        before = self._names.exact(row["name"])
        key = before.id if before else plain_name(row["name"])
        if (earlier := self._rows.setdefault(key, row.number)) != row.number:
            raise UserError(f"{row['name']} is in row {earlier} already.")
        told = self._told(row, before)
        if before is None:
            region = self._round.region if self._round else ""
            after = Authority(id=self._store.new_id(), name=row["name"], **({"region": region} | told))
            changes = change_to(None, after) + self._joining(after)
        else:
            after = replace(before, **told)
            changes = change_to(before, after)
        return verdict_on(row, after.name, after.region, before, changes)

    def _told(self, row: SheetRow, before: Authority | None) -> dict[str, Any]:
        """Return the fields a row sets: only cells that hold something."""
        told: dict[str, Any] = {each: row[each] for each in ("region", "stratum", "type") if row[each]}
        if row["aliases"]:
            told["aliases"] = free_aliases(self._store, tuple(row["aliases"].split(",")), before.id if before else None)
        told |= {each: _grade(row[each]) for each in _GRADES if row[each]}
        if row["judgements_as_at"]:
            told["judgements_as_at"] = day_of(row["judgements_as_at"])
        elif any(row[each] for each in _GRADES):
            raise UserError("The judgements have no day. Fill in “As at”.")
        return told

    def _joining(self, authority: Authority) -> tuple[Change, ...]:
        if self._round is None:
            return ()
        known = link_id("participation", self._round.id, authority.id)
        part = Participation(id=known, round=self._round.id, authority=authority.id, joining=Joining.JOINED)
        return (Change(None, part),)


class _Relationships:
    """Judges rows of links one after another, so that a repeat is seen, also the other way round."""

    def __init__(self, store: Store) -> None:
        self._names = NameBook(store.find(Authority))
        self._there = {each.id: each for each in store.find(Relationship)}
        self._today = day_in_england(store.now())
        self._rows: dict[UUID, int] = {}

    def judge(self, row: SheetRow) -> Verdict:
        one, other = self._names.find(row["authority"]), self._names.find(row["other"])
        if one.id == other.id:
            raise UserError(f"{one.name} cannot be linked with itself. Write another authority.")
        kind = _kind(row["kind"])
        year = _year(row["year"], self._today.year) if kind is RelationshipKind.EARLIER_PARTNER else None
        link = relationship(one.id, other.id, kind, year=year, source=row["source"], noted_on=self._today)
        said = link_words(kind, other.name, year)
        if (earlier := self._rows.setdefault(link.id, row.number)) != row.number:
            raise UserError(f"{one.name}: {said}. That is in row {earlier} already.")
        before = self._there.get(link.id)
        if before is not None:
            link = replace(before, source=row["source"] or before.source)
        return verdict_on(row, one.name, said, before, change_to(before, link))


def change_to(before: Record | None, after: Record) -> tuple[Change, ...]:
    """Return the change, none where nothing differs."""
    return () if before == after else (Change(before, after),)


def verdict_on(row: SheetRow, name: str, about: str, before: Record | None, changes: tuple[Change, ...]) -> Verdict:
    """Return the verdict on a row whose record was `before` and would be changed by `changes`."""
    if before is None:
        return Verdict(row.number, name, about, Outcome.NEW, "Will be added.", changes)
    if changes:
        return Verdict(
            row.number, name, about, Outcome.CHANGED, "Is here already; will be brought up to date.", changes
        )
    return Verdict(row.number, name, about, Outcome.SAME, "Is here already; nothing changes.")


def _role(text: str) -> Role | None:
    if not text:
        return None
    wanted = text.casefold().replace("_", " ")
    found = next((each for each in Role if wanted in (each.words.casefold(), each.value.replace("_", " "))), None)
    if found is None:
        known = ", ".join(each.words for each in Role)
        raise UserError(f"“{text}” is not a role. Use one of: {known}.")
    return found


def _kind(text: str) -> RelationshipKind:
    wanted = " ".join(text.casefold().replace("_", " ").split())
    found = next((kind for kind, said in _KINDS.items() if wanted in said or wanted == kind.words.casefold()), None)
    if found is None:
        known = ", ".join(each.words for each in RelationshipKind)
        raise UserError(f"“{text}” is not a kind of link. Use one of: {known}.")
    return found


def _year(text: str, latest: int) -> int:
    """Return the year of an earlier partnership; Excel may have made a decimal of it."""
    digits = text.removesuffix(".0")
    if not (digits.isdecimal() and EARLIEST_YEAR <= int(digits) <= latest):
        found = f"“{text}” is not such a year" if text else "There is no year"
        raise UserError(f"{found}. Write the year they were together, from {EARLIEST_YEAR} to {latest}.")
    return int(digits)


def _grade(text: str) -> Grade:
    wanted = text.casefold()
    found = next((each for each in Grade if wanted in (each.value, each.words.casefold())), None)
    if found is None:
        known = ", ".join(each.words for each in Grade)
        raise UserError(f"“{text}” is not a judgement. Use one of: {known}.")
    return found


def day_of(text: str) -> date:
    """Return the day a cell says, in the ways people and Excel write one; raises `UserError`."""
    for form in _DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise UserError(f"“{text}” is not a day. Write it like 5 November 2026.")
