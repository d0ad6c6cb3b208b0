"""Golden texts: what a report says, read back from its structure tree, one element a line.

`PEER_CHALLENGE_GOLDEN=write pytest …` writes them anew; read the difference before keeping it.
"""

import os
from pathlib import Path

from tests.reports.reading import INLINE, Node, TaggedFile, norm

_FOLDER = Path(__file__).resolve().parents[1] / "golden" / "reports"
_WHOLE = {"P", "H1", "H2", "H3", "H4", "LI", "TR", "Figure", "Caption"}


def same_as_golden(data: bytes, name: str) -> None:
    """Compare what a file says, and what heads and foots its first page, with the golden text of this name."""
    said = "\n".join([*_lines(TaggedFile(data).root), ""])
    path = _FOLDER / name
    if os.environ.get("PEER_CHALLENGE_GOLDEN") == "write":
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8"), f"the report differs from {path}"


def _lines(node: Node) -> list[str]:
    if node.role in _WHOLE:
        return [f"{node.role}: {' '.join(norm(node.text).split())}"]
    lines = []
    for part in node.parts:
        if isinstance(part, Node) and part.role not in INLINE:
            lines += _lines(part)
    return lines
