"""The findings page, by keyboard and by mouse."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import AskOrOffer, EvidenceKind, FindingKind, FindingState, NoteKind, SubmissionState
from peer_challenge.domain.ids import known_id
from peer_challenge.services import findings
from tests.findings_page import left, make, right
from ui.pages.findings import FindingsPage

ALT, CONTROL, SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def test_enter_makes_a_finding_of_each_note_and_goes_on_to_the_next(page, qtbot):
    make(page, qtbot, 2)
    assert right(page) == ["Re-audit shows a rise", "No loop back to the team"]
    assert left(page) == ["How many alerts close?"]
    assert page.tabs.tabText(0) == "1 Impact of QA (2)"
    assert page.progress.text() == "2 findings, 0 agreed"


def test_several_notes_make_one_finding(page, qtbot):
    view = page.line_part.notes.list
    view.select(view.records.rows[0].id)
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    qtbot.mouseClick(page.line_part.notes.make, Qt.MouseButton.LeftButton)
    assert right(page) == ["Re-audit shows a rise. No loop back to the team."]
    assert [row.text for row in page.line_part.detail.links.records.rows] == [
        "Re-audit shows a rise",
        "No loop back to the team",
    ]


def test_words_are_changed_in_place_and_grades_marked(page, qtbot, store, workspace):
    make(page, qtbot, 1)
    page.line_part.list.setFocus()
    qtbot.keyClick(page.line_part.list, Qt.Key.Key_Return)
    box = QApplication.focusWidget()
    assert box is page.line_part.detail.form.editor("text").box
    box.selectAll()
    qtbot.keyClicks(box, "Re-audit is good.")
    qtbot.keyClick(box, Qt.Key.Key_Return, CONTROL)
    assert right(page) == ["Re-audit is good."]
    assert page.line_part.detail._warning_row.isVisible()
    workspace.undo()
    assert right(page) == ["Re-audit shows a rise"]
    assert not page.line_part.detail._warning_row.isVisible()


def test_alt_and_arrows_move_a_finding(page, qtbot):
    make(page, qtbot, 3)
    view = page.line_part.list
    view.setFocus()
    view.select(view.records.rows[2].id)
    qtbot.keyClick(view, Qt.Key.Key_Up, ALT)
    assert right(page) == ["Re-audit shows a rise", "How many alerts close?", "No loop back to the team"]
    qtbot.keyClick(view, Qt.Key.Key_Up, ALT)
    qtbot.keyClick(view, Qt.Key.Key_Up, ALT)
    assert right(page)[0] == "How many alerts close?"
    qtbot.mouseClick(page.line_part.down, Qt.MouseButton.LeftButton)
    assert right(page)[1] == "How many alerts close?"


def test_kind_by_control_and_digit_and_removal_by_delete(page, qtbot, store, workspace):
    make(page, qtbot, 2)
    view = page.line_part.list
    view.setFocus()
    view.select(view.records.rows[0].id)
    qtbot.keyClick(view, Qt.Key.Key_5, CONTROL)
    assert store.find(r.Finding)[0].kind is FindingKind.SUGGESTION
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    assert right(page) == ["No loop back to the team"]
    assert "Re-audit shows a rise" in left(page)
    workspace.undo()
    assert len(right(page)) == 2


def test_two_chosen_findings_merge(page, qtbot):
    make(page, qtbot, 2)
    view = page.line_part.list
    view.setFocus()
    view.select(view.records.rows[0].id)
    assert not page.line_part.merge.isEnabled()
    qtbot.keyClick(view, Qt.Key.Key_Down, SHIFT)
    qtbot.mouseClick(page.line_part.merge, Qt.MouseButton.LeftButton)
    assert right(page) == ["Re-audit shows a rise. No loop back to the team."]


def test_agree_park_and_agree_all(page, qtbot, store):
    make(page, qtbot, 3)
    part = page.line_part
    part.list.setFocus()
    part.list.select(part.list.records.rows[0].id)
    qtbot.mouseClick(part.park, Qt.MouseButton.LeftButton)
    assert store.find(r.Finding)[0].state is FindingState.PARKED
    assert page.agree_all.text() == "Agree all 2"
    qtbot.mouseClick(page.agree_all, Qt.MouseButton.LeftButton)
    states = [each.state for each in store.find(r.Finding)]
    assert states == [FindingState.PARKED, FindingState.AGREED, FindingState.AGREED]
    assert page.progress.text() == "3 findings, 2 agreed"
    part.list.select(part.list.records.rows[1].id)
    qtbot.mouseClick(part.agree, Qt.MouseButton.LeftButton)
    assert store.find(r.Finding)[1].state is FindingState.PROPOSED


def test_what_a_finding_rests_on_is_taken_off(page, qtbot):
    make(page, qtbot, 1)
    detail = page.line_part.detail
    detail.links.select(detail.links.records.rows[0].id)
    qtbot.mouseClick(detail.unlink, Qt.MouseButton.LeftButton)
    assert "Re-audit shows a rise" in left(page)
    assert detail._rests.text() == "Rests on nothing linked yet."


def test_a_finding_rests_on_an_audit_of_the_shared_sef(page, qtbot, store, workspace, triad):
    submission, evidence = known_id("submission", triad.round, triad.hosts[0]), store.new_id()
    make(page, qtbot, 1)
    assert not page.line_part.detail.add_source.isVisible()
    shared = r.Submission(
        id=submission,
        round=triad.round,
        authority=triad.hosts[0],
        state=SubmissionState.SHARED,
        shared_on=date(2026, 11, 1),
    )
    audit = r.Evidence(id=evidence, submission=submission, kind=EvidenceKind.AUDIT, title="Audits & re-audits")
    workspace.do(lambda store: add("Share", shared, audit))
    detail = page.line_part.detail
    (action,) = detail.add_source.menu().actions()
    assert action.text() == "Audit: Audits && re-audits"
    action.trigger()
    assert detail._rests.text() == "Rests on what we heard and an audit."
    assert not detail.add_source.isVisible()


def test_a_finding_is_typed_with_its_kind_as_a_note_is(page, qtbot, store):
    for text in ("+ Leaders see the whole chain", "Families are asked late"):
        qtbot.keyClicks(page.line_part.new, text)
        qtbot.keyClick(page.line_part.new, Qt.Key.Key_Return)
    assert [(each.text, each.kind) for each in store.find(r.Finding)] == [
        ("Leaders see the whole chain", FindingKind.STRENGTH),
        ("Families are asked late", FindingKind.CONSIDERATION),
    ]
    assert page.line_part.list.current_row().text == "Families are asked late"
    assert page.line_part.new.text() == ""


def test_only_notes_of_a_kind(page, qtbot):
    side = page.line_part.notes
    side.kinds.setCurrentIndex(side.kinds.findData(NoteKind.QUESTION))
    side.kinds.activated.emit(side.kinds.currentIndex())
    assert side.list.order.rowCount() == 1


def test_tabs_lead_to_the_other_line_asks_and_next_steps(page, qtbot, store, triad):
    page.tabs.setCurrentIndex(1)
    assert left(page) == ["Apprentices audit", "Help with moderation"]
    page.tabs.setCurrentIndex(2)
    asks = page.ask_part
    assert asks.take.text() == "Take 1 ask from the notes"
    qtbot.mouseClick(asks.take, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is asks.list
    qtbot.keyClicks(asks.new_offer, "Our letter to parents")
    qtbot.keyClick(asks.new_offer, Qt.Key.Key_Return)
    assert [(row.kind, row.text) for row in asks.list.records.rows] == [
        (AskOrOffer.ASK, "Help with moderation"),
        (AskOrOffer.OFFER, "Our letter to parents"),
    ]
    assert page.tabs.tabText(2) == "Asks and offers (2)"
    released = asks.form.editor("released").box
    qtbot.mouseClick(released, Qt.MouseButton.LeftButton, pos=released.rect().center() * 0.05)
    qtbot.keyClick(released, Qt.Key.Key_Space)
    page.tabs.setCurrentIndex(3)
    steps = page.step_part
    qtbot.keyClicks(steps.new, "Close the loop")
    qtbot.keyClick(steps.new, Qt.Key.Key_Return)
    due = steps.form.editor("due_on").box
    qtbot.keyClicks(due, "24 May 2027")
    qtbot.keyClick(due, Qt.Key.Key_Return)
    (action,) = store.find(r.Action)
    assert (action.text, action.due_on.isoformat(), action.authority) == (
        "Close the loop",
        "2027-05-24",
        triad.hosts[0],
    )
    qtbot.mouseClick(steps.remove, Qt.MouseButton.LeftButton)
    assert store.find(r.Action) == []


def test_another_host_is_chosen_and_a_finding_found(page, qtbot, workspace, store, triad):
    store.apply(
        findings.propose_finding(store, triad.challenges[2], FindingKind.STRENGTH, triad.lines[1], "Slough listens")
    )
    finding = store.find(r.Finding, challenge=triad.challenges[2])[0]
    assert page.open_record(finding.id)
    assert page.challenges.currentText() == "Slough (Triad A)"
    assert page.tabs.currentIndex() == 1
    assert page.line_part.list.current_row().text == "Slough listens"
    assert not page.open_record(triad.round)


def test_without_groups_the_page_says_what_to_do(workspace, store, qtbot):
    page = FindingsPage(workspace)
    qtbot.addWidget(page)
    page.show()
    assert page.first_focus() is None


def test_everything_that_takes_the_keyboard_has_a_name_of_its_own(page, qtbot):
    make(page, qtbot, 1)
    for tab in range(page.tabs.count()):
        page.tabs.setCurrentIndex(tab)
        names = [
            widget.accessibleName() or getattr(widget, "text", str)()
            for widget in page.findChildren(QWidget)
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        ]
        assert "" not in names, names
        assert len(set(names)) == len(names), sorted(names)


def test_enter_on_an_ask_takes_it_as_an_ask_and_stays_in_the_notes(page, qtbot, store):
    page.tabs.setCurrentIndex(1)
    side = page.line_part.notes
    side.list.setFocus()
    side.list.select(side.list.records.rows[1].id)
    assert side.make.text() == "Take 1 ask"
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert [(row.kind, row.text) for row in store.find(r.AskOffer)] == [(AskOrOffer.ASK, "Help with moderation")]
    assert store.find(r.Finding) == []
    assert page.tabs.tabText(2) == "Asks and offers (1)"
    assert QApplication.focusWidget() is side.list
    assert side.list.current_row().note.text == "Apprentices audit"
    assert page.open_record(store.find(r.AskOffer)[0].id)
    assert page.ask_part.list.current_row().text == "Help with moderation"


def test_notes_of_both_sorts_become_a_finding_and_an_ask_in_one_step(page, qtbot, store, workspace):
    page.tabs.setCurrentIndex(1)
    side = page.line_part.notes
    side.list.setFocus()
    qtbot.keyClick(side.list, Qt.Key.Key_A, CONTROL)
    assert side.make.text() == "Make a finding, take 1 ask"
    qtbot.mouseClick(side.make, Qt.MouseButton.LeftButton)
    assert (right(page), left(page)) == (["Apprentices audit"], [])
    assert QApplication.focusWidget() is side.list
    workspace.undo()
    assert (store.find(r.Finding), store.find(r.AskOffer)) == ([], [])


def test_a_finding_goes_to_another_line_of_enquiry(page, qtbot):
    make(page, qtbot, 1)
    page.line_part._lines.actions()[0].trigger()
    assert right(page) == []
    page.tabs.setCurrentIndex(1)
    assert right(page) == ["Re-audit shows a rise"]


def test_a_small_number_in_a_finding_is_warned_of(page, qtbot):
    make(page, qtbot, 1)
    page.line_part.list.setFocus()
    qtbot.keyClick(page.line_part.list, Qt.Key.Key_Return)
    box = QApplication.focusWidget()
    box.selectAll()
    qtbot.keyClicks(box, "The panel saw 7 children twice.")
    qtbot.keyClick(box, Qt.Key.Key_Return, CONTROL)
    assert page.line_part.detail._warned.text() == (
        "“7 children” is a small number. Say “fewer than 10”, or leave it out."
    )
