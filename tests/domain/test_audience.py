"""Who may read what: one test a row of the table agreed with the region."""

from datetime import date
from uuid import UUID

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.audience import HERE, ROUND, Reader, Standing, owner_of, readers_of, scope_of, withheld
from peer_challenge.domain.choices import (
    AskOrOffer,
    FindingKind,
    FindingState,
    PauseReason,
    PlanState,
    RelationshipKind,
    ReportSection,
    ReportState,
    RuleKind,
    Stage,
    SubmissionState,
)
from peer_challenge.domain.identifiers import IdentifierKind
from peer_challenge.domain.ids import new_id
from peer_challenge.domain.records import field_types

KENT, SLOUGH, ROUND_ID, LINE = (new_id() for _ in range(4))
CHALLENGE = r.Challenge(id=new_id(), round=ROUND_ID, group=new_id(), host=KENT)
SEF = r.Submission(id=new_id(), round=ROUND_ID, authority=KENT)
ANSWER = r.Answer(id=new_id(), submission=SEF.id, line=LINE, text="We audit monthly.")
FINDING = r.Finding(id=new_id(), challenge=CHALLENGE.id, kind=FindingKind.STRENGTH)


def note() -> r.Note:
    from datetime import UTC, datetime

    return r.Note(id=new_id(), session=new_id(), challenge=CHALLENGE.id, at=datetime(2026, 11, 5, tzinfo=UTC))


def shared(**fields: object) -> Standing:
    from dataclasses import replace

    state = {"state": SubmissionState.SHARED, "shared_on": date(2026, 10, 20), **fields}
    return Standing(submission=replace(SEF, **state))  # type: ignore[arg-type]


def test_sef_text_is_its_authoritys_until_shared() -> None:
    assert readers_of(ANSWER, Standing(submission=SEF)) == {Reader.OWNER}
    assert owner_of(ANSWER, Standing(submission=SEF)) == KENT


def test_a_shared_sef_is_the_groups_and_the_coordinators_only_where_ticked() -> None:
    assert readers_of(ANSWER, shared()) == {Reader.OWNER, Reader.GROUP, Reader.TEAM}
    assert Reader.COORDINATOR in readers_of(ANSWER, shared(text_to_coordinator=True))


def test_a_withdrawn_sef_is_its_authoritys_again() -> None:
    assert readers_of(ANSWER, shared(state=SubmissionState.WITHDRAWN)) == {Reader.OWNER}


def test_the_coordinator_sees_that_a_sef_was_shared() -> None:
    assert Reader.COORDINATOR in readers_of(SEF, Standing())


def test_prepared_questions_are_the_challengers_until_shared_with_the_host() -> None:
    question = r.PreparedQuestion(id=new_id(), challenge=CHALLENGE.id, asked_by=SLOUGH)
    assert readers_of(question, Standing()) == {Reader.AUTHOR, Reader.TEAM}
    told = r.PreparedQuestion(id=new_id(), challenge=CHALLENGE.id, asked_by=SLOUGH, shared=True)
    assert Reader.HOST in readers_of(told, Standing())


@pytest.mark.parametrize("report", list(ReportState))
@pytest.mark.parametrize("ticked", [True, False])
def test_raw_notes_never_reach_the_host(report: ReportState, ticked: bool) -> None:
    from dataclasses import replace

    standing = Standing(challenge=replace(CHALLENGE, notes_to_coordinator=ticked), report=report)
    assert Reader.HOST not in readers_of(note(), standing)
    assert (Reader.COORDINATOR in readers_of(note(), standing)) is ticked


def test_the_coordinator_reads_no_notes_about_its_own_authority_before_the_report_is_final() -> None:
    from dataclasses import replace

    challenge = replace(CHALLENGE, notes_to_coordinator=True)
    before = Standing(challenge=challenge, coordinators_own=True, report=ReportState.WITH_HOST)
    after = Standing(challenge=challenge, coordinators_own=True, report=ReportState.FINAL)
    assert readers_of(note(), before) == {Reader.TEAM}
    assert Reader.COORDINATOR in readers_of(note(), after)


def test_a_finding_is_the_teams_then_the_coordinators_then_the_hosts_at_the_accuracy_check() -> None:
    from dataclasses import replace

    agreed = replace(FINDING, state=FindingState.AGREED)
    assert readers_of(FINDING, Standing(challenge=CHALLENGE)) == {Reader.TEAM}
    assert readers_of(agreed, Standing(challenge=CHALLENGE)) == {Reader.TEAM, Reader.COORDINATOR}
    assert Reader.HOST in readers_of(agreed, Standing(challenge=CHALLENGE, report=ReportState.WITH_HOST))


