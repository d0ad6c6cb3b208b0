"""Findings: from notes to what the team agreed."""

from datetime import date

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import EvidenceKind, FindingKind, FindingState, LinkedTo, NoteKind
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id
from peer_challenge.services import actions, findings, notes
from peer_challenge.services.finding_board import basis_of, challenges_of, finding_board
from tests.builders import a_triad_in_session

DAY = date(2026, 11, 24)


@pytest.fixture
def triad(store):
    return a_triad_in_session(store)


def note(store, triad, text, kind=NoteKind.STRENGTH, line=0, challenge=0, **more):
    of = None if line is None else triad.lines[line]
    act = notes.add_note(store, triad.session, triad.challenges[challenge], text, kind, of, store.now(), **more)
    store.apply(act)
    return act.changes[0].after.id


def propose(store, triad, text, kind=FindingKind.STRENGTH, line=0):
    act = findings.propose_finding(store, triad.challenges[0], kind, triad.lines[line], text)
    store.apply(act)
    return act.changes[0].after.id


def texts(store, triad, line=0):
    return [row.text for row in finding_board(store, triad.challenges[0]).lines[line].findings]


def test_one_note_becomes_a_finding_with_its_words_and_kind(store, triad):
    of = note(store, triad, "Re-audit shows a rise", NoteKind.CONSIDERATION)
    wording = findings.finding_from_notes(store, [of])
    assert (wording.text, wording.kind, wording.line) == (
        "Re-audit shows a rise",
        FindingKind.CONSIDERATION,
        triad.lines[0],
    )


def test_several_notes_become_sentences_of_their_commonest_kind(store, triad):
    of = [
        note(store, triad, "Chairs raise alerts early", NoteKind.STRENGTH, line=None),
        note(store, triad, "No loop back!", NoteKind.CONSIDERATION, line=1),
        note(store, triad, "chairs raise alerts early.", NoteKind.CONSIDERATION),
    ]
    wording = findings.finding_from_notes(store, of)
    assert wording.text == "Chairs raise alerts early. No loop back!"
    assert (wording.kind, wording.line) == (FindingKind.CONSIDERATION, triad.lines[1])


def test_what_only_reports_becomes_a_question(store, triad):
    assert findings.finding_from_notes(store, [note(store, triad, "Said", NoteKind.PLAIN)]).kind is FindingKind.QUESTION


def test_notes_on_two_hosts_do_not_make_one_finding(store, triad):
    of = [note(store, triad, "One"), note(store, triad, "Two", challenge=1)]
    with pytest.raises(UserError, match="different hosts"):
        findings.make_finding(store, of)
    with pytest.raises(UserError, match="Choose a note first"):
        findings.make_finding(store, [])


def test_notes_leave_the_left_hand_side_once_a_finding_rests_on_them(store, triad):
    of = [note(store, triad, "One"), note(store, triad, "Two"), note(store, triad, "Loose", line=None)]
    store.apply(findings.make_finding(store, of[:1]))
    board = finding_board(store, triad.challenges[0])
    assert [row.note.text for row in board.lines[0].notes] == ["Two"]
    assert [(line.title, len(line.notes)) for line in board.lines] == [
        ("1 Impact of QA", 1),
        ("2 Voice of the child", 0),
        ("No line of enquiry", 1),
    ]
    store.undo()
    assert len(finding_board(store, triad.challenges[0]).lines[0].notes) == 2


def test_what_a_finding_rests_on_is_said_in_words(store, triad):
    submission = known_id("submission", triad.round, triad.hosts[0])
    claim, evidence = store.new_id(), store.new_id()
    store.apply(
        add(
            "SEF",
            r.Submission(id=submission, round=triad.round, authority=triad.hosts[0]),
            r.Claim(id=claim, submission=submission, line=triad.lines[0], text="Audits lead to change"),
            r.Evidence(id=evidence, submission=submission, kind=EvidenceKind.AUDIT, title="Audit, March"),
        )
    )
    store.apply(findings.make_finding(store, [note(store, triad, "Heard", claim=claim)]))
    (row,) = finding_board(store, triad.challenges[0]).findings
    assert (row.basis, row.sources) == ("the SEF and what we heard; no audit seen", 2)
    store.apply(findings.link_to_finding(store, row.id, LinkedTo.EVIDENCE, [evidence]))
    assert not findings.link_to_finding(store, row.id, LinkedTo.EVIDENCE, [evidence])
    (row,) = finding_board(store, triad.challenges[0]).findings
    assert row.basis == "the SEF, what we heard and an audit"
    assert [link.text for link in row.links] == ["Heard", "Audit, March"]
    assert basis_of(store, triad.challenges[0])[row.id].sources == 3
    store.apply(findings.unlink(store, [row.links[0].id]))
    (row,) = finding_board(store, triad.challenges[0]).findings
    assert row.basis == "an audit"


