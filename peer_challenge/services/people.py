"""The people of a round file: who they are, where they work, and the roles they hold from and to a day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit
from peer_challenge.domain.choices import Role
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Person, RolePeriod
from peer_challenge.services.removing import remove_whole
from peer_challenge.storage.queries import people as queries
from peer_challenge.storage.store import Store

_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person with the roles they hold or held, earliest first."""

    id: UUID
    person: Person
    roles: tuple[RolePeriod, ...]

    @property
    def name(self) -> str:
        """Their name."""
        return self.person.name


def role_on(periods: Sequence[RolePeriod], day: date) -> Role | None:
    """Return the role held on `day`, the first and the last day included; the one that began last counts."""
    held = _held_on(periods, day)
    return max(held, key=lambda each: each.starts or date.min).role if held else None


def roles_on(periods: Sequence[RolePeriod], day: date) -> frozenset[Role]:
    """Return every role held on `day`, the first and the last day included."""
    return frozenset(each.role for each in _held_on(periods, day))


def _held_on(periods: Sequence[RolePeriod], day: date) -> list[RolePeriod]:
    return [each for each in periods if (each.starts or day) <= day <= (each.ends or day)]


def people_of(store: Store, authority: UUID) -> list[PersonRow]:
    """Return an authority's people by name, with their roles."""
    return [PersonRow(person.id, person, tuple(roles)) for person, roles in queries.people_with_roles(store, authority)]


def coordinator(store: Store, on: date) -> Person | None:
    """Return who coordinates on a day; None where nobody does."""
    return queries.person_with_role(store, Role.COORDINATOR, on)


def add_person(
    store: Store,
    name: str,
    authority: UUID | None = None,
    job_title: str = "",
    email: str = "",
    role: Role | None = None,
    starts: date | None = None,
) -> ChangeSet:
    """Add somebody, in a role if one is given; refuses a name the authority has already, and what is no address."""
    if authority is not None:
        store.need(Authority, authority)
    person = Person(
        id=store.new_id(),
        name=_free_name(store, name, authority),
        authority=authority,
        job_title=job_title.strip(),
        email=email_address(email),
    )
    period = (
        RolePeriod(id=store.new_id(), person=person.id, role=role, authority=authority, starts=starts) if role else None
    )
    return add("Add person", person, *([period] if period else []))


def edit_person(store: Store, person: UUID, **fields: Any) -> ChangeSet:
    """Change a person's name, job title, e-mail address or authority."""
    before = store.need(Person, person)
    if "email" in fields:
        fields["email"] = email_address(fields["email"])
    name, authority = fields.get("name", before.name), fields.get("authority", before.authority)
    if (name, authority) != (before.name, before.authority):
        fields["name"] = _free_name(store, name, authority, but=person)
    return edit("Edit person", before, **fields)


def add_role(store: Store, person: UUID, role: Role, starts: date | None = None) -> ChangeSet:
    """Give a person a role from a day on; refuses one they hold already."""
    holder = store.need(Person, person)
    if any(each.role is role and each.ends is None for each in store.find(RolePeriod, person=person)):
        raise UserError(f"{holder.name} has this role already: {role.words}.")
    return add(
        "Add role",
        RolePeriod(id=store.new_id(), person=person, role=role, authority=holder.authority, starts=starts),
    )


def end_role(store: Store, period: UUID, last_day: date) -> ChangeSet:
    """End a role; `last_day` is the last day it is held."""
    before = store.need(RolePeriod, period)
    if before.starts is not None and last_day < before.starts:
        raise UserError("The role would end before it began. Choose a later day.")
    return edit("End role", before, ends=last_day)


def remove_person(store: Store, person: UUID) -> ChangeSet:
    """Remove a person's name, address and roles; notes, duties and times they gave stay, without a name."""
    before = store.need(Person, person)
    return remove_whole(store, "Remove person", *store.find(RolePeriod, person=person), before)


def email_address(text: str) -> str:
    """Return an e-mail address without spaces around it, or ""; raises `UserError` for what is not one."""
    text = text.strip()
    if text and not _EMAIL.fullmatch(text):
        raise UserError(f"“{text}” is not an e-mail address. Write it like name@council.gov.uk.")
    return text


def _free_name(store: Store, name: str, authority: UUID | None, but: UUID | None = None) -> str:
    name = " ".join(name.split())
    if not name:
        raise UserError("Write the person’s name.")
    same = [each for each in store.find(Person, authority=authority) if each.id != but]
    if any(each.name.casefold() == name.casefold() for each in same):
        raise UserError(f"There is somebody called {name} here already. Add an initial to tell them apart.")
    return name
