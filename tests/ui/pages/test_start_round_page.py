"""Starting a round by keys and clicks, and what is refused on the way."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from peer_challenge.domain.records import Authority, Framework, Round
from peer_challenge.services.frameworks import copy_framework, shipped_frameworks
from peer_challenge.services.rounds import participants
from peer_challenge.storage.store import Store
from tests.builders import authority_id
from ui.pages.start_round import StartRoundPage
from ui.workspace import Workspace

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def page(workspace: Workspace, qtbot: QtBot) -> StartRoundPage:
    page = StartRoundPage(workspace)
    qtbot.addWidget(page)
    page.resize(1176, 678)
    with qtbot.waitExposed(page):
        page.show()
    page.first_focus().setFocus()
    return page


def test_a_name_and_enter_start_a_round_of_the_nineteen(
    page: StartRoundPage, store: Store, workspace: Workspace, qtbot: QtBot
) -> None:
    qtbot.keyClicks(page.round_name, "Autumn 2026")
    with qtbot.waitSignal(page.started) as started:
        qtbot.keyClick(page.round_name, Qt.Key.Key_Return)
    (made,) = store.find(Round)
    assert started.args == [made.id]
    assert (workspace.round, made.name, made.region) == (made.id, "Autumn 2026", "South East")
    assert store.need(Framework, made.framework).key == "quality_assurance"
    assert len(participants(store, made.id)) == 19
    assert page.round_name.text() == ""
    assert workspace.undo_label() == "Start round"


def test_questions_authorities_and_dates_are_chosen(page: StartRoundPage, store: Store, qtbot: QtBot) -> None:
    education = next(each for each in shipped_frameworks() if each.framework.key == "children_missing_education")
    qtbot.keyClicks(page.round_name, "Small")
    page.questions.button(education.id).click()
    qtbot.mouseClick(page.nobody, LEFT)
    assert page.count.text() == "0 take part."
    for name in ("Kent", "Surrey"):
        page.authorities.box(name).click()
    assert page.count.text() == "2 take part."
    qtbot.keyClicks(page.dates.starts.box, "1/9/2026")
    qtbot.keyClicks(page.dates.sef_due.box, "9 October 2026")
    qtbot.mouseClick(page.start, LEFT)
    (made,) = store.find(Round)
    assert (made.framework, made.starts, made.sef_due) == (education.id, date(2026, 9, 1), date(2026, 10, 9))
    assert [each.name for each in participants(store, made.id)] == ["Kent", "Surrey"]


def test_the_questions_can_be_looked_at_and_what_was_filled_in_stays(page: StartRoundPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.round_name, "Autumn 2026")
    with qtbot.waitSignal(page.wanted) as wanted:
        qtbot.mouseClick(page.other_questions, LEFT)
    assert wanted.args == ["Questions", None]
    page.hide()
    page.show()
    assert page.round_name.text() == "Autumn 2026"


def test_another_region_brings_its_authorities(page: StartRoundPage, store: Store, qtbot: QtBot) -> None:
    page.region.setFocus()
    while page.region.currentText() != "London":
        qtbot.keyClick(page.region, Qt.Key.Key_Up)
    assert page.count.text() == "33 take part."
    qtbot.keyClicks(page.round_name, "London 2026")
    qtbot.mouseClick(page.start, LEFT)
    assert authority_id(store, "Camden") in {each.id for each in store.find(Authority)}


def test_what_is_missing_is_said_on_the_page_and_nothing_is_lost(
    page: StartRoundPage, store: Store, qtbot: QtBot
) -> None:
    def said() -> list[str]:
        return [each.sentence for each in page.problems.banners]

    qtbot.mouseClick(page.start, LEFT)
    assert said() == ["Give the round a name, such as “Autumn 2026”."]
    qtbot.keyClicks(page.round_name, "Autumn 2026")
    qtbot.mouseClick(page.nobody, LEFT)
    qtbot.mouseClick(page.start, LEFT)
    assert said() == ["A round needs at least two authorities. Tick another one."]
    qtbot.mouseClick(page.everyone, LEFT)
    qtbot.keyClicks(page.dates.starts.box, "soon")
    qtbot.mouseClick(page.start, LEFT)
    assert said()[0].startswith("“soon” is not a day")
    page.dates.starts.box.setFocus()
    qtbot.keyClick(page.dates.starts.box, Qt.Key.Key_Backspace)
    assert not said()  # what was wrong may be right by now
    assert page.round_name.text() == "Autumn 2026"
    assert not store.find(Round)


def test_a_copy_of_the_questions_can_be_chosen(
    page: StartRoundPage, store: Store, workspace: Workspace, qtbot: QtBot
) -> None:
    applied = workspace.do(copy_framework, shipped_frameworks()[0].id, "Our own questions")
    assert applied is not None
    (copy,) = applied.touched[Framework]
    page.questions.button(copy).click()
    qtbot.keyClicks(page.round_name, "Ours")
    qtbot.mouseClick(page.start, LEFT)
    assert store.find(Round)[0].framework == copy
