"""SEF forms as they go out and come back: what is found where, what is kept aside, and what is refused."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
import xlsxwriter
from docx import Document
from docx.document import Document as WordDocument
from python_calamine import CalamineWorkbook

from peer_challenge.domain.changes import edit
from peer_challenge.domain.choices import SubmissionState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id
from peer_challenge.domain.records import Answer, Claim, Evidence, EvidenceLink, Submission
from peer_challenge.exchange.spreadsheets import CONTACTS, read_table
from peer_challenge.jobs.sef_forms import Look, bring_in_form, look_at, write_all_forms, write_form
from peer_challenge.services import sefs, submissions
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad

Fill = Callable[[WordDocument], None]


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad(store)


@pytest.fixture
def kent(store: Store, triad: Triad) -> UUID:
    store.apply(submissions.start_submissions(store, triad.round))
    return known_id("submission", triad.round, triad.hosts[0])


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "forms"
    folder.mkdir()
    return folder


def write(document: WordDocument, heading: str, text: str, nth: int = 0) -> None:
    """Type into the box below the nth heading of this name, as a person would."""
    body = list(document.element.body.iter())
    found = [each for each in document.paragraphs if each.text == heading][nth]
    box = next(each for each in body[body.index(found._p) :] if each.tag.endswith("}sdtContent"))
    words = [each for each in box.iter() if each.tag.endswith("}t")]
    words[0].text = text


def returned(store: Store, triad: Triad, out: Path, fill: Fill, host: int = 0) -> Path:
    """Write a host's form, fill it, and save it again."""
    path = write_form(store, triad.round, triad.hosts[host], out).path
    document = Document(str(path))
    fill(document)
    document.save(str(path))
    return path


def bring_in(store: Store, triad: Triad, path: Path) -> Look:
    look = look_at(store, triad.round, path, triad.hosts[0])
    store.apply(bring_in_form(store, triad.round, look))
    return look


def answers(store: Store, sef: UUID) -> dict[UUID, Answer]:
    return {each.line: each for each in store.find(Answer, submission=sef)}


def test_what_is_typed_into_the_boxes_comes_to_its_place(store: Store, triad: Triad, kent: UUID, out: Path) -> None:
    def fill(document: WordDocument) -> None:
        write(document, "What we want to say", "Audits lead to change.")
        write(document, "Gaps", "We hear little from fathers.", 1)
        write(document, "Offers", "Our moderation guide.", 1)
        row = document.tables[0].rows[1].cells
        row[0].text, row[1].text, row[3].text = (
            "Re-audits improve.",
            "Re-audit of 40",
            "Audit report 2026; Survey of staff",
        )
        row[4].text = "Fairly"

    look = bring_in(store, triad, returned(store, triad, out, fill))
    assert look.preview is not None
    assert look.preview.unplaced == ()
    impact, voice = (answers(store, kent)[line] for line in triad.lines)
    assert (impact.text, impact.gaps) == ("Audits lead to change.", "")
    assert (voice.gaps, voice.offers) == ("We hear little from fathers.", "Our moderation guide.")
    (claim,) = store.find(Claim, submission=kent)
    assert (claim.line, claim.text, claim.how_known, claim.confidence) == (
        triad.lines[0],
        "Re-audits improve.",
        "Re-audit of 40",
        "Fairly",
    )
    assert [(each.title, each.kind.value) for each in store.find(Evidence)] == [
        ("Audit report 2026", "audit"),
        ("Survey of staff", "practitioner_voice"),
    ]
    assert len(store.find(EvidenceLink)) == 2
    sef = store.need(Submission, kent)
    assert (sef.state, sef.form_name) == (SubmissionState.DRAFTING, "kent-sef-form.docx")
    assert store.attached(sef.form) == look.path.read_bytes()


def test_it_is_one_act_and_comes_in_once(store: Store, triad: Triad, kent: UUID, out: Path) -> None:
    path = returned(store, triad, out, lambda document: write(document, "Gaps", "We hear little."))
    bring_in(store, triad, path)
    assert store.undo_label() == "Bring in Kent’s SEF form"
    assert not bring_in_form(store, triad.round, look_at(store, triad.round, path, triad.hosts[0]))
    store.undo()
    assert store.find(Answer) == []
    assert store.need(Submission, kent).form == ""


def test_a_form_handed_out_with_text_may_change_it_and_nothing_written_since(
    store: Store, triad: Triad, kent: UUID, out: Path
) -> None:
    first, second = triad.lines
    store.apply(sefs.write_answer(store, kent, first, text="Old words."))
    store.apply(sefs.write_answer(store, kent, second, text="Old voice."))
    store.apply(sefs.add_claim(store, kent, first, "We audit.", how_known="Count"))
    (claim,) = store.find(Claim)

    def fill(document: WordDocument) -> None:
        write(document, "What we want to say", "New words.")
        write(document, "What we want to say", "New voice.", 1)
        document.tables[0].rows[1].cells[0].paragraphs[0].runs[0].text = "We audit every month."

    path = returned(store, triad, out, fill)
    store.apply(sefs.write_answer(store, kent, second, text="Written meanwhile."))
    bring_in(store, triad, path)
    assert answers(store, kent)[first].text == "New words."
    assert answers(store, kent)[second].text == "Written meanwhile.\nNew voice."
    (after,) = store.find(Claim)
    assert (after.id, after.text, after.how_known) == (claim.id, "We audit every month.", "Count")


