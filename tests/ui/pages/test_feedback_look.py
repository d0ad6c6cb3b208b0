"""The region's name, logo and colour on the Feedback page: shown as chosen, and what cannot be read is refused."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from peer_challenge.domain.records import Round
from peer_challenge.reports.palette import ACCENT, is_legible
from peer_challenge.storage.store import Store
from tests.builders import Triad, a_finding, a_triad_that_met
from tests.pages import show_page
from ui.pages.feedback import FeedbackPage
from ui.pages.feedback_look import LookPart
from ui.theme import Look, Theme
from ui.workspace import Workspace


@pytest.fixture
def triad(store: Store) -> Triad:
    made = a_triad_that_met(store)
    a_finding(store, made, "Managers read every audit within a week.")
    return made


@pytest.fixture
def page(triad: Triad, workspace: Workspace, theme: Theme, qtbot: QtBot) -> Iterator[FeedbackPage]:
    page = show_page(FeedbackPage, workspace, triad.round, qtbot, 1176, 678)
    click(qtbot, page.set_up)
    yield page
    page.hide()


@pytest.fixture
def part(page: FeedbackPage) -> LookPart:
    return page.settings.look


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    image = Image.new("RGB", (600, 200), "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((40, 20, 200, 180), "#7a1f4b")
    draw.rectangle((230, 70, 560, 130), "#1f2a30")
    image.save(tmp_path / "logo.png")
    return tmp_path / "logo.png"


def click(qtbot: QtBot, button: QPushButton) -> None:
    assert button.isEnabled()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def write(qtbot: QtBot, box: QWidget, text: str, *, enter: bool = True) -> None:
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(box, text)
    if enter:
        qtbot.keyClick(box, Qt.Key.Key_Return)


def shot(page: QWidget, name: str) -> None:
    """Keep a picture of the page where somebody asked for one."""
    if folder := os.environ.get("PEER_CHALLENGE_SHOTS"):
        QApplication.processEvents()
        page.grab().save(f"{folder}/look-{name}.png")


def test_a_colour_is_shown_as_it_is_typed_and_one_that_cannot_be_read_offers_its_shade(
    page: FeedbackPage, part: LookPart, store: Store, triad: Triad, qtbot: QtBot
) -> None:
    box = part.colour.editor("accent").box
    write(qtbot, box, "#7a1f4b", enter=False)
    assert part.preview.look.accent == "7a1f4b"
    assert store.need(Round, triad.round).accent == "", "not before the field is left"
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert store.need(Round, triad.round).accent == "7a1f4b"
    assert not part.darker.isVisible()
    write(qtbot, box, "ffcc00")
    assert store.need(Round, triad.round).accent == "7a1f4b"
    assert part.darker.isVisible()
    shot(page, "refused")
    shade = part.darker.text().split("#")[1].split()[0]
    assert is_legible(shade)
    click(qtbot, part.darker)
    assert store.need(Round, triad.round).accent == shade
    assert not part.darker.isVisible()
    assert not part.colour.unsettled()
    write(qtbot, box, "")
    qtbot.keyClick(box, Qt.Key.Key_Delete)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert store.need(Round, triad.round).accent == ""
    assert part.preview.look.accent == ACCENT


def test_a_colour_can_be_chosen_from_a_palette(part: LookPart, store: Store, triad: Triad, qtbot: QtBot) -> None:
    asked = []
    part.choose_colour = lambda before: asked.append(before) or "#225522"
    click(qtbot, part.pick)
    assert asked == [ACCENT]
    assert store.need(Round, triad.round).accent == "225522"
    part.choose_colour = lambda before: ""
    click(qtbot, part.pick)
    assert store.need(Round, triad.round).accent == "225522"


def test_name_and_logo_stand_at_the_head_of_the_pages(
    page: FeedbackPage, part: LookPart, store: Store, triad: Triad, logo: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    write(qtbot, part.name.editor("letterhead").box, "South East Programme")
    assert "South East Programme" in page.pages.document.getAllText(0).text()
    assert "South East Programme" in part.preview.accessibleName()
    assert not part.words.isVisible()
    part.choose_file = lambda: str(logo)
    click(qtbot, part.choose)
    assert part.words.isVisible()
    assert part.words.editor("logo_words").value() == "Logo of South East Programme"
    assert "South East Programme" not in page.pages.document.getAllText(0).text(), "a logo takes its place"
    shot(page, "logo")
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"no picture")
    part.choose_file = lambda: str(bad)
    click(qtbot, part.choose)
    assert part.said.text().startswith("bad.png is no PNG or JPEG picture")
    assert store.need(Round, triad.round).logo
    click(qtbot, part.remove)
    assert not store.need(Round, triad.round).logo
    assert not part.words.isVisible()
    assert not part.said.isVisible()


@pytest.mark.parametrize(("name", "look", "scale"), [("dark", Look.DARK, 100), ("large", Look.LIGHT, 200)])
def test_settings_are_reached_at_any_look(
    page: FeedbackPage, part: LookPart, logo: Path, theme: Theme, qtbot: QtBot, name: str, look: Look, scale: int
) -> None:
    part.choose_file = lambda: str(logo)
    click(qtbot, part.choose)
    theme.set_look(look)
    theme.set_scale(scale)
    area = page.settings.parentWidget()
    assert area.width() >= page.settings.minimumSizeHint().width(), "nothing is cut off at the side"
    shot(page, name)
