"""Findings split, agreed by named authorities, resting on one source, and naming somebody."""

from datetime import date
from uuid import UUID

import pytest

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add, edit
from peer_challenge.domain.choices import EvidenceKind, FindingKind, FindingState, LinkedTo, NoteKind
from peer_challenge.domain.errors import UserError
from peer_challenge.services import findings, notes
from peer_challenge.services.feedback import feedback_of
from peer_challenge.services.finding_board import FindingRow, finding_board
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad_in_session


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad_in_session(store)


def noted(store: Store, triad: Triad, *texts: str) -> list[UUID]:
    made = []
    for text in texts:
        act = notes.add_note(
            store, triad.session, triad.challenges[0], text, NoteKind.STRENGTH, triad.lines[0], store.now()
        )
        store.apply(act)
        made.append(act.changes[0].after.id)
    return made


def rows(store: Store, triad: Triad) -> tuple[FindingRow, ...]:
    return finding_board(store, triad.challenges[0]).lines[0].findings


def test_a_split_finding_stands_right_after_with_its_notes(store: Store, triad: Triad) -> None:
    store.apply(findings.make_finding(store, noted(store, triad, "Audits rise", "Chairs escalate", "Children speak")))
    store.apply(findings.make_finding(store, noted(store, triad, "Parents write")))
    first = rows(store, triad)[0]
    store.apply(findings.split_finding(store, first.id, [first.links[1].id]))
    assert [row.text for row in rows(store, triad)] == [
        "Audits rise. Children speak.",
        "Chairs escalate",
        "Parents write",
    ]
    assert [[link.text for link in row.links] for row in rows(store, triad)][1] == ["Chairs escalate"]
    store.undo()
    assert rows(store, triad)[0].text == "Audits rise. Chairs escalate. Children speak."


def test_the_team_s_own_words_stay_when_a_finding_is_split(store: Store, triad: Triad) -> None:
    store.apply(findings.make_finding(store, noted(store, triad, "Audits rise", "Chairs escalate")))
    (first,) = rows(store, triad)
    store.apply(findings.edit_finding(store, first.id, text="Practice is better for audit."))
    store.apply(findings.split_finding(store, first.id, [link.id for link in first.links]))
    assert [row.text for row in rows(store, triad)] == [
        "Practice is better for audit.",
        "Audits rise. Chairs escalate.",
    ]


def test_nothing_chosen_or_everything_of_a_note_s_own_words_is_no_split(store: Store, triad: Triad) -> None:
    store.apply(findings.make_finding(store, noted(store, triad, "Audits rise", "Chairs escalate")))
    (first,) = rows(store, triad)
    with pytest.raises(UserError, match="Choose the notes"):
        findings.split_finding(store, first.id, [])
    with pytest.raises(UserError, match="Leave at least one"):
        findings.split_finding(store, first.id, [link.id for link in first.links])


def test_it_is_agreed_by_those_who_challenge_unless_said_otherwise(store: Store, triad: Triad) -> None:
    store.apply(findings.make_finding(store, noted(store, triad, "Audits rise")))
    (row,) = rows(store, triad)
    assert row.agreed == ""
    store.apply(findings.agree(store, [row.id], date(2026, 11, 24)))
    assert rows(store, triad)[0].agreed == "Agreed on 24 November 2026 by Medway and Slough"
    store.apply(findings.propose_again(store, [row.id]))
    store.apply(findings.edit_finding(store, row.id, agreed_by="Slough’s lead"))
    store.apply(findings.agree(store, [row.id], date(2026, 11, 25)))
    assert rows(store, triad)[0].agreed == "Agreed on 25 November 2026 by Slough’s lead"


def test_a_one_source_point_prints_as_a_question_where_the_framework_says_so(store: Store, triad: Triad) -> None:
    store.apply(findings.make_finding(store, noted(store, triad, "Audits rise")))
    (row,) = rows(store, triad)
    assert row.one_source_point
    store.apply(findings.agree(store, [row.id], date(2026, 11, 24)))
    assert feedback_of(store, triad.challenges[0]).findings[0].kind is FindingKind.STRENGTH
    framework = store.need(r.Framework, store.need(r.Round, triad.round).framework)
    store.apply(edit("Stricter", framework, one_source_asks=True))
    assert finding_board(store, triad.challenges[0]).one_source_asks
    assert feedback_of(store, triad.challenges[0]).findings[0].kind is FindingKind.QUESTION
    sef = store.new_id()
    seen = r.Evidence(id=store.new_id(), submission=sef, kind=EvidenceKind.AUDIT, title="Audit")
    store.apply(add("Evidence", r.Submission(id=sef, round=triad.round, authority=triad.hosts[0]), seen))
    store.apply(findings.link_to_finding(store, row.id, LinkedTo.EVIDENCE, [seen.id]))
    assert not rows(store, triad)[0].one_source_point
    assert feedback_of(store, triad.challenges[0]).findings[0].kind is FindingKind.STRENGTH


def test_who_is_in_the_round_file_is_seen_in_a_finding(store: Store, triad: Triad) -> None:
    store.apply(add("People", r.Person(id=store.new_id(), name="Priya Kent-Oduya"), r.Person(id=store.new_id())))
    store.apply(
        findings.propose_finding(
            store, triad.challenges[0], FindingKind.STRENGTH, triad.lines[0], "Priya leads audit in Kent well."
        )
    )
    assert rows(store, triad)[0].names == ("Priya",)


def test_what_two_note_takers_heard_is_proposed_as_one_and_a_parked_finding_is_left_alone(
    store: Store, triad: Triad
) -> None:
    noted(store, triad, "Re-audit shows a rise in quality", "Re-audits show quality has risen")
    board = finding_board(store, triad.challenges[0]).lines[0]
    (alike,) = board.alike
    assert (len(alike.notes), alike.findings) == (2, ())
    store.apply(findings.make_finding(store, alike.notes[:1]))
    (alike,) = finding_board(store, triad.challenges[0]).lines[0].alike
    assert (len(alike.notes), len(alike.findings)) == (1, 1)
    store.apply(findings.park(store, alike.findings))
    assert rows(store, triad)[0].state is FindingState.PARKED
    assert finding_board(store, triad.challenges[0]).lines[0].alike == ()
