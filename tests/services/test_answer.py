"""The answer says only what is true of the data, what it rests on, and what it does not prove."""

from datetime import date, timedelta

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import Again, AskOrOffer, EntryMode, IntroductionState, LinkedTo, ReportState, Stage
from peer_challenge.services import answer, follow_on, time_spent, value
from peer_challenge.storage.store import Store
from tests.builders import MEETING, Triad, a_finding, a_sef, a_triad_that_met

KENT, MEDWAY, SLOUGH = range(3)
SIX_MONTHS_ON = date(2027, 5, 12)


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad_that_met(store)


def log(store: Store, triad: Triad, host: int, by: int, stage: Stage, minutes: int, people: int = 1) -> None:
    mode = EntryMode.ESTIMATE
    act = time_spent.log_time(store, triad.challenges[host], triad.hosts[by], stage, minutes, people=people, mode=mode)
    store.apply(act)


def headlines(store: Store, triad: Triad, today: date = MEETING) -> dict[str, tuple[str, str]]:
    view = answer.answer_of(store, triad.round, today)
    return {each.question: (each.figure, each.rests_on) for each in view.headlines}


def test_before_anybody_said_anything_nothing_is_claimed(store: Store, triad: Triad) -> None:
    assert headlines(store, triad) == {
        "How much officer time did it take?": ("Not known yet", "Nobody has told us their time yet."),
        "How much of it was administration?": ("Not known yet", "Nobody has told us their time yet."),
        "What had hosts changed because of it at six months?": (
            "Not known yet",
            "It is asked six months after each meeting: the first on 12 May 2027, the last on 12 May 2027.",
        ),
        "Would they do it again?": ("Not known yet", "Nobody has said whether they would do it again."),
        "How does it compare with last round?": (
            "This is the baseline",
            "It is the first round whose time is in this round file: there is nothing to compare it with, and on its "
            "own it proves no saving.",
        ),
    }


def test_the_five_headlines_worked_by_hand(store: Store, triad: Triad) -> None:
    """Kent 3 × 60 + 60 = 240 minutes, Medway 120: 6 hours, 3 each; write-up 60 + 30 of 360 minutes is 25%."""
    log(store, triad, KENT, KENT, Stage.SESSION, 60, people=3)
    log(store, triad, KENT, KENT, Stage.WRITE_UP, 60)
    log(store, triad, KENT, MEDWAY, Stage.PREPARATION, 90)
    log(store, triad, KENT, MEDWAY, Stage.SET_UP, 30)
    for host, by, again in ((KENT, KENT, Again.YES), (KENT, MEDWAY, Again.YES), (MEDWAY, KENT, Again.NO)):
        store.apply(value.evaluate(store, triad.challenges[host], triad.hosts[by], None, again, ""))
    told = headlines(store, triad)
    assert told["How much officer time did it take?"] == (
        "At least 3 hours for each authority",
        "The mean of those that told us, from 2 hours to 4 hours. 2 of 3 authorities have told us their time. "
        "Every person’s time counts; all of it is estimated. Time was told for 2 of the 9 places that authorities "
        "held in challenges; the rest would add to it.",
    )
    assert told["How much of it was administration?"] == (
        "25%",
        "Set-up and write-up, of 6 hours. Preparation and the meeting were 75%.",
    )
    assert told["Would they do it again?"] == (
        "2 of 3 answers say yes; 9 were possible",
        "1 no, 0 not sure; from 2 authorities. An authority answers once for each challenge it was in.",
    )
    view = answer.answer_of(store, triad.round, MEETING)
    assert view.coverage == (
        "2 of 3 authorities have told us their time, for 2 of the 9 places they held in challenges"
    )
    assert view.statement == (
        "For Autumn 2026, 2 of 3 authorities told us that their people spent at least 6 hours (0.8 working days of 7.4 "
        "hours), 50% of it in the meetings and 25% on set-up and write-up; all of it is estimated. Time was told for "
        "2 of the 9 places that authorities held in challenges; the rest would add to it."
    )


