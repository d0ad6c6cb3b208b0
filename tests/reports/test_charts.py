"""Charts stay inside their drawing, say every figure in words, and keep their contrast."""

import io

import pytest
from PIL import Image

from peer_challenge.reports import charts, fonts, palette, pictures
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


def test_a_name_of_any_length_takes_four_lines_and_says_that_it_goes_on():
    drawing = charts.bars([("word " * 4_000, 1), ("W" * 200_000, 1)])
    names = [each.text for each in drawing.shapes if isinstance(each, charts.Words) and each.align == "right"]
    assert len(names) == 8
    assert names[3].endswith("…")
    assert names[7].endswith("…")
    assert drawing.height < 150


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


@pytest.mark.parametrize(
    "drawing",
    [
        charts.stacked_bars(ROWS, SERIES),
        charts.stacked_bars([charts.Bar("All", (90,) * 6)], [str(n) for n in range(6)]),
    ],
)
def test_words_in_a_chart_stand_out_from_what_is_painted_below_them(drawing):
    for at, words in enumerate(drawing.shapes):
        if not isinstance(words, charts.Words):
            continue
        below = [each for each in drawing.shapes[:at] if isinstance(each, charts.Box) and each.fill and on(each, words)]
        ground = below[-1].fill if below else palette.WHITE
        assert palette.contrast(words.colour, ground) >= 4.5
        ruled = drawing.shapes.index(below[-1]) if below else 0
        for line in drawing.shapes[ruled:at]:
            assert not (isinstance(line, charts.Line) and below and crosses(line, words)), "words on hatching"


def on(box: charts.Box, words: charts.Words) -> bool:
    return box.x < words.x < box.x + box.width and box.y < words.y - 3 < box.y + box.height


def crosses(line: charts.Line, words: charts.Words) -> bool:
    return min(line.x1, line.x2) < words.x < max(line.x1, line.x2) and min(line.y1, line.y2) < words.y - 3 < max(
        line.y1, line.y2
    )


def test_a_picture_shows_each_shape_where_it_stands():
    drawing = charts.Drawing(
        100, 50, (charts.Box(10, 10, 20, 20, palette.ACCENT), charts.Line(50, 0, 50, 50), charts.Words(70, 40, "WWW"))
    )
    image = Image.open(io.BytesIO(pictures.png(drawing))).convert("L")
    dots = pictures.DOTS / 72
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert image.size == pytest.approx((106 * dots, 56 * dots), abs=1)

    def dark(x: float, y: float, size: float = 2) -> bool:
        left, top = (x + 3) * dots, (y + 3) * dots
        darkest, _ = image.crop((int(left), int(top), int(left + size * dots), int(top + size * dots))).getextrema()
        return darkest < 128

    assert dark(15, 15)
    assert dark(49, 30)
    assert dark(72, 33, 6)
    assert not dark(35, 15, 10)
    assert not dark(72, 45, 4)


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
