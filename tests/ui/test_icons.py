"""Icons exist, look alike and take their colour from the look on screen."""

import re
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon

import resources
from ui.colours import Tone
from ui.icons import icon
from ui.theme import Look, Theme

FILES = sorted(resources.path("icons").glob("*.svg"))
ASKED_FOR = {
    "home",
    "authorities",
    "triads",
    "sef",
    "session",
    "findings",
    "feedback",
    "time",
    "add",
    "remove",
    "edit",
    "lock",
    "unlock",
    "undo",
    "redo",
    "search",
    "print",
    "save",
    "warning",
    "ok",
    "question",
    "strength",
    "consideration",
    "good-practice",
    "ask",
    "offer",
    "note",
    "calendar",
    "person",
    "settings",
    "help",
    "play",
    "pause",
    "report",
    "move",
    "chevron-up",
    "chevron-down",
    "chevron-left",
    "chevron-right",
}


def ink(shown: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> QColor:
    image = shown.pixmap(QSize(48, 48), mode).toImage()
    pixels = (image.pixelColor(x, y) for x in range(48) for y in range(48))
    return max(pixels, key=lambda colour: colour.alpha())


def test_all_are_there():
    assert {file.stem for file in FILES} >= ASKED_FOR


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_is_a_line_drawing_of_one_colour_and_one_stroke(file):
    root = ElementTree.fromstring(file.read_text(encoding="utf-8"))
    assert root.get("viewBox") == "0 0 24 24"
    assert (root.get("fill"), root.get("stroke"), root.get("stroke-width")) == ("none", "currentColor", "1.75")
    assert not re.search(r"#[0-9a-fA-F]{3}|rgb|<text|<image|href", file.read_text(encoding="utf-8"))


def test_each_draws_something(qapp):
    drawn = {file.stem: icon(file.stem).pixmap(24, 24).toImage() for file in FILES}
    for name, image in drawn.items():
        assert any(image.pixelColor(x, y).alpha() > 100 for x in range(24) for y in range(24)), name
    assert len({bytes(image.constBits()) for image in drawn.values()}) == len(FILES)


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK, Look.HIGH_CONTRAST])
def test_one_icon_follows_the_look(theme: Theme, look: Look):
    plain, toned = icon("home"), icon("warning", Tone.WARNING)
    theme.set_look(look)
    assert ink(plain).name() == theme.colours.text
    assert ink(plain, QIcon.Mode.Disabled).name() == theme.colours.disabled
    assert ink(plain, QIcon.Mode.Selected).name() == theme.colours.on_selected
    assert ink(toned).name() == theme.colours.tones[Tone.WARNING][0]


def test_a_name_that_is_not_shipped_is_a_fault(qapp):
    with pytest.raises(FileNotFoundError):
        icon("unicorn")