def test_that_two_notes_differ_is_read_with_the_raw_notes() -> None:
    said = r.Unlike(id=new_id(), challenge=CHALLENGE.id, first=new_id(), second=new_id())
    assert readers_of(said, Standing(challenge=CHALLENGE, report=ReportState.FINAL)) == {Reader.TEAM}
    assert scope_of(said) == f"challenge:{CHALLENGE.id}"


def test_a_final_report_is_the_hosts_and_the_coordinators() -> None:
    issue = r.ReportIssue(id=new_id(), challenge=CHALLENGE.id, state=ReportState.FINAL)
    assert {Reader.HOST, Reader.COORDINATOR} <= readers_of(issue, Standing(challenge=CHALLENGE))


def test_asks_and_offers_reach_the_region_when_the_authority_says_so() -> None:
    ask = r.AskOffer(id=new_id(), challenge=CHALLENGE.id, authority=KENT, kind=AskOrOffer.ASK)
    told = r.AskOffer(id=new_id(), challenge=CHALLENGE.id, authority=KENT, kind=AskOrOffer.ASK, released=True)
    assert Reader.REGION not in readers_of(ask, Standing())
    assert Reader.GROUP in readers_of(ask, Standing())
    assert Reader.REGION in readers_of(told, Standing())


def test_an_introduction_is_for_its_two_authorities_and_the_coordinator() -> None:
    introduction = r.Introduction(
        id=new_id(), round=ROUND_ID, ask=new_id(), offer=new_id(), asking=KENT, offering=SLOUGH
    )
    assert readers_of(introduction, Standing()) == {Reader.OWNER, Reader.COORDINATOR}
    assert scope_of(introduction) == ROUND


def test_time_is_its_own_authoritys_and_the_coordinator_reads_minutes_to_add_up() -> None:
    entry = r.TimeEntry(id=new_id(), challenge=CHALLENGE.id, authority=SLOUGH, stage=Stage.SESSION, minutes=50)
    assert readers_of(entry, Standing()) == {Reader.OWNER, Reader.COORDINATOR}
    assert owner_of(entry, Standing()) == SLOUGH
    assert withheld(entry, Standing(), COORDINATOR) == {"day", "comment"}
    assert withheld(entry, Standing(), OWN) == frozenset()
    assert not {"person", "who", "name"} & set(field_types(r.TimeEntry)), "time is never by named person"


@pytest.mark.parametrize("kind", [r.Evaluation, r.QaActivity])
def test_what_an_authority_says_of_a_challenges_worth_is_its_own_and_the_coordinators(kind: type[r.Record]) -> None:
    said = kind(id=new_id(), challenge=CHALLENGE.id, authority=SLOUGH)  # type: ignore[call-arg]
    assert readers_of(said, Standing()) == {Reader.OWNER, Reader.COORDINATOR}
    assert owner_of(said, Standing()) == SLOUGH


def test_whether_an_authority_can_meet_on_a_day_is_its_own_and_the_coordinators() -> None:
    said = r.DayAnswer(id=new_id(), round=ROUND_ID, authority=SLOUGH, day=date(2027, 1, 14))
    assert readers_of(said, Standing()) == {Reader.OWNER, Reader.COORDINATOR}
    assert owner_of(said, Standing()) == SLOUGH
    assert scope_of(said) == ROUND


def test_a_figure_of_an_authority_is_its_own_and_the_coordinators() -> None:
    figure = r.Indicator(id=new_id(), authority=SLOUGH, name="Audits a month", value="12")
    assert readers_of(figure, Standing()) == {Reader.OWNER, Reader.COORDINATOR}
    assert owner_of(figure, Standing()) == SLOUGH
    assert scope_of(figure) == ROUND


def test_all_in_a_challenge_know_that_it_waits_and_the_coordinator_alone_knows_why() -> None:
    pause = r.Pause(id=new_id(), challenge=CHALLENGE.id, because=PauseReason.INSPECTION, since=date(2027, 1, 14))
    assert readers_of(pause, Standing()) == {Reader.TEAM, Reader.HOST, Reader.GROUP, Reader.COORDINATOR}
    assert withheld(pause, Standing(), GROUP_MATE) == {"because"}
    assert withheld(pause, Standing(), COORDINATOR) == frozenset()
    assert scope_of(pause) == f"challenge:{CHALLENGE.id}"


