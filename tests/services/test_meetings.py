"""The meetings calendar: groups without a day first, edits that plan, what collides, and what waits."""

from datetime import date, time

import pytest

from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import DayChoice, DutyKind, PauseReason, RelationshipKind, SessionState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import AgendaItem, Authority, DayAnswer, Group, Pause, Person, Relationship, Session
from peer_challenge.services import day_poll, pauses
from peer_challenge.services.challenges import duty
from peer_challenge.services.meetings import Meeting, invitation, meetings, set_meeting
from peer_challenge.services.report_life import report_rows
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad_in_session, two_triads

THE_DAY, A_WEEK_ON = date(2027, 1, 14), date(2027, 1, 21)


@pytest.fixture
def triads(store: Store) -> tuple[Triad, Triad]:
    return two_triads(store)


def row(store: Store, triad: Triad) -> Meeting:
    return next(each for each in meetings(store, triad.round) if each.id == triad.group)


def dated(store: Store, triad: Triad, day: date = THE_DAY, **fields: object) -> Session:
    store.apply(set_meeting(store, triad.group, held_on=day, starts_at=time(10), **fields))
    session = row(store, triad).session
    assert session is not None
    return session


def test_groups_without_a_day_come_first_then_by_date(store: Store, triads: tuple[Triad, Triad]) -> None:
    one, other = triads
    assert [each.when_words for each in meetings(store, one.round)] == ["No day yet", "No day yet"]
    dated(store, one)
    assert [each.group for each in meetings(store, one.round)] == ["Triad B", "Triad A"]
    dated(store, other, A_WEEK_ON)
    assert [each.group for each in meetings(store, one.round)] == ["Triad A", "Triad B"]
    assert row(store, one).sentence == "Triad A, Kent, Medway, Slough: Thursday 14 January 2027, 10am, planned."


def test_the_first_day_given_plans_the_meeting_with_its_agenda_and_one_undo_takes_it_back(
    store: Store, triads: tuple[Triad, Triad]
) -> None:
    made = dated(store, triads[0], joining_link=" https://teams.example/a ")
    assert (made.joining_link, made.minutes) == ("https://teams.example/a", 170)
    assert len(store.find(AgendaItem, session=made.id)) == 5
    store.undo()
    assert row(store, triads[0]).session is None


def test_a_link_that_is_none_and_a_meeting_that_was_held_are_refused(store: Store, triads: tuple[Triad, Triad]) -> None:
    with pytest.raises(UserError, match="is no link"):
        set_meeting(store, triads[0].group, joining_link="Teams")
    made = dated(store, triads[0])
    store.apply(edit("Hold", made, state=SessionState.HELD))
    with pytest.raises(UserError, match="was held"):
        set_meeting(store, triads[0].group, held_on=A_WEEK_ON)


def test_two_meetings_on_a_day_are_flagged_only_for_what_they_share(store: Store, triads: tuple[Triad, Triad]) -> None:
    one, other = triads
    dated(store, one), dated(store, other)
    assert row(store, one).flags == ()
    facilitator = Person(id=store.new_id(), name="Pat Example")
    here = duty(one.challenges[0], DutyKind.FACILITATOR, authority=None, person=facilitator.id)
    there = duty(other.challenges[1], DutyKind.NOTE_TAKER, authority=None, person=facilitator.id)
    store.apply(add("Duties", facilitator, here, there))
    assert row(store, one).flags == ("Same day: the facilitator of Kent is note taker of Reading in Triad B.",)
    assert "Pat" not in row(store, one).sentence
    dated(store, other, A_WEEK_ON)
    assert row(store, one).flags == ()


