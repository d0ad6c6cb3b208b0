"""Recognising the form's own words in what came back: headings, also retyped ones, and guidance."""

import re
from collections.abc import Iterable

from peer_challenge.services.form_shape import WRITE_HERE, Shape, mark_in

LIKE = 86.0
"""Likeness out of 100 from which a retyped heading counts as the form's."""
_LONGEST_HEADING = 90
_LONGEST_TITLE, _LONGEST_MARK = 25, 120
"""In words, and in characters: longer, and somebody wrote more into the form's own line."""
_WORDS_OWN = (
    "Click or tap here to enter text.",  # what Word puts into an emptied box
    "Click here to enter text.",
)


def plain(text: str) -> str:
    """Return a text as headings are compared: small letters and digits, without a number in front."""
    said = " ".join(re.sub(r"[^\w]+", " ", text.casefold()).split())
    return re.sub(r"^\d{1,2} (?=\D)", "", said)


class Headings:
    """The headings and own words of one form."""

    def __init__(self, form: Shape) -> None:
        self._lines = {plain(said): each.token for each in form.sections for said in each.names}
        self._fields = {plain(said): field.key for field in form.fields for said in (field.heading, *field.also)}
        self._columns = {plain(said): column.key for column in form.columns for said in (column.heading, *column.also)}
        self._first = form.columns[0].key if form.columns else ""
        self._tables = {plain(each) for each in form.tables}
        guidance = [field.guidance for field in form.fields if field.guidance]
        self._own = {plain(each) for each in (*form.own, *guidance, *_WORDS_OWN)}
        self._title = plain(form.title)
        self._guidance = sorted(guidance, key=len, reverse=True)

    def line(self, text: str, *, heading: bool) -> str | None:
        """Return the token of the section that a paragraph names: a line of enquiry, for example."""
        return self._in(self._lines, text, heading)

    def field(self, text: str, *, heading: bool) -> str | None:
        """Return the field that a paragraph is the heading of."""
        return self._in(self._fields, text, heading)

    def is_table(self, text: str) -> bool:
        """Return whether a paragraph is the heading of a table of rows, such as statements."""
        return plain(text) in self._tables

    def is_own(self, text: str) -> bool:
        """Return whether a paragraph is the form's own guidance, or nothing."""
        said = plain(text)
        if not said or said in self._own:
            return True
        titled = said.startswith(self._title) and len(said.split()) < _LONGEST_TITLE
        return titled or (mark_in(text) is not None and len(text) < _LONGEST_MARK)

    def after_own(self, text: str) -> str:
        """Return what somebody wrote in the same paragraph after the form's own words."""
        for words in (WRITE_HERE, *self._guidance):
            if text.startswith(words) and len(text) > len(words):
                return text[len(words) :].strip()
        return text

    def labelled(self, text: str) -> tuple[str, str] | None:
        """Return field and words of a paragraph such as “Gaps: we have no feedback from fathers”."""
        label, colon, words = text.partition(":")
        key = self._fields.get(plain(label)) if colon and len(label) < _LONGEST_HEADING else None
        return (key, words.strip()) if key and words.strip() else None

    def column(self, text: str) -> str | None:
        """Return the column of a table of rows that a cell is the heading of."""
        return self._columns.get(plain(text))

    def columns(self, cells: Iterable[str]) -> dict[int, str]:
        """Return place → column of a row of headings; empty unless two are known, the first one among them."""
        found: dict[int, str] = {}
        for at, cell in enumerate(cells):
            key = self._in(self._columns, cell, heading=True)
            if key and key not in found.values():
                found[at] = key
        return found if len(found) >= 2 and self._first in found.values() else {}

    def _in(self, known: dict[str, str], text: str, heading: bool) -> str | None:
        said = plain(text)
        if said in known or not said:
            return known.get(said)
        if not heading and (len(said) > _LONGEST_HEADING or text.rstrip().endswith((".", ";", ","))):
            return None
        from rapidfuzz import fuzz, process

        likest = process.extractOne(said, known.keys(), scorer=fuzz.ratio, score_cutoff=LIKE)
        return known[likest[0]] if likest and len(said) >= 4 else None
