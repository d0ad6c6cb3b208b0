"""Planning a session, leading it host by host, and what its time came to."""

from datetime import date, datetime, time, timedelta

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.choices import PlanState, SessionState
from peer_challenge.domain.errors import UserError
from peer_challenge.services import sessions
from peer_challenge.services.console import console, next_item
from tests.builders import a_triad, a_triad_in_session


def items(store, triad):
    return {row.item.title: row.item for row in console(store, triad.session).agenda}


def test_one_session_serves_every_host_of_the_group(store):
    triad = a_triad(store)
    act = sessions.plan_session(
        store, triad.group, date(2026, 11, 24), time(9, 30), " Teams ", "https://teams.example/join"
    )
    store.apply(act)
    (row,) = sessions.sessions_of(store, triad.round)
    assert (row.group, row.session.place, row.session.minutes) == ("Triad A", "Teams", 170)
    agenda = store.find(r.AgendaItem, session=row.id)
    assert [(each.title, each.minutes) for each in agenda] == [
        ("Welcome", 10),
        ("Kent", 50),
        ("Medway", 50),
        ("Slough", 50),
        ("Wrap-up", 10),
    ]
    assert [each.challenge for each in agenda] == [None, *triad.challenges, None]


def test_a_group_that_is_not_settled_is_refused_with_a_sentence(store):
    triad = a_triad(store, state=PlanState.DRAFT)
    assert sessions.groups_to_meet(store, triad.round) == []
    with pytest.raises(UserError, match="Triad A is not settled yet"):
        sessions.plan_session(store, triad.group)


def test_settled_groups_are_offered_with_their_hosts(store):
    triad = a_triad(store)
    (group,) = sessions.groups_to_meet(store, triad.round)
    assert (group.name, group.hosts) == ("Triad A", ("Kent", "Medway", "Slough"))


def test_sessions_stand_by_date_and_those_without_one_last(store):
    triad = a_triad(store)
    for day in (None, date(2026, 12, 1), date(2026, 11, 24)):
        store.apply(sessions.plan_session(store, triad.group, day))
    days = [row.session.held_on for row in sessions.sessions_of(store, triad.round)]
    assert days == [date(2026, 11, 24), date(2026, 12, 1), None]


def test_one_step_ends_the_running_item_and_begins_the_next(store):
    triad = a_triad_in_session(store)
    began = store.now()
    for minutes in (0, 10, 65):
        view = console(store, triad.session)
        store.apply(sessions.go_to_host(store, triad.session, next_item(view, 1), began + timedelta(minutes=minutes)))
    agenda = items(store, triad)
    assert agenda["Welcome"].ended_at == agenda["Kent"].began_at
    assert agenda["Kent"].ended_at == agenda["Medway"].began_at == began + timedelta(minutes=65)
    assert agenda["Medway"].ended_at is None
    assert console(store, triad.session).host_name == "Medway"


def test_going_to_the_running_host_changes_nothing(store):
    triad = a_triad_in_session(store)
    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[1]))
    assert not sessions.go_to_host(store, triad.session, triad.agenda[1])


def test_a_slip_of_the_key_gives_the_time_back(store):
    triad = a_triad_in_session(store)
    began = store.now()
    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[1], began))
    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[2], began + timedelta(minutes=20)))
    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[1], began + timedelta(minutes=20, seconds=5)))
    agenda = items(store, triad)
    assert (agenda["Kent"].began_at, agenda["Kent"].ended_at) == (began, None)
    assert agenda["Medway"].began_at is None


def test_a_host_called_back_later_gets_further_time_without_losing_the_first(store):
    triad = a_triad_in_session(store)
    began = store.now()
    for item, minutes in ((1, 0), (2, 30), (1, 60)):
        store.apply(sessions.go_to_host(store, triad.session, triad.agenda[item], began + timedelta(minutes=minutes)))
    store.apply(sessions.close_session(store, triad.session, began + timedelta(minutes=70)))
    spent = {each.name: each.minutes for each in sessions.session_minutes(store, triad.session)}
    assert spent == {"Kent": 40, "Medway": 30, "Slough": 0}
    titles = [row.item.title for row in console(store, triad.session).agenda]
    assert titles == ["Welcome", "Kent", "Medway", "Kent", "Slough", "Wrap-up"]
    view = console(store, triad.session)
    assert next(row.item.title for row in view.agenda if row.id == next_item(view, 1)) == "Medway"