def test_shared_leadership_is_flagged_too(store: Store, triads: tuple[Triad, Triad]) -> None:
    one, other = triads
    first, second = sorted((one.hosts[0], other.hosts[0]), key=str)
    store.apply(
        add("Link", Relationship(id=store.new_id(), first=first, second=second, kind=RelationshipKind.SAME_LEADERSHIP))
    )
    dated(store, one), dated(store, other)
    name = store.need(Authority, other.hosts[0]).name
    assert row(store, one).flags == (f"Same day: the leadership of Kent is also that of {name} in Triad B.",)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2027, 1, 16), "Saturday 16 January 2027 is no working day."),
        (date(2027, 3, 26), "Friday 26 March 2027 is no working day."),
        (date(2027, 2, 17), "The day is within the usual February half-term."),
        (date(2026, 11, 3), "The day has passed: say that it was held, or give another."),
    ],
)
def test_a_day_that_nobody_works_on_is_flagged_and_allowed(
    store: Store, triads: tuple[Triad, Triad], day: date, said: str
) -> None:
    dated(store, triads[0], day)
    assert said in row(store, triads[0]).flags


# pauses -------------------------------------------------------------------------------------------------------------


def test_a_paused_meeting_waits_with_all_its_challenges_and_goes_on_on_its_new_day(
    store: Store, triads: tuple[Triad, Triad]
) -> None:
    made = dated(store, triads[0])
    store.apply(pauses.pause_meeting(store, made.id, PauseReason.INSPECTION, date(2027, 1, 11)))
    waiting = row(store, triads[0])
    assert waiting.state_words == "Paused"
    assert waiting.waiting_words[0] == "Everybody waits since 11 January 2027: Ofsted inspection."
    store.apply(pauses.postpone_meeting(store, made.id, date(2027, 2, 3)))
    moved = row(store, triads[0])
    assert (moved.when_words, moved.state_words, moved.waiting) == ("Wednesday 3 February 2027, 10am", "Planned", ())
    assert {each.until for each in store.find(Pause)} == {date(2027, 2, 3)}
    store.undo(), store.undo()
    assert store.find(Pause) == []
    assert row(store, triads[0]).state_words == "Planned"


def test_a_report_is_due_without_the_days_its_own_host_waited(store: Store, triads: tuple[Triad, Triad]) -> None:
    made = dated(store, triads[0], date(2026, 11, 2))
    store.apply(edit("Hold", made, state=SessionState.HELD))
    kent = triads[0].challenges[0]
    store.apply(pauses.pause_challenge(store, kent, PauseReason.INSPECTION, date(2026, 11, 4)))
    with pytest.raises(UserError, match="waits already"):
        pauses.pause_challenge(store, kent, PauseReason.OTHER)
    store.apply(pauses.challenge_goes_on(store, kent, date(2026, 11, 11)))
    due = {each.host: (each.due_after_hold, each.due_on) for each in report_rows(store, triads[0].round)}
    assert due["Kent"] == (date(2026, 11, 23), date(2026, 11, 16)), "five working days waited, 4 to 10 November"
    assert due["Medway"] == (date(2026, 11, 16), date(2026, 11, 16))
    (kent_row,) = [each for each in report_rows(store, triads[0].round) if each.host == "Kent"]
    assert kent_row.hold_words == "Without the pause it would be due 16 November 2026."


def test_called_off_and_put_back(store: Store, triads: tuple[Triad, Triad]) -> None:
    made = dated(store, triads[0])
    store.apply(pauses.call_off_meeting(store, made.id))
    assert row(store, triads[0]).state_words == "Called off"
    assert "is called off" in invitation(store, triads[0].group)[1]
    with pytest.raises(UserError, match="Put it back first"):
        set_meeting(store, triads[0].group, held_on=A_WEEK_ON)
    store.apply(pauses.meeting_goes_on(store, made.id))
    assert row(store, triads[0]).state_words == "Planned"
    with pytest.raises(UserError, match="Give another day"):
        pauses.postpone_meeting(store, made.id, THE_DAY)


def test_an_invitation_says_when_where_and_never_why_it_waits(store: Store, triads: tuple[Triad, Triad]) -> None:
    with pytest.raises(UserError, match="no day yet"):
        invitation(store, triads[0].group)
    made = dated(store, triads[0], joining_link="https://teams.example/a")
    store.apply(pauses.pause_meeting(store, made.id, PauseReason.INSPECTION))
    subject, text = invitation(store, triads[0].group)
    assert subject == "Peer challenge: Triad A on 14 January 2027"
    assert "When: Thursday 14 January 2027, 10am, 170 minutes" in text
    assert "Join: https://teams.example/a" in text
    assert "paused for now" in text
    assert "nspection" not in text


