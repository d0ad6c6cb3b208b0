"""From a suggestion to a settled plan: comparing, proposing, consulting, objections, repair and exceptions."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog

from peer_challenge.domain.changes import edit
from peer_challenge.domain.choices import ChallengePurpose, Joining, PlanState
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.records import Challenge, Objection, Participation, Plan
from peer_challenge.services.challenges import challenges_of
from peer_challenge.services.objections import note_objection
from tests.builders import authority_id
from tests.triads import click, shown
from ui.widgets.printing import print_pages


@pytest.fixture
def saved(tmp_path, monkeypatch):
    """Where the next file is saved."""
    path = tmp_path / "proposal.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    return path


def faces(page):
    return [column.face for column in page.compare.beside.plans.columns]


def leaves(store, page, name):
    authority = authority_id(store, name)
    part = store.need(Participation, link_id("participation", page.workspace.round, authority))
    store.apply(edit("Leave", part, joining=Joining.DECLINED))
    page.workspace.catch_up()


def test_from_opening_to_a_saved_proposal_in_few_acts(empty_page, qtbot, saved, store):
    page, acts = empty_page, []

    def act(button):
        acts.append(button.accessibleName() or button.text())
        click(qtbot, button)

    act(page.empty.button)
    act(page.bar.suggest_button)
    act(page.bar.compare_button)
    act(page.compare.beside.plans.columns[1].button)
    act(page.bar.consult_button)
    act(page.bar.settle_button)
    act(page.bar.proposal_button)
    act(page.proposal.save_button)
    acts.append("Choose where")
    assert saved.read_bytes().startswith(b"%PDF")
    assert store.need(Plan, page.plan).state is PlanState.SETTLED
    print(f"{len(acts)} acts: {', '.join(acts)}")
    assert len(acts) <= 15


def test_the_shortest_way_to_a_proposal_by_keyboard_alone(empty_page, qtbot, saved):
    page, keys = empty_page, 0
    page.empty.button.setFocus()
    for button in (None, page.bar.suggest_button, page.bar.proposal_button, page.proposal.save_button):
        while button is not None and not button.hasFocus():
            qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            keys += 1
            assert keys < 60
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert saved.read_bytes().startswith(b"%PDF")


def test_the_next_best_plans_stand_beside_and_one_is_kept(page, qtbot, store):
    click(qtbot, page.bar.compare_button)
    assert page.compare.what.currentText() == "The next best plans"
    first, second, third = faces(page)
    assert first.title == "Plan A"
    assert "Different" in page.compare.beside.plans.columns[1].accessibleName().title()
    click(qtbot, page.compare.beside.plans.columns[1].button)
    assert page.bar.plans.currentText() == "Plan B"
    assert sorted(names for group, names in shown(page).items() if group) == sorted(
        [list(group.names) for group in second.groups]
    )
    assert {group.names for group in second.groups} != {group.names for group in third.groups}


def test_drafts_are_compared_with_their_differences_marked(page, qtbot, store):
    page.bar.new_action.trigger()
    click(qtbot, page.bar.suggest_button)
    click(qtbot, page.bar.compare_button)
    assert [face.title for face in faces(page)] == ["Plan B", "Plan A"]
    other = faces(page)[1]
    assert any(group.new and not group.same for group in other.groups)
    click(qtbot, page.compare.beside.plans.columns[1].button)
    assert page.bar.plans.currentText() == "Plan A"


def test_quite_different_plans_have_at_least_two_groups_of_their_own(page, qtbot):
    click(qtbot, page.bar.suggest_button)
    click(qtbot, page.bar.compare_button)
    qtbot.keyClick(page.compare.what, Qt.Key.Key_End)
    own, *others = [{group.names for group in face.groups} for face in faces(page)]
    assert others
    assert all(len(other - own) >= 2 for other in others)
    click(qtbot, page.compare.beside.back_button)
    assert page.bench.isVisible()


def test_the_proposal_is_on_one_page_and_goes_to_paper(page, qtbot, tmp_path):
    click(qtbot, page.bar.proposal_button)
    assert page.proposal.pages.document.pageCount() == 1
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    print_pages(page.proposal.pages.document, printer)
    paper = QPdfDocument(page)
    paper.load(str(tmp_path / "paper.pdf"))
    assert paper.pageCount() == 1
    click(qtbot, page.proposal.back_button)
    assert page.bar.isVisible()
    assert page.bench.isVisible()


def test_an_objection_is_mended_with_the_fewest_changes_and_stays_private(page, qtbot, store):
    click(qtbot, page.bar.consult_button)
    assert not page.bar.consult_button.isVisible()
    click(qtbot, page.bar.objection_button)
    page.objection.entry.fill("authority", authority_id(store, "Slough"))
    against = page.objection.entry.editor("against")
    against.setFocus()
    qtbot.keyClicks(against, "Nowhere")
    qtbot.keyClick(against, Qt.Key.Key_Return)
    assert page.objection.entry.problem.startswith("“Nowhere” is not")
    against.selectAll()
    qtbot.keyClicks(against, "Kent")
    qtbot.keyClick(against, Qt.Key.Key_Return)
    assert [each.against for each in store.find(Objection)] == [(authority_id(store, "Kent"),)]
    assert not page.objection.isVisible()
    assert page.view.broken
    click(qtbot, page.bar.repair_button)
    _, new = page.repair.beside.plans.columns
    assert 1 <= len(new.face.groups) <= 2
    assert not page.repair.settle_button.isVisible()
    assert "objection" not in page.repair.beside.said.text().lower()
    click(qtbot, new.button)
    assert page.bar.plans.currentText() == "Plan A version 2"
    assert page.view.broken == ()


def test_an_objection_is_set_aside_among_the_rules(page, qtbot, store):
    page.workspace.do(note_objection, page.plan, authority_id(store, "Slough"))
    assert page.view.broken
    page.bench.show_rules()
    (line,) = page.rules.own_rules
    assert line.words == "Slough would rather not sit with Kent and Oxfordshire"
    click(qtbot, line)
    assert page.view.broken == ()
    (line,) = page.rules.own_rules
    assert line.words == "Set aside: Slough would rather not sit with Kent and Oxfordshire"


def test_a_settled_plan_that_somebody_leaves_is_repaired_and_settled_again(page, qtbot, store):
    click(qtbot, page.bar.settle_button)
    first = page.plan
    assert not page.bar.repair_button.isVisible()
    leaves(store, page, "Reading")
    assert page.bar.repair_button.isVisible()
    assert "Reading is not in this round any more" in page.said.text()
    click(qtbot, page.bar.repair_button)
    assert len(page.repair.beside.plans.columns[1].face.groups) <= 2
    click(qtbot, page.repair.settle_button)
    assert store.need(Plan, page.plan).state is PlanState.SETTLED
    assert store.need(Plan, first).state is PlanState.REPLACED
    assert page.settled.isVisible()
    hosts = [row.host for row in challenges_of(store, page.workspace.round)]
    assert len(hosts) == 18
    assert "Reading" not in hosts


def test_a_repair_that_is_not_wanted_leaves_everything_as_it_was(page, qtbot, store):
    click(qtbot, page.bar.settle_button)
    leaves(store, page, "Reading")
    click(qtbot, page.bar.repair_button)
    click(qtbot, page.repair.away_button)
    assert [each.name for each in store.find(Plan)] == ["Plan A"]
    assert page.settled.isVisible()


def test_a_challenge_that_supports_the_directors_is_ticked(page, qtbot, store):
    click(qtbot, page.bar.settle_button)
    page.settled.table.selectRow(0)
    click(qtbot, page.settled.change_button)
    challenge = page.settled.table.current_row().id
    click(qtbot, page.settled.purpose_box)
    assert store.need(Challenge, challenge).purpose is ChallengePurpose.SUPPORTS_DIRECTORS
    assert page.settled.purpose_box.isChecked()
    page.workspace.undo()
    assert not page.settled.purpose_box.isChecked()
