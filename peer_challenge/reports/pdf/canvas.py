"""A canvas on which everything painted belongs to an element of the structure tree or is an artifact.

Coordinates are points from the top left corner of the page. ReportLab makes pages, fonts, bookmarks and the file.
"""

import io
from enum import Enum
from typing import Any

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from peer_challenge.reports import fonts
from peer_challenge.reports.document import Document
from peer_challenge.reports.palette import ACCENT, channels, in_accent
from peer_challenge.reports.pdf import metadata
from peer_challenge.reports.pdf.lines import Line, Link, Piece
from peer_challenge.reports.pdf.structure import Annotation, Element, Mark, TreeWriter
from peer_challenge.reports.pdf.style import PAGE_HEIGHT, PAGE_WIDTH, Style
from peer_challenge.reports.text import one_line

# no text is ever parsed here; were it, nothing could be evaluated or fetched. Comments would name files of this laptop
_settings: Any = rl_config
_settings.toColorCanUse = None
_settings.trustedHosts = []
_settings.trustedSchemes = []
_settings.pdfComments = 0


class Artifact(Enum):
    """What is on the page but not in the text: by value, how the file says so."""

    LAYOUT = "/Artifact <</Type /Layout>> BDC"
    HEAD = "/Artifact <</Type /Pagination /Subtype /Header /Attached [/Top]>> BDC"
    FOOT = "/Artifact <</Type /Pagination /Subtype /Footer /Attached [/Bottom]>> BDC"


Owner = Element | Artifact


