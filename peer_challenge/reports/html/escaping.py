"""The one door by which words come into HTML: cleaned, and escaped so that nothing of them is markup."""

from html import escape

from peer_challenge.reports.document import Run, Text
from peer_challenge.reports.text import clean, one_line


def words(text: str) -> str:
    """Return the words of a text as HTML; a new line stays a new line."""
    return escape(clean(text), quote=True).replace("\n", "<br>")


def attribute(text: str) -> str:
    """Return text, on one line, as the value of an attribute in double quotes."""
    return escape(one_line(text), quote=True)


def inline(text: Text) -> str:
    """Return a text with its strong words and links; a space at either end of a run is kept."""
    return words(text) if isinstance(text, str) else "".join(map(_run, text))


def _run(run: Run) -> str:
    said = words(run.text)
    if not said:
        return " " if run.text[:1].isspace() else ""
    if run.strong:
        said = f"<strong>{said}</strong>"
    if run.link:
        said = f'<a href="{escape(run.link, quote=True)}" rel="noreferrer">{said}</a>'
    return " " * run.text[0].isspace() + said + " " * run.text[-1].isspace()