def test_words_taken_out_of_a_form_go_and_an_emptied_field_is_said(
    store: Store, triad: Triad, kent: UUID, out: Path
) -> None:
    first, second = triad.lines
    store.apply(sefs.write_answer(store, kent, first, text="Stays.\nGoes.", gaps="Emptied."))
    store.apply(sefs.write_answer(store, kent, second, text="One.\n\nTwo."))

    def fill(document: WordDocument) -> None:
        body = list(document.element.body.iter())
        for text in ("Goes.", "Emptied."):
            found = next(each for each in body if each.tag.endswith("}t") and each.text == text)
            found.text = ""

    look = bring_in(store, triad, returned(store, triad, out, fill))
    assert look.preview is not None
    assert answers(store, kent)[first].text == "Stays."
    assert answers(store, kent)[first].gaps == "Emptied."
    assert answers(store, kent)[second].text == "One.\n\nTwo."
    assert look.preview.remarks == (
        "1 field that was filled came back empty. What stands there stays; empty it here if you mean to.",
    )


def test_what_has_no_place_is_listed_kept_and_not_kept_twice(store: Store, triad: Triad, kent: UUID, out: Path) -> None:
    def fill(document: WordDocument) -> None:
        document.paragraphs[0].insert_paragraph_before("Covering words from the director.")
        document.tables[1].rows[1].cells[2].text = "Impact without a statement"
        document.sections[0].header.paragraphs[0].text = "OFFICIAL"

    path = returned(store, triad, out, fill)
    look = bring_in(store, triad, path)
    assert look.preview is not None
    assert [(each.text, each.where) for each in look.preview.unplaced] == [
        ("Covering words from the director.", "before the first question"),
        ("Impact without a statement", "in a row of “Statements” whose first column is empty"),
        ("OFFICIAL", "in the header"),
    ]
    assert store.need(Submission, kent).unplaced.splitlines()[0] == "Covering words from the director."
    assert not bring_in_form(store, triad.round, look_at(store, triad.round, path, triad.hosts[0]))


def test_a_sef_that_was_shared_goes_on_as_a_new_version(store: Store, triad: Triad, kent: UUID, out: Path) -> None:
    store.apply(sefs.add_claim(store, kent, triad.lines[0], "We audit."))
    store.apply(edit("Share", store.need(Submission, kent), state=SubmissionState.SHARED))

    def fill(document: WordDocument) -> None:
        write(document, "Gaps", "Late word.")
        document.tables[0].rows[1].cells[1].text = "By count"

    look = bring_in(store, triad, returned(store, triad, out, fill))
    assert look.preview is not None
    assert look.preview.remarks[0] == "The SEF was shared; this begins version 2, not shared until you share it."
    new = submissions.submission_of(store, triad.round, triad.hosts[0])
    assert new is not None
    assert (new.version, new.state) == (2, SubmissionState.DRAFTING)
    assert [(each.text, each.how_known) for each in store.find(Claim, submission=new.id)] == [("We audit.", "By count")]
    assert store.need(Submission, kent).state is SubmissionState.SHARED
    store.undo()
    assert [each.id for each in store.find(Submission, authority=triad.hosts[0])] == [kent]


def test_another_authoritys_form_is_said_before_anything(store: Store, triad: Triad, kent: UUID, out: Path) -> None:
    path = returned(store, triad, out, lambda document: write(document, "Gaps", "Medway’s."), host=1)
    with pytest.raises(UserError, match="was made for Medway, not for Kent, so nothing was brought in"):
        look_at(store, triad.round, path, triad.hosts[0])
    assert look_at(store, triad.round, path).authority == triad.hosts[1]


def test_a_paper_that_is_no_form_is_kept_as_it_is(store: Store, triad: Triad, kent: UUID, out: Path) -> None:
    document = Document()
    document.add_paragraph("Our own SEF, forty pages of it.")
    path = out / "Our SEF.docx"
    document.save(str(path))
    with pytest.raises(UserError, match="does not say whose it is"):
        look_at(store, triad.round, path)
    look = bring_in(store, triad, path)
    assert look.summary == "Our SEF.docx is not a form. It will be kept as it is, as the SEF of Kent."
    assert store.need(Submission, kent).document_name == "Our SEF.docx"
    store.apply(edit("Share", store.need(Submission, kent), state=SubmissionState.SHARED))
    board = out / "Board paper.pdf"
    board.write_bytes(b"%PDF-1.7 board")
    assert bring_in(store, triad, board).summary.endswith(
        "The SEF was shared; this begins version 2, not shared until you share it."
    )
    newest = submissions.submission_of(store, triad.round, triad.hosts[0])
    assert newest is not None
    assert (newest.version, newest.document_name) == (2, "Board paper.pdf")


