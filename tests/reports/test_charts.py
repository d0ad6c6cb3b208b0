"""Charts stay inside their drawing, say every figure in words, and keep their contrast."""

import pytest

from peer_challenge.reports import charts, fonts, palette
from tests.reports.samples import ROWS, SERIES, STAGES


@pytest.mark.parametrize(
    "drawing",
    [
        charts.bars(STAGES, "minutes"),
        charts.bars([("One name that is far too long for its room " * 4, 0.0), ("B", 0.0)]),
        charts.stacked_bars(ROWS, SERIES, "minutes", width=300),
        charts.stacked_bars([charts.Bar("All", (1,) * 6)], [f"Series number {n}" for n in range(6)]),
    ],
)
def test_every_shape_is_inside(drawing):
    for shape in drawing.shapes:
        match shape:
            case charts.Box():
                corners = [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
            case charts.Line():
                corners = [(shape.x1, shape.y1), (shape.x2, shape.y2)]
            case charts.Words():
                corners = [(shape.x, shape.y)]
        for x, y in corners:
            assert -0.01 <= x <= drawing.width + 0.01
            assert -0.01 <= y <= drawing.height + 0.01


@pytest.mark.parametrize(
    "label", ["Preparation", "Set-up", "Children’s and families’ voice", "WWWWWWWWWW", "Łódź → 中"]
)
def test_a_name_that_has_room_stands_on_one_line_inside(label):
    drawing = charts.bars([(label, 75.1), ("Go", 1)], "hours")
    (name,) = (each for each in drawing.shapes if isinstance(each, charts.Words) and each.text == label)
    assert name.x - name.size * sum(fonts.width(part, face) for face, part in fonts.split(label, False)) >= 0


def test_a_name_too_long_is_broken_between_words_and_never_wider_than_its_room():
    drawing = charts.bars([("A name that is far too long for its room", 1), ("W" * 90, 1)])
    names = [each for each in drawing.shapes if isinstance(each, charts.Words) and each.align == "right"]
    assert {"A", "name", "that", "room"} <= set(" ".join(each.text for each in names).split())
    for each in names:
        assert each.x - each.size * sum(fonts.width(p, face) for face, p in fonts.split(each.text, False)) >= -0.1


def test_bars_are_as_long_as_their_figures():
    boxes = [shape for shape in charts.bars(STAGES).shapes if isinstance(shape, charts.Box)]
    assert [round(box.width / boxes[0].width * 310) for box in boxes] == [310, 145, 680, 95]


def test_series_differ_in_more_than_colour():
    drawing = charts.stacked_bars([charts.Bar("All", (9,) * 6)], [str(n) for n in range(6)])
    grounds = [shape.fill for shape in drawing.shapes if isinstance(shape, charts.Box)][:6]
    hatched = {shape.colour for shape in drawing.shapes if isinstance(shape, charts.Line)}
    assert len(set(grounds)) < 6  # colour alone would not tell them apart,
    assert palette.ACCENT in hatched  # hatching does
    patterns = [(fill, lean) for fill, lean in charts._PATTERNS]
    assert len(set(patterns)) == 6


def test_words_say_every_figure():
    assert charts.in_words(STAGES, "minutes").startswith("Bar chart. Preparation: 310 minutes; Reading the SEF: 145")
    assert "Slough: Preparation 120, Write-up 60, Session 200, together 380" in charts.stacked_in_words(ROWS, SERIES)


@pytest.mark.parametrize("rows", [[], [charts.Bar("A", (1, -1))], [charts.Bar("A", (1,))]])
def test_charts_of_nothing_are_refused(rows):
    with pytest.raises(ValueError):
        charts.stacked_bars(rows, ("One", "Two"))


@pytest.mark.parametrize(
    ("words", "ground"), [*palette.TEXT_ON, (palette.WHITE, palette.ACCENT), (palette.INK, palette.RULE)]
)
def test_words_stand_out_from_their_ground(words, ground):
    assert palette.contrast(words, ground) >= 4.5


def test_contrast_is_that_of_wcag():
    assert palette.contrast("000000", "ffffff") == pytest.approx(21)
    assert palette.contrast("777777", "ffffff") == pytest.approx(4.48, abs=0.01)