def test_declared_interests_never_leave_the_coordinators_file() -> None:
    interest = r.Relationship(id=new_id(), first=KENT, second=SLOUGH, kind=RelationshipKind.DECLARED_CONFLICT)
    border = r.Relationship(id=new_id(), first=KENT, second=SLOUGH, kind=RelationshipKind.SHARES_BORDER)
    assert readers_of(interest, Standing()) == {Reader.COORDINATOR}
    assert scope_of(interest) == HERE
    assert scope_of(border) == ROUND


@pytest.mark.parametrize("plan", list(PlanState))
def test_rules_importance_exceptions_and_objections_are_the_coordinators_whatever_the_state(plan: PlanState) -> None:
    kept = (
        r.Plan(id=new_id(), round=ROUND_ID, state=plan),
        r.PlanRule(id=new_id(), plan=new_id(), kind=RuleKind.APART),
        r.AgreedException(id=new_id(), plan=new_id(), rule="share a border", reason="Travel"),
        r.Objection(id=new_id(), round=ROUND_ID, authority=KENT, against=(SLOUGH,), text="Between us"),
    )
    for each in kept:
        assert readers_of(each, Standing(plan=plan)) == {Reader.COORDINATOR}
        assert scope_of(each) == HERE


def test_a_draft_group_is_the_coordinators_until_it_goes_out() -> None:
    group = r.Group(id=new_id(), plan=new_id())
    assert readers_of(group, Standing()) == {Reader.COORDINATOR}
    assert Reader.GROUP in readers_of(group, Standing(plan=PlanState.CONSULTING))


def test_what_hangs_on_a_challenge_or_a_sef_shares_its_scope() -> None:
    assert scope_of(note()) == scope_of(FINDING) == f"challenge:{CHALLENGE.id}"
    assert scope_of(ANSWER) == scope_of(SEF) == f"submission:{SEF.id}"


def test_every_kind_has_a_scope() -> None:
    from peer_challenge.domain.vocabulary import KINDS

    assert len(KINDS) > 25
    assert all(isinstance(each, str) for each in (scope_of(note()), scope_of(CHALLENGE)))
    assert UUID(scope_of(FINDING).split(":")[1]) == CHALLENGE.id


COORDINATOR, GROUP_MATE = frozenset({Reader.COORDINATOR}), frozenset({Reader.GROUP, Reader.TEAM})
OWN = frozenset({Reader.GROUP, Reader.OWNER})


def test_grades_and_comments_on_an_authority_are_the_coordinators_alone() -> None:
    kent = r.Authority(id=KENT, name="Kent")
    hidden = withheld(kent, Standing(), OWN)
    assert {"impact_of_leaders", "help_and_protection", "in_care", "care_leavers", "overall_historic"} <= hidden
    assert {"judgements_as_at", "comment"} <= hidden
    assert "name" not in hidden
    assert withheld(kent, Standing(), COORDINATOR) == frozenset()


def test_why_an_authority_takes_part_or_does_not_is_the_coordinators_alone() -> None:
    taking_part = r.Participation(
        id=new_id(), round=ROUND_ID, authority=KENT, reason="Inspection due", kept_aside="Not Medway, please."
    )
    for reader in (OWN, GROUP_MATE):
        assert withheld(taking_part, Standing(), reader) == {"reason", "kept_aside"}
    assert withheld(taking_part, Standing(), COORDINATOR) == frozenset()


def test_of_a_sef_that_was_not_shared_the_group_sees_that_it_is_there_and_no_paper() -> None:
    paper, form = {"document", "document_name"}, {"form", "form_name", "unplaced"}
    assert withheld(SEF, Standing(submission=SEF), GROUP_MATE) == {*paper, *form, "returned_because"}
    assert withheld(SEF, Standing(submission=SEF), OWN) == frozenset()
    assert withheld(SEF, Standing(submission=SEF), COORDINATOR) == {*paper, *form}
    assert withheld(SEF, shared(), GROUP_MATE) == {*form, "returned_because"}
    assert withheld(SEF, shared(text_to_coordinator=True), COORDINATOR) == form


def test_a_qa_read_is_between_the_authority_and_its_reader() -> None:
    read = r.QaRead(id=new_id(), submission=SEF.id, authority=SLOUGH, comments="Say who checked it.")
    assert readers_of(read, shared(text_to_coordinator=True)) == {Reader.OWNER, Reader.AUTHOR}


