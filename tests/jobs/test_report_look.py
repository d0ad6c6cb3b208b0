"""A region's name, logo and colour are set once and stand on every document of the round, here and where it is sent."""

import io
import re
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader

from peer_challenge.domain.changes import edit
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Finding, Round
from peer_challenge.exchange.packs.signing import LaptopKey
from peer_challenge.jobs import reports
from peer_challenge.jobs.pack_in import bring_in, open_pack
from peer_challenge.jobs.pack_out import send
from peer_challenge.jobs.proposal import proposal_of
from peer_challenge.jobs.report_kinds import Kind
from peer_challenge.jobs.report_look import choose_accent, edit_look, leave_logo, look_of, take_logo
from peer_challenge.reports.formats import Format
from peer_challenge.reports.palette import ACCENT
from peer_challenge.services import distribution
from peer_challenge.services.packing import contents
from peer_challenge.storage.opening import create_store
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_finding, a_sef, a_triad_that_met, draft_plan, south_east_round

WINE = "7a1f4b"


@pytest.fixture
def triad(store: Store) -> Triad:
    made = a_triad_that_met(store)
    a_sef(store, made, shared_on=None)
    a_finding(store, made, "Managers read every audit.")
    return made


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    image = Image.new("RGB", (600, 200), "white")
    ImageDraw.Draw(image).rectangle((100, 40, 500, 160), f"#{WINE}")
    image.save(tmp_path / "logo.png")
    return tmp_path / "logo.png"


def images(pdf: bytes) -> list[int]:
    return [len(each.images) for each in PdfReader(io.BytesIO(pdf)).pages]


def is_wine(pdf: bytes) -> bool:
    stream = PdfReader(io.BytesIO(pdf)).pages[0].get_contents().get_data()
    return b"0.478 0.122 0.294 rg" in stream and b"0.0588 0.329 0.408 rg" not in stream


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_document_takes_the_look(store: Store, triad: Triad, logo: Path, kind: Kind) -> None:
    kent = triad.challenges[0]
    take_logo(store, triad.round, logo)
    store.apply(choose_accent(store, triad.round, WINE))
    pdf = reports.report_of(store, kent, reports.Wanted(kind))
    assert images(pdf)[0] == 1
    assert sum(images(pdf)) == 1
    assert is_wine(pdf)
    assert 'alt="Logo of the region"' in reports.report_of(store, kent, reports.Wanted(kind, Format.HTML)).decode()
    word = docx.Document(io.BytesIO(reports.report_of(store, kent, reports.Wanted(kind, Format.WORD))))
    assert 'descr="Logo of the region"' in word.sections[0].first_page_header._element.xml


def test_overviews_and_proposal_take_the_look(store: Store, triad: Triad, logo: Path) -> None:
    take_logo(store, triad.round, logo)
    store.apply(choose_accent(store, triad.round, WINE))
    plan = draft_plan(store, triad.round)
    for made in (
        reports.overview_report_of(store, triad.round),
        reports.overview_report_of(store, triad.round, network=True),
        proposal_of(store, plan),
    ):
        assert images(made)[0] == 1
        assert is_wine(made)


def test_a_draft_with_a_look_repeats_and_a_final_never_changes(store: Store, triad: Triad, logo: Path) -> None:
    kent, medway = triad.challenges[:2]
    a_finding(store, triad, "Of Medway.", host=1)
    reports.issue_report(store, medway)
    final = reports.report_of(store, medway)
    take_logo(store, triad.round, logo)
    store.apply(choose_accent(store, triad.round, WINE))
    assert reports.report_of(store, medway) == final
    for form in Format:
        wanted = reports.Wanted(form=form)
        assert reports.report_of(store, kent, wanted) == reports.report_of(store, kent, wanted)
    copy = reports.report_of(store, medway, reports.Wanted(form=Format.HTML)).decode()
    assert "differs from the report" not in copy, "another look is no other word"


def test_the_look_travels_to_a_challenger(store: Store, logo: Path, tmp_path: Path) -> None:
    triad = a_triad_that_met(store)
    take_logo(store, triad.round, logo)
    store.apply(choose_accent(store, triad.round, WINE))
    store.apply(edit_look(store, triad.round, letterhead="South East Programme"))
    path = tmp_path / "for medway.pcpack"
    holds = contents(store, triad.round, triad.group, triad.hosts[1])
    send(store, holds, path, None, key=LaptopKey.fresh())
    other = create_store(tmp_path / "other.pcw")
    bring_in(other, open_pack(path))
    assert look_of(other, triad.round) == look_of(store, triad.round)
    assert look_of(other, triad.round).logo
    other.close()


