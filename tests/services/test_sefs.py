"""Writing a SEF: answers, statements and evidence, and that a closed one stays as it is."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from peer_challenge.domain.changes import edit
from peer_challenge.domain.choices import EvidenceKind, SubmissionState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id
from peer_challenge.domain.records import Answer, Claim, Evidence, EvidenceLink, Submission
from peer_challenge.services import sefs, submissions
from peer_challenge.services.sef_views import sef_view
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad


@pytest.fixture
def triad(store: Store) -> Triad:
    made = a_triad(store)
    store.apply(submissions.start_submissions(store, made.round))
    return made


@pytest.fixture
def kent(triad: Triad) -> UUID:
    return known_id("submission", triad.round, triad.hosts[0])


def test_first_words_make_the_answer_and_the_draft(store: Store, triad: Triad, kent: UUID) -> None:
    store.apply(sefs.write_answer(store, kent, triad.lines[0], text="We know ourselves."))
    answer = store.need(Answer, known_id("answer", kent, triad.lines[0]))
    assert answer.text == "We know ourselves."
    assert store.need(Submission, kent).state is SubmissionState.DRAFTING
    store.apply(sefs.write_answer(store, kent, triad.lines[0], gaps="Neglect."))
    again = store.need(Answer, answer.id)
    assert (again.text, again.gaps) == ("We know ourselves.", "Neglect.")
    assert not sefs.write_answer(store, kent, triad.lines[0], gaps="Neglect.")


def test_nothing_written_starts_nothing(store: Store, triad: Triad, kent: UUID) -> None:
    assert not sefs.write_answer(store, kent, triad.lines[0], text="")
    assert not sefs.remove_document(store, kent)


def test_undo_takes_the_answer_and_its_start_away_together(store: Store, triad: Triad, kent: UUID) -> None:
    store.apply(sefs.write_answer(store, kent, triad.lines[0], text="Oh no."))
    store.undo()
    assert store.find(Answer) == []
    assert store.need(Submission, kent).state is SubmissionState.NOT_STARTED
    store.apply(sefs.write_answer(store, kent, triad.lines[0], text="Better."))
    assert [each.text for each in store.find(Answer)] == ["Better."]


def test_the_view_has_every_line_in_order(store: Store, triad: Triad, kent: UUID) -> None:
    store.apply(sefs.add_claim(store, kent, triad.lines[1], "Children take part.", impact="Plans in their words."))
    view = sef_view(store, kent)
    assert [each.written.short for each in view.lines] == ["Impact of QA", "Voice of the child"]
    assert [each.text for each in view.lines[0].prompts] == ["How many audits are done?"]
    assert view.lines[0].answer.text == ""
    assert [each.claim.text for each in view.lines[1].statements] == ["Children take part."]
    assert view.authority == "Kent"
    assert view.closed == ""


def test_statements_keep_their_order_and_can_be_moved(store: Store, triad: Triad, kent: UUID) -> None:
    first, second = triad.lines
    for text in ("One", "Two", "Three"):
        store.apply(sefs.add_claim(store, kent, first, text))
    one, _two, three = (each.id for each in store.find(Claim, submission=kent))

    def shown(line: UUID) -> list[str]:
        return [each.text for each in store.find(Claim, submission=kent, line=line)]

    store.apply(sefs.move_claim(store, three, first, before=one))
    assert shown(first) == ["Three", "One", "Two"]
    store.apply(sefs.move_claim(store, three, first))
    assert shown(first) == ["One", "Two", "Three"]
    store.apply(sefs.move_claim(store, one, second))
    assert (shown(first), shown(second)) == (["Two", "Three"], ["One"])


def test_statements_that_two_copies_put_on_one_place_can_still_be_moved(store: Store, triad: Triad, kent: UUID) -> None:
    line = triad.lines[0]
    for text in ("One", "Two", "Three"):
        store.apply(sefs.add_claim(store, kent, line, text))
    one, two, three = store.find(Claim, submission=kent)
    store.apply(edit("Merge", two, position=one.position))
    store.apply(sefs.move_claim(store, three.id, line, before=two.id))
    assert [each.text for each in store.find(Claim, submission=kent)][-1] == "Three"


def test_removing_a_statement_removes_its_links_only(store: Store, triad: Triad, kent: UUID) -> None:
    store.apply(sefs.add_claim(store, kent, triad.lines[0], "Audits lead to action."))
    store.apply(sefs.add_evidence(store, kent, EvidenceKind.AUDIT, "Audit summary", dated=date(2026, 9, 1)))
    (claim,), (evidence,) = store.find(Claim), store.find(Evidence)
    store.apply(sefs.link_evidence(store, claim.id, evidence.id))
    assert not sefs.link_evidence(store, claim.id, evidence.id)
    view = sef_view(store, kent)
    assert view.lines[0].statements[0].evidence == (evidence,)
    assert view.evidence[0].sentence == "Audit summary: Audit, 1 September 2026, behind 1 statement."

    store.apply(sefs.remove_claim(store, claim.id))
    assert (store.find(Claim), store.find(EvidenceLink), store.find(Evidence)) == ([], [], [evidence])
    store.undo()
    store.apply(sefs.remove_evidence(store, evidence.id))
    assert (store.find(Claim), store.find(EvidenceLink), store.find(Evidence)) == ([claim], [], [])


def test_unlinking_leaves_both_ends(store: Store, triad: Triad, kent: UUID) -> None:
    store.apply(sefs.add_claim(store, kent, triad.lines[0], "Audits lead to action."))
    store.apply(sefs.add_evidence(store, kent, EvidenceKind.AUDIT, "Audit summary"))
    (claim,), (evidence,) = store.find(Claim), store.find(Evidence)
    store.apply(sefs.link_evidence(store, claim.id, evidence.id))
    store.apply(sefs.unlink_evidence(store, claim.id, evidence.id))
    assert not sefs.unlink_evidence(store, claim.id, evidence.id)
    assert (store.find(Claim), store.find(EvidenceLink), store.find(Evidence)) == ([claim], [], [evidence])


def test_evidence_of_another_sef_cannot_be_linked(store: Store, triad: Triad, kent: UUID) -> None:
    medway = known_id("submission", triad.round, triad.hosts[1])
    store.apply(sefs.add_claim(store, kent, triad.lines[0], "Audits lead to action."))
    store.apply(sefs.add_evidence(store, medway, EvidenceKind.AUDIT, "Audit summary"))
    (claim,), (evidence,) = store.find(Claim), store.find(Evidence)
    with pytest.raises(UserError, match="belong to different SEFs"):
        sefs.link_evidence(store, claim.id, evidence.id)


def test_a_file_comes_with_its_evidence_in_one_act(store: Store, kent: UUID, tmp_path: Path) -> None:
    file = tmp_path / "Audit summary.pdf"
    file.write_bytes(b"%PDF-1.7 summary")
    store.apply(sefs.add_evidence(store, kent, EvidenceKind.AUDIT, "Audit summary", path=file))
    (evidence,) = store.find(Evidence)
    assert evidence.file_name == "Audit summary.pdf"
    assert store.attached(evidence.attachment) == b"%PDF-1.7 summary"


def test_a_file_can_be_hung_on_later(store: Store, kent: UUID, tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    file.write_text("month,audits\nMay,12\n")
    store.apply(sefs.add_evidence(store, kent, EvidenceKind.PERFORMANCE_DATA, "Figures"))
    (evidence,) = store.find(Evidence)
    store.apply(sefs.attach_file(store, evidence.id, file))
    assert store.attached(store.need(Evidence, evidence.id).attachment) == file.read_bytes()


def test_the_paper_an_authority_has_is_its_sef(store: Store, triad: Triad, kent: UUID, tmp_path: Path) -> None:
    file = tmp_path / "Our SEF 2026.pdf"
    file.write_bytes(b"%PDF-1.7 sef")
    store.apply(sefs.attach_document(store, kent, file))
    sef = store.need(Submission, kent)
    assert (sef.document_name, sef.state) == ("Our SEF 2026.pdf", SubmissionState.DRAFTING)
    assert submissions.overview(store, triad.round)[0].written_words == "1 document"
    store.apply(sefs.remove_document(store, kent))
    assert store.need(Submission, kent).document == ""


def test_dropped_files_are_evidence_each_in_one_act(store: Store, kent: UUID, tmp_path: Path) -> None:
    summary, figures = tmp_path / "Audit summary.pdf", tmp_path / "Figures.csv"
    summary.write_bytes(b"%PDF-1.7 summary")
    figures.write_text("month,audits\n")
    store.apply(sefs.add_evidence_files(store, kent, [summary, figures]))
    assert [(each.title, each.kind) for each in store.find(Evidence, submission=kent)] == [
        ("Audit summary", EvidenceKind.PLAN),
        ("Figures", EvidenceKind.PERFORMANCE_DATA),
    ]
    store.undo()
    assert store.find(Evidence) == []


def test_what_comes_next_is_said_for_every_state(store: Store, triad: Triad, kent: UUID) -> None:
    said = set()
    for state in SubmissionState:
        store.apply(edit("Set", store.need(Submission, kent), state=state))
        view = sef_view(store, kent)
        said.add(view.next_words)
        assert view.steps, "a person can always do something"
    assert len(said) == len(SubmissionState) - 1, "sharing comes next whether or not it has been accepted"


def test_an_earlier_version_offers_nothing(store: Store, triad: Triad, kent: UUID) -> None:
    store.apply(edit("Send", store.need(Submission, kent), state=SubmissionState.SUBMITTED))
    store.apply(submissions.new_version(store, kent))
    view = sef_view(store, kent)
    assert view.steps == ()
    assert view.closed == "An earlier version, so it is closed. Version 2 is the newest."
    assert [each.version for each in view.versions] == [2, 1]


def test_a_closed_sef_takes_no_words(store: Store, triad: Triad, kent: UUID, tmp_path: Path) -> None:
    store.apply(sefs.add_claim(store, kent, triad.lines[0], "Audits lead to action."))
    store.apply(sefs.add_evidence(store, kent, EvidenceKind.AUDIT, "Audit summary"))
    (claim,), (evidence,) = store.find(Claim), store.find(Evidence)
    store.apply(edit("Send", store.need(Submission, kent), state=SubmissionState.SUBMITTED))
    acts = (
        lambda: sefs.write_answer(store, kent, triad.lines[0], text="More."),
        lambda: sefs.add_claim(store, kent, triad.lines[0], "More."),
        lambda: sefs.edit_claim(store, claim.id, text="Other."),
        lambda: sefs.remove_claim(store, claim.id),
        lambda: sefs.move_claim(store, claim.id, triad.lines[1]),
        lambda: sefs.add_evidence(store, kent, EvidenceKind.PLAN, "Plan"),
        lambda: sefs.edit_evidence(store, evidence.id, title="Other"),
        lambda: sefs.remove_evidence(store, evidence.id),
        lambda: sefs.link_evidence(store, claim.id, evidence.id),
        lambda: sefs.attach_document(store, kent, tmp_path / "sef.pdf"),
    )
    for act in acts:
        with pytest.raises(UserError, match="The SEF of Kent is submitted, so it cannot be changed"):
            act()
    assert sef_view(store, kent).closed == "Submitted, so it is closed. Start a new version to change it."


def test_a_returned_sef_opens_again(store: Store, triad: Triad, kent: UUID) -> None:
    store.apply(edit("Return", store.need(Submission, kent), state=SubmissionState.RETURNED))
    store.apply(sefs.write_answer(store, kent, triad.lines[0], text="Corrected."))
    assert store.need(Submission, kent).state is SubmissionState.DRAFTING


@pytest.mark.parametrize(
    ("act", "sentence"),
    [
        (lambda store, kent, line: sefs.add_claim(store, kent, line, " "), "Write the statement first"),
        (lambda store, kent, line: sefs.add_evidence(store, kent, EvidenceKind.AUDIT, ""), "Give the evidence a title"),
    ],
)
def test_empty_things_are_not_added(store: Store, triad: Triad, kent: UUID, act: object, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        act(store, kent, triad.lines[0])  # type: ignore[operator]
