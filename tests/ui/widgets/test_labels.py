"""Words on a page are plain text, keep their proportions and are never said by colour alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.theme import Look, Tone
from ui.widgets.labels import Chip, EmptyState, Heading, Section, plain_label, plain_tip

MARKUP = "<b>Kent</b> & <img src=x>"


def test_labels_show_markup_as_it_was_typed(qtbot, theme):
    section, empty = Section(MARKUP, MARKUP), EmptyState(MARKUP, MARKUP, "Go")
    for part in (section, empty):
        qtbot.addWidget(part)
    labels = [plain_label(MARKUP), Heading(MARKUP), *section.findChildren(QLabel), *empty.findChildren(QLabel)]
    assert len(labels) == 6
    for label in labels:
        assert label.textFormat() == Qt.TextFormat.PlainText
        assert label.text() == MARKUP


def test_tooltips_neither_read_markup_nor_show_one_endless_line():
    assert plain_tip("Kent") == "Kent"
    assert plain_tip(MARKUP) == "<p>&lt;b&gt;Kent&lt;/b&gt; &amp; &lt;img src=x&gt;</p>"
    assert plain_tip("word " * 40).startswith("<p>")


def test_an_empty_place_says_what_to_do_and_does_it(qtbot, theme, unnamed):
    empty = EmptyState("No findings yet", "Findings are made from notes.", "Go to the session")
    qtbot.addWidget(empty)
    assert unnamed(empty) == []
    with qtbot.waitSignal(empty.asked):
        qtbot.keyClick(empty.button, Qt.Key.Key_Space)
    assert EmptyState("Nothing", "Nothing to do.").button is None


@pytest.mark.parametrize("look", [Look.LIGHT, Look.DARK, Look.HIGH_CONTRAST])
def test_a_chip_has_word_ground_and_icon_in_every_look(qtbot, theme, look):
    theme.set_look(look)
    chip = Chip("Late", Tone.WARNING)
    qtbot.addWidget(chip)
    chip.resize(chip.sizeHint())
    image = chip.grab().toImage()
    ink, ground = (QColor(value) for value in theme.colours.tones[Tone.WARNING])
    line = chip.fontMetrics().height()
    middle = chip.height() // 2
    colours = {
        x: [image.pixelColor(x, y) for y in range(middle - line // 2, middle + line // 2)] for x in range(chip.width())
    }
    assert image.pixelColor(chip.width() // 2, 2) == ground
    assert any(ink in colours[x] for x in range(round(line * 0.4), round(line * 1.4)))
    assert any(ink in colours[x] for x in range(round(line * 1.55), chip.width()))
    assert chip.accessibleName() == "Late"


def test_a_chip_grows_with_the_text(qtbot, theme):
    window = QWidget()
    chip = Chip("Late")
    QVBoxLayout(window).addWidget(chip)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    before = chip.width()
    theme.set_scale(200)
    qtbot.waitUntil(lambda: chip.width() >= 1.8 * before)
