"""The page at another text size, and where there is little to show: nothing is cut, stays small or stands empty."""

import pytest
from PySide6.QtWidgets import QLabel

from tests.triads import click, shown
from ui.widgets.labels import Heading
from ui.widgets.settled_groups import ROLES


def words_shown(root):
    return [each for each in root.findChildren(QLabel) if each.isVisible() and each.text()]


def test_every_word_on_the_board_follows_the_text_size_there_and_back(page, qtbot, theme):
    def sizes():
        return {each.text(): each.font().pointSizeF() for each in words_shown(page.board)}

    before = sizes()
    theme.set_scale(200)
    after = sizes()
    assert after.keys() == before.keys()
    assert all(after[words] == pytest.approx(2 * before[words]) for words in before)
    theme.set_scale(100)
    assert sizes() == before


def test_those_without_a_group_are_never_cut(empty_page, qtbot, theme):
    click(qtbot, empty_page.empty.button)
    for scale in (100, 200):
        theme.set_scale(scale)
        column = empty_page.board.columns[0]
        qtbot.waitUntil(lambda column=column: column.visibleRegion().boundingRect().width() == column.width())


def test_a_board_without_groups_says_what_to_do(empty_page, qtbot):
    click(qtbot, empty_page.empty.button)

    def said():
        return [each.text() for each in words_shown(empty_page.board) if not isinstance(each, Heading)]

    assert any(words.startswith("There are no groups yet. ") for words in said())
    click(qtbot, empty_page.bar.suggest_button)
    assert not any(words.startswith("There are no groups yet. ") for words in said())
    assert empty_page.said.text().startswith("19 authorities have a group now. ")
    assert "than before" not in empty_page.said.text()
    assert shown(empty_page)[""] == []


@pytest.mark.parametrize("scale", [100, 200])
def test_no_name_in_the_settled_groups_is_cut(page, qtbot, theme, scale):
    theme.set_scale(scale)
    click(qtbot, page.bar.settle_button)
    table = page.settled.table

    def whole():
        for at in range(table.model().columnCount()):
            assert table.columnWidth(at) >= table.sizeHintForColumn(at)

    qtbot.waitUntil(whole)
    assert not page.said.text() or page.said.isVisible()


def test_drop_down_lists_shrink_again_with_the_text(page, qtbot, theme):
    click(qtbot, page.bar.settle_button)
    page.settled.table.selectRow(0)
    click(qtbot, page.settled.change_button)
    lists = [page.settled.role_box(kind) for kind in ROLES]
    for scale in (200, 100):
        theme.set_scale(scale)
        qtbot.waitUntil(lambda: all(each.height() == each.sizeHint().height() for each in lists))


def test_a_line_without_news_takes_no_room(page, qtbot):
    assert page.said.isVisible()
    page.said.show_words("")
    assert not page.said.isVisible()


@pytest.mark.parametrize("asked", ["exception", "objection", "set"])
def test_what_is_asked_in_place_comes_into_view_at_large_text(program, demo_round, qtbot, asked):
    program.theme.set_scale(200)
    program.open(demo_round)
    program.window.go("Triads")
    page = program.window.pages.current
    page.bar.new_action.trigger()
    if asked == "exception":
        page.exception.open_panel(["Kent and Medway: share a border"])
        box = page.exception.entry.editor("reason")
    elif asked == "objection":
        page.bar.objection_asked.emit()
        box = page.objection.entry.editor("authority")
    else:
        page.bench.show_rules()
        page.rules.set_button.click()
        box = page.rules.set_form.entry.editor("authorities")
    qtbot.waitUntil(box.hasFocus)
    qtbot.waitUntil(lambda: box.visibleRegion().boundingRect().height() == box.height())
