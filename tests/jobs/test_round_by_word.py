"""A whole round with the program on one machine: what the others do, they do in Word."""

import copy
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import fields
from datetime import date, time
from pathlib import Path
from uuid import UUID

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from peer_challenge.domain import records as r
from peer_challenge.domain.choices import Again, FindingKind, Joining, NoteKind, RelationshipKind, ReportState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import link_id
from peer_challenge.jobs.receiving import bring_in_paper, look_at_paper
from peer_challenge.jobs.reports import Wanted, issue_report, report_of
from peer_challenge.jobs.round_forms import bring_in_form, look_at, write_form
from peer_challenge.jobs.sef_forms import Look
from peer_challenge.reports.formats import Format
from peer_challenge.services import corrections, findings, notes, plans, questions, sessions, submissions
from peer_challenge.services.form_shape import FormKind
from peer_challenge.services.kept_aside import kept_aside
from peer_challenge.services.report_life import move_report_on
from peer_challenge.services.settling import settle
from peer_challenge.services.time_estimates import estimate_of, tell_estimate
from peer_challenge.services.typed_groups import type_groups
from peer_challenge.services.value import evaluate, evaluation_of
from peer_challenge.storage.store import Store
from tests.builders import LEGAL_GROUPS, a_triad, a_triad_in_session, authority_id, south_east_round
from tests.word import fill_row, strike

TRIAD = ("Kent", "Oxfordshire", "Slough")
Fill = Callable[[WordDocument], None]


def fill_box(document: WordDocument, heading: str, lines: str, nth: int = 0) -> None:
    """Type into the box below the nth heading of this name, a paragraph a line."""
    body = list(document.element.body.iter())
    found = [each for each in document.paragraphs if each.text == heading][nth]
    box = next(each for each in body[body.index(found._p) :] if each.tag.endswith("}sdtContent"))
    first = box.find(qn("w:p"))
    for text in lines.split("\n"):
        paragraph = copy.deepcopy(first)
        next(each for each in paragraph.iter(qn("w:t"))).text = text
        box.append(paragraph)
    box.remove(first)


def returned(store: Store, round_id: UUID, authority: UUID, folder: Path, kind: FormKind, fill: Fill) -> Look:
    """Write a form, fill it in, save it under a name of its own, look at it, and bring it in."""
    path = write_form(store, round_id, authority, folder, kind).path
    document = Document(str(path))
    fill(document)
    renamed = path.with_name("Scan 0001.docx")
    document.save(str(renamed))
    look = look_at(store, round_id, renamed)
    assert look.authority == authority
    changes = bring_in_form(store, round_id, look)
    if changes:
        store.apply(changes)
    return look