def test_the_excel_form_comes_back(store: Store, triad: Triad, kent: UUID, out: Path) -> None:
    store.apply(sefs.write_answer(store, kent, triad.lines[0], text="=1+1 was here"))
    path = write_form(store, triad.round, triad.hosts[0], out, "xlsx").path
    sheets = CalamineWorkbook.from_path(str(path))
    rows = {name: sheets.get_sheet_by_name(name).to_python() for name in sheets.sheet_names}
    assert rows["Answers"][1][4] == "=1+1 was here", "typed text is never a formula"
    rows["Answers"][2][4] = "We hear little from fathers."
    rows["Statements"][1][2:5] = ["We audit.", "By count", 12.0]
    rows["Statements"][12][3] = "Known, but not what"
    rows["Answers"][3].append("a word in the margin")
    with xlsxwriter.Workbook(str(path)) as again:
        for name, cells in rows.items():
            sheet = again.add_worksheet(name)
            for number, row in enumerate(cells):
                sheet.write_row(number, 0, row)
        sheet.write_comment(0, 0, "See our board paper")
    look = bring_in(store, triad, path)
    assert look.preview is not None
    assert answers(store, kent)[triad.lines[0]].gaps == "We hear little from fathers."
    (claim,) = store.find(Claim)
    assert (claim.text, claim.how_known, claim.impact) == ("We audit.", "By count", "12")
    aside = [each.text for each in look.preview.unplaced]
    assert "Known, but not what" in aside
    assert "a word in the margin" in aside
    assert any("See our board paper" in each for each in aside)


def test_every_authority_gets_a_form(store: Store, triad: Triad, out: Path) -> None:
    made = write_all_forms(store, triad.round, out)
    assert [each.path.name for each in made] == ["kent-sef-form.docx", "medway-sef-form.docx", "slough-sef-form.docx"]


def bomb(name: str, content: bytes) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(name, content)
    return held.getvalue()


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "' + b"&a;" * 1000 + b'">]><x>&b;</x>'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", b"PK\x03\x04 not a zip"),
        ("a.docx", b"%PDF-1.7"),
        ("a.docx", b"\xd0\xcf\x11\xe0 encrypted or old"),
        ("a.docx", bomb("word/document.xml", b"<w:document")),
        ("a.docx", bomb("word/document.xml", LAUGHS)),
        ("a.docx", bomb("word/document.xml", b"<a>" * 5000 + b"</a>" * 5000)),
        ("a.docx", bomb("word/other.xml", b"<a/>")),
        ("a.docx", bomb("word/document.xml", b" " * (201 * 1024 * 1024))),
        ("a.xlsx", bomb("xl/workbook.xml", b" " * (201 * 1024 * 1024))),
        ("a.xlsx", b"nothing"),
        ("a.odt", b"nothing"),
        ("a.docx", b""),
    ],
)
def test_what_cannot_be_read_is_one_sentence(
    store: Store, triad: Triad, kent: UUID, out: Path, name: str, content: bytes
) -> None:
    (out / name).write_bytes(content)
    with pytest.raises(UserError) as refused:
        look_at(store, triad.round, out / name, triad.hosts[0])
    assert refused.value.exit_code == 65
    assert name in refused.value.sentence


def test_a_cell_at_the_end_of_the_sheet_does_not_fill_the_memory(
    store: Store, triad: Triad, kent: UUID, out: Path
) -> None:
    path = out / "far.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("Answers")
        sheet.write(0, 0, "here")
        sheet.write(1_048_575, 16_383, "and there")
    with pytest.raises(UserError, match="has something in cell XFD1048576, far from the rest"):
        look_at(store, triad.round, path, triad.hosts[0])
    with pytest.raises(UserError, match="cell XFD1048576"):
        read_table(path, CONTACTS)


def test_a_truncated_or_damaged_form_never_crashes(store: Store, triad: Triad, kent: UUID, out: Path) -> None:
    whole = write_form(store, triad.round, triad.hosts[0], out).path.read_bytes()
    damaged = out / "damaged.docx"
    codes = set()
    for at in range(0, len(whole), max(1, len(whole) // 60)):
        for content in (whole[:at], whole[:at] + b"\xff\x00" + whole[at + 2 :]):
            damaged.write_bytes(content)
            try:
                look_at(store, triad.round, damaged, triad.hosts[0])
            except UserError as refused:
                codes.add(int(refused.exit_code))
    assert codes == {65}
