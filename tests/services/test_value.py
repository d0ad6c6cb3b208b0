"""Usefulness is shown beside when the SEF was shared, and small numbers are said as such."""

from datetime import date, timedelta

import pytest

from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import Again, SubmissionState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id
from peer_challenge.domain.records import Evaluation, Session, Submission
from peer_challenge.services import submissions, value
from peer_challenge.services.submission_rows import Sharing
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad

KENT, MEDWAY, SLOUGH = range(3)
MEETING = date(2026, 11, 20)


@pytest.fixture
def triad(store: Store) -> Triad:
    """Kent shared 20 days before the meeting, Medway 3 days before, Slough not at all."""
    made = a_triad(store)
    store.apply(add("Plan", Session(id=store.new_id(), round=made.round, group=made.group, held_on=MEETING)))
    store.apply(submissions.start_submissions(store, made.round))
    for host, days in ((KENT, 20), (MEDWAY, 3)):
        sef = store.need(Submission, known_id("submission", made.round, made.hosts[host]))
        store.apply(edit("Share", sef, state=SubmissionState.SHARED, shared_on=MEETING - timedelta(days=days)))
    return made


def say(store: Store, triad: Triad, host: int, authority: int, score: int | None, again: Again | None = None) -> None:
    store.apply(value.evaluate(store, triad.challenges[host], triad.hosts[authority], score, again, ""))


def test_scores_stand_beside_when_the_sef_was_shared(store: Store, triad: Triad) -> None:
    say(store, triad, KENT, KENT, 5, Again.YES)
    say(store, triad, KENT, MEDWAY, 4, Again.YES)
    say(store, triad, KENT, SLOUGH, 2, Again.NOT_SURE)
    say(store, triad, MEDWAY, SLOUGH, 3)
    view = value.value_view(store, triad.round)
    assert [(each.host, each.sharing, each.lead_days, each.by_host, each.by_challengers) for each in view.rows] == [
        ("Kent", Sharing.IN_TIME, 20, 5, (4, 2)),
        ("Medway", Sharing.LATE, 3, None, (3,)),
        ("Slough", Sharing.NOT_SHARED, None, None, ()),
    ]
    assert {each.sharing: each.words for each in view.groups} == {
        Sharing.IN_TIME: "median 4 of 5 (3 answers, from 2 to 5)",
        Sharing.LATE: "3 of 5 (1 answer, too few for a median)",
        Sharing.NOT_SHARED: "no answers yet",
        Sharing.NO_DATE: "no answers yet",
    }
    assert view.again == {Again.YES: 2, Again.NO: 0, Again.NOT_SURE: 1}
    assert view.rows[0].sentence == "Kent: shared in time, host 5 of 5, challengers 4 and 2 of 5, no time logged."


def test_saying_it_again_changes_the_first_answer(store: Store, triad: Triad) -> None:
    say(store, triad, KENT, MEDWAY, 4)
    say(store, triad, KENT, MEDWAY, 2, Again.NO)
    assert [(each.usefulness, each.again) for each in store.find(Evaluation)] == [(2, Again.NO)]
    say(store, triad, KENT, MEDWAY, None, Again.NO)
    assert value.value_view(store, triad.round).answers == 0


def test_an_empty_answer_is_no_answer(store: Store, triad: Triad) -> None:
    assert not value.evaluate(store, triad.challenges[KENT], triad.hosts[KENT], None, None, "  ")


@pytest.mark.parametrize("score", [0, 6])
def test_usefulness_goes_from_one_to_five(store: Store, triad: Triad, score: int) -> None:
    with pytest.raises(UserError, match="Usefulness goes from 1"):
        value.evaluate(store, triad.challenges[KENT], triad.hosts[KENT], score, None, "")


def test_the_host_and_its_challengers_can_say(store: Store, triad: Triad) -> None:
    assert [each.name for each in value.who_can_say(store, triad.challenges[MEDWAY])] == ["Medway", "Kent", "Slough"]


def test_sentences_say_only_what_is_true_of_the_data(store: Store, triad: Triad) -> None:
    assert value.value_sentences(value.value_view(store, triad.round)) == ()
    say(store, triad, KENT, KENT, 5, Again.YES)
    say(store, triad, MEDWAY, MEDWAY, 3, Again.NO)
    assert value.value_sentences(value.value_view(store, triad.round)) == (
        "Shared in time: 5 of 5 (1 answer, too few for a median).",
        "Shared late: 3 of 5 (1 answer, too few for a median).",
        "1 of 2 who answered would do it again.",
        "These are 2 answers: too few to claim that sharing made the difference.",
    )


def test_what_is_said_months_later_stands_beside_the_first_answer(store: Store, triad: Triad) -> None:
    say(store, triad, KENT, KENT, 5, Again.YES)
    store.apply(value.evaluate(store, triad.challenges[KENT], triad.hosts[KENT], 2, Again.NO, "x", months=6))
    later = value.evaluation_of(store, triad.challenges[KENT], triad.hosts[KENT], 6)
    assert (later.usefulness, later.again, later.changed, later.months) == (2, Again.NO, "x", 6)
    assert value.value_view(store, triad.round).rows[0].by_host == 5