def test_once_every_place_has_told_and_answered_nothing_is_a_floor(store: Store, triad: Triad) -> None:
    """9 places of 60 minutes: 9 hours of 3 authorities, 3 each, and 9 answers of 9."""
    for host in range(3):
        for by in range(3):
            log(store, triad, host, by, Stage.SESSION, 60)
            store.apply(value.evaluate(store, triad.challenges[host], triad.hosts[by], None, Again.YES, ""))
    told = headlines(store, triad)
    assert told["How much officer time did it take?"][0] == "3 hours for each authority"
    assert told["Would they do it again?"][0] == "9 of 9 answers say yes"
    view = answer.answer_of(store, triad.round, MEETING)
    assert view.coverage == "3 of 3 authorities have told us their time"
    assert "spent 9 hours" in view.statement


def test_what_changed_at_six_months_is_the_hosts_words(store: Store, triad: Triad) -> None:
    for host, words in ((KENT, "Audits are read by two people."), (MEDWAY, "")):
        again = Again.YES if not words else None
        store.apply(value.evaluate(store, triad.challenges[host], triad.hosts[host], None, again, words, months=6))
    store.apply(value.evaluate(store, triad.challenges[KENT], triad.hosts[MEDWAY], None, None, "Theirs", months=6))
    view = answer.answer_of(store, triad.round, SIX_MONTHS_ON)
    assert [each.sentence for each in view.changed] == ["Kent: Audits are read by two people."]
    assert headlines(store, triad, SIX_MONTHS_ON)["What had hosts changed because of it at six months?"] == (
        "1 of 2 hosts names a change",
        "2 hosts have answered at six months, of 3 due by now and 3 in the round. In their own words; nobody has "
        "checked what caused it.",
    )
    assert view.value.again[Again.YES] == 0, "what was said later does not count as said at first"


@pytest.mark.parametrize(
    ("minutes_now", "figure"),
    [(60, "1.0 hours fewer for each"), (120, "No difference"), (240, "2.0 hours more for each")],
)
def test_against_last_round_only_those_that_told_both_times(
    store: Store, triad: Triad, minutes_now: int, figure: str
) -> None:
    """Kent told 120 minutes before; Medway told only then, Slough only now: neither counts."""
    before = store.need(r.Round, triad.round)
    store.apply(edit("Last year", before, name="Autumn 2025", starts=date(2025, 9, 1)))
    now = store.new_id()
    group, challenge = store.new_id(), store.new_id()
    store.apply(
        add(
            "This year",
            r.Round(id=now, name="Autumn 2026", framework=before.framework, starts=date(2026, 9, 1)),
            r.Challenge(id=challenge, round=now, group=group, host=triad.hosts[KENT]),
        )
    )
    log(store, triad, KENT, KENT, Stage.SESSION, 120)
    log(store, triad, KENT, MEDWAY, Stage.SESSION, 999)
    for authority, minutes in ((KENT, minutes_now), (SLOUGH, 999)):
        store.apply(time_spent.log_time(store, challenge, triad.hosts[authority], Stage.SESSION, minutes))
    last = answer.answer_of(store, now).headlines[-1]
    assert last.figure == figure
    assert last.rests_on == (
        f"{minutes_now / 60:g} hours against 2 in Autumn 2025, for the 1 authority that told us both times. Other "
        "hosts, other groups and other people: a difference is not yet a saving."
    )


def test_every_answer_is_a_point_by_how_long_before_the_sef_was_shared(store: Store, triad: Triad) -> None:
    a_sef(store, triad, shared_on=MEETING - timedelta(days=20))
    for host, by, score in ((KENT, KENT, 5), (KENT, MEDWAY, 4), (SLOUGH, SLOUGH, 2)):
        store.apply(value.evaluate(store, triad.challenges[host], triad.hosts[by], score, None, ""))
    points = answer.answer_of(store, triad.round).points
    assert [(each.host, each.lead_days, each.score, each.as_host) for each in points] == [
        ("Kent", 20, 5, True),
        ("Kent", 20, 4, False),
        ("Slough", 0, 2, True),
    ]
    assert len({each.id for each in points}) == 3


