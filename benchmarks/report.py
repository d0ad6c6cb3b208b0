"""The tagged report against plain ReportLab of the same words, type and pages: prints the ratio of their times.

Run `python benchmarks/report.py`. Both write eight pages; runs alternate in one process and the median of the paired
ratios is printed. The aim is at most 1.4.
"""

import io
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from xml.sax.saxutils import escape

from pypdf import PdfReader
from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import ListFlowable, Paragraph, SimpleDocTemplate, Table

from peer_challenge.reports import document as model
from peer_challenge.reports import fonts
from peer_challenge.reports.pdf import render, style

SENTENCES = (
    "Learning from audit reaches the front line within a month through team meetings and practice weeks.",
    "Families are asked for their view after audit in fewer than half of cases.",
    "Leaders know which teams are behind and why, and say so plainly.",
    "Re-audit after six months is planned but not yet tracked to an outcome for the child.",
    "Moderation rests on two people; there is no plan for when either is away.",
)
AIM = 1.4


def content() -> tuple[model.Block, ...]:
    """Return headings, paragraphs, lists and tables that fill eight pages."""
    blocks: list[model.Block] = [model.Title("Peer challenge feedback: Slough")]
    for section in range(6):
        blocks.append(model.Heading(1, f"Line of enquiry {section + 1}"))
        for part in range(3):
            blocks.append(model.Heading(2, f"Theme {section + 1}.{part + 1}"))
            blocks.append(model.Paragraph(" ".join(_sentence(section * 7 + part * 3 + at) for at in range(5))))
            blocks.append(model.Bullets(tuple(_sentence(section + part + at) for at in range(3))))
        rows = tuple((f"Finding {at}", _sentence(section + at), f"{at * 7}") for at in range(7))
        blocks.append(model.Table(("Finding", "Words", "Minutes"), rows, widths=(1, 4, 1)))
    return tuple(blocks)


def tagged(blocks: tuple[model.Block, ...]) -> bytes:
    """Write the blocks as the program does."""
    return render(model.Document("Peer challenge feedback: Slough", datetime(2026, 11, 19, tzinfo=UTC), blocks))


def plain(blocks: tuple[model.Block, ...]) -> bytes:
    """Write the blocks with ReportLab's own flowables in the same type, without tags."""
    out = io.BytesIO()
    page = SimpleDocTemplate(
        out,
        pagesize=(style.PAGE_WIDTH, style.PAGE_HEIGHT),
        leftMargin=style.LEFT - 6,
        rightMargin=style.LEFT - 6,
        topMargin=style.TOP - 6,
        bottomMargin=style.PAGE_HEIGHT - style.BOTTOM - 6,
        invariant=1,
    )
    page.build([flowable for block in blocks for flowable in _flowables(block)], onFirstPage=_foot, onLaterPages=_foot)
    return out.getvalue()


def _sentence(number: int) -> str:
    return SENTENCES[number % len(SENTENCES)]


def _style(of: style.Style) -> ParagraphStyle:
    face = fonts.BOLD if of.strong else fonts.REGULAR
    return ParagraphStyle(
        f"{of}",
        fontName=face,
        fontSize=of.size,
        leading=of.leading,
        spaceBefore=of.above,
        textColor=HexColor(f"#{of.colour}"),
    )


STYLES = {
    name: _style(of)
    for name, of in {
        "title": style.TITLE,
        "h1": style.HEADINGS[1],
        "h2": style.HEADINGS[2],
        "body": style.BODY,
        "item": style.ITEM,
        "cell": style.CELL,
        "head": style.CELL_HEAD,
    }.items()
}


def _flowables(block: model.Block) -> list[object]:
    match block:
        case model.Title(text=text):
            return [_paragraph(text, "title")]
        case model.Heading(level=level, text=text):
            heading = _paragraph(text, f"h{level}")
            heading.keepWithNext = 1
            return [heading]
        case model.Paragraph(text=text):
            return [_paragraph(model.plain(text), "body")]
        case model.Bullets(items=items):
            points = [_paragraph(str(item), "item") for item in items]
            return [ListFlowable(points, bulletType="bullet", bulletFontName=fonts.BOLD, leftIndent=14)]
        case model.Table(header=header, rows=rows, widths=widths):
            cells = [[_paragraph(str(cell), "head") for cell in header]]
            cells += [[_paragraph(str(cell), "cell") for cell in row] for row in rows]
            lines = [("LINEBELOW", (0, 0), (-1, -1), 0.6, HexColor("#cdd7db")), ("VALIGN", (0, 0), (-1, -1), "TOP")]
            shares = [share / sum(widths) * style.WIDTH for share in widths]
            return [Table(cells, colWidths=shares, repeatRows=1, style=lines)]
    raise TypeError(block)


def _paragraph(text: str, name: str) -> Paragraph:
    return Paragraph(escape(text), STYLES[name])


def _foot(canvas: Canvas, page: SimpleDocTemplate) -> None:
    canvas.setFont(fonts.REGULAR, 8.5)
    canvas.drawRightString(style.PAGE_WIDTH - style.LEFT, 36, f"Page {page.page}")


def _seconds(write: Callable[[tuple[model.Block, ...]], bytes], blocks: tuple[model.Block, ...]) -> float:
    fonts.width.cache_clear()  # every run measures its words anew, as a single report does
    fonts.split.cache_clear()
    start = time.perf_counter()
    write(blocks)
    return time.perf_counter() - start


def main(runs: int = 25) -> None:
    """Print pages, median times and their ratio."""
    fonts.load()
    blocks = content()
    pages = [len(PdfReader(io.BytesIO(write(blocks))).pages) for write in (tagged, plain)]
    pairs = [(_seconds(tagged, blocks), _seconds(plain, blocks)) for _ in range(runs)]
    ours, theirs = (statistics.median(times) * 1000 for times in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"pages: tagged {pages[0]}, plain {pages[1]}")
    print(f"tagged {ours:.1f} ms, plain {theirs:.1f} ms, ratio {ratio:.2f} (aim at most {AIM})")


if __name__ == "__main__":
    main()
