"""Who is at a session."""

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import DutyKind, Presence
from peer_challenge.domain.errors import UserError
from peer_challenge.services import attendance
from tests.builders import a_triad_in_session


@pytest.fixture
def triad(store):
    triad = a_triad_in_session(store)
    store.apply(
        add(
            "People",
            *(
                r.Person(id=store.new_id(), name=name, job_title="QA lead", authority=triad.hosts[0], invented=True)
                for name in ("Ada Example", "Ben Example")
            ),
        )
    )
    return triad


def rows(store, triad):
    return [(row.name, row.detail, row.presence) for row in attendance.who_is_here(store, triad.session)]


def test_people_are_expected_and_an_authority_without_any_has_its_own_line(store, triad):
    assert rows(store, triad) == [
        ("Ada Example", "QA lead, Kent", None),
        ("Ben Example", "QA lead, Kent", None),
        ("Medway", "", None),
        ("Slough", "", None),
    ]


def test_everybody_is_ticked_at_once_and_one_absent_member_taken_back(store, triad):
    store.apply(attendance.mark_everybody(store, triad.session))
    slough = attendance.who_is_here(store, triad.session)[-1]
    store.apply(attendance.unmark(store, slough.id))
    assert [row[2] for row in rows(store, triad)] == [Presence.PRESENT] * 3 + [None]
    store.undo()
    assert rows(store, triad)[-1][2] is Presence.PRESENT


def test_apologies_replace_a_tick(store, triad):
    ada = attendance.who_is_here(store, triad.session)[0]
    store.apply(attendance.mark_present(store, triad.session, person=ada.person))
    store.apply(attendance.mark_present(store, triad.session, person=ada.person, presence=Presence.APOLOGIES))
    assert rows(store, triad)[0] == ("Ada Example", "QA lead, Kent", Presence.APOLOGIES)
    assert len(store.find(r.Attendance, session=triad.session)) == 1


def test_an_observer_is_a_role(store, triad):
    act = attendance.mark_present(store, triad.session, presence=Presence.OBSERVER, capacity="Observer, LGA ")
    store.apply(act)
    assert rows(store, triad)[-1] == ("Observer, LGA", "Observer", Presence.OBSERVER)
    with pytest.raises(UserError, match="in what role"):
        attendance.mark_present(store, triad.session)


def test_a_stand_in_does_a_duty_for_one_session(store, triad):
    challenge = triad.challenges[0]
    store.apply(attendance.stand_in(store, triad.session, challenge, DutyKind.NOTE_TAKER, authority=triad.hosts[1]))
    store.apply(attendance.stand_in(store, triad.session, challenge, DutyKind.NOTE_TAKER, authority=triad.hosts[2]))
    (duty,) = store.find(r.Duty, challenge=challenge)
    assert (duty.authority, duty.session, duty.kind) == (triad.hosts[2], triad.session, DutyKind.NOTE_TAKER)
    assert not attendance.stand_in(store, triad.session, challenge, DutyKind.NOTE_TAKER, authority=triad.hosts[2])
    with pytest.raises(UserError, match="who stands in"):
        attendance.stand_in(store, triad.session, challenge, DutyKind.NOTE_TAKER)


def test_people_with_a_duty_are_expected_and_come_first(store, triad):
    _ada, ben = store.find(r.Person)
    duty = r.Duty(id=store.new_id(), challenge=triad.challenges[1], kind=DutyKind.LEAD_CHALLENGER, person=ben.id)
    store.apply(add("Duty", duty))
    first, second, medway, _slough = attendance.who_is_here(store, triad.session)
    assert (first.name, first.detail, first.expected) == (
        "Ben Example",
        "QA lead, Kent, lead challenger of Medway",
        True,
    )
    assert (second.name, second.expected, medway.expected) == ("Ada Example", False, True)
    assert second.sentence == "Ada Example, QA lead, Kent, not expected."
    store.apply(attendance.mark_everybody(store, triad.session))
    assert [row.presence for row in attendance.who_is_here(store, triad.session)] == [
        Presence.PRESENT,
        None,
        Presence.PRESENT,
        Presence.PRESENT,
    ]


def test_a_stand_in_is_sent_in_one_act_and_takes_the_duties_of_the_day(store, triad):
    _ada, ben = store.find(r.Person)
    duty = r.Duty(id=store.new_id(), challenge=triad.challenges[1], kind=DutyKind.LEAD_CHALLENGER, person=ben.id)
    store.apply(add("Duty", duty))
    store.apply(attendance.send_stand_in(store, triad.session, ben.id, " QA manager"))
    found = attendance.who_is_here(store, triad.session)
    assert (found[0].name, found[0].presence) == ("Ben Example", Presence.APOLOGIES)
    assert (found[-1].name, found[-1].detail, found[-1].presence) == (
        "QA manager",
        "Stand-in, Kent",
        Presence.STAND_IN,
    )
    (stands_in,) = store.find(r.Duty, session=triad.session)
    assert (stands_in.authority, stands_in.kind) == (triad.hosts[0], DutyKind.LEAD_CHALLENGER)
    store.undo()
    assert store.find(r.Attendance) == []
    assert store.find(r.Duty) == [duty]
    with pytest.raises(UserError, match="in what role"):
        attendance.send_stand_in(store, triad.session, ben.id, " ")
