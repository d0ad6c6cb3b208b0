"""The proposal as a file and on paper: the bytes looked at are the bytes saved, and Print goes through its dialog."""

from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QFileDialog

from peer_challenge.jobs.proposal import proposal_of
from tests.printing import in_the_dialog, print_to
from tests.triads import click


def test_the_bytes_saved_are_the_bytes_shown(page, qtbot, store, tmp_path, monkeypatch):
    path = tmp_path / "proposal.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    drawn = []
    show = page.proposal.pages.show_pdf
    monkeypatch.setattr(
        page.proposal.pages, "show_pdf", lambda content, called: (drawn.append(content), show(content, called))
    )
    click(qtbot, page.bar.proposal_button)
    store.now()  # the clock goes on, and a page drawn anew says another time
    click(qtbot, page.proposal.save_button)
    assert path.read_bytes() == drawn[-1]
    assert proposal_of(store, page.plan) != drawn[-1]
    assert page.proposal.said.text() == f"Saved proposal.pdf in {tmp_path}"


def test_another_plan_is_never_saved_under_this_one(page, qtbot, store):
    click(qtbot, page.bar.proposal_button)
    click(qtbot, page.proposal.back_button)
    page.bar.new_action.trigger()
    click(qtbot, page.bar.proposal_button)
    assert page.proposal.pages.view.accessibleDescription() == "Proposal, Plan B, 1 page"


def test_print_goes_through_its_dialog_onto_paper(page, qtbot, tmp_path):
    paper = tmp_path / "paper.pdf"

    click(qtbot, page.bar.proposal_button)
    met = in_the_dialog(print_to(qtbot, paper))
    click(qtbot, page.proposal.print_button)
    assert met
    assert page.proposal.said.text() == "Sent to the printer."
    printed = QPdfDocument(page)
    printed.load(str(paper))
    assert printed.pageCount() == 1


def test_a_print_dialog_that_is_cancelled_prints_nothing(page, qtbot):
    click(qtbot, page.bar.proposal_button)
    met = in_the_dialog(lambda dialog: dialog.reject())
    before = page.proposal.said.text()
    click(qtbot, page.proposal.print_button)
    assert met
    assert page.proposal.said.text() == before
