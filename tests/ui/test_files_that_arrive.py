"""A file somebody sent, by double click or dropped: shown, brought in by one more click, never by itself."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from peer_challenge.domain import records as r
from peer_challenge.exchange.packs.signing import LaptopKey
from peer_challenge.jobs import pack_in, pack_out
from peer_challenge.services.findings import edit_finding
from peer_challenge.services.packing import contents
from peer_challenge.storage.opening import create_store, open_store
from ui.pages.exchange import ExchangePage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from ui.app import Program

WORDED = "Worded on another laptop."


@pytest.fixture
def returned(tmp_path: Path, demo_round: Path) -> Path:
    """A file that comes back from another laptop with one finding worded anew, nothing clashing."""
    (tmp_path / "elsewhere").mkdir()
    back, out = tmp_path / "elsewhere" / "Back.pcpack", tmp_path / "elsewhere" / "Out.pcpack"
    ours, theirs = open_store(demo_round), create_store(tmp_path / "elsewhere" / "theirs.pcw")
    finding = ours.find(r.Finding)[0]
    challenge = ours.need(r.Challenge, finding.challenge)
    reader = next(
        each.authority for each in ours.find(r.Membership, group=challenge.group) if each.authority != challenge.host
    )
    pack_out.send(ours, contents(ours, challenge.round, challenge.group, reader), out, None)
    pack_in.bring_in(theirs, pack_in.open_pack(out))
    theirs.apply(edit_finding(theirs, finding.id, text=WORDED))
    chosen = contents(theirs, challenge.round, challenge.group, None)
    pack_out.send(theirs, chosen, back, None, key=LaptopKey.fresh())
    ours.close()
    theirs.close()
    return back


def page_of(program: "Program") -> ExchangePage:
    page = program.window.pages.current
    assert isinstance(page, ExchangePage)
    return page


def worded(program: "Program") -> bool:
    assert program.file is not None
    return any(each.text == WORDED for each in program.file.store.find(r.Finding))


def test_from_double_click_to_brought_in_takes_two_clicks(
    new_program: Callable[[], "Program"], demo_round: Path, returned: Path, qtbot: "QtBot"
) -> None:
    before = new_program()
    before.begin(demo_round)
    before.window.close()
    clicks = 1
    program = new_program()
    program.begin(returned)
    receive = page_of(program).receive
    qtbot.waitUntil(lambda: receive.preview.isVisible() and receive.preview.bring_in.isEnabled(), timeout=20_000)
    assert not worded(program)
    qtbot.mouseClick(receive.preview.bring_in, Qt.MouseButton.LeftButton)
    clicks += 1
    qtbot.waitUntil(lambda: bool(receive.files.records.rows), timeout=20_000)
    assert worded(program)
    assert clicks == 2
    assert "is brought in" in receive.said.texts[0]


def test_a_file_dropped_on_the_window_is_shown_and_not_brought_in(
    program: "Program", demo_round: Path, returned: Path, qtbot: "QtBot"
) -> None:
    program.open(demo_round)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(returned))])
    here, left, none = QPointF(300, 300), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(here, Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(program.window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(program.window, QDropEvent(here, Qt.DropAction.CopyAction, data, left, none))
    receive = page_of(program).receive
    qtbot.waitUntil(lambda: receive.preview.isVisible(), timeout=20_000)
    assert not worded(program)


def test_without_any_round_file_an_empty_one_is_made_and_filled_by_the_same_two_clicks(
    program: "Program", returned: Path, qtbot: "QtBot"
) -> None:
    first = returned.with_name("Out.pcpack")
    program.take(first)
    receive = page_of(program).receive
    qtbot.waitUntil(lambda: receive.preview.isVisible() and receive.preview.bring_in.isEnabled(), timeout=20_000)
    assert program.file is not None
    assert program.file.store.path.name == "Round.pcw"
    qtbot.mouseClick(receive.preview.bring_in, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(receive.files.records.rows), timeout=20_000)
    assert program.window.strip.title.text() == "Quality assurance challenge 2026 to 2027"


def test_a_round_file_that_is_dropped_is_opened(program: "Program", demo_round: Path, tmp_path: Path) -> None:
    other = tmp_path / "copied.bin"
    shutil.copyfile(demo_round, other)
    program.take(other)
    assert program.file is not None
    assert program.file.store.path == other
