"""What texts have in common: how the words that count begin; one idea for notes, findings, asks and offers."""

import re

_STEM = 5
_WORD = re.compile(r"[^\W_]+")
_NOTHING_SAID = frozenset(
    "a an the is are was were be been of in to by for on at and but or it its they their with this that has have had "
    "do does did done how what after every each we you our".split()
)


def counted(text: str) -> list[tuple[str, str]]:
    """Return (beginning, word) for each word that says something, in the order of the text.

    Case, hyphens and endings do not count: "Re-audits" and "reaudit" begin alike.
    """
    words = _WORD.findall(text.casefold().replace("-", "").replace("’", "'"))
    return [(word[:_STEM], word) for word in words if word not in _NOTHING_SAID]
