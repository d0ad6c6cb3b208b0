"""A mark of what a document says, whatever it looks like: equal marks, equal words in equal order."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from hashlib import sha256

from peer_challenge.reports.charts import Drawing
from peer_challenge.reports.document import Document
from peer_challenge.reports.text import one_line


def words_mark(document: Document) -> str:
    """Return the SHA-256, in hexadecimal, of title, marking, reference and all words in the blocks of a document."""
    said = (document.title, document.marking, document.reference, *_words(document.blocks))
    return sha256("\n".join(filter(None, map(one_line, said))).encode("utf-8", "replace")).hexdigest()


def _words(part: object) -> Iterator[str]:
    """Give every word in a block, a text or several; a drawing says nothing that its alternative does not."""
    if isinstance(part, Enum | Drawing):
        return
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from _words(each)
    elif is_dataclass(part):
        for field in fields(part):
            yield from _words(getattr(part, field.name))
