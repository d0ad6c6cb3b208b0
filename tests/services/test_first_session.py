"""Which session somebody finds open: that of their own group, and the one that matters now."""

from datetime import date

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import SessionState
from peer_challenge.services import sessions
from tests.builders import a_triad_in_session


def test_under_way_then_next_planned_then_latest_held(store):
    triad = a_triad_in_session(store)
    assert sessions.first_session(store, store.new_id()) is None
    past, soon, later = (date(2026, 10, 1), date(2026, 11, 9), date(2026, 11, 20))
    ids = {}
    for day in (past, later, soon):
        store.apply(sessions.plan_session(store, triad.group, day))
        (ids[day],) = (each.id for each in store.find(r.Session, held_on=day))
    store.apply(edit("Day", store.need(r.Session, triad.session), held_on=date(2026, 9, 1), state=SessionState.HELD))
    assert sessions.first_session(store, triad.round) == ids[soon]
    item = store.find(r.AgendaItem, session=ids[later])[0]
    store.apply(sessions.go_to_host(store, ids[later], item.id))
    assert sessions.first_session(store, triad.round) == ids[later]
    for day in (soon, later, past):
        store.apply(sessions.close_session(store, ids[day]))
    assert sessions.first_session(store, triad.round) == ids[later]


def test_the_own_group_comes_first(store):
    triad = a_triad_in_session(store)
    other = r.Group(id=store.new_id(), plan=triad.plan, name="Another")
    first = r.Session(id=store.new_id(), round=triad.round, group=other.id, held_on=date(2026, 11, 6))
    ada = r.Person(id=store.new_id(), name="Ada Example", authority=triad.hosts[2], invented=True)
    store.apply(add("Add", other, first, ada))
    assert sessions.first_session(store, triad.round) == first.id
    store.who = ada.id
    assert sessions.first_session(store, triad.round) == triad.session
