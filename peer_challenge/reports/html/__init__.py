"""The web page: one self-contained HTML file, without scripts, that loads nothing and prints well."""

from peer_challenge.reports.document import Document
from peer_challenge.reports.html.blocks import Writer
from peer_challenge.reports.html.escaping import attribute, words
from peer_challenge.reports.html.style import STYLE
from peer_challenge.reports.text import one_line

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>{title}</title>
{properties}<style>
{style}</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
{header}<main id="content" tabindex="-1">
{content}
</main>
{footer}</body>
</html>
"""


def render(document: Document) -> bytes:
    """Return the document as an HTML file in UTF-8; equal documents give equal bytes."""
    marking = " · ".join(filter(None, map(one_line, (document.marking, document.status))))
    about = (("author", document.author), ("description", document.subject))
    properties = [f'<meta name="{name}" content="{attribute(said)}">\n' for name, said in about if one_line(said)]
    page = _PAGE.format(
        language=attribute(document.language),
        title=words(one_line(document.title)),
        properties="".join(properties),
        style=STYLE,
        header=f'<header><p class="marking">{words(marking)}</p></header>\n' if marking else "",
        content="\n".join(Writer(document.blocks).lines()),
        footer=_footer(document),
    )
    return page.encode("utf-8")


def _footer(document: Document) -> str:
    reference = one_line(document.reference)
    return f"<footer><p>{words(reference)}</p></footer>\n" if reference else ""