def test_time_that_belongs_to_no_host_is_shared_out(store):
    triad = a_triad_in_session(store)
    began = store.now()
    for item, minutes in ((0, 0), (1, 12), (2, 52), (3, 92), (4, 132)):
        store.apply(sessions.go_to_host(store, triad.session, triad.agenda[item], began + timedelta(minutes=minutes)))
    store.apply(sessions.close_session(store, triad.session, began + timedelta(minutes=150)))
    found = sessions.session_minutes(store, triad.session)
    assert [(each.name, each.minutes, each.measured) for each in found] == [
        ("Kent", 50, True),
        ("Medway", 50, True),
        ("Slough", 50, True),
    ]
    assert store.need(r.Session, triad.session).state is SessionState.HELD


def test_without_a_clock_the_planned_minutes_stand_and_say_so(store):
    triad = a_triad_in_session(store)
    found = sessions.session_minutes(store, triad.session)
    assert {each.measured for each in found} == {False}
    assert sum(each.minutes for each in found) in (170, 171)


def test_a_clock_set_back_never_gives_negative_minutes(store):
    triad = a_triad_in_session(store)
    began: datetime = store.now()
    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[1], began))
    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[2], began - timedelta(hours=1)))
    assert items(store, triad)["Kent"].ended_at == began


def test_undo_goes_back_to_the_host_before(store):
    triad = a_triad_in_session(store)
    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[1]))
    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[2]))
    assert store.undo_label() == "Go on in the agenda"
    store.undo()
    view = console(store, triad.session)
    assert (view.host_name, view.runs) == ("Kent", True)


def test_a_session_is_changed_and_opened_again(store):
    triad = a_triad_in_session(store)
    store.apply(sessions.edit_session(store, triad.session, place="County Hall"))
    store.apply(sessions.close_session(store, triad.session))
    store.apply(sessions.reopen_session(store, triad.session))
    session = store.need(r.Session, triad.session)
    assert (session.place, session.state) == ("County Hall", SessionState.PLANNED)


def test_a_pause_is_no_time_spent_and_survives_going_on(store):
    triad = a_triad_in_session(store)
    began: datetime = store.now()

    def at(minutes):
        return began + timedelta(minutes=minutes)

    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[1], began))
    store.apply(sessions.pause_clock(store, triad.session, at(20)))
    assert not sessions.pause_clock(store, triad.session, at(21))
    assert sessions.seconds_spent(items(store, triad)["Kent"], at(30)) == 20 * 60
    store.apply(sessions.resume_clock(store, triad.session, at(35)))
    assert not sessions.resume_clock(store, triad.session, at(36))
    assert sessions.seconds_spent(items(store, triad)["Kent"], at(45)) == 30 * 60
    store.apply(sessions.pause_clock(store, triad.session, at(50)))
    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[2], at(60)))
    store.apply(sessions.close_session(store, triad.session, at(70)))
    minutes = {each.name: each.minutes for each in sessions.session_minutes(store, triad.session)}
    assert minutes == {"Kent": 35, "Medway": 10, "Slough": 0}


def test_choosing_the_paused_host_goes_on(store):
    triad = a_triad_in_session(store)
    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[1]))
    store.apply(sessions.pause_clock(store, triad.session))
    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[1]))
    kent = items(store, triad)["Kent"]
    assert (kent.paused_at, kent.ended_at) == (None, None)


def test_what_a_rising_clock_measured_goes_before_what_the_wall_clock_says(store):
    triad = a_triad_in_session(store)
    began: datetime = store.now()
    slept, back = began + timedelta(minutes=90), began - timedelta(minutes=30)
    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[1], began))
    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[2], slept, spent=50 * 60))
    store.apply(sessions.go_to_host(store, triad.session, triad.agenda[3], back, spent=40 * 60))
    store.apply(sessions.close_session(store, triad.session, back + timedelta(seconds=602), spent=600))
    minutes = {each.name: each.minutes for each in sessions.session_minutes(store, triad.session)}
    assert minutes == {"Kent": 50, "Medway": 40, "Slough": 10}
    assert items(store, triad)["Slough"].paused_seconds == 0
