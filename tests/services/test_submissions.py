"""A SEF goes from not started to shared, step by step, and says plainly when a step is not open."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import EvidenceKind, SessionState, SubmissionState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Answer, Claim, Evidence, EvidenceLink, Round, Session, Submission
from peer_challenge.services import sefs, submissions
from peer_challenge.services.submission_rows import Sharing, SubmissionRow, sharing_of
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad


@pytest.fixture
def triad(store: Store) -> Triad:
    made = a_triad(store)
    store.apply(edit("Set due day", store.need(Round, made.round), sef_due=date(2026, 10, 26)))
    store.apply(submissions.start_submissions(store, made.round))
    return made


@pytest.fixture
def kent(store: Store, triad: Triad) -> UUID:
    found = submissions.submission_of(store, triad.round, triad.hosts[0])
    assert found is not None
    return found.id


def written(store: Store, triad: Triad, submission: UUID) -> None:
    for line in triad.lines:
        store.apply(sefs.write_answer(store, submission, line, text="We look at what changed for the child."))


def sent(store: Store, triad: Triad, submission: UUID) -> None:
    written(store, triad, submission)
    store.apply(submissions.sign_off(store, submission, "Director"))
    store.apply(submissions.submit(store, submission))


def row(store: Store, triad: Triad, name: str = "Kent") -> SubmissionRow:
    return next(each for each in submissions.overview(store, triad.round) if each.name == name)


def meet(store: Store, triad: Triad, day: date, state: SessionState = SessionState.PLANNED) -> None:
    session = Session(id=store.new_id(), round=triad.round, group=triad.group, held_on=day, state=state)
    store.apply(add("Plan session", session))


def test_every_authority_gets_one_sef_and_only_once(store: Store, triad: Triad) -> None:
    assert [each.name for each in submissions.overview(store, triad.round)] == ["Kent", "Medway", "Slough"]
    assert not submissions.start_submissions(store, triad.round)
    assert len(store.find(Submission)) == 3


def test_the_whole_way_to_the_group(store: Store, triad: Triad, kent: UUID) -> None:
    sent(store, triad, kent)
    store.apply(submissions.accept(store, kent))
    store.apply(submissions.share(store, kent, date(2026, 11, 2)))
    sef = store.need(Submission, kent)
    assert (sef.state, sef.submitted_on, sef.shared_on) == (
        SubmissionState.SHARED,
        date(2026, 11, 5),
        date(2026, 11, 2),
    )
    assert sef.signed_off_by == "Director"


def test_an_authority_may_share_before_anybody_accepts(store: Store, triad: Triad, kent: UUID) -> None:
    sent(store, triad, kent)
    store.apply(submissions.share(store, kent, date(2026, 11, 5)))
    assert store.need(Submission, kent).state is SubmissionState.SHARED


STEPS = {
    "signed off": lambda store, sef: submissions.sign_off(store, sef, "Director"),
    "taken back to drafting": submissions.take_back,
    "sent": submissions.submit,
    "returned": lambda store, sef: submissions.return_to_author(store, sef, "Shorter, please."),
    "accepted": submissions.accept,
    "shared with the group": lambda store, sef: submissions.share(store, sef, date(2026, 11, 5)),
    "withdrawn": submissions.withdraw,
    "followed by a new version": submissions.new_version,
}
OPEN = {
    SubmissionState.NOT_STARTED: {"signed off"},
    SubmissionState.DRAFTING: {"signed off", "withdrawn"},
    SubmissionState.SIGNED_OFF: {"taken back to drafting", "sent", "withdrawn"},
    SubmissionState.SUBMITTED: {
        "returned",
        "accepted",
        "shared with the group",
        "withdrawn",
        "followed by a new version",
    },
    SubmissionState.RETURNED: {"signed off", "withdrawn"},
    SubmissionState.ACCEPTED: {"returned", "shared with the group", "withdrawn", "followed by a new version"},
    SubmissionState.SHARED: {"withdrawn", "followed by a new version"},
    SubmissionState.WITHDRAWN: {"followed by a new version"},
}


@pytest.mark.parametrize("state", list(SubmissionState))
def test_only_the_steps_that_are_open_can_be_taken(
    store: Store, triad: Triad, kent: UUID, state: SubmissionState
) -> None:
    written(store, triad, kent)
    store.apply(edit("Set", store.need(Submission, kent), state=state))
    for what, step in STEPS.items():
        if what in OPEN[state]:
            assert step(store, kent), what
        else:
            with pytest.raises(UserError) as told:
                step(store, kent)
            assert told.value.sentence == f"The SEF of Kent is {state.words.lower()}, so it cannot be {what}."


def test_the_least_is_a_paragraph_a_line(store: Store, triad: Triad, kent: UUID) -> None:
    store.apply(sefs.write_answer(store, kent, triad.lines[0], text="One paragraph."))
    with pytest.raises(UserError, match=r"nothing under “Voice of the child” yet\. Write a paragraph, or attach"):
        submissions.sign_off(store, kent, "Director")
    store.apply(sefs.add_claim(store, kent, triad.lines[1], "Children help to write the plan."))
    assert submissions.sign_off(store, kent, "Director")


def test_a_document_alone_is_enough(store: Store, kent: UUID) -> None:
    store.apply(edit("Attach", store.need(Submission, kent), document="ab" * 32, document_name="sef.pdf"))
    assert submissions.sign_off(store, kent, "Director")


def test_somebody_must_stand_behind_it_and_say_why_it_comes_back(store: Store, triad: Triad, kent: UUID) -> None:
    written(store, triad, kent)
    with pytest.raises(UserError, match="Say who signs it off"):
        submissions.sign_off(store, kent, "  ")
    store.apply(submissions.sign_off(store, kent, "Director"))
    store.apply(submissions.submit(store, kent))
    with pytest.raises(UserError, match="Say why it is returned"):
        submissions.return_to_author(store, kent, "")


def test_a_correction_does_not_make_it_late(store: Store, triad: Triad, kent: UUID) -> None:
    sent(store, triad, kent)
    first = date(2026, 10, 20)
    store.apply(edit("Set day", store.need(Submission, kent), submitted_on=first))
    store.apply(submissions.return_to_author(store, kent, "The second table is last year’s."))
    assert store.need(Submission, kent).returned_because
    assert not row(store, triad).overdue
    store.apply(submissions.sign_off(store, kent, "Director"))
    store.apply(submissions.submit(store, kent))
    sef = store.need(Submission, kent)
    assert (sef.submitted_on, sef.returned_because) == (first, "")
    assert row(store, triad).due_words == "Sent in time"


def test_sharing_on_a_day_still_to_come_is_refused(store: Store, triad: Triad, kent: UUID) -> None:
    sent(store, triad, kent)
    with pytest.raises(UserError, match="6 November 2026 is still to come"):
        submissions.share(store, kent, date(2026, 11, 6))


def test_late_is_worked_out_from_dates(store: Store, triad: Triad, kent: UUID) -> None:
    assert row(store, triad).overdue
    assert row(store, triad).due_words == "10 days late"
    store.apply(submissions.agree_due_day(store, kent, date(2026, 11, 6)))
    assert row(store, triad).due_words == "Due in 1 day"
    store.apply(submissions.agree_due_day(store, kent, date(2026, 11, 5)))
    assert row(store, triad).due_words == "Due today"
    store.apply(submissions.agree_due_day(store, kent, None))
    sent(store, triad, kent)
    assert row(store, triad).due_words == "Sent 10 days late"
    assert not row(store, triad).overdue


def test_lead_days_count_to_the_first_meeting_that_stands(store: Store, triad: Triad, kent: UUID) -> None:
    meet(store, triad, date(2026, 11, 10), SessionState.CANCELLED)
    meet(store, triad, date(2026, 12, 1))
    meet(store, triad, date(2026, 11, 20))
    assert row(store, triad).sharing is Sharing.NOT_SHARED
    sent(store, triad, kent)
    store.apply(submissions.share(store, kent, date(2026, 11, 5)))
    assert row(store, triad).lead_days == 15
    assert row(store, triad).sharing is Sharing.IN_TIME
    assert row(store, triad).sharing_words == "Shared 15 days before"


@pytest.mark.parametrize(
    ("shared", "meeting", "expected"),
    [
        (date(2026, 11, 1), date(2026, 11, 15), Sharing.IN_TIME),
        (date(2026, 11, 2), date(2026, 11, 15), Sharing.LATE),
        (date(2026, 11, 15), date(2026, 11, 15), Sharing.NOT_SHARED),
        (None, date(2026, 11, 15), Sharing.NOT_SHARED),
        (date(2026, 11, 1), None, Sharing.NO_DATE),
    ],
)
def test_in_time_is_fourteen_days_before(shared: date | None, meeting: date | None, expected: Sharing) -> None:
    assert sharing_of(shared, meeting, 14) is expected


def test_what_is_written_is_counted_by_line(store: Store, triad: Triad, kent: UUID) -> None:
    store.apply(sefs.write_answer(store, kent, triad.lines[0], text="Five words stand here\nnow"))
    store.apply(sefs.add_claim(store, kent, triad.lines[1], "Children help.", how_known="Audit"))
    assert row(store, triad).written_words == "Impact of QA: 5 words; Voice of the child: 3 words, 1 statement"
    assert row(store, triad, "Medway").written_words == "Nothing yet"
    assert row(store, triad).sentence == (
        "Kent: drafting, 10 days late, not shared, impact of QA: 5 words; Voice of the child: 3 words, 1 statement."
    )


def test_a_new_version_carries_everything_over(store: Store, triad: Triad, kent: UUID) -> None:
    written(store, triad, kent)
    store.apply(sefs.add_claim(store, kent, triad.lines[0], "Audits lead to action."))
    store.apply(sefs.add_evidence(store, kent, EvidenceKind.AUDIT, "Audit summary"))
    (claim,), (evidence,) = store.find(Claim, submission=kent), store.find(Evidence, submission=kent)
    store.apply(sefs.link_evidence(store, claim.id, evidence.id))
    sent_first = store.need(Submission, kent)
    store.apply(submissions.sign_off(store, kent, "Director"))
    store.apply(submissions.submit(store, kent))
    store.apply(submissions.share(store, kent, date(2026, 11, 5)))
    store.apply(submissions.new_version(store, kent))

    newest = submissions.submission_of(store, triad.round, sent_first.authority)
    assert newest is not None
    assert (newest.version, newest.carried_from, newest.state) == (2, kent, SubmissionState.DRAFTING)
    assert [each.text for each in store.find(Answer, submission=newest.id)] == [
        each.text for each in store.find(Answer, submission=kent)
    ]
    (copied,), (piece,) = store.find(Claim, submission=newest.id), store.find(Evidence, submission=newest.id)
    (link,) = store.find(EvidenceLink, submission=newest.id)
    assert (link.claim, link.evidence) == (copied.id, piece.id)
    assert replace(copied, id=claim.id, submission=kent) == claim
    assert row(store, triad).version == 2
    assert row(store, triad).shared_on == date(2026, 11, 5), "the first version still stands"
    with pytest.raises(UserError, match="There is a later version already"):
        submissions.new_version(store, kent)


def test_a_withdrawn_sef_no_longer_counts_as_shared(store: Store, triad: Triad, kent: UUID) -> None:
    sent(store, triad, kent)
    store.apply(submissions.share(store, kent, date(2026, 11, 5)))
    store.apply(submissions.withdraw(store, kent))
    assert row(store, triad).shared_on is None
    store.undo()
    assert row(store, triad).state is SubmissionState.SHARED
