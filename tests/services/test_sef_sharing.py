"""Before a SEF is shared: pieces placed by hand, the QA read, the ready check, and what came from the round before."""

from datetime import date
from uuid import UUID

import pytest

from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import EvidenceKind, Joining, SubmissionState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id, link_id
from peer_challenge.domain.records import (
    Answer,
    Claim,
    Evidence,
    EvidenceLink,
    Participation,
    QaRead,
    Round,
    Submission,
)
from peer_challenge.services import qa_reads, sef_placing, sefs, submissions
from peer_challenge.services.carried_over import carry_over, changes_since, earlier_sef
from peer_challenge.services.sef_ready import Weight, ready_to_share
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad


@pytest.fixture
def triad(store: Store) -> Triad:
    triad = a_triad(store)
    parts = (
        Participation(
            id=link_id("participation", triad.round, host), round=triad.round, authority=host, joining=Joining.JOINED
        )
        for host in triad.hosts
    )
    store.apply(add("Join", *parts))
    store.apply(edit("Date", store.need(Round, triad.round), starts=date(2026, 9, 1)))
    store.apply(submissions.start_submissions(store, triad.round))
    return triad


@pytest.fixture
def kent(triad: Triad) -> UUID:
    return known_id("submission", triad.round, triad.hosts[0])


def test_several_paragraphs_become_several_statements_in_one_act(store: Store, triad: Triad, kent: UUID) -> None:
    store.apply(sefs.add_claims(store, kent, triad.lines[0], ["One.", " ", "Two.\n", "Three."]))
    assert [each.text for each in store.find(Claim)] == ["One.", "Two.", "Three."]
    assert store.undo_label() == "Add 3 statements"


def test_a_piece_is_placed_as_a_statement_under_a_heading_or_left_out(store: Store, triad: Triad, kent: UUID) -> None:
    store.apply(edit("Keep", store.need(Submission, kent), unplaced="First.\nSecond.\nThird."))
    store.apply(sefs.write_answer(store, kent, triad.lines[1], gaps="Fathers."))
    store.apply(sef_placing.place_piece(store, kent, "First.", triad.lines[0], "statement"))
    store.apply(sef_placing.place_piece(store, kent, "Second.", triad.lines[1], "gaps"))
    assert sef_placing.pieces_aside(store.need(Submission, kent)) == ("Third.",)
    assert [each.text for each in store.find(Claim)] == ["First."]
    assert [each.gaps for each in store.find(Answer)] == ["Fathers.\nSecond."]
    store.apply(sef_placing.leave_piece_out(store, kent, "Third."))
    assert store.need(Submission, kent).unplaced == ""
    store.undo()
    assert store.need(Submission, kent).unplaced == "Third."


def test_a_qa_read_comes_back_with_comments_and_opens_what_was_sent(store: Store, triad: Triad, kent: UUID) -> None:
    _, medway, _ = triad.hosts
    assert [each.name for each in qa_reads.possible_readers(store, kent)] == ["Medway", "Slough"]
    store.apply(qa_reads.ask_for_qa_read(store, kent, medway))
    (row,) = qa_reads.qa_reads_of(store, kent)
    assert row.words == "With Medway since 5 November 2026"
    store.apply(edit("Send", store.need(Submission, kent), state=SubmissionState.SUBMITTED))
    with pytest.raises(UserError, match="Write what the QA lead said"):
        qa_reads.return_qa_read(store, row.id, " ")
    store.apply(qa_reads.return_qa_read(store, row.id, "Say more of impact.", give_back=True))
    sef = store.need(Submission, kent)
    assert (sef.state, sef.returned_because) == (
        SubmissionState.RETURNED,
        "QA read by Medway: Say more of impact.",
    )
    assert qa_reads.qa_reads_of(store, kent)[0].words == "Medway returned it on 5 November 2026"
    store.apply(qa_reads.ask_for_qa_read(store, kent, medway))
    assert [each.returned_on for each in store.find(QaRead)] == [None]


def test_no_qa_read_by_itself_or_after_sharing(store: Store, triad: Triad, kent: UUID) -> None:
    with pytest.raises(UserError, match="its own SEF"):
        qa_reads.ask_for_qa_read(store, kent, triad.hosts[0])
    store.apply(edit("Share", store.need(Submission, kent), state=SubmissionState.SHARED))
    with pytest.raises(UserError, match="is shared, so it cannot be given to a QA lead first"):
        qa_reads.ask_for_qa_read(store, kent, triad.hosts[1])


