"""People hold roles from and to a day, and their names can go."""

from datetime import date
from uuid import UUID

import pytest

from peer_challenge.domain.choices import Role
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import new_id
from peer_challenge.domain.records import Person, RolePeriod
from peer_challenge.services import people as p
from peer_challenge.storage.store import Store
from tests.builders import authority_id, south_east_round


@pytest.fixture
def kent(store: Store) -> UUID:
    south_east_round(store)
    return authority_id(store, "Kent")


def _add(store: Store, name: str, authority: UUID | None, **fields: object) -> UUID:
    act = p.add_person(store, name, authority, **fields)  # type: ignore[arg-type]
    store.apply(act)
    return act.changes[0].record.id


def test_people_are_listed_by_name_with_their_roles(store: Store, kent: UUID) -> None:
    _add(store, "Wren Ashdown", kent, job_title="QA manager", email=" wren@kent.example ", role=Role.QA_LEAD)
    _add(store, " Ada  Birch ", kent)
    _add(store, "Somebody Else", authority_id(store, "Surrey"))
    first, second = p.people_of(store, kent)
    assert (first.name, first.roles) == ("Ada Birch", ())
    assert (second.name, second.person.email) == ("Wren Ashdown", "wren@kent.example")
    assert [each.role for each in second.roles] == [Role.QA_LEAD]


def test_what_is_no_name_or_address_is_refused(store: Store, kent: UUID) -> None:
    ada = _add(store, "Ada Birch", kent)
    wren = _add(store, "Wren Ashdown", kent)
    for refused, sentence in [
        (lambda: p.add_person(store, " ", kent), "Write the person’s name"),
        (lambda: p.add_person(store, "ada birch", kent), "already"),
        (lambda: p.add_person(store, "Bo Elm", kent, email="bo at kent"), "“bo at kent” is not an e-mail address"),
        (lambda: p.add_person(store, "Bo Elm", new_id()), "removed meanwhile"),
        (lambda: p.edit_person(store, wren, name="Ada Birch"), "already"),
        (lambda: p.edit_person(store, wren, email="x"), "e-mail"),
    ]:
        with pytest.raises(UserError, match=sentence):
            refused()
    store.apply(p.edit_person(store, ada, name="Ada Beech", job_title="Head of quality"))
    assert store.need(Person, ada).name == "Ada Beech"


def test_the_coordinator_changes_by_date(store: Store, kent: UUID) -> None:
    ada = _add(store, "Ada Birch", None, role=Role.COORDINATOR, starts=date(2026, 4, 1))
    period = store.find(RolePeriod, person=ada)[0]
    store.apply(p.end_role(store, period.id, date(2026, 10, 31)))
    wren = _add(store, "Wren Ashdown", kent)
    store.apply(p.add_role(store, wren, Role.COORDINATOR, date(2026, 11, 1)))
    days = {
        day: p.coordinator(store, day) for day in map(date.fromisoformat, ("2026-03-31", "2026-10-31", "2026-11-01"))
    }
    assert [each.name if each else None for each in days.values()] == [None, "Ada Birch", "Wren Ashdown"]


def test_a_role_is_held_once_and_ends_after_it_began(store: Store, kent: UUID) -> None:
    ada = _add(store, "Ada Birch", kent, role=Role.CHALLENGER, starts=date(2026, 9, 1))
    with pytest.raises(UserError, match="has this role already: Challenger"):
        p.add_role(store, ada, Role.CHALLENGER)
    period = store.find(RolePeriod, person=ada)[0]
    with pytest.raises(UserError, match="before it began"):
        p.end_role(store, period.id, date(2026, 8, 31))
    store.apply(p.end_role(store, period.id, date(2026, 9, 30)))
    store.apply(p.add_role(store, ada, Role.CHALLENGER, date(2026, 12, 1)))
    periods = store.find(RolePeriod, person=ada)
    days = ("2026-08-31", "2026-09-30", "2026-10-01", "2026-12-01")
    assert [p.role_on(periods, date.fromisoformat(day)) for day in days] == [
        None,
        Role.CHALLENGER,
        None,
        Role.CHALLENGER,
    ]


def test_an_open_period_holds_on_every_day_and_the_newest_role_counts() -> None:
    ada = new_id()
    always = RolePeriod(id=new_id(), person=ada, role=Role.ANALYST)
    later = RolePeriod(id=new_id(), person=ada, role=Role.QA_LEAD, starts=date(2026, 9, 1))
    assert p.role_on([later, always], date(2020, 1, 1)) is Role.ANALYST
    assert p.role_on([later, always], date(2026, 9, 1)) is Role.QA_LEAD


def test_removing_a_person_takes_name_and_roles_and_can_be_undone(store: Store, kent: UUID) -> None:
    ada = _add(store, "Ada Birch", kent, role=Role.CHALLENGER)
    store.apply(p.remove_person(store, ada))
    assert not store.find(Person)
    assert not store.find(RolePeriod)
    store.undo()
    assert [each.name for each in p.people_of(store, kent)] == ["Ada Birch"]
