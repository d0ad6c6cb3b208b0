"""The tagged PDF: a document's blocks become strips, the strips pages, and the pages one PDF/UA-1 file."""

from peer_challenge.reports.document import Block, Document
from peer_challenge.reports.pdf.blocks import Composer
from peer_challenge.reports.pdf.canvas import TaggedCanvas
from peer_challenge.reports.pdf.furniture import Furniture
from peer_challenge.reports.pdf.pages import paginate, paint
from peer_challenge.reports.pdf.structure import Element


def render(document: Document) -> bytes:
    """Return the document as a PDF/UA-1 file; equal documents give equal bytes within one installed version."""
    canvas = TaggedCanvas(document)
    composer = Composer(canvas.root)
    pages = paginate(composer.compose(document.blocks))
    composer.note_pages(pages)
    furniture = Furniture(document, len(pages))
    for number, page in enumerate(pages, start=1):
        furniture.head(canvas, number)
        paint(canvas, page)
        furniture.foot(canvas, number)
        canvas.next_page()
    return canvas.finish()


def pages_of(blocks: tuple[Block, ...]) -> int:
    """Return how many pages blocks fill by themselves, without drawing them."""
    return len(paginate(Composer(Element("Document")).compose(blocks)))
