"""Whose window this is: the person acts are written under, and their role today."""

from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.choices import Role
from peer_challenge.domain.days import day_in_england
from peer_challenge.domain.records import Authority, Person, RolePeriod
from peer_challenge.services.people import role_on, roles_on
from peer_challenge.storage.queries.people import people_with_roles
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person who could be using the window."""

    id: UUID
    name: str
    about: str

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.name}, {self.about}." if self.about else f"{self.name}."


def everybody(store: Store) -> list[Somebody]:
    """Return the people of the round file by name, with job title or role, and authority."""
    names = {each.id: each.name for each in store.find(Authority)}
    today = day_in_england(store.now())
    return [
        Somebody(person.id, person.name, _about(person, role_on(roles, today), names))
        for person, roles in people_with_roles(store)
    ]


def whose_window(store: Store) -> str:
    """Return name and role, such as "Kim Park, coordinator"; "Coordinator" before anybody said who they are."""
    person = store.get(Person, store.who) if store.who else None
    if person is None:
        return "Coordinator"
    role = role_on(store.find(RolePeriod, person=person.id), day_in_england(store.now()))
    return f"{person.name}, {_role_words(role)}" if role else person.name


def coordinates(store: Store) -> bool:
    """Return whether whoever uses the window coordinates today."""
    periods = store.find(RolePeriod, person=store.who) if store.who else []
    return Role.COORDINATOR in roles_on(periods, day_in_england(store.now()))


def own_authority(store: Store) -> UUID | None:
    """Return the authority of whoever uses the window; None for who coordinates, and before anybody said who."""
    person = store.get(Person, store.who) if store.who else None
    return person.authority if person is not None and not coordinates(store) else None


def _about(person: Person, role: Role | None, names: dict[UUID, str]) -> str:
    job = person.job_title or (role.words if role else "")
    return ", ".join(part for part in (job, names.get(person.authority or UUID(int=0), "")) if part)


def _role_words(role: Role) -> str:
    return role.words if role is Role.QA_LEAD else role.words.lower()