# best days ----------------------------------------------------------------------------------------------------------


def test_best_days_are_those_everybody_can(store: Store, triads: tuple[Triad, Triad]) -> None:
    one, other = triads
    days = [date(2027, 1, 12), date(2027, 1, 13), THE_DAY, date(2027, 2, 17)]
    store.apply(day_poll.ask_about(store, one.round, days))
    yes, no, push = DayChoice.YES, DayChoice.NO, DayChoice.IF_NEED_BE
    for host, said in zip(one.hosts, ((no, yes, yes, yes), (yes, push, yes, yes), (yes, yes, yes, yes)), strict=True):
        store.apply(day_poll.answer_days(store, one.round, host, dict(zip(days, said, strict=True))))
    best = day_poll.best_days(store, one.round, one.group)
    assert [each.id for each in best] == [THE_DAY, date(2027, 2, 17), date(2027, 1, 13), date(2027, 1, 12)]
    assert best[0].sentence == "Thursday 14 January 2027: Everybody can."
    assert best[1].against == ("Within the usual February half-term.",)
    assert best[2].words == "2 can; if need be: Medway."
    assert best[3].words == "2 can; cannot: Kent."
    assert all(len(each.silent) == 3 for each in day_poll.best_days(store, one.round, other.group))


def test_a_day_on_which_somebody_sits_elsewhere_ranks_lower_and_says_why(
    store: Store, triads: tuple[Triad, Triad]
) -> None:
    one, other = triads
    store.apply(day_poll.ask_about(store, one.round, [THE_DAY, A_WEEK_ON]))
    person = Person(id=store.new_id(), name="Pat Example")
    given = [duty(each.challenges[0], DutyKind.NOTE_TAKER, authority=None, person=person.id) for each in triads]
    store.apply(add("Duties", person, *given))
    dated(store, other)
    best = day_poll.best_days(store, one.round, one.group)
    assert [each.id for each in best] == [A_WEEK_ON, THE_DAY]
    assert best[1].against == ("The note taker of Kent is note taker of Oxfordshire in Triad B that day.",)


def test_an_answer_has_one_id_in_every_copy_and_bad_dates_come_from_a_form(
    store: Store, triads: tuple[Triad, Triad]
) -> None:
    one, kent = triads[0], triads[0].hosts[0]
    store.apply(day_poll.answer_days(store, one.round, kent, {THE_DAY: DayChoice.YES}))
    store.apply(day_poll.bad_dates(store, one.round, kent, [THE_DAY, A_WEEK_ON]))
    assert [(each.day, each.can) for each in day_poll.answers_of(store, one.round, kent)] == [
        (THE_DAY, DayChoice.NO),
        (A_WEEK_ON, DayChoice.NO),
    ]
    store.apply(day_poll.bad_dates(store, one.round, kent, [A_WEEK_ON]))
    assert [each.day for each in store.find(DayAnswer)] == [A_WEEK_ON]


def test_only_working_days_are_asked_about(store: Store, triads: tuple[Triad, Triad]) -> None:
    with pytest.raises(UserError, match="weekend or a bank holiday"):
        day_poll.ask_about(store, triads[0].round, [date(2027, 1, 16)])
    days = day_poll.working_days_between(date(2026, 12, 17), date(2027, 1, 6))
    assert [each.day for each in days] == [17, 18, 4, 5, 6], "neither weekends nor Christmas"


def test_a_session_planned_on_its_own_page_stands_in_the_calendar(store: Store) -> None:
    triad = a_triad_in_session(store)
    (meeting,) = meetings(store, triad.round)
    assert meeting.session is not None
    assert meeting.session.id == triad.session
    assert store.need(Group, meeting.id).name == meeting.group