def test_the_ready_check_stops_for_identifiers_and_empty_lines_only(store: Store, triad: Triad, kent: UUID) -> None:
    store.apply(sefs.write_answer(store, kent, triad.lines[0], text="A parent can be reached at jo@home.example."))
    store.apply(sefs.add_claim(store, kent, triad.lines[0], "We stayed with 3 young people and 7 families."))
    view = ready_to_share(store, kent)
    assert [each.sentence for each in view.rows if each.weight is Weight.STOP] == [
        "Impact of QA: “jo@home.example” in “What we want to say” looks like an e-mail address. "
        "Take it out, or say why it may stay.",
        "Voice of the child: Nothing yet. Write a paragraph, or attach the paper you already have.",
    ]
    looks = [each.words for each in view.rows if each.weight is Weight.LOOK]
    assert looks[0].startswith("“3 young people” in statement 1 is a small number, which will be printed as")
    assert looks[1].startswith("“7 families” in statement 1 is a small number. Say")
    assert view.summary == "Not ready yet: 2 things to put right first."
    assert all(each.words.startswith("You could") for each in view.rows if each.weight is Weight.COULD)


def test_the_paper_alone_is_ready(store: Store, kent: UUID) -> None:
    store.apply(edit("Attach", store.need(Submission, kent), document="00", document_name="Our SEF.pdf"))
    view = ready_to_share(store, kent)
    assert view.summary == "Ready to share."
    assert {each.weight for each in view.rows} <= {Weight.COULD}


def test_last_rounds_text_comes_over_and_what_changed_is_shown(store: Store, triad: Triad, kent: UUID) -> None:
    first, second = triad.lines
    store.apply(sefs.write_answer(store, kent, first, text="We audit.\nWe learn.", offers="A guide."))
    store.apply(sefs.add_claim(store, kent, second, "Children help."))
    store.apply(sefs.add_evidence(store, kent, kind="audit", title="Audit"))  # type: ignore[arg-type]
    store.apply(sefs.link_evidence(store, store.find(Claim)[0].id, store.find(Evidence)[0].id))
    this = store.need(Round, triad.round)
    later = Round(id=store.new_id(), name="Spring 2027", framework=this.framework, starts=date(2027, 3, 1))
    sef = Submission(id=known_id("submission", later.id, triad.hosts[0]), round=later.id, authority=triad.hosts[0])
    store.apply(add("Next round", later, sef))
    assert earlier_sef(store, kent) is None
    store.apply(carry_over(store, sef.id))
    (answer,) = store.find(Answer, submission=sef.id)
    assert (answer.text, answer.offers) == ("We audit.\nWe learn.", "A guide.")
    assert len(store.find(EvidenceLink, submission=sef.id)) == 1
    unchanged = changes_since(store, sef.id)
    assert unchanged is not None
    assert (unchanged.since, unchanged.of(first)) == ("Autumn 2026", None)
    store.apply(sefs.write_answer(store, sef.id, first, text="We audit.\nWe learn faster."))
    changed = changes_since(store, sef.id)
    assert changed is not None
    line = changed.of(first)
    assert line is not None
    assert line.words == "Now: We learn faster.\nBefore: We learn."
    assert not carry_over(store, sef.id) or len(store.find(Claim, submission=sef.id)) == 1


def test_without_an_earlier_round_nothing_comes_over(store: Store, kent: UUID) -> None:
    with pytest.raises(UserError, match="There is no SEF of Kent from an earlier round"):
        carry_over(store, kent)
    assert changes_since(store, kent) is None


def test_the_ready_check_warns_of_small_numbers_in_titles_of_evidence(store: Store, kent: UUID) -> None:
    store.apply(sefs.add_evidence(store, kent, EvidenceKind.AUDIT, "Audit of 4 children who went missing"))
    looks = [each.words for each in ready_to_share(store, kent).rows if each.weight is Weight.LOOK]
    assert looks == [
        "“4 children” in the title of evidence is a small number, which will be printed as “fewer than 5”. "
        "Say “fewer than 10”, or leave it out."
    ]
