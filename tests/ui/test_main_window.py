"""The window as a person uses it: open, go about, search, undo, close at any moment, and find everything again."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from peer_challenge.domain.changes import edit
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Round
from peer_challenge.storage.lock import RoundLock, take_lock
from peer_challenge.storage.opening import create_store, open_store
from peer_challenge.storage.store import Store
from tests.builders import authority_id, south_east_round
from ui.app import DEMO_NAME, Program
from ui.page_stack import LISTED
from ui.pages.found import FoundPage
from ui.pages.start_round import StartRoundPage
from ui.theme import Look

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def round_file(tmp_path: Path) -> Path:
    """A round of nineteen authorities that nobody has grouped yet."""
    path = tmp_path / "autumn.pcw"
    store = create_store(path)
    south_east_round(store)
    store.close()
    return path


def press(qtbot: QtBot, program: Program, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    """Press a key where the keyboard is."""
    held = Qt.KeyboardModifier.NoModifier
    for each in modifiers:
        held |= each
    qtbot.keyClick(QApplication.focusWidget() or program.window, key, held)


def sentences(program: Program) -> list[str]:
    return [banner.sentence for banner in program.window.messages.bar.banners]


def rename(store: Store, name: str) -> object:
    """An act to undo: give Kent another name."""
    return edit("Rename authority", store.need(Authority, authority_id(store, "Kent")), name=name)


def comment_box_of_kent(program: Program) -> QPlainTextEdit:
    """Open Kent on the Authorities page and return a box to type in."""
    program.window.go("Authorities")
    page = program.window.pages.current
    assert page is not None
    page.open_record(page.workspace.ask(Store.find, Authority, name="Kent")[0].id)
    return next(box for box in page.findChildren(QPlainTextEdit) if box.accessibleName() == "Comment")


def test_the_first_day_offers_three_ways_to_begin(program: Program) -> None:
    welcome = program.window.welcome
    assert welcome.isVisible()
    assert welcome.demo.hasFocus()
    assert [card.accessibleName() for card in (welcome.demo, welcome.start, welcome.open)] == [
        "Try the demo round",
        "Start a round",
        "Open a round file",
    ]


def test_starting_a_round_asks_nothing_about_files(qtbot: QtBot, program: Program) -> None:
    qtbot.mouseClick(program.window.welcome.start, Qt.MouseButton.LeftButton)
    assert program.file is not None
    assert program.file.store.path.parent == program.folders.rounds
    assert program.window.pages.current_name == "Start a round"
    qtbot.keyClicks(QApplication.focusWidget(), "Autumn 2026")
    press(qtbot, program, Qt.Key.Key_Return)
    assert program.window.pages.current_name == "Home"
    assert program.window.strip.title.text() == "Autumn 2026"
    assert program.window.windowTitle().startswith("Autumn 2026")


def test_the_demo_round_is_made_beside_the_window_and_marked(
    qtbot: QtBot, program: Program, monkeypatch: pytest.MonkeyPatch, demo_round: Path
) -> None:
    monkeypatch.setattr("peer_challenge.jobs.demo.write_demo_round", lambda path, progress: demo_round.rename(path))
    qtbot.mouseClick(program.window.welcome.demo, Qt.MouseButton.LeftButton)
    assert not program.window.welcome.demo.isEnabled()
    qtbot.waitUntil(lambda: program.file is not None)
    assert program.file is not None
    assert program.file.store.path.name == DEMO_NAME
    assert program.window.strip.demo.isVisible()
    assert program.window.welcome.demo.isEnabled()


def test_a_real_round_is_not_marked_as_a_demo(program: Program, round_file: Path) -> None:
    program.open(round_file)
    assert not program.window.strip.demo.isVisible()
    assert program.window.strip.role.text() == "Coordinator"


def test_pages_are_reached_by_list_keys_and_menu(qtbot: QtBot, program: Program, round_file: Path) -> None:
    program.open(round_file)
    for at, page in enumerate(LISTED, 1):
        press(qtbot, program, Qt.Key(Qt.Key.Key_0 + at), ALT)
        assert program.window.pages.current_name == page.name
        assert program.window.navigation.currentItem().text() == page.name
    program.window.navigation.setFocus()
    press(qtbot, program, Qt.Key.Key_Home)
    assert program.window.pages.current_name == "Home"
    program.menus.actions["go_exchange"].trigger()
    assert program.window.pages.current_name == "Send and receive"
    program.menus.actions["next_page"].trigger()
    assert program.window.pages.current_name == "Home"
    program.menus.actions["questions"].trigger()
    assert program.window.pages.current_name == "Questions"
    assert program.window.navigation.currentItem() is None


def test_every_page_of_the_list_has_its_menu_entry(program: Program) -> None:
    go = [action.plain_words for action in program.menus.actions.table if action.name.startswith("go_")]
    assert go == [page.name for page in LISTED]


def test_f6_takes_the_keyboard_from_part_to_part(qtbot: QtBot, program: Program, round_file: Path) -> None:
    program.open(round_file)
    window = program.window
    window.navigation.setFocus()
    seen = []
    for _ in range(3):
        press(qtbot, program, Qt.Key.Key_F6)
        focus = QApplication.focusWidget()
        seen.append("page" if focus is not None and window.pages.isAncestorOf(focus) else focus)
    assert seen == ["page", window.strip.search, window.navigation]


def test_a_step_on_home_leads_to_its_page(qtbot: QtBot, program: Program, round_file: Path) -> None:
    program.open(round_file)
    assert program.window.pages.current_name == "Home"
    press(qtbot, program, Qt.Key.Key_Return)
    assert program.window.pages.current_name == "Triads"


def test_search_finds_what_people_typed_and_leads_there(qtbot: QtBot, program: Program, demo_round: Path) -> None:
    program.open(demo_round)
    press(qtbot, program, Qt.Key.Key_F, CTRL, SHIFT)
    qtbot.keyClicks(QApplication.focusWidget(), "Slough")
    press(qtbot, program, Qt.Key.Key_Down)
    found = program.window.pages.current
    assert isinstance(found, FoundPage)
    place = next(row for row in found.list.records.rows if row.kind == "Authority")
    found.list.select(place.id)
    press(qtbot, program, Qt.Key.Key_Return)
    assert program.window.pages.current_name == "Authorities"
    row = program.window.pages.current.table.current_row()  # type: ignore[union-attr]
    assert row.name == "Slough"


@pytest.mark.parametrize("kind", ["Note", "Finding", "Statement"])
def test_every_kind_of_hit_opens_where_it_is_worked_on(
    qtbot: QtBot, program: Program, demo_round: Path, kind: str
) -> None:
    program.open(demo_round)
    press(qtbot, program, Qt.Key.Key_F, CTRL, SHIFT)
    qtbot.keyClicks(QApplication.focusWidget(), "audit")
    press(qtbot, program, Qt.Key.Key_Return)
    found = program.window.pages.current
    assert isinstance(found, FoundPage)
    hit = next(row for row in found.list.records.rows if row.kind == kind)
    found.list.select(hit.id)
    press(qtbot, program, Qt.Key.Key_Return)
    page = program.window.pages.current
    assert page is not None
    assert page.name == hit.place
    assert any(page.open_record(each) for each in hit.about)


def test_esc_leaves_a_search_for_the_page_before(qtbot: QtBot, program: Program, round_file: Path) -> None:
    program.open(round_file)
    program.window.go("Time")
    press(qtbot, program, Qt.Key.Key_F, CTRL, SHIFT)
    qtbot.keyClicks(QApplication.focusWidget(), "kent")
    qtbot.waitUntil(lambda: program.window.pages.current_name == "Search")
    press(qtbot, program, Qt.Key.Key_Escape)
    assert program.window.pages.current_name == "Time"


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


def test_a_round_started_from_the_demo_gets_a_file_of_its_own(program: Program, demo_round: Path) -> None:
    program.open(demo_round)
    program.window.go("Feedback")
    program.menus.actions["start_round"].trigger()
    page = program.window.pages.current
    assert isinstance(page, StartRoundPage)
    assert program.file is not None
    assert program.file.store.path != demo_round
    page.cancel.click()
    assert program.file.store.path == demo_round, "nothing was started, so the demo is back"


def test_starting_a_round_can_be_left_for_the_page_before(program: Program, round_file: Path) -> None:
    program.open(round_file)
    program.window.go("Time")
    program.window.go("Start a round")
    page = program.window.pages.current
    assert isinstance(page, StartRoundPage)
    page.round_name.setText("Spring")
    page.cancel.click()
    assert program.window.pages.current_name == "Time"
    assert page.round_name.text() == ""


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


def test_closing_at_any_moment_loses_nothing(
    qtbot: QtBot, program: Program, new_program: Callable[[], Program], demo_round: Path
) -> None:
    program.open(demo_round)
    box = comment_box_of_kent(program)
    box.setFocus()
    qtbot.keyClicks(box, "Half a sentence")
    program.window.close()
    assert program.file is None
    store = open_store(demo_round, read_only=True)
    assert any("Half a sentence" in each.comment for each in store.find(Authority))
    store.close()
    again = new_program()
    again.begin()
    assert again.file is not None
    assert again.file.store.path == demo_round


def test_the_window_stands_where_it_stood_and_looks_as_it_looked(
    program: Program, new_program: Callable[[], Program]
) -> None:
    program.window.resize(720, 600)
    program.theme.set_look(Look.DARK)
    program.theme.set_scale(125)
    program.window.close()
    again = new_program()
    again.begin()
    assert (again.window.width(), again.window.height()) == (720, 600)
    assert (again.theme.look, again.theme.scale) == (Look.DARK, 125)


def test_choices_hold_no_word_of_a_round(program: Program, demo_round: Path) -> None:
    program.open(demo_round)
    program.window.close()
    kept = program.folders.choices.read_text()
    assert str(demo_round) in kept
    assert "Quality assurance challenge" not in kept


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("missing.pcw", None, "There is no file"),
        ("other.pcw", b"not ours at all", "is not a round file"),
        ("folder.pcw", "folder", "is a folder"),
    ],
)
def test_what_cannot_be_opened_is_told_and_the_window_stays(
    program: Program, tmp_path: Path, round_file: Path, name: str, content: bytes | str | None, sentence: str
) -> None:
    path = tmp_path / name
    if content == "folder":
        path.mkdir()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    program.open(path)
    assert sentence in sentences(program)[0]
    assert program.window.welcome.isVisible()
    program.open(round_file)
    program.open(path)
    assert sentence in sentences(program)[0]
    assert program.file is not None
    assert program.file.store.path == round_file


def test_a_damaged_file_is_told(program: Program, tmp_path: Path, round_file: Path) -> None:
    path = tmp_path / "damaged.pcw"
    content = bytearray(round_file.read_bytes())
    content[4096:60_000] = b"\xff" * (60_000 - 4096)
    path.write_bytes(content)
    program.open(path)
    assert "damaged" in sentences(program)[0]
    assert take_lock_and_let_go(path)


def take_lock_and_let_go(path: Path) -> bool:
    taken = take_lock(path)
    if isinstance(taken, RoundLock):
        taken.release()
        return True
    return False


def test_a_file_from_a_newer_version_is_told(program: Program, round_file: Path) -> None:
    raw = sqlite3.connect(round_file)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    program.open(round_file)
    assert "newer version" in sentences(program)[0]


def test_a_file_open_elsewhere_can_be_read_until_it_is_closed_there(program: Program, round_file: Path) -> None:
    other = take_lock(round_file)
    assert isinstance(other, RoundLock)
    program.open(round_file)
    workspace = program.window.workspace
    assert workspace is not None
    assert workspace.read_only
    assert "open for writing" in sentences(program)[0]
    assert program.window.strip.closed.isVisible()
    assert workspace.do(rename, "County of Kent") is None
    assert len(sentences(program)) == 1, "the warning says already why nothing can be changed"
    other.release()
    program.open(round_file)
    assert program.window.workspace is not None
    assert not program.window.workspace.read_only
    assert not program.window.strip.closed.isVisible()


def test_what_could_not_be_saved_keeps_the_window_open_once(qtbot: QtBot, program: Program, demo_round: Path) -> None:
    other = take_lock(demo_round)
    assert isinstance(other, RoundLock)
    program.open(demo_round)
    box = comment_box_of_kent(program)
    box.setFocus()
    qtbot.keyClicks(box, "Half a sentence")
    program.window.close()
    assert program.window.isVisible()
    assert box.toPlainText() == "Half a sentence"
    banner = program.window.messages.bar.banners[0]
    assert banner.sentence == "What you typed last could not be saved."
    anyway = next(button for button in banner.findChildren(QPushButton) if button.text() == "Close anyway")
    qtbot.mouseClick(anyway, Qt.MouseButton.LeftButton)
    assert not program.window.isVisible()
    assert program.file is None
    other.release()


def test_the_hold_goes_with_the_file(program: Program, round_file: Path) -> None:
    program.open(round_file)
    assert not take_lock_and_let_go(round_file)
    program.close_file()
    assert take_lock_and_let_go(round_file)
    assert program.window.welcome.isVisible()
    assert [file.path for file in program.window.welcome.recent.records.rows] == [round_file]


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


def test_a_synchronised_folder_is_warned_of(program: Program, tmp_path: Path, round_file: Path) -> None:
    folder = tmp_path / "OneDrive - Kent"
    folder.mkdir()
    path = round_file.rename(folder / "autumn.pcw")
    program.open(path)
    assert "kept in step with other computers" in sentences(program)[0]


def test_a_copy_is_kept_and_can_be_opened(qtbot: QtBot, program: Program, tmp_path: Path, round_file: Path) -> None:
    program.open(round_file)
    target = tmp_path / "copy.pcw"
    program.back_up(target)
    qtbot.waitUntil(lambda: bool(sentences(program)))
    assert str(target) in sentences(program)[0]
    store = open_store(target, read_only=True)
    assert len(store.find(Authority)) == 19
    store.close()


def test_a_second_round_can_be_chosen_in_the_strip(program: Program, round_file: Path) -> None:
    store = open_store(round_file)
    south_east_round(store, "Spring 2027")
    store.close()
    program.open(round_file)
    rounds = program.window.strip.rounds
    assert rounds.isVisible()
    assert rounds.currentText() == "Spring 2027"
    rounds.setCurrentText("Autumn 2026")
    rounds.activated.emit(rounds.currentIndex())
    assert program.window.windowTitle().startswith("Autumn 2026")


def test_help_opens_at_the_page_in_view(program: Program, round_file: Path) -> None:
    program.open(round_file)
    program.window.go("Triads")
    program.menus.actions["help"].trigger()
    window = program.window.help_window
    assert window is not None
    assert window.titles.currentItem().text() == "Triads"
    assert "draft plan" in window.text.toPlainText()


def test_every_page_has_its_help(program: Program) -> None:
    from ui.help_window import help_pages
    from ui.page_stack import ALL

    titles = set(help_pages())
    assert {page.name for page in ALL} <= titles
    assert {"First steps", "Round files", "About Peer Challenge"} <= titles


def test_menus_have_one_access_key_each(program: Program, round_file: Path) -> None:
    program.open(round_file)
    bar = program.window.menuBar()
    for menu in [bar, *bar.findChildren(QMenu)]:
        keys = [action.text().partition("&")[2][:1].lower() for action in menu.actions() if "&" in action.text()]
        assert len(keys) == len(set(keys)), [action.text() for action in menu.actions()]