class TaggedCanvas:
    """Paints one file. What is painted next to each other for one owner is one marked stretch of content."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._fonts = fonts.load()
        options: dict[str, Any] = {
            "pagesize": (PAGE_WIDTH, PAGE_HEIGHT),
            "pageCompression": 1,
            "invariant": 1,
            "pdfVersion": (1, 7),
            "initialFontName": fonts.REGULAR,
            "lang": document.language,
        }
        self._canvas: Any = Canvas(io.BytesIO(), **options)
        self.root = Element("Document")
        self._page = 0
        self._open: Owner | None = None
        self._marks: list[Element] = []  # of this page, by number
        self._parents: list[list[Element] | Element] = []
        self._links: dict[int, tuple[Link, Element]] = {}
        self._underlines: list[tuple[float, float, float]] = []
        self._bookmarks = 0

    def line(self, owner: Owner, x: float, top: float, line: Line, style: Style) -> None:
        """Print one line of text, its links as elements of their own within the owner."""
        y = top + style.baseline
        for piece in line.pieces:
            if piece.link and isinstance(owner, Element):
                element = self._link_element(piece.link, owner)
                colour = ACCENT if piece.link.address else style.colour
                self._text(element, x, y, piece, style.size, colour)
                self._sensitive(piece.link, element, x, top, piece, style)
            else:
                self._text(owner, x, y, piece, style.size, style.colour)
            x += piece.width

    def words(self, owner: Owner, x: float, y: float, pieces: list[Piece], size: float, colour: str) -> None:
        """Print pieces one after the other on the base line y."""
        for piece in pieces:
            self._text(owner, x, y, piece, size, colour)
            x += piece.width

    def box(
        self, owner: Owner, x: float, top: float, width: float, height: float, fill: str = "", outline: str = ""
    ) -> None:
        """Paint a rectangle; an empty colour leaves ground or outline out."""
        colours = (f"{self._rgb(fill)} rg " if fill else "") + (f"{self._rgb(outline)} RG 0.75 w " if outline else "")
        paint = {(True, True): "B", (True, False): "f", (False, True): "S"}.get((bool(fill), bool(outline)), "n")
        self._paint(owner, f"{colours}{_n(x)} {_n(PAGE_HEIGHT - top - height)} {_n(width)} {_n(height)} re {paint}")

    def rule(
        self, owner: Owner, start: tuple[float, float], end: tuple[float, float], colour: str, width: float
    ) -> None:
        """Paint a straight line."""
        ends = f"{_n(start[0])} {_n(PAGE_HEIGHT - start[1])} m {_n(end[0])} {_n(PAGE_HEIGHT - end[1])} l S"
        self._paint(owner, f"{self._rgb(colour)} RG {_n(width)} w {ends}")

    def picture(self, owner: Owner, png: bytes, x: float, top: float, size: tuple[float, float]) -> None:
        """Paint a picture, width and height given in points."""
        self._paint(owner, "")
        self._canvas.drawImage(ImageReader(io.BytesIO(png)), x, PAGE_HEIGHT - top - size[1], *size)

    def bookmark(self, title: str, anchor: str, level: int, top: float) -> None:
        """Add a line to the bookmarks, level 0 outermost, and a place that links can go to."""
        self._canvas.bookmarkPage(anchor, fit="XYZ", left=0, top=PAGE_HEIGHT - top, zoom=0)
        self._canvas.addOutlineEntry(title, anchor, level, closed=0)
        self._bookmarks += 1

    def next_page(self) -> None:
        """Finish the page; only what was painted before is on it."""
        for x, y, width in self._underlines:
            self.rule(Artifact.LAYOUT, (x, y), (x + width, y), ACCENT, 0.6)
        self._underlines = []
        self._close()
        self._canvas._code.append(" ")
        self._canvas.showPage()
        page = self._canvas._doc.Pages.pages[-1]
        page.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self._parents)
        page.Tabs = "/S"
        self._parents.append(self._marks)
        self._marks = []
        self._page += 1

    def finish(self) -> bytes:
        """Write structure and properties, and return the file."""
        document = self._canvas._doc
        catalogue = document.Catalog
        catalogue.StructTreeRoot = TreeWriter(document, self.root, self._parents).write()
        catalogue.MarkInfo = pdfdoc.PDFDictionary({"Marked": "true"})
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        if self._bookmarks:
            self._canvas.showOutline()
        metadata.describe(self._canvas, self._document)
        return bytes(self._canvas.getpdfdata())

    def _text(self, owner: Owner, x: float, y: float, piece: Piece, size: float, colour: str) -> None:
        font, document = self._fonts[piece.face], self._canvas._doc
        shown = [
            f"{font.getSubsetInternalName(subset, document)} {_n(size)} Tf <{codes.hex()}> Tj"
            for subset, codes in font.splitString(piece.text, document)
        ]
        at = f"{_n(x)} {_n(PAGE_HEIGHT - y)} Td"
        self._paint(owner, f"BT {self._rgb(colour)} rg {at} {' '.join(shown)} ET")

    def _rgb(self, colour: str) -> str:
        own = in_accent(colour, self._document.look.accent)
        return " ".join(f"{channel:.3g}" for channel in channels(own))

    def _paint(self, owner: Owner, operators: str) -> None:
        if owner is not self._open:
            self._close()
            self._open = owner
            self._canvas._code.append(owner.value if isinstance(owner, Artifact) else self._mark(owner))
        self._canvas._code.append(operators)

    def _mark(self, element: Element) -> str:
        number = len(self._marks)
        self._marks.append(element)
        element.kids.append(Mark(self._page, number))
        return f"/{element.role} <</MCID {number}>> BDC"

    def _close(self) -> None:
        if self._open is not None:
            self._canvas._code.append("EMC")
            self._open = None

    def _link_element(self, link: Link, owner: Element) -> Element:
        """Return the element of a link, made where its first words are printed so that it is read in its place."""
        if id(link) not in self._links:
            self._links[id(link)] = (link, owner.child("Link"))
        return self._links[id(link)][1]

    def _sensitive(self, link: Link, element: Element, x: float, top: float, piece: Piece, style: Style) -> None:
        """Make the words of a link go where it leads, and underline those that lead out of the document."""
        width = fonts.width(piece.text.rstrip(), piece.face) * style.size
        bottom = PAGE_HEIGHT - top - style.leading
        area = f"[{_n(x)} {_n(bottom)} {_n(x + width)} {_n(bottom + style.leading)}]"
        entries: dict[str, Any] = {"Type": "/Annot", "Subtype": "/Link", "Border": "[0 0 0]", "F": 4, "Rect": area}
        if link.address:
            entries["A"] = pdfdoc.PDFDictionary({"S": "/URI", "URI": pdfdoc.PDFString(link.address)})
            entries["Contents"] = pdfdoc.PDFString(f"{one_line(link.words)}, {link.address}")
            self._underlines.append((x, top + style.baseline + 1.6, width))
        else:
            entries["Dest"] = self._canvas._bookmarkReference(link.anchor)
            entries["Contents"] = pdfdoc.PDFString(f"Go to {one_line(link.words)}")
        entries["StructParent"] = len(self._parents)
        name = f"Link{len(self._parents)}"
        self._parents.append(element)
        self._canvas._addAnnotation(pdfdoc.PDFDictionary(entries), name)
        element.kids.append(Annotation(self._page, name))


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
