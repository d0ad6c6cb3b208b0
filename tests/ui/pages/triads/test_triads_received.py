"""The Triads page on a laptop that has its groups from a file it was sent: the plan stays with the coordinator."""

from peer_challenge.domain.changes import edit, remove
from peer_challenge.domain.records import Group, Plan
from tests.builders import a_triad_in_session
from ui.pages.triads import TriadsPage


def test_groups_that_came_without_their_plan_are_shown_with_why_and_nobody_is_asked_for_a_plan(qtbot, workspace, store):
    triad = a_triad_in_session(store)
    store.apply(remove("Not sent", store.need(Plan, triad.plan)))
    group = store.need(Group, triad.group)
    store.apply(edit("", group, reason="Close to one another."))
    page = TriadsPage(workspace)
    qtbot.addWidget(page)
    workspace.choose_round(triad.round)
    page.show()
    qtbot.waitExposed(page)
    assert not page.empty.isVisible()
    assert not page.bar.isVisible()
    assert [row.host for row in page.settled.table.records.rows] == ["Kent", "Medway", "Slough"]
    page.settled.table.select(triad.challenges[1])
    assert page.settled.why.text() == "Triad A: Close to one another."
