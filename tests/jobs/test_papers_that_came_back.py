"""Whatever paper comes back is known by its contents, and what no place was found for stays with the coordinator."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from docx import Document
from docx.document import Document as WordDocument

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import ChangeSet, add
from peer_challenge.domain.choices import FindingKind, Joining, ReportState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import link_id
from peer_challenge.exchange.tables import write_table
from peer_challenge.jobs import sef_forms
from peer_challenge.jobs.accuracy import DraftLook
from peer_challenge.jobs.closing_form import SheetLook, closing_table
from peer_challenge.jobs.receiving import bring_in_paper, is_paper, look_at_paper
from peer_challenge.jobs.reports import Wanted, report_of
from peer_challenge.jobs.round_forms import FormLook, write_all_forms, write_form
from peer_challenge.reports.formats import Format
from peer_challenge.services import findings
from peer_challenge.services.filled_forms import NamelessError
from peer_challenge.services.form_shape import FormKind
from peer_challenge.services.identifiers import guarded_fields
from peer_challenge.services.kept_aside import aside_ever, done_with, kept_aside
from peer_challenge.services.report_life import move_report_on
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_triad, a_triad_that_met


def without_mark(path: Path) -> Path:
    """Save a form as a person does who copied its text into a new document: no foot, no properties, another name."""
    document: WordDocument = Document(str(path))
    for section in document.sections:
        for paragraph in section.footer.paragraphs:
            paragraph.text = ""
    document.core_properties.keywords = ""
    for name, part in ((str(each.partname), each) for each in document.part.package.iter_parts()):
        if name == "/docProps/custom.xml":
            part._blob = b"<Properties/>"
    bare = path.with_name(f"Copy {path.name}")
    document.save(str(bare))
    return bare


def participation(store: Store, round_id: UUID, authority: UUID) -> r.Participation:
    return store.need(r.Participation, link_id("participation", round_id, authority))


@pytest.fixture
def triad(store: Store) -> Triad:
    return a_triad(store)


@pytest.mark.parametrize("kind", [each for each in FormKind if each is not FormKind.SEF])
def test_a_form_without_its_mark_is_known_by_what_it_asks(
    store: Store, triad: Triad, tmp_path: Path, kind: FormKind
) -> None:
    kent = triad.hosts[0]
    bare = without_mark(write_form(store, triad.round, kent, tmp_path, kind).path)
    with pytest.raises(NamelessError, match="does not say whose it is"):
        look_at_paper(store, triad.round, bare)
    look = look_at_paper(store, triad.round, bare, kent)
    assert isinstance(look, FormLook)
    assert look.kind is kind
    assert look.preview is not None
    assert "it was read by its headings" in look.preview.remarks[0]
    with pytest.raises(UserError, match=r"is no SEF but the form"):
        sef_forms.look_at(store, triad.round, bare, kent)


def test_forms_in_excel_are_known_by_their_contents(store: Store, triad: Triad, tmp_path: Path) -> None:
    kent = triad.hosts[0]
    sef = sef_forms.write_form(store, triad.round, kent, tmp_path, "xlsx").path
    assert look_at_paper(store, triad.round, sef.rename(tmp_path / "one.bin")).what == "SEF form"
    table = closing_table(store, triad.round, kent)
    filled = tuple((*row[:2], 4, "Yes", "We moderate more.", 2.5, None, None) for row in table.rows)
    (path,) = write_table(replace(table, rows=filled), tmp_path / "back.xlsx")
    look = look_at_paper(store, triad.round, path)
    assert isinstance(look, SheetLook)
    assert is_paper(path)
    store.apply(bring_in_paper(store, triad.round, look))
    assert [each.usefulness for each in store.find(r.Evaluation, authority=kent)] == [4, 4, 4]


def test_a_draft_that_came_back_brings_its_corrections(store: Store, tmp_path: Path) -> None:
    triad = a_triad_that_met(store)
    challenge, line = triad.challenges[0], store.find(r.LineOfEnquiry)[0].id
    store.apply(findings.propose_finding(store, challenge, FindingKind.STRENGTH, line, "Managers read every audit."))
    (finding,) = store.find(r.Finding, challenge=challenge)
    store.apply(findings.agree(store, [finding.id], date(2026, 11, 4)))
    for state in (ReportState.AGREED, ReportState.WITH_HOST):
        store.apply(move_report_on(store, challenge, state))
    path = tmp_path / "Scan.docx"
    path.write_bytes(report_of(store, challenge, Wanted(form=Format.WORD)))
    document = Document(str(path))
    paragraph = next(each for each in document.paragraphs if "Managers read" in each.text)
    document.add_comment(paragraph.runs, "Not every one.", author="Host")
    document.save(str(path))
    look = look_at_paper(store, triad.round, path)
    assert isinstance(look, DraftLook)
    assert look.authority == triad.hosts[0]
    store.apply(bring_in_paper(store, triad.round, look))
    assert [each.comment for each in store.find(r.Correction, challenge=challenge)] == ["Not every one."]


def test_a_paper_that_is_no_form_asks_whose_it_is(store: Store, triad: Triad, tmp_path: Path) -> None:
    paper = tmp_path / "Strategy.docx"
    document = Document()
    document.add_paragraph("Our strategy for the next three years.")
    document.save(str(paper))
    with pytest.raises(NamelessError):
        look_at_paper(store, triad.round, paper)
    look = look_at_paper(store, triad.round, paper, triad.hosts[0])
    assert look.preview is None
    assert "is not a form. It will be kept as it is, as the SEF of Kent" in look.summary


def test_a_file_to_be_merged_is_no_paper(tmp_path: Path) -> None:
    pack = tmp_path / "group.docx"
    pack.write_bytes(b"age-encryption.org/v1\n")
    assert not is_paper(pack.rename(tmp_path / "group.pcpack"))
    assert not is_paper(tmp_path / "gone.docx")


def test_what_was_not_placed_is_kept_once_taken_away_by_hand_and_goes_in_time(
    store: Store, triad: Triad, tmp_path: Path
) -> None:
    kent = triad.hosts[0]
    path = write_form(store, triad.round, kent, tmp_path, FormKind.JOINING).path
    document = Document(str(path))
    for asked, said in (("Will you take part?", "Perhaps"), ("Bad dates", "Any Friday")):
        row = next(row for table in document.tables for row in table.rows if row.cells[0].text.startswith(asked))
        row.cells[1].text = said
    document.save(str(path))
    for _ in range(2):
        look = look_at_paper(store, triad.round, path)
        if changes := bring_in_paper(store, triad.round, look):
            store.apply(changes)
    assert look.preview is not None
    assert not look.preview.changes
    rows = kept_aside(store, triad.round)
    assert [(each.name, each.text.partition(" (")[0]) for each in rows] == [("Kent", "Perhaps"), ("Kent", "Any Friday")]
    assert participation(store, triad.round, kent).joining is not Joining.DECLINED
    assert "kept_aside" in guarded_fields(r.Participation)
    for each in rows:
        store.apply(done_with(store, each.id))
    assert kept_aside(store, triad.round) == []
    assert aside_ever(store, triad.round) == [participation(store, triad.round, kent).id]
    store.undo()
    assert [each.text.partition(" (")[0] for each in kept_aside(store, triad.round)] == ["Any Friday"]


def test_authorities_without_a_group_are_named_and_the_others_get_their_form(
    store: Store, triad: Triad, tmp_path: Path
) -> None:
    for host in triad.hosts:
        _join(store, triad.round, host)
    alone = store.find(r.Authority)[0]
    extra = r.Authority(id=store.new_id(), name="Hove", gss_code="E09999999", region=alone.region)
    store.apply(_added(extra))
    _join(store, triad.round, extra.id)
    for kind in (FormKind.QUESTIONS, FormKind.CLOSING):
        folder = tmp_path / kind.slug
        folder.mkdir()
        made, without = write_all_forms(store, triad.round, folder, kind)
        assert len(made) == len(list(folder.iterdir())) == 3
        assert [each.startswith("Hove ") for each in without] == [True]


def _join(store: Store, round_id: UUID, authority: UUID) -> None:
    part = link_id("participation", round_id, authority)
    store.apply(_added(r.Participation(id=part, round=round_id, authority=authority, joining=Joining.JOINED)))


def _added(record: r.Record) -> ChangeSet:
    return add("Add", record)
