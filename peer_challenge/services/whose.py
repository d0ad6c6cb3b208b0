"""Whose window this is: the person acts are written under, and their role today."""

from peer_challenge.domain.days import day_in_england
from peer_challenge.domain.records import Person, RolePeriod
from peer_challenge.services.people import role_on
from peer_challenge.storage.store import Store


def whose_window(store: Store) -> str:
    """Return name and role, such as "Kim Park, coordinator"; "Coordinator" before anybody said who they are."""
    person = store.get(Person, store.who) if store.who else None
    if person is None:
        return "Coordinator"
    role = role_on(store.find(RolePeriod, person=person.id), day_in_england(store.now()))
    return f"{person.name}, {role.words.lower() if role.value != 'qa_lead' else role.words}" if role else person.name