def test_the_measures_worked_by_hand(store: Store, triad: Triad) -> None:
    one, two = a_finding(store, triad, "on two"), a_finding(store, triad, "on one")
    for finding, kinds in ((one, (LinkedTo.NOTE, LinkedTo.CLAIM)), (two, (LinkedTo.NOTE, LinkedTo.NOTE))):
        store.apply(
            add(
                "Rest",
                *(
                    r.FindingLink(
                        id=store.new_id(),
                        challenge=triad.challenges[0],
                        finding=finding,
                        linked_to=kind,
                        target=store.new_id(),
                    )
                    for kind in kinds
                ),
            )
        )
    log(store, triad, KENT, KENT, Stage.PREPARATION, 120)
    log(store, triad, MEDWAY, KENT, Stage.SET_UP, 60)
    log(store, triad, MEDWAY, MEDWAY, Stage.SESSION, 240)
    said = ((KENT, AskOrOffer.ASK, 0), (KENT, AskOrOffer.ASK, 1), (MEDWAY, AskOrOffer.OFFER, 0))
    for authority, kind, line in said:
        store.apply(
            add(
                "Say",
                r.AskOffer(
                    id=store.new_id(),
                    challenge=triad.challenges[0],
                    authority=triad.hosts[authority],
                    kind=kind,
                    text="x",
                    line=triad.lines[line],
                ),
            )
        )
    one, other, offered = store.find(r.AskOffer)
    for asked, state in ((one, IntroductionState.NO_HELP), (other, IntroductionState.PROPOSED)):
        made = r.Introduction(
            id=store.new_id(),
            round=triad.round,
            ask=asked.id,
            offer=offered.id,
            asking=asked.authority,
            offering=offered.authority,
            state=state,
        )
        store.apply(add("Introduce", made))
    for days, version in ((14, 1), (15, 1)):
        store.apply(
            add(
                "Issue",
                r.ReportIssue(
                    id=store.new_id(),
                    challenge=triad.challenges[days - 14],
                    version=version,
                    state=ReportState.FINAL,
                    issued_at=store.now().replace(day=12) + timedelta(days=days),
                ),
            )
        )
    for done in (date(2027, 5, 12), date(2027, 6, 1), None):
        store.apply(
            add(
                "Act",
                r.Action(
                    id=store.new_id(), challenge=triad.challenges[0], authority=triad.hosts[0], text="x", done_on=done
                ),
            )
        )
    store.apply(follow_on.add_prompted(store, triad.challenges[0], triad.hosts[0], "Joint audit", done_on=MEETING))
    store.apply(follow_on.add_prompted(store, triad.challenges[0], triad.hosts[1], "Same form"))
    figures = {each.name: each.figure for each in answer.answer_of(store, triad.round, date(2027, 11, 12)).measures}
    assert figures == {
        "Hours on a challenge": "median 3.5 hours",  # 2 on Kent, 5 on Medway
        "Hours for each agreed finding": "3.5 hours",  # 7 ÷ 2
        "Set-up and preparation for each authority": "1.5 hours",  # 180 ÷ 2
        "As many days of a consultant": "0.9 days",  # 7 ÷ 7.4
        "Usefulness, say hosts": "Not known yet",
        "Usefulness, say challengers": "Not known yet",
        "Findings that rest on two kinds of source": "1 of 2",
        "Asks brought together with an offer": "1 of 2",  # one introduction made, one only proposed
        "Working days from meeting to final report": "median 10.5, 1 of 2 within 10",  # 26 and 27 November
        "Corrections proposed by hosts": "0",
        "Next steps taken on": "3",
        "Next steps done at 6 months": "1 of 3",
        "Next steps done at 12 months": "2 of 3",
        "QA activity prompted": "2, 1 of them done",
        "SEF text carried over from last round": "Not known yet",
    }
    assert [each.when for each in follow_on.prompted(store, triad.round)] == ["done 12 November 2026", "no date yet"]