def test_one_laptop_is_enough(store: Store, tmp_path: Path) -> None:
    round_id = south_east_round(store)
    hosts = {name: authority_id(store, name) for name in TRIAD}
    medway = authority_id(store, "Medway")
    # Step 2: joining
    for name, authority in hosts.items():

        def joins(document: WordDocument, name: str = name) -> None:
            fill_row(document, "Will you take part?", "Yes")
            fill_row(document, "Bad dates", "12 January 2027")
            fill_row(document, "Anyone we should not sit with?", "Medway: our director’s partner works there")
            row = next(each for each in document.tables if each.rows[0].cells[0].text == "Name").rows[1].cells
            row[0].text, row[1].text, row[2].text = f"Person of {name}", "QA lead", f"{name.lower()}@example.gov.uk"

        look = returned(store, round_id, authority, tmp_path, FormKind.JOINING, joins)
        assert look.preview is not None
        assert look.preview.unplaced == ()
        store.undo()
        assert store.find(r.Person, authority=authority) == []
        store.redo()
        (person,) = store.find(r.Person, authority=authority)
        assert (person.job_title, person.email) == ("QA lead", f"{name.lower()}@example.gov.uk")
        part = store.need(r.Participation, link_id("participation", round_id, authority))
        assert part.joining is Joining.JOINED
    assert {each.day for each in store.find(r.DayAnswer)} == {date(2027, 1, 12)}
    declared = [each for each in store.find(r.Relationship) if each.kind is RelationshipKind.DECLARED_CONFLICT]
    assert {frozenset((each.first, each.second)) for each in declared} == {
        frozenset((each, medway)) for each in hosts.values()
    }
    # Steps 3 and 4: the plan is settled, and the meeting planned
    store.apply(plans.new_plan(store, round_id))
    (plan,) = store.find(r.Plan)
    store.apply(type_groups(store, plan.id, LEGAL_GROUPS))
    store.apply(settle(store, plan.id))
    challenges = {name: store.find(r.Challenge, host=host)[0] for name, host in hosts.items()}
    group = challenges["Kent"].group
    # Step 6: SEFs
    for name, authority in hosts.items():

        def sef(document: WordDocument, name: str = name) -> None:
            fill_box(document, "What we want to say", f"Audits in {name} lead to change.")
            fill_box(document, "What we want to say", "Children speak at the board.", 1)
            document.tables[0].rows[1].cells[0].text = f"Re-audits in {name} improve."

        returned(store, round_id, authority, tmp_path, FormKind.SEF, sef)
        found = submissions.submission_of(store, round_id, authority)
        assert found is not None
        if name != "Slough":
            store.apply(submissions.sign_off(store, found.id, "Director of children’s services"))
            store.apply(submissions.submit(store, found.id))
            store.apply(submissions.accept(store, found.id))
            store.apply(submissions.share(store, found.id, date(2026, 11, 5)))
    # Step 7: questions of every authority to both the others; what is not shared is in no form
    form = write_form(store, round_id, hosts["Kent"], tmp_path, FormKind.QUESTIONS).path
    printed = "\n".join(each.text for each in Document(str(form)).paragraphs)
    assert "Re-audits in Oxfordshire improve." in printed
    assert "Re-audits in Slough" not in printed
    assert "Re-audits in Kent" not in printed
    (line, *_) = [each.short for each in store.find(r.LineOfEnquiry)]
    for name, authority in hosts.items():

        def asks(document: WordDocument, name: str = name) -> None:
            for nth in range(2):
                fill_box(document, f"Questions: {line}", f"{name} asks how many.\n{name} asks who {nth}.", nth)
            fill_box(document, "Notes of the meeting", "+ Managers read every audit")

        look = returned(store, round_id, authority, tmp_path, FormKind.QUESTIONS, asks)
        assert look.preview is not None
        assert [each.text for each in look.preview.unplaced] == ["+ Managers read every audit"]
    asked = {(each.challenge, each.asked_by, each.text) for each in store.find(r.PreparedQuestion)}
    assert len(asked) == len(store.find(r.PreparedQuestion)) == 12
    assert {(challenge, by) for challenge, by, _ in asked} == {
        (each.id, hosts[name]) for name in TRIAD for each in challenges.values() if each.host != hosts[name]
    }
    # Step 8: the meeting, and the notes of every authority on the same form
    store.apply(sessions.plan_session(store, group, date(2026, 11, 20), time(10, 0), "Maidstone"))
    for name, authority in hosts.items():

        def tells(document: WordDocument, name: str = name) -> None:
            for nth in range(2):
                said = f"+ {name} saw managers read\n! {name} saw few fathers heard\n12 cases seen by {name}"
                fill_box(document, "Notes of the meeting", said, nth)

        returned(store, round_id, authority, tmp_path, FormKind.QUESTIONS, tells)
    assert len(store.find(r.PreparedQuestion)) == 12, "what the form was made with is not asked twice"
    for host, challenge in challenges.items():
        assert [(each.kind, each.text) for each in store.find(r.Note, challenge=challenge.id)] == [
            said
            for name in TRIAD
            if name != host
            for said in (
                (NoteKind.STRENGTH, f"{name} saw managers read"),
                (NoteKind.CONSIDERATION, f"{name} saw few fathers heard"),
                (NoteKind.PLAIN, f"12 cases seen by {name}"),
            )
        ]
    assert {each.author for each in store.find(r.Note)} == {store.who}
    # Step 9: for every host a finding, the draft in Word, the correction back, and the final report
    about = store.find(r.LineOfEnquiry)[0].id
    for host, challenge in challenges.items():
        hosted, (note, *_) = challenge.id, store.find(r.Note, challenge=challenge.id)
        sentence = f"Managers in {host} read every audit in a week."
        store.apply(findings.propose_finding(store, hosted, FindingKind.STRENGTH, about, sentence, notes=[note.id]))
        (finding,) = store.find(r.Finding, challenge=hosted)
        store.apply(findings.agree(store, [finding.id], date(2026, 11, 20)))
        for state in (ReportState.AGREED, ReportState.WITH_HOST):
            store.apply(move_report_on(store, hosted, state))
        draft = tmp_path / f"Draft {host}.docx"
        draft.write_bytes(report_of(store, hosted, Wanted(form=Format.WORD)))
        strike(draft, "a week", "ten days")
        look = look_at_paper(store, round_id, draft)
        assert look.authority == hosts[host]
        store.apply(bring_in_paper(store, round_id, look))
        (correction,) = store.find(r.Correction, challenge=hosted)
        store.apply(corrections.accept(store, correction.id))
        assert store.need(r.Finding, finding.id).text == f"Managers in {host} read every audit in ten days."
        issue_report(store, hosted)
        assert [each.state for each in store.find(r.ReportIssue, challenge=hosted)][-1] is ReportState.FINAL
    # Step 10: the closing form
    for name, authority in hosts.items():

        def closes(document: WordDocument, name: str = name) -> None:
            for nth in range(3):
                fill_row(document, "How useful was it?", str(5 - nth), nth)
                fill_row(document, "Would you do it again?", ("Yes", "No", "Not sure")[nth], nth)
                fill_row(document, "Hours of reading", "2,5 hours", nth)
                fill_row(document, "Hours in the meeting", "3", nth)
                fill_row(document, "Hours of writing", "1.25" if nth else "long", nth)
                fill_row(document, "What changed because of it?", f"{name} moderates more ({nth}).", nth)

        look = returned(store, round_id, authority, tmp_path, FormKind.CLOSING, closes)
        assert look.preview is not None
        assert [each.text for each in look.preview.unplaced] == ["long"], name
        for nth, challenge in enumerate(store.find(r.Challenge, group=group)):
            said, took = evaluation_of(store, challenge.id, authority), estimate_of(store, challenge.id, authority)
            answers = (said.usefulness, said.again, said.changed, took.reading, took.meeting, took.writing)
            again = (Again.YES, Again.NO, Again.NOT_SURE)[nth]
            assert answers == (5 - nth, again, f"{name} moderates more ({nth}).", 150, 180, 75 if nth else 0)
    assert len(store.find(r.Evaluation)) == 9
    assert len(kept_aside(store, round_id)) == 6, "a note before the meeting and a word for hours, of each"


