"""A second start that is given a file passes it on to the window that is open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.one_window import OneWindow


@pytest.fixture
def first(qapp: object, tmp_path: Path) -> Iterator[OneWindow]:
    window = OneWindow(tmp_path / "given")
    yield window
    window.close()


@pytest.fixture
def sent(tmp_path: Path) -> Path:
    path = tmp_path / "Back é.pcpack"
    path.write_bytes(b"PK")
    return path


def test_the_file_reaches_the_window_that_is_open(first: OneWindow, sent: Path, tmp_path: Path, qtbot: QtBot) -> None:
    with qtbot.waitSignal(first.file_given) as told:
        assert OneWindow(tmp_path / "given").passes_on(sent, ".pcw")
    assert told.args == [sent]
    assert list((tmp_path / "given").glob("*.given")) == []


def test_the_only_window_keeps_its_file(first: OneWindow, sent: Path) -> None:
    assert not first.passes_on(sent, ".pcw")


def test_a_round_file_opens_in_a_window_of_its_own(first: OneWindow, tmp_path: Path) -> None:
    (tmp_path / "round.pcw").write_bytes(b"")
    assert not OneWindow(tmp_path / "given").passes_on(tmp_path / "round.pcw", ".pcw")


def test_once_it_is_closed_the_next_one_takes_files(first: OneWindow, sent: Path, tmp_path: Path, qtbot: QtBot) -> None:
    first.close()
    second = OneWindow(tmp_path / "given")
    with qtbot.waitSignal(second.file_given):
        assert OneWindow(tmp_path / "given").passes_on(sent, ".pcw")
    second.close()
