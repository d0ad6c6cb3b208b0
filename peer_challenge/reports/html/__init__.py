"""The web page: one self-contained HTML file, without scripts, that loads nothing and prints well."""

from base64 import b64encode

from peer_challenge.reports.document import Document
from peer_challenge.reports.html.blocks import Writer
from peer_challenge.reports.html.escaping import attribute, words
from peer_challenge.reports.html.style import style_in
from peer_challenge.reports.text import one_line

_PAGE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'{pictures}">
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
    head = (f'<p class="marking">{words(marking)}</p>' if marking else "") + _region(document)
    page = _PAGE.format(
        pictures="; img-src data:" if document.look.logo else "",
        language=attribute(document.language),
        title=words(one_line(document.title)),
        properties="".join(properties),
        style=style_in(document.look.accent),
        header=f"<header>{head}</header>\n" if head else "",
        content="\n".join(Writer(document.blocks, document.look.accent).lines()),
        footer=_footer(document),
    )
    return page.encode("utf-8")


def _region(document: Document) -> str:
    """Return the region's logo, as part of the page itself, or its name where it has none."""
    look = document.look
    if not look.logo:
        return f'<p class="letterhead">{words(one_line(look.name))}</p>' if one_line(look.name) else ""
    wide, high = (round(each * 96 / 72) for each in look.logo_size)
    picture = b64encode(look.logo).decode()
    said = f'alt="{attribute(look.logo_words)}" width="{wide}" height="{high}"'
    return f'<img class="logo" {said} src="data:image/png;base64,{picture}">'


def _footer(document: Document) -> str:
    reference = one_line(document.reference)
    return f"<footer><p>{words(reference)}</p></footer>\n" if reference else ""