def test_six_months_on_is_asked_and_kept_apart(store: Store, tmp_path: Path) -> None:
    triad = a_triad(store)
    kent = triad.hosts[0]
    returned(
        store,
        triad.round,
        kent,
        tmp_path,
        FormKind.SIX_MONTHS,
        lambda document: fill_row(document, "What changed because of it?", "A new audit tool."),
    )
    assert evaluation_of(store, triad.challenges[0], kent, 6).changed == "A new audit tool."
    assert evaluation_of(store, triad.challenges[0], kent).changed == ""


def test_what_may_identify_somebody_is_said_before_it_comes_in(store: Store, tmp_path: Path) -> None:
    triad = a_triad(store)

    def tells(document: WordDocument) -> None:
        fill_row(document, "What changed because of it?", "Ask the family at 07700 900123.")

    look = returned(store, triad.round, triad.hosts[0], tmp_path, FormKind.CLOSING, tells)
    assert look.preview is not None
    assert any(each.endswith("Read it again before you bring it in.") for each in look.preview.remarks)


def test_a_form_of_another_round_or_authority_is_refused_in_a_sentence(store: Store, tmp_path: Path) -> None:
    one = a_triad(store)
    path = write_form(store, one.round, one.hosts[0], tmp_path, FormKind.CLOSING).path
    with pytest.raises(UserError, match="was made for Kent, not for Medway, so nothing was brought in"):
        look_at(store, one.round, path, one.hosts[1])
    other = a_triad(store, ("Hove", "Lewes", "Bexhill"))
    with pytest.raises(UserError, match="was made for the round Autumn 2026, not for"):
        look_at(store, other.round, path)


