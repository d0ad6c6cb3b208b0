"""Thinking better of a new round: the file made for it is gone, and what was open before is open again."""

from PySide6.QtCore import Qt

from peer_challenge.services.people import add_person
from ui.pages.start_round import StartRoundPage


def files_of(folder):
    return sorted(each.name for each in folder.iterdir())


def cancel(program, qtbot):
    page = program.window.pages.current
    assert isinstance(page, StartRoundPage)
    qtbot.mouseClick(page.cancel, Qt.MouseButton.LeftButton)


def test_from_the_demo_no_empty_file_is_left_behind(program, demo_round, qtbot):
    program.open(demo_round)
    program.menus.actions["start_round"].trigger()
    made = program.file.store.path
    assert made.exists()
    cancel(program, qtbot)
    assert program.file.store.path == demo_round
    assert files_of(made.parent) == []
    assert program.settings.recent == (str(demo_round.resolve()),)


def test_from_the_first_page_it_leads_back_there(program, qtbot):
    qtbot.mouseClick(program.window.welcome.start, Qt.MouseButton.LeftButton)
    made = program.file.store.path
    cancel(program, qtbot)
    assert program.file is None
    assert program.window.welcome.isVisible()
    assert files_of(made.parent) == []
    assert program.settings.recent == ()


def test_a_file_with_something_in_it_stays(program, demo_round, qtbot):
    program.open(demo_round)
    program.menus.actions["start_round"].trigger()
    made = program.file.store.path
    program.file.workspace.do(add_person, "Ana Bell")
    cancel(program, qtbot)
    assert program.file.store.path == demo_round
    assert made.exists()


def test_a_file_of_the_users_own_choosing_stays(program, tmp_path, qtbot):
    own = tmp_path / "mine.pcw"
    program.make(own)
    cancel(program, qtbot)
    assert own.exists()
    assert program.file.store.path == own
