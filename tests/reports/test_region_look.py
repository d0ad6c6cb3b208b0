"""A region's name, logo and colour: in every format, legible, read aloud, and never a danger."""

import base64
import io
import re
import struct
import zlib

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, PngImagePlugin
from pypdf import PdfReader

from peer_challenge.domain.errors import UserError
from peer_challenge.reports import charts, html, palette, word
from peer_challenge.reports.document import Document, Heading, Paragraph, Title
from peer_challenge.reports.logo import LARGEST_BYTES, is_plain, plain_logo
from peer_challenge.reports.look import LOGO_HEIGHT, LOGO_WIDTH, Look, pixels_of
from peer_challenge.reports.pdf import render
from tests.reports.html_reading import Page
from tests.reports.html_reading import faults as page_faults
from tests.reports.reading import TaggedFile, failures, model_words, tree_faults
from tests.reports.samples import document, every_block
from tests.reports.word_reading import WordFile
from tests.reports.word_reading import faults as word_faults

WINE = "7a1f4b"
NAME = "South East Sector-Led Improvement Programme"
SAID = "Logo of the South East Sector-Led Improvement Programme"


def picture(size: tuple[int, int] = (600, 200), mode: str = "RGB", form: str = "PNG", **more: object) -> bytes:
    """A ring of colour with white around it."""
    image = Image.new(mode, size, "white")
    ImageDraw.Draw(image).ellipse((size[0] // 4, size[1] // 10, size[0] // 2, size[1] - 10), "#7a1f4b", "#000000", 4)
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


LOGO = plain_logo(picture(), "logo.png")
WITH_LOGO = Look(name=NAME, logo=LOGO, logo_words=SAID, accent=WINE)
WITH_NAME = Look(name=NAME, accent=WINE)


def looking(look: Look) -> Document:
    base = every_block()
    return document(*base.blocks, look=look)


def region_words(look: Look) -> str:
    return look.logo_words if look.logo else look.name


def in_order(whole: Document, *, data: bool = False) -> list[str]:
    """Every word of a document, the region's after the marking."""
    marking = " · ".join(filter(None, (whole.marking, whole.status)))
    rest = model_words(whole, signs=not data, data=data)[len(marking.split()) :]
    return [*marking.split(), *region_words(whole.look).split(), *rest]


# in every format ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("look", [WITH_LOGO, WITH_NAME], ids=["logo", "name"])
def test_a_pdf_in_a_regions_look_is_compliant_and_read_in_order(look: Look) -> None:
    whole = looking(look)
    data = render(whole)
    assert failures(data) == []
    file = TaggedFile(data)
    assert tree_faults(file) == []
    assert file.words == in_order(whole)
    assert render(whole) == data
    assert len(file.reader.pages) == len(PdfReader(io.BytesIO(render(every_block()))).pages), "pages break as before"


def test_the_logo_is_a_figure_of_the_first_page_alone_and_inside_its_margins() -> None:
    file = TaggedFile(render(looking(WITH_LOGO)))
    assert [bool(each.images) for each in file.reader.pages] == [True] + [False] * (len(file.reader.pages) - 1)
    logo = next(each for each in file.root.find("Figure") if each.text == SAID)
    left, bottom, right, top = map(float, logo.entries["/A"]["/BBox"])
    assert (right - left, top - bottom) == pytest.approx(WITH_LOGO.logo_size, abs=0.02)
    assert left > 65
    assert right == pytest.approx(595.28 - 65, abs=0.02)
    assert 841.89 - 72 < bottom < top < 841.89 - 20, "above the text, and on the paper"


@pytest.mark.parametrize("look", [WITH_LOGO, WITH_NAME], ids=["logo", "name"])
def test_a_web_page_carries_the_look_in_itself(look: Look) -> None:
    whole = looking(look)
    data = html.render(whole)
    assert page_faults(data) == []
    assert Page(data).words == in_order(whole, data=True)
    text = data.decode()
    assert f"--accent: #{WINE}" in text
    assert palette.ACCENT not in text
    assert "%accent%" not in text
    images = re.findall(r"<img [^>]*>", text)
    if look.logo:
        assert len(images) == 1
        assert f'alt="{SAID}"' in images[0]
        assert base64.b64decode(images[0].split("base64,")[1].split('"')[0]) == LOGO
        assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in text
    else:
        assert images == []
        assert "img-src" not in text


def test_word_has_the_logo_at_the_head_of_its_first_page() -> None:
    file = WordFile(word.render(looking(WITH_LOGO)))
    assert word_faults(file) == []
    (section,) = file.word.sections
    (shown,) = section.first_page_header._element.iter(qn("wp:docPr"))
    assert shown.get("descr") == SAID
    assert not list(section.header._element.iter(qn("wp:docPr")))
    assert WINE.upper().encode() in file.parts["word/styles.xml"]
    for name, part in file.parts.items():
        assert palette.ACCENT.upper().encode() not in part, name
    named = WordFile(word.render(looking(WITH_NAME)))
    assert named.word.sections[0].first_page_header.paragraphs[0].text == NAME


def test_a_template_with_a_logo_of_its_own_gets_no_second_one() -> None:
    template = docx.Document()
    plain, own = io.BytesIO(), io.BytesIO()
    template.save(plain)
    template.sections[0].header.paragraphs[0].add_run().add_picture(io.BytesIO(LOGO))
    template.save(own)
    first = WordFile(word.render(looking(WITH_LOGO), plain.getvalue())).body
    assert next(first.iter(qn("wp:docPr"))).get("descr") == SAID
    other = WordFile(word.render(looking(WITH_LOGO), own.getvalue())).body
    assert SAID not in [each.get("descr") for each in other.iter(qn("wp:docPr"))]


def test_long_names_are_cut_and_meet_nothing() -> None:
    marking = "OFFICIAL-SENSITIVE: do not forward beyond the challenge team and its host authority " * 2
    whole = document(Title("T"), marking=marking, look=Look(name=f"{NAME} and the Children’s Services Network " * 4))
    data = render(whole)
    assert failures(data) == []
    assert [each.text.split()[-3:] for each in TaggedFile(data).root.find("P")] == [["do…", "·", "Draft"]]
    assert page_faults(html.render(whole)) == []


def test_a_document_without_a_look_is_as_it_was() -> None:
    file = TaggedFile(render(every_block()))
    assert file.words == model_words(every_block())
    assert "<img" not in html.render(every_block()).decode()


# colours -----------------------------------------------------------------------------------------------------------


def test_every_pair_of_text_and_ground_is_legible() -> None:
    for text, ground in palette.TEXT_ON:
        assert palette.contrast(text, ground) >= 4.5, (text, ground)


@given(st.integers(0, 0xFFFFFF))
def test_any_colour_has_a_legible_shade(number: int) -> None:
    colour = f"{number:06x}"
    shade = palette.legible_shade(colour)
    assert palette.is_legible(shade)
    assert (shade == colour) == palette.is_legible(colour)
    assert all(one <= other for one, other in zip(palette.channels(shade), palette.channels(colour), strict=True))
    for ground in (palette.WHITE, palette.TINT, palette.STRONG_TINT):
        assert palette.contrast(shade, ground) >= 4.5
    rows = [charts.Bar("Slough", (120, 60, 200, 40, 30, 20))]
    drawing = charts.coloured(charts.stacked_bars(rows, tuple("abcdef")), shade)
    grounds = {each.fill for each in drawing.shapes if isinstance(each, charts.Box) and each.fill}
    assert shade in grounds
    for each in drawing.shapes:  # told apart in black and white: outlines and hatching against every pale ground
        if isinstance(each, charts.Box) and each.outline:
            assert all(palette.contrast(each.outline, ground) >= 3 for ground in grounds - {shade})
    on_dark = [each for each in drawing.shapes if isinstance(each, charts.Words) and each.colour == palette.WHITE]
    assert on_dark
    assert palette.contrast(palette.WHITE, shade) >= 4.5


@pytest.mark.parametrize(
    ("typed", "colour"),
    [("#0F5468", "0f5468"), (" 05a ", "0055aa"), ("0f5468", "0f5468"), ("blue", ""), ("#12345", ""), ("", "")],
)
def test_colours_are_read_as_people_write_them(typed: str, colour: str) -> None:
    assert palette.colour_of(typed) == colour


@pytest.mark.parametrize("look", [{"accent": "ffff00"}, {"accent": "x"}, {"accent": ""}, {"logo": LOGO}])
def test_a_look_nobody_could_read_cannot_be_built(look: dict) -> None:
    with pytest.raises(ValueError, match=r"must be legible|in words"):
        Look(**look)


# pictures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mode", "form"), [("RGB", "PNG"), ("RGBA", "PNG"), ("P", "PNG"), ("L", "PNG"), ("RGB", "JPEG"), ("CMYK", "JPEG")]
)
def test_any_picture_becomes_a_small_plain_one(mode: str, form: str) -> None:
    image = Image.open(io.BytesIO(picture((1800, 600)))).convert(mode)
    out = io.BytesIO()
    image.save(out, form)
    made = plain_logo(out.getvalue(), "logo")
    wide, high = pixels_of(made)
    assert wide / high == pytest.approx(450 / 530, abs=0.03), "the white around it is cut off"
    assert is_plain(made)
    wide, high = Look(logo=made, logo_words="Logo").logo_size
    assert wide <= LOGO_WIDTH + 0.01
    assert high <= LOGO_HEIGHT + 0.01
    assert plain_logo(made, "logo") == plain_logo(made, "logo")


def test_what_the_file_says_about_itself_is_gone() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "A. Person")
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = "Taken at home by A. Person", 6
    made = plain_logo(picture(pnginfo=info, exif=exif.tobytes(), dpi=(96, 96)), "logo.png")
    assert b"Person" not in made
    assert {made[at : at + 4] for at in _chunks(made)} == {b"IHDR", b"IDAT", b"IEND"}
    wide, high = pixels_of(made)
    assert high < wide, "turned upright as its file asked"