@pytest.mark.slow
def test_forms_that_libreoffice_saved_are_read(store: Store, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed here")
    triad = a_triad_in_session(store)
    for kind, asked, text in (
        (FormKind.CLOSING, "How useful was it?", "4"),
        (FormKind.JOINING, "Will you take part?", "Yes"),
    ):
        path = write_form(store, triad.round, triad.hosts[0], tmp_path, kind).path
        document = Document(str(path))
        fill_row(document, asked, text)
        document.save(str(path))
        out = tmp_path / "again"
        profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
        words = [office, profile, "--headless", "--convert-to", "docx", "--outdir", str(out), str(path)]
        subprocess.run(words, check=True, capture_output=True, timeout=180)
        look = look_at(store, triad.round, out / path.name)
        assert look.preview is not None
        assert look.preview.unplaced == ()
        assert [each.text for each in look.preview.rows] == [text]


def test_what_is_typed_in_the_window_makes_the_same_records(store: Store, tmp_path: Path) -> None:
    typed = a_triad_in_session(store, ("Hove", "Lewes", "Bexhill"))
    sent = a_triad_in_session(store)
    line = store.find(r.LineOfEnquiry, framework=store.need(r.Round, sent.round).framework)[0]
    own, challenge, session = typed.hosts[0], typed.challenges[1], typed.session
    assert session is not None
    store.apply(questions.prepare_question(store, challenge, "How many audits?", line=line.id, asked_by=own))
    store.apply(notes.add_note(store, session, challenge, "Managers read", NoteKind.STRENGTH, None, store.now()))
    store.apply(evaluate(store, challenge, own, 4, Again.YES, "We moderate more."))
    store.apply(tell_estimate(store, challenge, own, reading=150))

    def asks(document: WordDocument) -> None:
        fill_box(document, f"Questions: {line.short}", "How many audits?")
        fill_box(document, "Notes of the meeting", "+ Managers read")

    def closes(document: WordDocument) -> None:
        fill_row(document, "How useful was it?", "4", 1)
        fill_row(document, "Would you do it again?", "Yes", 1)
        fill_row(document, "What changed because of it?", "We moderate more.", 1)
        fill_row(document, "Hours of reading", "2.5", 1)

    returned(store, sent.round, sent.hosts[0], tmp_path, FormKind.QUESTIONS, asks)
    returned(store, sent.round, sent.hosts[0], tmp_path, FormKind.CLOSING, closes)
    for kind in (r.PreparedQuestion, r.Note, r.Evaluation, r.TimeEntry):
        by_hand, by_form = (_told(store, kind, each) for each in (challenge, sent.challenges[1]))
        assert by_form == by_hand
        assert len(by_form) == 1, kind


def _told(store: Store, kind: type[r.Record], challenge: UUID) -> list[dict[str, object]]:
    """Return the records of a challenge but for what tells one authority, meeting or moment from another."""
    other = {"id", "challenge", "session", "authority", "asked_by", "at", "line", "position"}
    return [
        {each.name: getattr(record, each.name) for each in fields(record) if each.name not in other}
        for record in store.find(kind, challenge=challenge)
    ]
