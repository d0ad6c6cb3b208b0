"""Beside the board: swaps that help, why not, rules by name and of one's own, and rules that cannot all be kept."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from peer_challenge.domain.choices import RelationshipKind, RuleKind
from peer_challenge.domain.records import AgreedException, Plan, PlanRule
from peer_challenge.services import groups
from peer_challenge.services.authorities import relate
from peer_challenge.services.presets import preset_of
from tests.builders import authority_id
from tests.triads import card_named, click, column_named, ctrl_click, press, shown, stand_on
from ui.actions import cheat_sheet


def test_a_swap_that_mends_the_plan_is_offered_and_done_by_a_click(page, qtbot, store):
    page.workspace.do(groups.swap, page.plan, authority_id(store, "Slough"), authority_id(store, "Medway"))
    assert page.view.broken
    page.bench.side.setCurrentIndex(1)
    best = page.bench.swaps.buttons[0]
    assert best.words.startswith("Swap ")
    assert "ends “Kent and Medway" in best.detail
    click(qtbot, best)
    assert page.view.broken == ()
    page.workspace.undo()
    assert page.view.broken


def test_every_swap_offered_keeps_its_word(page, qtbot):
    page.bench.side.setCurrentIndex(1)
    before = page.view.points
    click(qtbot, page.bench.swaps.buttons[0])
    fewer = before - page.view.points
    assert fewer > 0
    assert page.said.text().count("now.") == 2


def test_where_no_swap_helps_it_says_so(page, qtbot):
    click(qtbot, page.bar.suggest_button)
    page.bench.side.setCurrentIndex(1)
    assert page.bench.swaps.buttons == []
    assert any("No swap" in label.text() for label in page.bench.swaps.findChildren(QLabel))


def test_cards_are_chosen_by_click_and_by_space_and_let_go_with_escape(page, qtbot, store):
    ctrl_click(qtbot, card_named(page, "Kent"))
    assert page.bench.why_not.names.text() == "Kent"
    assert not page.bench.why_not.ask_button.isEnabled()
    stand_on(page, qtbot, store, "Wokingham")
    press(qtbot, Qt.Key.Key_Space)
    assert page.bench.why_not.names.text() == "Kent, Wokingham"
    assert card_named(page, "Wokingham").accessibleName().endswith("Chosen")
    press(qtbot, Qt.Key.Key_Escape)
    assert page.board.chosen == ()
    assert not card_named(page, "Kent").chosen


def test_why_not_names_the_rule_that_forbids_it(page, qtbot):
    for name in ("Kent", "Medway"):
        ctrl_click(qtbot, card_named(page, name))
    click(qtbot, page.bench.why_not.ask_button)
    assert page.bench.why_not.answer.text().startswith("Kent and Medway cannot be in one group. ")
    assert "share a border" in page.bench.why_not.answer.text()
    assert not page.bench.why_not.keep_button.isVisible()


def test_why_not_tells_what_it_would_take_and_the_plan_is_kept_as_a_draft(page, qtbot):
    click(qtbot, page.bar.suggest_button)
    best = page.view.points
    page.bench.why_not.names.setFocus()
    qtbot.keyClicks(page.bench.why_not.names, "Kent, wokingham")
    qtbot.keyClick(page.bench.why_not.names, Qt.Key.Key_Return)
    assert page.bench.why_not.answer.text().startswith("The best plan with Kent and Wokingham in one group has ")
    click(qtbot, page.bench.why_not.keep_button)
    assert page.bar.plans.currentText() == "Plan B"
    assert any({"Kent", "Wokingham"} <= set(names) for group, names in shown(page).items() if group)
    assert page.view.points >= best
    assert page.view.broken == ()


def test_two_chosen_authorities_change_places_even_where_that_is_no_better(page, qtbot):
    before = shown(page)
    where = {name: group for group, names in before.items() for name in names}
    for name in ("Kent", "Slough", "Surrey"):
        ctrl_click(qtbot, card_named(page, name))
    assert not page.bench.why_not.swap_button.isEnabled()
    ctrl_click(qtbot, card_named(page, "Surrey"))
    click(qtbot, page.bench.why_not.swap_button)
    after = {name: group for group, names in shown(page).items() for name in names}
    assert after == where | {"Kent": where["Slough"], "Slough": where["Kent"]}


def test_a_name_that_nobody_has_is_told(page, qtbot, refused):
    qtbot.keyClicks(page.bench.why_not.names, "Kent, Atlantis")
    click(qtbot, page.bench.why_not.ask_button)
    assert refused == ["“Atlantis” is not one of the authorities in this round file. Check the spelling."]


def test_two_authorities_are_kept_together_by_a_rule_that_can_be_taken_away(page, qtbot, store):
    for name in ("Kent", "Wokingham"):
        ctrl_click(qtbot, card_named(page, name))
    click(qtbot, page.bench.why_not.together_button)
    (rule,) = store.find(PlanRule, plan=page.plan)
    assert rule.kind is RuleKind.TOGETHER
    click(qtbot, page.bar.suggest_button)
    assert any({"Kent", "Wokingham"} <= set(names) for group, names in shown(page).items() if group)
    page.bench.show_rules()
    (line,) = page.rules.own_rules
    assert line.words == "Kent and Wokingham are kept together"
    click(qtbot, line)
    assert store.find(PlanRule, plan=page.plan) == []


def test_rules_by_name_are_chosen_with_a_key_and_the_groups_left_are_counted(page, qtbot, store):
    page.bench.show_rules()
    assert page.rules.possible.text() == "529 groups would keep every rule."
    assert page.rules.presets.currentText() == "Your own rules"
    page.rules.presets.setFocus()
    qtbot.keyClick(page.rules.presets, Qt.Key.Key_Home)
    assert preset_of(store.need(Plan, page.plan)) == "South East 2026"
    assert page.rules.possible.text() != "529 groups would keep every rule."
    assert page.rules.ticks.box(("Berkshire",)).isChecked()
    page.workspace.undo()
    assert page.rules.presets.currentText() == "Your own rules"


def test_importance_is_a_level_with_its_number_behind(page, qtbot, store):
    page.bench.show_rules()
    wish = page.rules.wish("weight_same_type")
    assert wish.level.currentText() == "Low, 2"
    qtbot.keyClick(wish.level, Qt.Key.Key_Down)
    assert store.need(Plan, page.plan).weight_same_type == 5
    assert wish.level.currentText() == "Medium, 5"
    qtbot.keyClick(wish.level, Qt.Key.Key_End)
    assert wish.number.isVisible()
    wish.number.selectAll()
    qtbot.keyClicks(wish.number, "7")
    qtbot.keyClick(wish.number, Qt.Key.Key_Return)
    assert store.need(Plan, page.plan).weight_same_type == 7
    assert wish.level.currentText() == "Medium, 7"


def test_links_are_reached_from_the_rules(page, qtbot):
    page.bench.show_rules()
    with qtbot.waitSignal(page.wanted) as told:
        click(qtbot, page.rules.relations_button)
    assert told.args == ["Authorities", None]


@pytest.fixture
def torn(page, store):
    """Kent has a declared interest in everybody but two."""
    kent, free = authority_id(store, "Kent"), {"Kent", "Slough"}
    for cards in shown(page).values():
        for name in set(cards) - free:
            store.apply(relate(store, kent, authority_id(store, name), RelationshipKind.DECLARED_CONFLICT))
    page.workspace.catch_up()
    return page


def test_a_warning_comes_before_rules_cannot_be_kept(torn):
    torn.bench.show_rules()
    assert "Kent has no group left that keeps every rule." in torn.rules.warning.words


def test_rules_that_cannot_all_be_kept_are_listed_and_one_is_given_up(torn, qtbot, store, refused):
    click(qtbot, torn.bar.suggest_button)
    assert refused[-1].startswith("These rules cannot all be kept: ")
    offered = [each for each in torn.rules.conflict if each.isEnabled()]
    helps = next(each for each in offered if "declared interest" in each.words)
    assert helps.words.startswith("Give up: ")
    assert all(each.detail for each in torn.rules.conflict)
    click(qtbot, helps)
    assert not store.need(Plan, torn.plan).conflicts_apart
    click(qtbot, torn.bar.suggest_button)
    assert torn.view.broken == ()


def test_linked_authorities_sit_as_one_and_get_their_own_seat_again(page, qtbot, store):
    stand_on(page, qtbot, store, "Slough")
    menu = page.board.offers_for(card_named(page, "Slough"))
    seats = next(each.menu() for each in menu.actions() if each.text() == "Slough sits as one with")
    next(each for each in seats.actions() if each.text() == "Kent").trigger()
    assert card_named(page, "Slough").view.sits_with == ("Kent",)
    assert "Sits as one with Slough" in card_named(page, "Kent").accessibleName()
    menu = page.board.offers_for(card_named(page, "Kent"))
    next(each for each in menu.actions() if each.text() == "Give Kent its own seat").trigger()
    assert card_named(page, "Slough").view.sits_with == ()


def test_the_keys_of_the_board_are_on_the_cheat_sheet():
    assert {key.keys for key in cheat_sheet() if key.place == "Board of groups"} >= {"Ctrl+M", "Ctrl+L", "Space", "Esc"}


def test_a_locked_group_stays_when_the_rest_is_suggested(page, qtbot, store):
    stand_on(page, qtbot, store, "Slough")
    press(qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    click(qtbot, page.bar.suggest_button)
    assert ["Kent", "Oxfordshire", "Slough"] in shown(page).values()
    assert sum(column.view.locked for column in page.board.columns if column.view) == 1
    assert column_named(page, "") is page.board.columns[0]
    assert store.find(AgreedException) == []
