"""A finding reworded, added or removed after the final report: said where it is seen, printed by a new version."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from peer_challenge.domain.changes import edit, remove
from peer_challenge.domain.choices import FindingState, Joining, ReportState
from peer_challenge.domain.records import Finding, ReportIssue
from peer_challenge.jobs import reports
from peer_challenge.jobs.since_final import CHANGED_SINCE_FINAL
from peer_challenge.services.actions import add_action
from peer_challenge.services.rounds import set_joining
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_finding, a_triad_that_met
from ui.pages.feedback import FeedbackPage
from ui.pages.findings import FindingsPage
from ui.pages.home import HomePage
from ui.pages.page import Page
from ui.workspace import Workspace

KENT = 0


@pytest.fixture
def triad(store: Store) -> Triad:
    """Kent's report is final; its findings are `Audits are read.` and `Circles work.`"""
    made = a_triad_that_met(store)
    for host in made.hosts:
        store.apply(set_joining(store, made.round, host, Joining.JOINED))
    for text in ("Audits are read.", "Circles work."):
        a_finding(store, made, text, host=KENT)
    reports.issue_report(store, made.challenges[KENT])
    return made


@pytest.fixture
def shown(triad: Triad, workspace: Workspace, qtbot: QtBot) -> Callable[[type[Page]], Page]:
    def show(kind: type[Page]) -> Page:
        workspace.choose_round(triad.round)
        page = kind(workspace)
        qtbot.addWidget(page)
        page.resize(1176, 678)
        page.show()
        return page

    return show


def reword(store: Store, text: str = "Audits are read by managers.") -> Finding:
    first = store.find(Finding)[0]
    store.apply(edit("Reword", first, text=text))
    return first


def test_the_feedback_page_says_it_in_row_and_detail_and_a_new_version_ends_it(shown, store, triad, workspace, qtbot):
    page = shown(FeedbackPage)
    page.open_record(triad.challenges[KENT])
    assert not page.hint.text().startswith("Changed")
    workspace.do(lambda store: edit("Reword", store.find(Finding)[0], text="Audits are read by managers."))
    row = page.table.current_row()
    assert page.hint.text() == CHANGED_SINCE_FINAL
    assert page.state.text == "Final, changed"
    assert "final, changed since" in row.sentence
    assert page.again.isDefault()
    qtbot.mouseClick(page.again, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.sure.yes, Qt.MouseButton.LeftButton)
    assert not page.hint.text().startswith("Changed")
    reports.issue_report(store, triad.challenges[KENT])
    page.refresh()
    assert page.state.text == "Final"


@pytest.mark.parametrize("what", ["reworded", "added", "removed"])
def test_the_findings_page_says_it_at_the_head_and_begins_the_version(shown, store, triad, qtbot, what):
    if what == "reworded":
        reword(store)
    elif what == "added":
        a_finding(store, triad, "Supervision is regular.", host=KENT)
    else:
        store.apply(remove("Remove", store.find(Finding)[1]))
    page = shown(FindingsPage)
    page.open_record(triad.challenges[KENT])
    assert page.since_final.isVisible()
    assert page.since_final.words.text() == CHANGED_SINCE_FINAL
    qtbot.mouseClick(page.since_final.begin, Qt.MouseButton.LeftButton)
    assert not page.since_final.isVisible()
    assert [each.state for each in store.find(ReportIssue)] == [ReportState.FINAL, ReportState.DRAFT]


@pytest.mark.parametrize("what", ["a wording taken back", "a next step", "a finding only proposed"])
def test_what_no_report_would_print_otherwise_is_no_change(shown, store, triad, what):
    if what == "a next step":
        store.apply(add_action(store, triad.challenges[KENT], "Ask the circles."))
    elif what == "a finding only proposed":
        a_finding(store, triad, "Perhaps.", host=KENT, state=FindingState.PROPOSED)
    else:
        reword(store)
        store.undo()
    page = shown(FindingsPage)
    page.open_record(triad.challenges[KENT])
    assert not page.since_final.isVisible()


def test_another_hosts_finding_is_no_change_and_home_has_one_step_for_all(shown, store, triad):
    page = shown(HomePage)

    def said() -> list[str]:
        page.refresh()
        return [each.words for each in page.steps.records.rows if "no longer" in each.words]

    a_finding(store, triad, "Medway listens.", host=1)
    assert said() == []
    reword(store)
    assert said() == ["Kent’s final report no longer says what its findings say"]
    reports.issue_report(store, triad.challenges[1])
    a_finding(store, triad, "Medway hears.", host=1)
    assert said() == ["2 final reports no longer say what the findings say"]
