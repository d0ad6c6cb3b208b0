"""The file around a Word document: opened from a template, described, and written without a trace of whose laptop."""

import io
import zipfile
from datetime import UTC
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PackURI
from lxml import etree

from peer_challenge.domain.errors import UserError
from peer_challenge.reports.document import Document
from peer_challenge.reports.text import one_line

_MADE_BY = "Peer Challenge"
_TYPES, _TEMPLATE, _DOCUMENT = "[Content_Types].xml", b"template.main+xml", b"document.main+xml"
_LARGEST = 100 * 1024 * 1024  # bytes of a template once unpacked
_LONGEST = 255  # characters that Word's properties hold
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Peer Challenge</Application></Properties>"
)
_UNREADABLE = (
    PackageNotFoundError,
    zipfile.BadZipFile,
    etree.XMLSyntaxError,
    KeyError,
    ValueError,
    AttributeError,
    NotImplementedError,
    RuntimeError,  # an encrypted archive
)


def opened(template: bytes) -> WordDocument:
    """Return an empty document with the template's styles, header and footer; without one, with plain ones."""
    if not template:
        return docx.Document()
    try:
        word = docx.Document(io.BytesIO(_as_document(template)))
        body = word.element.body
        for each in list(body):
            if not each.tag.endswith("}sectPr"):
                body.remove(each)
        _ = word.core_properties.title, word.sections[0], list(word.styles)
    except _UNREADABLE as reason:
        raise UserError("The template is no Word document that can be read. Save it as .docx again.") from reason
    return word


def _as_document(template: bytes) -> bytes:
    """Return a Word template (.dotx) as the document it would make; anything else as it is."""
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        if sum(each.file_size for each in archive.infolist()) > _LARGEST:
            raise ValueError("larger than any template")
        if _TEMPLATE not in archive.read(_TYPES):
            return template
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as after:
            for each in archive.infolist():
                content = archive.read(each)
                after.writestr(each, content.replace(_TEMPLATE, _DOCUMENT) if each.filename == _TYPES else content)
    return out.getvalue()


def written(word: WordDocument, document: Document) -> bytes:
    """Return the file, its properties the document's own and nothing else; its dates are those of the record."""
    _describe(word, document)
    out = io.BytesIO()
    word.save(out)
    return _repeatable(out.getvalue())


def _describe(word: WordDocument, document: Document) -> None:
    properties = word.core_properties
    moment = document.created.astimezone(UTC).replace(microsecond=0)
    for name in ("category", "comments", "content_status", "identifier", "keywords", "version"):
        setattr(properties, name, "")
    properties.title = one_line(document.title)[:_LONGEST]
    properties.subject = one_line(document.subject)[:_LONGEST]
    properties.author = one_line(document.author)[:_LONGEST]
    properties.language = document.language
    properties.last_modified_by = _MADE_BY
    properties.created = properties.modified = moment
    for printed in properties._element.xpath("cp:lastPrinted"):
        properties._element.remove(printed)
    properties.revision = 1
    package: Any = word.part.package
    for part in package.iter_parts():
        if part.partname == PackURI("/docProps/app.xml"):
            part._blob = _APP
    for name, link in list(package.rels.items()):
        if link.reltype.endswith(("/thumbnail", "/custom-properties")):
            del package.rels[name]


def _repeatable(data: bytes) -> bytes:
    """Return the same archive with one date on all its files."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for each in before.infolist():
            plain = zipfile.ZipInfo(each.filename, date_time=(1980, 1, 1, 0, 0, 0))
            plain.compress_type = zipfile.ZIP_DEFLATED
            after.writestr(plain, before.read(each))
    return out.getvalue()
