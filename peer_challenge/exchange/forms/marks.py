"""The hidden marks of a SEF form: how fields, statements and the form itself are known again after editing."""

import re
from collections.abc import Mapping
from uuid import UUID
from xml.sax.saxutils import escape, quoteattr

MARK, BASES = "PeerChallengeForm", "PeerChallengeBases"
"""Names of the document's own properties."""

_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"

_FIELD = re.compile(r"(?:pc[_:]f[_:])([0-9a-f]{12})[_:]([a-z0-9_]+)")
_LINE = re.compile(r"pc_l_([0-9a-f]{12})$")
_STATEMENTS = re.compile(r"pc_s_([0-9a-f]{12})(?:_table)?$")
_CLAIM = re.compile(r"pc_c_([0-9a-f]{32})$")


def tag_of_field(line: str, key: str) -> str:
    """Return the tag of a field's content control."""
    return f"pc:f:{line}:{key}"


def bookmark_of_field(line: str, key: str) -> str:
    """Return the bookmark on a field's heading; Word allows 40 characters."""
    return f"pc_f_{line}_{key}"


def bookmark_of_line(line: str) -> str:
    """Return the bookmark on a line's heading."""
    return f"pc_l_{line}"


def bookmark_of_statements(line: str) -> str:
    """Return the bookmark on the heading of a line's statements, or in their table."""
    return f"pc_s_{line}"


def bookmark_of_claim(claim: UUID) -> str:
    """Return the bookmark in the row of a statement."""
    return f"pc_c_{claim.hex}"


def field_in(mark: str) -> tuple[str, str] | None:
    """Return line and field of a tag or bookmark; None for any other."""
    found = _FIELD.fullmatch(mark)
    return (found[1], found[2]) if found else None


def line_in(mark: str) -> str | None:
    """Return the line of a heading's bookmark."""
    found = _LINE.match(mark)
    return found[1] if found else None


def statements_in(mark: str) -> str | None:
    """Return the line of a statements' bookmark."""
    found = _STATEMENTS.match(mark)
    return found[1] if found else None


def claim_in(mark: str) -> UUID | None:
    """Return the statement of a row's bookmark."""
    found = _CLAIM.match(mark)
    return UUID(hex=found[1]) if found else None


def bases_in(text: str) -> dict[str, str]:
    """Return place → hash, as written by `FormView.bases`."""
    return dict(pair.split("=", 1) for pair in text.split() if "=" in pair)


def properties_xml(values: Mapping[str, str]) -> bytes:
    """Return a document's own properties (ECMA-376 part 1, 22.3) as XML."""
    entries = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(text)}</vt:lpwstr></property>"
        for number, (name, text) in enumerate(values.items(), 2)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="{_PROPERTIES}" '
        f'xmlns:vt="{_TYPES}">{entries}</Properties>'
    ).encode()
