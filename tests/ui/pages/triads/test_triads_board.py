"""The triads page, by mouse and by keyboard, from no plan to settled groups with roles changed."""

import warnings

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from peer_challenge.domain.choices import DutyKind, PlanState, RelationshipKind
from peer_challenge.domain.records import AgreedException, Group, Plan
from peer_challenge.services import groups
from peer_challenge.services.authorities import relate
from peer_challenge.services.board import board
from peer_challenge.services.challenges import challenges_of
from tests.builders import authority_id
from tests.triads import card_named, column_named, press, shown, stand_on
from ui.widgets.triad_card import authority_carried, carried

_HELD = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def test_an_empty_page_makes_a_plan_and_groups_are_suggested(empty_page, qtbot):
    assert empty_page.first_focus() is empty_page.empty.button
    qtbot.mouseClick(empty_page.empty.button, Qt.MouseButton.LeftButton)
    assert empty_page.bar.plans.currentText() == "Plan A"
    assert len(shown(empty_page)[""]) == 19
    qtbot.mouseClick(empty_page.bar.suggest_button, Qt.MouseButton.LeftButton)
    assert [name for name in shown(empty_page) if name] == [f"Group {n}" for n in range(1, 7)]
    assert empty_page.bar.verdict.text == "No better plan exists"
    assert "No better plan exists" in empty_page.said.text()


def test_a_card_is_moved_by_keyboard_alone_and_the_move_is_said(page, qtbot, store):
    stand_on(page, qtbot, store, "Slough")
    press(qtbot, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    menu = QApplication.activePopupWidget()
    words = [action.text() for action in menu.actions()]
    assert words[:2] == ["Move Slough to Group 1", "Move Slough to Group 2"]
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert shown(page)["Group 2"] == ["Bracknell Forest", "Brighton and Hove", "Milton Keynes", "Slough"]
    assert page.said.text().startswith("Slough is in Group 2 now. ")
    assert "Now broken: Group 2: Milton Keynes and Slough: together in 2019." in page.said.text()
    assert card_named(page, "Slough").hasFocus()
    assert card_named(page, "Slough").view.problems == ("Together in 2019: Milton Keynes",)
    assert page.bar.verdict.text == "1 rule broken"
    page.workspace.undo()
    assert shown(page)["Group 5"] == ["Kent", "Oxfordshire", "Slough"]
    assert page.bar.verdict.text == "Every rule is kept"


def test_two_cards_swap_from_the_menu(page, qtbot, store):
    stand_on(page, qtbot, store, "Slough")
    menu = page.board.offers_for(card_named(page, "Slough"))
    swaps = next(action.menu() for action in menu.actions() if action.menu())
    next(action for action in swaps.actions() if action.text() == "Wokingham (Group 6)").trigger()
    assert shown(page)["Group 5"] == ["Kent", "Oxfordshire", "Wokingham"]
    assert page.said.text().startswith("Wokingham is in Group 5 now. Slough is in Group 6 now.")


def test_arrows_go_over_the_whole_board(page, qtbot, store):
    stand_on(page, qtbot, store, "Medway")
    seen = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Home):
        press(qtbot, key)
        seen.append(QApplication.focusWidget().accessibleName().split(".")[0])
    assert seen == ["Surrey", "Oxfordshire", "Kent", "Group 5", "Slough", "Group 5"]
    assert page.why.group == column_named(page, "Group 5").group


