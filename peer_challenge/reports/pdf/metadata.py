"""What the file says about itself: title, date and language, that it is PDF/UA-1, and nothing about who or where."""

from datetime import UTC
from hashlib import md5
from typing import Any
from xml.sax import saxutils

from reportlab.pdfbase import pdfdoc

from peer_challenge.reports.document import Document
from peer_challenge.reports.text import one_line

PRODUCER = "Peer Challenge"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
{known_by}</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def describe(canvas: Any, document: Document) -> None:
    """Set the properties of a ReportLab canvas; dates are the document's, so equal documents give equal files."""
    at = document.created.astimezone(UTC)
    title, subject, author = map(one_line, (document.title, document.subject, document.author))
    canvas.setTitle(title)
    canvas.setSubject(subject)
    canvas.setAuthor(author)
    canvas.setCreator(PRODUCER)
    canvas.setProducer(PRODUCER)
    canvas.setDateFormatter(lambda *_: f"D:{at:%Y%m%d%H%M%S}+00'00'")
    packet = _XMP.format(
        title=_escape(title),
        subject=_escape(subject),
        author=_escape(author),
        language=_escape(document.language),
        producer=PRODUCER,
        date=f"{at:%Y-%m-%dT%H:%M:%SZ}",
        known_by=_known_by(document),
    ).encode()
    canvas._doc.Catalog.Metadata = pdfdoc.XMP(creator=lambda _: packet)
    canvas._doc.signature = md5(repr(document).encode("utf-8", "replace"), usedforsecurity=False)  # names the file


def _known_by(document: Document) -> str:
    """Return what a copy is known by when it is verified: what it is about, and that it is a draft."""
    label = f"<xmp:Label>{_escape(one_line(document.status))}</xmp:Label>\n" if document.status else ""
    return f"<dc:identifier>urn:uuid:{document.identifier}</dc:identifier>\n{label}" if document.identifier else label


def _escape(text: str) -> str:
    """Escape text for XML, and so that no reader takes it for the end of the stream it stands in."""
    return saxutils.escape(text, {"endstream": "end&#115;tream", "endobj": "end&#111;bj"})