def test_a_new_logo_is_one_act_to_undo(store: Store, logo: Path) -> None:
    round_id = south_east_round(store)
    take_logo(store, round_id, logo)
    assert look_of(store, round_id).logo_words == "Logo of South East"
    store.undo()
    assert not look_of(store, round_id).logo
    take_logo(store, round_id, logo)
    store.apply(leave_logo(store, round_id))
    assert store.need(Round, round_id).logo_words == ""


@pytest.mark.parametrize("name", ["none.png", "letter.docx"])
def test_what_is_no_logo_changes_nothing(store: Store, tmp_path: Path, name: str) -> None:
    round_id = south_east_round(store)
    (tmp_path / "letter.docx").write_bytes(b"PK\x03\x04 word/")
    with pytest.raises(UserError, match=r"could not be read: No such file|letter.docx is no PNG or JPEG"):
        take_logo(store, round_id, tmp_path / name)
    assert store.need(Round, round_id).logo == ""


def test_a_colour_that_cannot_be_read_names_the_shade_that_can(store: Store) -> None:
    round_id = south_east_round(store)
    with pytest.raises(UserError, match=r"The nearest darker shade that can be read is #([0-9a-f]{6})") as caught:
        choose_accent(store, round_id, "#FFCC00")
    (shade,) = re.findall("is #([0-9a-f]{6})", caught.value.sentence)
    store.apply(choose_accent(store, round_id, shade))
    assert look_of(store, round_id).accent == shade
    store.apply(choose_accent(store, round_id, ""))
    assert look_of(store, round_id).accent == ACCENT
    with pytest.raises(UserError, match="six figures"):
        choose_accent(store, round_id, "teal")


def test_what_came_in_a_file_and_cannot_be_used_is_left_out(store: Store) -> None:
    round_id = south_east_round(store)
    bad = store.attach(b"\x89PNG\r\n\x1a\n of nothing", "image/png")
    before = store.need(Round, round_id)
    store.apply(edit("Arrive", before, logo=bad, logo_words=" ", accent="fffff0"))
    look = look_of(store, round_id)
    assert (look.logo, look.accent) == (b"", ACCENT)


def test_nothing_of_pictures_is_loaded_before_there_is_a_logo() -> None:
    code = (
        "import sys; import peer_challenge.cli.main, peer_challenge.jobs.report_look, ui.pages.feedback_look; "
        "sys.exit('PIL' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# copies of a final report ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [Format.HTML, Format.WORD])
def test_a_copy_says_when_the_record_went_on_after_the_final(store: Store, triad: Triad, form: Format) -> None:
    kent = triad.challenges[0]
    reports.issue_report(store, kent)
    same = said_by(reports.report_of(store, kent, reports.Wanted(form=form)), form)
    assert "Reading copy of the final report" in same
    assert "differs" not in same
    store.apply(distribution.log_sending(store, kent, "Director"))
    assert said_by(reports.report_of(store, kent, reports.Wanted(form=form)), form) == same, "nothing it says changed"
    finding = store.find(Finding, challenge=kent)[0]
    store.apply(edit("Change", finding, text="Some managers read some audits."))
    other = said_by(reports.report_of(store, kent, reports.Wanted(form=form)), form)
    assert "This copy differs from the report that was issued" in other
    assert "The round file has changed since version 1 was issued on 5 November 2026" in other
    store.undo()
    assert said_by(reports.report_of(store, kent, reports.Wanted(form=form)), form) == same


def said_by(content: bytes, form: Format) -> str:
    if form is Format.HTML:
        return re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", content.decode()))
    return " ".join(each.text for each in docx.Document(io.BytesIO(content)).paragraphs)


def test_a_renamed_authority_is_seen_as_a_change(store: Store, triad: Triad) -> None:
    kent = triad.challenges[0]
    reports.issue_report(store, kent)
    store.apply(edit("Rename", store.need(Authority, triad.hosts[0]), name="Kent and Medway"))
    copy = reports.report_of(store, kent, reports.Wanted(form=Format.HTML)).decode()
    assert "This copy differs" in copy
