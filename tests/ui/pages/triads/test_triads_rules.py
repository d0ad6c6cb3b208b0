"""Rules of the coordinator's own and objections, on the rules tab: added, removed, set aside and taken up again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from peer_challenge.domain.choices import RuleKind
from peer_challenge.domain.records import Objection, PlanRule
from peer_challenge.services.objections import note_objection
from tests.builders import authority_id
from tests.triads import card_named, click, ctrl_click, press, shown, tab_to

SET = ("Kent", "Medway", "East Sussex", "West Sussex", "Hampshire")


def most_together(page):
    return max(len(set(SET) & set(names)) for group, names in shown(page).items() if group)


def test_at_most_one_of_a_set_is_asked_by_keyboard_alone(page, qtbot, store):
    page.bench.show_rules()
    page.rules.presets.setFocus()
    tab_to(qtbot, page.rules.set_button)
    press(qtbot, Qt.Key.Key_Space)
    for typed in (", ".join(SET), "the coast"):
        qtbot.keyClicks(QApplication.focusWidget(), typed)
        press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Tab)
    press(qtbot, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.rules.set_form.entry.button
    press(qtbot, Qt.Key.Key_Space)
    (rule,) = store.find(PlanRule, plan=page.plan)
    assert (rule.kind, rule.name, rule.least, rule.most) == (RuleKind.NUMBER, "the coast", 0, 1)
    assert page.rules.set_button.hasFocus()
    assert not page.rules.set_form.isVisible()
    (line,) = page.rules.own_rules
    assert line.words.startswith("Each group has at most one from the coast (East Sussex, Hampshire, Kent, Medway")
    click(qtbot, page.bar.suggest_button)
    assert most_together(page) == 1
    line = page.rules.own_rules[0]
    line.setFocus()
    press(qtbot, Qt.Key.Key_Space)
    assert store.find(PlanRule, plan=page.plan) == []
    assert page.rules.set_button.hasFocus(), "the keyboard stays nearby when the last line goes"
    page.workspace.undo()
    assert len(page.rules.own_rules) == 1


def test_at_least_one_of_the_cards_chosen(page, qtbot, store):
    island = ("Isle of Wight", "Slough", "Kent", "Medway", "Surrey", "Reading", "Portsmouth")
    for name in island:
        ctrl_click(qtbot, card_named(page, name))
    page.bench.show_rules()
    click(qtbot, page.rules.set_button)
    form = page.rules.set_form.entry
    assert form.editor("authorities").text() == ", ".join(island)
    assert form.editor("name").hasFocus()
    qtbot.keyClicks(form.editor("name"), "the pilots")
    qtbot.keyClick(form.editor("bound"), Qt.Key.Key_Down)
    click(qtbot, form.button)
    (rule,) = store.find(PlanRule, plan=page.plan)
    assert (rule.least, rule.most, len(rule.authorities)) == (1, None, 7)
    click(qtbot, page.bar.suggest_button)
    assert all(set(names) & set(island) for group, names in shown(page).items() if group)
    page.workspace.undo()
    page.workspace.undo()
    assert store.find(PlanRule, plan=page.plan) == []
    assert page.rules.own_rules == []


@pytest.mark.parametrize(
    ("names", "called", "problem"),
    [
        ("Kent, Atlantis", "the coast", "“Atlantis” is not one of the authorities"),
        ("", "the coast", "Choose the authorities the rule is about."),
        ("Kent", "", "Write what these authorities are called together."),
    ],
)
def test_a_rule_that_cannot_be_is_refused_where_it_was_typed(page, qtbot, store, refused, names, called, problem):
    page.bench.show_rules()
    click(qtbot, page.rules.set_button)
    form = page.rules.set_form.entry
    qtbot.keyClicks(form.editor("authorities"), names)
    qtbot.keyClicks(form.editor("name"), called)
    qtbot.keyClick(form.editor("name"), Qt.Key.Key_Return)
    assert form.problem.startswith(problem)
    assert refused == []
    assert store.find(PlanRule) == []
    press(qtbot, Qt.Key.Key_Escape)
    assert not page.rules.set_form.isVisible()
    assert page.rules.set_button.hasFocus()


def test_an_objection_set_aside_is_taken_up_again_and_undone(page, qtbot, store):
    page.workspace.do(note_objection, page.plan, authority_id(store, "Slough"))
    page.bench.show_rules()
    words = "Slough would rather not sit with Kent and Oxfordshire"
    page.rules.own_rules[0].setFocus()
    press(qtbot, Qt.Key.Key_Space)
    (line,) = page.rules.own_rules
    assert (line.words, line.detail) == (f"Set aside: {words}", "Click to take this objection up again")
    assert line.hasFocus()
    assert page.view.broken == ()
    press(qtbot, Qt.Key.Key_Space)
    assert store.find(Objection)[0].heeded
    assert page.rules.own_rules[0].words == words
    assert page.view.broken
    assert page.workspace.undo_label() == "Take objection up again"
    page.workspace.undo()
    assert page.view.broken == ()
    assert page.rules.own_rules[0].words.startswith("Set aside: ")
