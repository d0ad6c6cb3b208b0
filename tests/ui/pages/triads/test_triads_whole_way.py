"""The whole way, from no plan to a repaired, settled and printed one: once by mouse, once by keyboard alone."""

import warnings

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QApplication

from peer_challenge.domain.choices import PlanState
from peer_challenge.domain.records import Objection, Plan
from tests.builders import authority_id
from tests.printing import in_the_dialog, print_to
from tests.triads import card_named, click, column_named, press, shown, stand_on, tab_to

CONTROL = Qt.KeyboardModifier.ControlModifier
_HELD = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)


def drag(qtbot, card, column):
    """Drag a card with the mouse and let it go over a column; what the drag itself carries is what arrives."""
    qtbot.mousePress(card, Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
    qtbot.mouseMove(card, QPoint(60, 12))
    (begun,) = card.findChildren(QDrag)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Qt has no other way to make the event
        enter = QDragEnterEvent(QPoint(20, 20), Qt.DropAction.MoveAction, begun.mimeData(), *_HELD)
    QApplication.sendEvent(column, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(column, QDropEvent(QPointF(20, 20), Qt.DropAction.MoveAction, begun.mimeData(), *_HELD))


def group_of(page, name):
    return next(group for group, names in shown(page).items() if name in names)


def trade(page):
    """Return Slough's group, the next one, and whom to take out of that so that both stay as large as they are."""
    names = [name for name in shown(page) if name]
    here = group_of(page, "Slough")
    there = names[(names.index(here) + 1) % len(names)]
    return here, there, shown(page)[there][0]


def choose_in_menu(qtbot, words):
    """Go down the open menu by arrow keys to an entry, and take it."""
    menu = QApplication.activePopupWidget()
    for _ in menu.actions():
        qtbot.keyClick(menu, Qt.Key.Key_Down)
        if menu.activeAction() is not None and menu.activeAction().text() == words:
            qtbot.keyClick(menu, Qt.Key.Key_Return)
            return
    raise AssertionError(f"{words} is not offered")


def printed_pages(page, paper):
    document = QPdfDocument(page)
    document.load(str(paper))
    return document.pageCount()


def test_by_mouse(empty_page, qtbot, store, tmp_path):
    page = empty_page
    click(qtbot, page.empty.button)
    click(qtbot, page.bar.suggest_button)
    best = page.view.points
    here, there, other = trade(page)
    drag(qtbot, card_named(page, "Slough"), column_named(page, there))
    assert group_of(page, "Slough") == there
    assert page.said.text().startswith(f"Slough is in {there} now. ")
    drag(qtbot, card_named(page, other), column_named(page, here))
    tabs = page.bench.side.tabBar()
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    click(qtbot, page.bench.swaps.buttons[0])
    assert page.said.text().count(" now.") == 2
    for _ in range(3):
        page.workspace.undo()
    assert page.view.points == best
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(0).center())
    click(qtbot, card_named(page, "Kent"))
    click(qtbot, page.why.lock_button)
    locked = group_of(page, "Kent")
    assert column_named(page, locked).view.locked
    click(qtbot, page.bar.compare_button)
    assert len(page.compare.beside.plans.columns) == 3
    click(qtbot, page.compare.beside.plans.columns[0].button)
    click(qtbot, page.bar.consult_button)
    click(qtbot, page.bar.objection_button)
    kept_apart = next(name for name in shown(page)[group_of(page, "Slough")] if name != "Slough")
    form = page.objection.entry
    qtbot.keyClicks(form.editor("authority").lineEdit(), "Slough")
    qtbot.keyClicks(form.editor("against"), kept_apart)
    click(qtbot, form.button)
    assert page.view.broken
    click(qtbot, page.bar.repair_button)
    assert len(page.repair.beside.plans.columns[1].face.groups) <= 2
    click(qtbot, page.repair.beside.plans.columns[1].button)
    assert group_of(page, "Slough") != group_of(page, kept_apart)
    click(qtbot, page.bar.settle_button)
    assert store.need(Plan, page.plan).state is PlanState.SETTLED
    click(qtbot, page.bar.proposal_button)
    in_the_dialog(print_to(qtbot, tmp_path / "paper.pdf"))
    click(qtbot, page.proposal.print_button)
    assert printed_pages(page, tmp_path / "paper.pdf") == 1


def test_by_keyboard_alone(empty_page, qtbot, store, tmp_path):
    page = empty_page

    def push(button):
        tab_to(qtbot, button)
        press(qtbot, Qt.Key.Key_Space)

    page.first_focus().setFocus()
    press(qtbot, Qt.Key.Key_Space)
    push(page.bar.suggest_button)
    stand_on(page, qtbot, store, "Slough")
    press(qtbot, Qt.Key.Key_Home)
    assert QApplication.focusWidget().view.name == group_of(page, "Slough")
    here, there, other = trade(page)
    for name, target in (("Slough", there), (other, here)):
        stand_on(page, qtbot, store, name)
        press(qtbot, Qt.Key.Key_M, CONTROL)
        choose_in_menu(qtbot, f"Move {name} to {target}")
        assert group_of(page, name) == target
    tab_to(qtbot, page.bench.side.tabBar())
    press(qtbot, Qt.Key.Key_Right)
    swap = page.bench.swaps.buttons[0]
    push(swap)
    assert page.said.text().count(" now.") == 2
    for _ in range(3):
        page.workspace.undo()
    stand_on(page, qtbot, store, "Kent")
    press(qtbot, Qt.Key.Key_L, CONTROL)
    assert column_named(page, group_of(page, "Kent")).view.locked
    push(page.bar.compare_button)
    assert page.compare.what.hasFocus()
    push(page.compare.beside.plans.columns[1].button)
    assert page.bar.plans.currentText() == "Plan B"
    push(page.bar.consult_button)
    stand_on(page, qtbot, store, "Slough")
    press(qtbot, Qt.Key.Key_M, CONTROL)
    choose_in_menu(qtbot, "Slough objects…")
    assert page.objection.entry.editor("against").hasFocus(), "who objects is known"
    press(qtbot, Qt.Key.Key_Return)
    (objection,) = store.find(Objection)
    assert objection.authority == authority_id(store, "Slough")
    push(page.bar.repair_button)
    assert page.repair.beside.back_button.hasFocus()
    push(page.repair.beside.plans.columns[1].button)
    assert page.view.broken == ()
    push(page.bar.settle_button)
    assert store.need(Plan, page.plan).state is PlanState.SETTLED
    push(page.bar.proposal_button)
    assert page.proposal.save_button.hasFocus()
    met = in_the_dialog(print_to(qtbot, tmp_path / "paper.pdf"))
    push(page.proposal.print_button)
    assert met
    assert printed_pages(page, tmp_path / "paper.pdf") == 1
