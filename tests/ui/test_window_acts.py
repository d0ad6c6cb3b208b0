"""Acts in the window: taken back, refused, saved, and told when another program did them."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from peer_challenge.domain.changes import edit
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Round
from peer_challenge.storage.opening import open_store
from peer_challenge.storage.store import Store
from tests.windows import press, rename, sentences
from ui.app import Program
from ui.pages.start_round import StartRoundPage

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def test_undo_takes_back_the_last_act_and_says_which(qtbot: QtBot, program: Program, round_file: Path) -> None:
    program.open(round_file)
    workspace = program.window.workspace
    assert workspace is not None
    workspace.do(rename, "County of Kent")
    assert program.menus.actions["undo"].text() == "&Undo: Rename authority"
    program.window.navigation.setFocus()
    press(qtbot, program, Qt.Key.Key_Z, CTRL)
    assert workspace.ask(Store.find, Authority, name="Kent")
    assert program.menus.actions["redo"].text() == "&Redo: Rename authority"
    press(qtbot, program, Qt.Key.Key_Y, CTRL)
    assert workspace.ask(Store.find, Authority, name="County of Kent")


def test_text_keeps_its_own_undo_first(qtbot: QtBot, program: Program, round_file: Path) -> None:
    program.open(round_file)
    workspace = program.window.workspace
    assert workspace is not None
    workspace.do(rename, "County of Kent")
    box = program.window.strip.search
    box.setFocus()
    qtbot.keyClicks(box, "audit")
    press(qtbot, program, Qt.Key.Key_Z, CTRL)
    assert box.text() == ""
    assert workspace.ask(Store.find, Authority, name="County of Kent")
    box.setFocus()
    press(qtbot, program, Qt.Key.Key_Z, CTRL)
    assert workspace.ask(Store.find, Authority, name="Kent")


def refused(store: Store) -> object:
    """An act that a service says no to."""
    raise UserError("There is nothing to agree yet.")


def test_a_refusal_goes_when_the_next_act_succeeds(program: Program, round_file: Path) -> None:
    program.open(round_file)
    workspace = program.window.workspace
    assert workspace is not None
    assert workspace.do(refused) is None
    assert sentences(program) == ["There is nothing to agree yet."]
    workspace.do(rename, "County of Kent")
    assert sentences(program) == []


def test_a_refusal_stays_behind_on_its_page_and_a_warning_does_not(program: Program, round_file: Path) -> None:
    program.open(round_file)
    program.window.messages.warning("This file lies on a network share.")
    assert program.window.workspace is not None
    program.window.workspace.do(refused)
    program.window.go("Time")
    assert sentences(program) == ["This file lies on a network share."]


def test_a_refusal_shown_where_it_was_tried_is_not_shown_twice(
    qtbot: QtBot, program: Program, round_file: Path
) -> None:
    program.open(round_file)
    program.window.go("Start a round")
    page = program.window.pages.current
    assert isinstance(page, StartRoundPage)
    page.start.click()
    assert len(page.problems.banners) == 1
    assert sentences(program) == []


def test_ctrl_s_answers_that_everything_is_saved(qtbot: QtBot, program: Program, round_file: Path) -> None:
    program.open(round_file)
    press(qtbot, program, Qt.Key.Key_S, CTRL)
    (sentence,) = sentences(program)
    assert sentence.startswith("All changes are saved (")


def test_the_saved_time_follows_an_act(program: Program, round_file: Path) -> None:
    program.open(round_file)
    workspace = program.window.workspace
    assert workspace is not None
    workspace.do(rename, "County of Kent")
    assert program.window.messages.status.text().startswith("Saved ")


def test_what_another_program_writes_is_shown(program: Program, round_file: Path) -> None:
    program.open(round_file)
    store = open_store(round_file)
    (this,) = store.find(Round)
    store.apply(edit("Rename round", this, name="Winter 2026"))
    store.close()
    assert program.window.workspace is not None
    program.window.workspace.catch_up()
    assert program.window.strip.title.text() == "Winter 2026"


def test_an_own_act_is_told_once(program: Program, round_file: Path, qtbot: QtBot) -> None:
    program.open(round_file)
    workspace = program.window.workspace
    assert workspace is not None
    told: list[object] = []
    workspace.changed.connect(told.append)
    workspace.do(rename, "County of Kent")
    workspace.catch_up()
    assert len(told) == 1
