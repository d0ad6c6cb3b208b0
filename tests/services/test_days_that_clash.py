"""A day that somebody cannot, or on which an authority is gone, is said in the row of the meeting and on Home."""

from datetime import date, time

import pytest

from peer_challenge.domain.changes import edit
from peer_challenge.domain.choices import DayChoice, Joining, SessionState
from peer_challenge.domain.records import Authority, Round, Session
from peer_challenge.services.day_poll import answer_days
from peer_challenge.services.home import HomeView, home
from peer_challenge.services.meetings import invitation, meetings, set_meeting
from peer_challenge.services.pauses import call_off_meeting
from peer_challenge.services.places import Place
from peer_challenge.services.rounds import set_joining
from peer_challenge.services.timeline import Milestone
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad, authority_id, south_east_round

APRIL = date(2027, 4, 21)


@pytest.fixture
def triad(store: Store) -> Triad:
    made = a_triad(store, ("Kent", "Medway", "Surrey"))
    store.apply(
        set_meeting(store, made.group, held_on=APRIL, starts_at=time(10), joining_link="teams.microsoft.com/l/a")
    )
    return made


def flags(store: Store, triad: Triad) -> tuple[str, ...]:
    (row,) = meetings(store, triad.round)
    return row.flags


def to_move(store: Store, triad: Triad) -> list[str]:
    return [each.words for each in home(store, triad.round).steps if each.place is Place.MEETINGS]


def test_who_cannot_is_named_in_the_row_and_on_home_until_the_meeting_moves(store: Store, triad: Triad) -> None:
    store.apply(answer_days(store, triad.round, triad.hosts[0], {APRIL: DayChoice.NO}))
    assert flags(store, triad)[0] == "Kent cannot meet that day."
    assert to_move(store, triad)[0] == "Kent cannot meet on 21 April 2027: move the meeting of Triad A"
    (session,) = store.find(Session)
    store.apply(call_off_meeting(store, session.id))
    assert not flags(store, triad)


def test_an_authority_that_ends_before_its_meeting_is_named(store: Store, triad: Triad) -> None:
    assert flags(store, triad) == ("Surrey ends on 31 March 2027, before that day.",), "publicly known"
    surrey = store.need(Authority, triad.hosts[2])
    store.apply(edit("", surrey, valid_to=date(2027, 4, 10)))
    assert flags(store, triad) == ("Surrey ends on 10 April 2027, before that day.",)
    assert to_move(store, triad) == ["Surrey will have ended on 21 April 2027: move the meeting of Triad A"]
    store.apply(set_meeting(store, triad.group, held_on=date(2027, 3, 18)))
    assert (flags(store, triad), to_move(store, triad)) == ((), [])


def test_a_link_without_its_beginning_is_taken_whole_and_the_invitation_has_marking_and_name(
    store: Store, triad: Triad
) -> None:
    (session,) = store.find(Session)
    assert (session.joining_link, session.state) == ("https://teams.microsoft.com/l/a", SessionState.PLANNED)
    text = invitation(store, triad.group)[1]
    assert text.startswith(f"{store.need(Round, triad.round).marking}\n\nDear colleagues,")
    assert text.endswith("With best wishes\n\nCoordinator\n")


def counted(view: HomeView) -> tuple[str, str]:
    strip: Milestone = next(each for each in view.milestones if each.id == "shared")
    return view.tiles[0].of, strip.so_far


def test_after_a_decline_tiles_and_strip_count_the_same(store: Store, triad: Triad) -> None:
    for host in triad.hosts:
        store.apply(set_joining(store, triad.round, host, Joining.JOINED))
    store.apply(set_joining(store, triad.round, triad.hosts[0], Joining.DECLINED))
    assert counted(home(store, triad.round)) == ("of 2", "0 of 2")


def test_who_said_yes_has_joined_and_home_asks_nobody_again(store: Store) -> None:
    round_id = south_east_round(store)
    store.apply(set_joining(store, round_id, authority_id(store, "Kent"), Joining.JOINED))
    view = home(store, round_id)
    words = {row.name: row.cells[0].words for row in view.rows}
    assert (words["Kent"], words["Medway"]) == ("Joined", "Taking part")
    assert "ask" not in {each.id for each in view.steps}