def test_a_final_report_held_until_a_day_is_the_coordinators_until_then() -> None:
    issue = r.ReportIssue(id=new_id(), challenge=CHALLENGE.id, state=ReportState.FINAL)
    finding = r.Finding(id=new_id(), challenge=CHALLENGE.id, kind=FindingKind.STRENGTH, state=FindingState.AGREED)
    held = Standing(challenge=CHALLENGE, report=ReportState.FINAL, held=True)
    assert readers_of(issue, held) == {Reader.COORDINATOR}
    assert Reader.HOST not in readers_of(finding, held)
    assert withheld(issue, Standing(), frozenset({Reader.HOST})) == {
        "held_from",
        "held_until",
        "held_because",
    }


def test_a_hold_does_not_stop_the_check_for_accuracy() -> None:
    issue = r.ReportIssue(id=new_id(), challenge=CHALLENGE.id, state=ReportState.WITH_HOST)
    finding = r.Finding(id=new_id(), challenge=CHALLENGE.id, kind=FindingKind.STRENGTH, state=FindingState.AGREED)
    held = Standing(challenge=CHALLENGE, report=ReportState.WITH_HOST, held=True)
    assert Reader.HOST in readers_of(issue, held)
    assert Reader.HOST in readers_of(finding, held)
    agreed = Standing(challenge=CHALLENGE, report=ReportState.AGREED, held=True)
    assert Reader.HOST not in readers_of(finding, agreed)


def test_corrections_and_who_was_sent_a_report_are_the_hosts_and_the_teams_and_the_coordinators() -> None:
    correction = r.Correction(id=new_id(), challenge=CHALLENGE.id, proposed="Audits are read monthly.")
    sending = r.Distribution(id=new_id(), challenge=CHALLENGE.id, report=new_id(), sent_on=date(2026, 11, 26))
    for record in (correction, sending):
        for held in (False, True):
            readers = readers_of(record, Standing(challenge=CHALLENGE, report=ReportState.FINAL, held=held))
            assert readers == {Reader.OWNER, Reader.HOST, Reader.TEAM, Reader.COORDINATOR}
        assert scope_of(record) == f"challenge:{CHALLENGE.id}"
        assert owner_of(record, Standing(challenge=CHALLENGE)) == KENT


def test_the_wording_of_a_section_is_the_teams_until_the_host_has_the_report() -> None:
    wording = r.SectionWording(id=new_id(), challenge=CHALLENGE.id, section=ReportSection.HOW, text="We met.")
    assert readers_of(wording, Standing(challenge=CHALLENGE)) == {Reader.TEAM, Reader.COORDINATOR}
    assert Reader.HOST in readers_of(wording, Standing(challenge=CHALLENGE, report=ReportState.WITH_HOST))


def test_a_held_report_opens_no_notes_to_the_coordinators_own_authority() -> None:
    from dataclasses import replace

    ticked = replace(CHALLENGE, notes_to_coordinator=True)
    held = Standing(challenge=ticked, coordinators_own=True, report=ReportState.FINAL, held=True)
    assert readers_of(note(), held) == {Reader.TEAM}


def test_next_steps_sessions_and_people_are_everybodys_in_the_round() -> None:
    step = r.Action(id=new_id(), challenge=CHALLENGE.id, authority=KENT)
    meeting = r.Session(id=new_id(), round=ROUND_ID, group=new_id())
    person = r.Person(id=new_id(), name="Kim Park")
    for each in (step, meeting, person):
        assert {Reader.OWNER, Reader.TEAM, Reader.HOST, Reader.GROUP, Reader.COORDINATOR} <= readers_of(
            each, Standing()
        )
        assert withheld(each, Standing(), GROUP_MATE) == frozenset()


def test_why_a_mark_may_stay_is_read_with_the_notes_or_the_sef_it_is_about_and_otherwise_stays_here() -> None:
    from dataclasses import replace

    mark = r.ClearedMark(id=new_id(), about=new_id(), field="text", kind=IdentifierKind.PHONE, reason="Duty team")
    in_notes, in_sef = replace(mark, challenge=CHALLENGE.id), replace(mark, submission=SEF.id)
    ticked = Standing(challenge=replace(CHALLENGE, notes_to_coordinator=True))
    assert scope_of(mark) == HERE
    assert scope_of(in_notes) == f"challenge:{CHALLENGE.id}"
    assert scope_of(in_sef) == f"submission:{SEF.id}"
    assert readers_of(in_notes, Standing(challenge=CHALLENGE, report=ReportState.FINAL)) == {Reader.TEAM}
    assert readers_of(in_notes, ticked) == {Reader.TEAM, Reader.COORDINATOR}
    assert readers_of(in_sef, Standing(submission=SEF)) == {Reader.OWNER}
    assert readers_of(in_sef, shared()) == {Reader.OWNER, Reader.GROUP, Reader.TEAM}