def test_the_board_is_one_stop_of_the_tab_key(page, qtbot, store):
    stand_on(page, qtbot, store, "Kent")
    stops = [
        perch
        for column in page.board.columns
        for perch in column.perches
        if perch.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert stops == [card_named(page, "Kent")]


def drop(column, authority):
    """Deliver what a drag delivers once it has come from anywhere."""
    mime = carried(authority)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Qt has no other way to make the event
        enter = QDragEnterEvent(QPoint(20, 20), Qt.DropAction.MoveAction, mime, *_HELD)
    QApplication.sendEvent(column, enter)
    if enter.isAccepted():
        QApplication.sendEvent(column, QDropEvent(QPointF(20, 20), Qt.DropAction.MoveAction, mime, *_HELD))


def test_a_card_dropped_on_a_column_moves(page, store):
    drop(column_named(page, ""), authority_id(store, "Slough"))
    assert shown(page)[""] == ["Slough"]
    drop(column_named(page, "Group 6"), authority_id(store, "Slough"))
    assert shown(page)["Group 6"] == ["Isle of Wight", "West Sussex", "Wokingham", "Slough"]


def test_dragging_begins_once_the_mouse_has_gone_some_way(page, qtbot, store):
    card = card_named(page, "Slough")
    qtbot.mousePress(card, Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
    qtbot.mouseMove(card, QPoint(14, 12))
    assert card.findChildren(QDrag) == []
    qtbot.mouseMove(card, QPoint(60, 12))
    (drag,) = card.findChildren(QDrag)
    assert authority_carried(drag.mimeData()) == authority_id(store, "Slough")
    assert not drag.mimeData().hasText()
    assert not drag.pixmap().isNull()


def test_a_locked_group_is_marked_and_takes_no_card(page, qtbot, store, refused):
    stand_on(page, qtbot, store, "Slough")
    press(qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    five = column_named(page, "Group 5")
    assert five.view.locked
    assert "locked" in five.head.accessibleName()
    assert not five.acceptDrops()
    assert card_named(page, "Slough").hasFocus()
    page.board.move_asked.emit(authority_id(store, "Slough"), None)
    assert refused == ["Group 5 is locked. Unlock it first."]
    press(qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert not column_named(page, "Group 5").view.locked


def test_a_group_is_renamed_and_removed_from_its_head(page, qtbot, store):
    stand_on(page, qtbot, store, "Kent")
    press(qtbot, Qt.Key.Key_Up)
    press(qtbot, Qt.Key.Key_F2)
    qtbot.waitUntil(page.why.name_box.hasFocus)
    qtbot.keyClicks(page.why.name_box, "Coast")
    qtbot.keyClick(page.why.name_box, Qt.Key.Key_Return)
    assert "Coast" in shown(page)
    column_named(page, "Coast").head.setFocus()
    press(qtbot, Qt.Key.Key_Delete)
    assert "Coast" not in shown(page)
    assert shown(page)[""] == ["Kent", "Oxfordshire", "Slough"]


def test_the_panel_says_why_a_group_sits_together(page, qtbot, store):
    store.apply(
        relate(store, authority_id(store, "Kent"), authority_id(store, "Slough"), RelationshipKind.DECLARED_CONFLICT)
    )
    page.workspace.catch_up()
    stand_on(page, qtbot, store, "Slough")
    words = [label.text() for label in page.why.findChildren(QWidget) if hasattr(label, "text") and label.isVisible()]
    assert "Kent and Slough: declared interest" in words
    assert any(each.startswith("A balance of strengths, different parts of the region") for each in words)


def test_a_rule_is_switched_and_taken_back(page, qtbot, store):
    page.bench.show_rules()
    qtbot.keyClick(page.rules.ticks.box(("Berkshire",)), Qt.Key.Key_Space)
    assert store.need(Plan, page.plan).one_per_stratum == ("Berkshire",)
    years = page.rules.number("apart_years")
    qtbot.keyClick(years, Qt.Key.Key_Down)
    assert store.need(Plan, page.plan).apart_years == 7
    page.workspace.undo()
    assert years.value() == 8
    page.workspace.undo()
    assert not page.rules.ticks.box(("Berkshire",)).isChecked()


def test_groups_are_typed_in_place_and_a_refusal_keeps_the_text(page, qtbot, refused):
    page.bar.type_action.trigger()
    qtbot.waitUntil(page.typed.text.hasFocus)
    qtbot.keyClicks(page.typed.text, "Kent, Atlantis")
    qtbot.mouseClick(page.typed.use_button, Qt.MouseButton.LeftButton)
    assert refused[0].startswith("Line 1: “Atlantis”")
    assert page.typed.text.toPlainText() == "Kent, Atlantis"
    page.typed.text.selectAll()
    qtbot.keyClicks(page.typed.text, "Kent, Hants")
    qtbot.keyClick(page.typed.text, Qt.Key.Key_Escape)
    assert not page.typed.isVisible()
    assert page.workspace.draft(page.typed.draft_key) == "Kent, Hants"
    page.bar.type_action.trigger()
    qtbot.mouseClick(page.typed.use_button, Qt.MouseButton.LeftButton)
    assert {name: cards for name, cards in shown(page).items() if name} == {"Group 1": ["Kent", "Hampshire"]}
    assert page.workspace.draft(page.typed.draft_key) == ""
    assert not page.typed.isVisible()


def test_settled_groups_show_roles_which_can_be_changed(page, qtbot, store, region):
    qtbot.mouseClick(page.bar.settle_button, Qt.MouseButton.LeftButton)
    assert store.need(Plan, page.plan).state is PlanState.SETTLED
    assert not page.bar.suggest_button.isVisible()
    kent = next(row for row in challenges_of(store, region) if row.host == "Kent")
    assert page.settled.table.select(kent.id)
    qtbot.mouseClick(page.settled.change_button, Qt.MouseButton.LeftButton)
    lead = page.settled.role_box(DutyKind.LEAD_CHALLENGER)
    assert [lead.itemText(at) for at in range(lead.count())] == ["Nobody", "Oxfordshire", "Slough"]
    assert lead.currentText() == "Oxfordshire"
    qtbot.keyClick(lead, Qt.Key.Key_Down)
    assert next(row for row in challenges_of(store, region) if row.host == "Kent").lead == "Slough"
    page.workspace.undo()
    assert lead.currentText() == "Oxfordshire"
    page.workspace.undo()
    assert shown(page)["Group 5"] == ["Kent", "Oxfordshire", "Slough"]


def test_a_broken_rule_asks_for_the_exception_agreed(page, qtbot, store):
    page.workspace.do(groups.swap, page.plan, authority_id(store, "Slough"), authority_id(store, "Medway"))
    qtbot.mouseClick(page.bar.settle_button, Qt.MouseButton.LeftButton)
    assert page.exception.isVisible()
    reason, agreed_by = (page.exception.entry.editor(name) for name in ("reason", "agreed_by"))
    qtbot.waitUntil(reason.hasFocus)
    qtbot.keyClicks(reason, "Travel")
    qtbot.keyClick(reason, Qt.Key.Key_Return)
    assert page.exception.entry.problem == "Write both why it is right and who agreed."
    qtbot.keyClick(reason, Qt.Key.Key_Tab)
    qtbot.keyClicks(QApplication.focusWidget(), "Steering group")
    qtbot.keyClick(agreed_by, Qt.Key.Key_Return)
    assert store.need(Plan, page.plan).state is PlanState.SETTLED
    (agreed,) = {(each.reason, each.agreed_by) for each in store.find(AgreedException, plan=page.plan)}
    assert agreed == ("Travel", "Steering group")
    assert not page.exception.isVisible()


def test_a_second_plan_is_made_and_chosen_from_the_list(page, qtbot):
    page.bar.new_action.trigger()
    assert page.bar.plans.currentText() == "Plan B"
    assert len(shown(page)[""]) == 19
    qtbot.keyClick(page.bar.plans, Qt.Key.Key_Up)
    assert page.bar.plans.currentText() == "Plan A"
    assert shown(page)[""] == []
    page.bar.remove_action.trigger()
    assert page.bar.plans.currentText() == "Plan B"


def test_rules_that_cannot_hold_together_are_said(page, qtbot, store, refused):
    kent = authority_id(store, "Kent")
    for card in [card for group in board(store, page.plan).groups for card in group.cards]:
        if card.id != kent:
            store.apply(relate(store, kent, card.id, RelationshipKind.DECLARED_CONFLICT))
    page.workspace.catch_up()
    qtbot.mouseClick(page.bar.suggest_button, Qt.MouseButton.LeftButton)
    assert refused[-1].startswith("These rules cannot all be kept: ")
    assert page.board.isEnabled()
    assert len(store.find(Group, plan=page.plan)) == 6


def test_everything_focusable_has_a_name_of_its_own(page, qtbot, store):
    stand_on(page, qtbot, store, "Kent")
    names = [
        widget.accessibleName() or getattr(widget, "text", str)()
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.objectName().startswith("qt_")
    ]
    assert all(names)
    assert len(set(names)) == len(names)
