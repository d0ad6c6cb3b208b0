"""The Word file: real headings, lists, tables and pictures, in the region's own template if it has one."""

from peer_challenge.reports.document import Document
from peer_challenge.reports.word.blocks import Writer
from peer_challenge.reports.word.furniture import add_furniture, has_picture
from peer_challenge.reports.word.package import opened, written
from peer_challenge.reports.word.styles import STYLES, complete, say_language

__all__ = ["STYLES", "missing_styles", "render"]


def render(document: Document, template: bytes = b"") -> bytes:
    """Return the document as a .docx file; equal documents in equal templates give equal bytes.

    A style that the template lacks is made plain under the same name; `missing_styles` names it. Raises `UserError`
    when the template is no Word document.
    """
    word = opened(template)
    complete(word, own_look=not template, accent=document.look.accent)
    say_language(word, document.language)
    add_furniture(word, document, own_pages=not template)
    Writer(word, document.look.accent).write(document, logo=bool(template) and not has_picture(word))
    return written(word, document)


def missing_styles(template: bytes) -> tuple[str, ...]:
    """Return the names of the styles that reports use and a template lacks; raises `UserError` as `render` does."""
    return complete(opened(template), own_look=False)