def _chunks(png: bytes) -> list[int]:
    found, at = [], 8
    while at < len(png):
        found.append(at + 4)
        at += 12 + int.from_bytes(png[at : at + 4])
    return found


def bomb(wide: int, high: int) -> bytes:
    """A PNG of a few hundred bytes that says it is very large."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100_000))
        + chunk(b"IEND", b"")
    )


def white() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (400, 200), (255, 255, 255, 0)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no PNG or JPEG picture that can be read"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no PNG or JPEG"),
        (picture(form="GIF"), "no PNG or JPEG"),
        (picture()[:300], "no PNG or JPEG"),
        (picture(form="JPEG")[:300], "no PNG or JPEG"),
        (bomb(100_000, 100_000), "more than 25 million pixels"),
        (bomb(9_500, 9_500), "more than 25 million pixels"),
        (bomb(4_000, 4_000), "no PNG or JPEG"),
        (b"\0" * (LARGEST_BYTES + 1), "larger than 5 MB"),
        (white(), "cannot be seen on white paper"),
        (picture((60, 24)), "too small or too thin"),
    ],
    ids=["empty", "svg", "gif", "cut", "cut-jpeg", "bomb", "bomb-warned", "hollow", "heavy", "white", "thin"],
)
def test_what_is_no_logo_is_refused_in_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(UserError, match=said) as caught:
        plain_logo(content, "region.png")
    assert caught.value.sentence.startswith("region.png ")


@given(st.binary(max_size=60), st.integers(0, 2_000), st.sampled_from(["PNG", "JPEG"]))
def test_damaged_pictures_are_refused_or_made_plain(junk: bytes, at: int, form: str) -> None:
    good = picture((120, 60), form=form)
    at %= len(good)
    damaged = good[:at] + junk + good[at + len(junk) :]
    try:
        made = plain_logo(damaged, "region.png")
    except UserError:
        return
    assert is_plain(made)


@pytest.mark.parametrize("content", [b"", picture(form="JPEG"), bomb(500, 200), bomb(60_000, 60_000), LOGO[:200]])
def test_a_logo_that_came_in_a_file_is_looked_at_again(content: bytes) -> None:
    assert is_plain(LOGO)
    assert not is_plain(content)


def test_headings_and_paragraphs_follow_the_logo() -> None:
    data = render(document(Title("T"), Heading(1, "H"), Paragraph("P."), marking="", status="", look=WITH_LOGO))
    roles = [each.role for each in TaggedFile(data).root.parts if not isinstance(each, str)]
    assert roles[:2] == ["Figure", "H1"]
