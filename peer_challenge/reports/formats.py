"""The formats a document can be written in, each by a renderer of its own that is loaded when it is needed."""

from enum import StrEnum

from peer_challenge.reports.document import Document


class Format(StrEnum):
    """A kind of file, by its ending."""

    PDF = "pdf"
    HTML = "html"
    WORD = "docx"


def render(document: Document, form: Format, template: bytes = b"") -> bytes:
    """Return the document as a file of this format; `template` is a Word document whose styles Word reports take."""
    match form:
        case Format.PDF:
            from peer_challenge.reports import pdf

            return pdf.render(document)
        case Format.HTML:
            from peer_challenge.reports import html

            return html.render(document)
        case Format.WORD:
            from peer_challenge.reports import word

            return word.render(document, template)