def test_findings_are_moved_within_a_line_and_to_another(store, triad):
    first, second, third = (propose(store, triad, text) for text in ("One", "Two", "Three"))
    store.apply(findings.move_finding(store, third, triad.lines[0], before=first))
    assert texts(store, triad) == ["Three", "One", "Two"]
    store.apply(findings.move_finding(store, third, triad.lines[0], before=second))
    assert texts(store, triad) == ["One", "Three", "Two"]
    store.apply(findings.move_finding(store, first, triad.lines[1]))
    assert (texts(store, triad), texts(store, triad, 1)) == (["Three", "Two"], ["One"])


def test_findings_given_one_place_by_two_copies_can_still_be_moved(store, triad):
    ids = [store.new_id() for _ in range(3)]
    store.apply(
        add(
            "Two copies",
            *(
                r.Finding(
                    id=each,
                    challenge=triad.challenges[0],
                    kind=FindingKind.STRENGTH,
                    text=text,
                    line=triad.lines[0],
                    position="i",
                )
                for each, text in zip(ids, ("One", "Two", "Three"), strict=True)
            ),
        )
    )
    store.apply(findings.move_finding(store, ids[2], triad.lines[0], before=ids[1]))
    assert texts(store, triad) == ["One", "Three", "Two"]


def test_merging_keeps_the_first_ones_place_and_every_link(store, triad):
    shared = note(store, triad, "Shared")
    first, second = propose(store, triad, "Chairs raise alerts"), propose(store, triad, "No loop back")
    store.apply(findings.link_to_finding(store, first, LinkedTo.NOTE, [shared]))
    store.apply(findings.link_to_finding(store, second, LinkedTo.NOTE, [shared, note(store, triad, "Own")]))
    store.apply(actions.add_action(store, triad.challenges[0], "Close the loop", finding=second))
    store.apply(findings.merge_findings(store, [first, second]))
    (row,) = finding_board(store, triad.challenges[0]).findings
    assert row.text == "Chairs raise alerts. No loop back."
    assert sorted(link.text for link in row.links) == ["Own", "Shared"]
    assert actions.actions_of(store, triad.challenges[0])[0].finding == first
    store.undo()
    assert texts(store, triad) == ["Chairs raise alerts", "No loop back"]
    with pytest.raises(UserError, match="two or more"):
        findings.merge_findings(store, [first])


def test_a_removed_finding_frees_its_notes_and_keeps_next_steps(store, triad):
    store.apply(findings.make_finding(store, [note(store, triad, "One")]))
    (row,) = finding_board(store, triad.challenges[0]).findings
    store.apply(actions.add_action(store, triad.challenges[0], "Do it", finding=row.id))
    store.apply(findings.remove_finding(store, row.id))
    board = finding_board(store, triad.challenges[0])
    assert (board.findings, len(board.lines[0].notes), board.actions[0].finding) == ((), 1, None)
    assert store.find(r.FindingLink, challenge=triad.challenges[0]) == []


def test_findings_are_agreed_parked_and_proposed_again(store, triad):
    first, second = propose(store, triad, "One"), propose(store, triad, "Two")
    store.apply(findings.agree(store, [first, second], DAY))
    assert not findings.agree(store, [first], date(2026, 12, 1))
    assert store.need(r.Finding, first).agreed_on == DAY
    store.apply(findings.park(store, [first]))
    store.apply(findings.propose_again(store, [second]))
    states = [store.need(r.Finding, each) for each in (first, second)]
    assert [(each.state, each.agreed_on) for each in states] == [
        (FindingState.PARKED, None),
        (FindingState.PROPOSED, None),
    ]


def test_words_and_kind_change_and_grades_are_marked_not_refused(store, triad):
    finding = propose(store, triad, "Practice is good.")
    (row,) = finding_board(store, triad.challenges[0]).findings
    assert row.grades == ("good",)
    store.apply(findings.edit_finding(store, finding, text="Practice helps children."))
    store.apply(findings.set_kind(store, [finding], FindingKind.GOOD_PRACTICE))
    (row,) = finding_board(store, triad.challenges[0]).findings
    assert (row.grades, row.kind) == ((), FindingKind.GOOD_PRACTICE)
    with pytest.raises(UserError, match="needs words"):
        findings.edit_finding(store, finding, text="\n")


def test_challenges_are_listed_with_what_they_hold(store, triad):
    propose(store, triad, "One")
    note(store, triad, "Heard")
    assert [(row.host_name, row.group, row.notes, row.findings) for row in challenges_of(store, triad.round)] == [
        ("Kent", "Triad A", 1, 1),
        ("Medway", "Triad A", 0, 0),
        ("Slough", "Triad A", 0, 0),
    ]
