"""Colours can be read in every look, and look and text size reach open windows at once."""

from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QTabBar, QVBoxLayout, QWidget

from ui.colours import DARK, HIGH_CONTRAST, LIGHT, Colours, Tone, colours_of, palette_of
from ui.theme import Look, Theme
from ui.widgets.labels import Heading

ALL = (LIGHT, DARK, HIGH_CONTRAST)
Role = QPalette.ColorRole
TEXT_ON = [
    (Role.WindowText, Role.Window),
    (Role.Text, Role.Base),
    (Role.Text, Role.AlternateBase),
    (Role.WindowText, Role.AlternateBase),
    (Role.ButtonText, Role.Button),
    (Role.PlaceholderText, Role.Base),
    (Role.PlaceholderText, Role.Window),
    (Role.HighlightedText, Role.Highlight),
    (Role.BrightText, Role.Accent),
    (Role.Link, Role.Base),
    (Role.Link, Role.Window),
    (Role.LinkVisited, Role.Base),
    (Role.LinkVisited, Role.Window),
    (Role.ToolTipText, Role.ToolTipBase),
]
EDGE_ON = [(Role.Mid, Role.Base), (Role.Mid, Role.Window), (Role.Accent, Role.Base), (Role.Accent, Role.Window)]


def luminance(colour: QColor) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert contrast(QColor("black"), QColor("white")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("white")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(("colours", "pair"), list(product(ALL, TEXT_ON)), ids=lambda x: getattr(x, "name", None))
def test_text_reads_on_its_ground(colours: Colours, pair: tuple[Role, Role]):
    palette = palette_of(colours)
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        ink, ground = (palette.color(group, role) for role in pair)
        assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("colours", ALL, ids=lambda c: c.name)
def test_edges_stand_out_and_disabled_words_can_still_be_read(colours: Colours):
    palette = palette_of(colours)
    for edge, ground in EDGE_ON:
        assert contrast(palette.color(edge), palette.color(ground)) >= 3
    off = QPalette.ColorGroup.Disabled
    for ink, ground in ((Role.Text, Role.Base), (Role.WindowText, Role.Window), (Role.ButtonText, Role.Button)):
        assert contrast(palette.color(off, ink), palette.color(off, ground)) >= 3


@pytest.mark.parametrize("colours", ALL, ids=lambda c: c.name)
def test_tones_and_series_read_on_their_grounds(colours: Colours):
    assert set(colours.tones) == set(Tone)
    for ink, ground in [*colours.tones.values(), *colours.series]:
        assert contrast(QColor(ink), QColor(ground)) >= 4.5
    for ink, _ in colours.tones.values():  # tone icons also stand on plain surfaces and chosen rows
        for surface in (colours.base, colours.window):
            assert contrast(QColor(ink), QColor(surface)) >= 4.5


def test_every_tone_has_an_icon_of_its_own():
    assert len({tone.icon_name for tone in Tone}) == len(Tone)


def test_a_palette_leads_back_to_its_colours():
    assert [colours_of(palette_of(colours)) for colours in ALL] == list(ALL)
    assert colours_of(QPalette(QColor("#101010"))) is DARK


def window_with(qtbot, *parts: QWidget) -> QWidget:
    window = QWidget()
    column = QVBoxLayout(window)
    for part in parts:
        column.addWidget(part)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window


def test_a_look_reaches_open_windows(qtbot, theme: Theme):
    window = window_with(qtbot, QLabel("Kent"))
    for look, colours in ((Look.DARK, DARK), (Look.HIGH_CONTRAST, HIGH_CONTRAST), (Look.LIGHT, LIGHT)):
        with qtbot.waitSignal(theme.changed):
            theme.set_look(look)
        assert window.grab().toImage().pixelColor(1, 1) == QColor(colours.window)


def test_as_the_system_follows_the_system(qtbot, theme: Theme, qapp: QApplication):
    theme.set_look(Look.AS_SYSTEM)
    assert theme.colours is LIGHT  # a system without a wish
    with qtbot.waitSignal(theme.changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    theme.set_look(Look.DARK)
    with qtbot.assertNotEmitted(theme.changed):
        qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Light)


def test_text_size_reaches_every_part_and_comes_back(qtbot, theme: Theme):
    parts = (QLabel("Kent"), Heading("Kent"), QLineEdit("Kent"), QPushButton("Kent"))
    window = window_with(qtbot, *parts)
    before = [part.sizeHint().height() for part in parts]
    theme.set_scale(200)
    for part, height in zip(parts, before, strict=True):
        assert part.sizeHint().height() >= 1.8 * height
    theme.set_scale(100)
    assert [part.sizeHint().height() for part in parts] == before
    window.close()


def test_text_size_goes_in_steps_between_80_and_200(theme: Theme):
    theme.larger()
    assert theme.scale == 110
    theme.set_scale(500)
    theme.larger()
    assert theme.scale == 200
    theme.set_scale(90)
    theme.smaller()
    theme.smaller()
    assert theme.scale == 80


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK, Look.HIGH_CONTRAST])
def test_focus_is_two_pixels_of_accent(qtbot, theme: Theme, look: Look):
    theme.set_look(look)
    line, button = QLineEdit(), QPushButton("Kent")
    window = window_with(qtbot, line, button)
    window.activateWindow()
    for part in (line, button):
        part.setFocus()
        qtbot.waitUntil(part.hasFocus)
        image = part.grab().toImage()
        accent = QColor(theme.colours.accent)
        assert [image.pixelColor(part.width() // 2, y) for y in (0, 1)] == [accent, accent]


def test_controls_are_high_enough_to_hit(theme: Theme):
    for part in (QLineEdit(), QPushButton("Kent")):
        assert part.sizeHint().height() >= 24


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK, Look.HIGH_CONTRAST])
def test_the_chosen_tab_has_a_bar_of_the_accent_colour(qtbot, theme, look):
    theme.set_look(look)
    tabs = QTabBar()
    qtbot.addWidget(tabs)
    for words in ("1 Impact of QA", "2 Voice in QA"):
        tabs.addTab(words)
    tabs.setCurrentIndex(1)
    with qtbot.waitExposed(tabs):
        tabs.show()
    picture = tabs.grab().toImage()

    def marked(at: int) -> bool:
        place = tabs.tabRect(at)
        column = [picture.pixelColor(place.center().x(), y).name() for y in range(place.top(), place.top() + 8)]
        return column.count(theme.colours.accent) >= 3

    assert [marked(0), marked(1)] == [False, True]


@pytest.mark.parametrize("colours", [LIGHT, DARK, HIGH_CONTRAST])
def test_an_example_in_a_field_does_not_look_like_a_value(colours):
    assert colours.muted not in {colours.text, colours.disabled}
