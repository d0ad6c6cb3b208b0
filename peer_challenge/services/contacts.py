"""Whom to write to: who has an e-mail address, at an authority or as coordinator, and how every message is framed."""

from collections.abc import Collection
from uuid import UUID

from peer_challenge.domain.choices import Role
from peer_challenge.domain.days import day_in_england
from peer_challenge.domain.records import Person
from peer_challenge.services.people import people_of, roles_on
from peer_challenge.services.whose import whose_window
from peer_challenge.storage.queries.people import people_with_roles
from peer_challenge.storage.store import Store

_FIRST = frozenset({Role.QA_LEAD})


def contacts_of(store: Store, authority: UUID, first: Collection[Role] = _FIRST) -> list[Person]:
    """Return whom to write to at an authority: who is in a role of `first` today, else anybody with an address."""
    today = day_in_england(store.now())
    known = [each for each in people_of(store, authority) if each.person.email]
    wanted = [each for each in known if not roles_on(each.roles, today).isdisjoint(first)]
    return [each.person for each in wanted or known]


def coordinators(store: Store) -> list[Person]:
    """Return who coordinates today and has an address, by name."""
    today = day_in_england(store.now())
    return [
        person
        for person, periods in people_with_roles(store)
        if person.email and Role.COORDINATOR in roles_on(periods, today)
    ]


def addresses_of(people: Collection[Person]) -> tuple[str, ...]:
    """Return each address once, in the order of the people."""
    return tuple(dict.fromkeys(each.email for each in people if each.email))


def letter(store: Store, marking: str, *parts: str) -> str:
    """Return the text of a message, a paragraph each: the round’s marking above, what it says, and the name below."""
    return "\n\n".join(part for part in (marking, *parts, signature(store)) if part) + "\n"


def signature(store: Store) -> str:
    """Return the name under a message: that of whoever uses the window, without the role."""
    return whose_window(store).partition(",")[0]
