"""From blocks to elements: what each block of a document is in HTML."""

from collections.abc import Iterable, Iterator

from peer_challenge.reports.charts import coloured
from peer_challenge.reports.document import (
    Block,
    Bullets,
    Callout,
    Contents,
    Figure,
    Heading,
    Item,
    Numbered,
    PageBreak,
    Pairs,
    Paragraph,
    Quote,
    Table,
    Text,
    Title,
    Tone,
    WritingLines,
    plain,
)
from peer_challenge.reports.html.escaping import attribute, inline, words
from peer_challenge.reports.html.pictures import svg
from peer_challenge.reports.text import one_line

_WORDLESS = "(no words)"  # where a heading was typed in characters that have no form


class Writer:
    """Writes the blocks of one document, one element a line."""

    def __init__(self, blocks: tuple[Block, ...], accent: str) -> None:
        self._blocks = blocks
        self._accent = accent
        self._below_title = int(any(isinstance(each, Title) for each in blocks))
        self._headings = [each for each in blocks if isinstance(each, Heading)]
        self._seen = 0  # headings written so far
        self._tables = 0

    def lines(self) -> Iterator[str]:
        """Give the elements of all blocks in their order."""
        for each in self._blocks:
            yield from self._block(each)

    def _block(self, each: Block) -> Iterator[str]:
        match each:
            case Title(text=text, subtitle=subtitle):
                yield f"<h1>{_heading(text)}</h1>"
                yield from _filled(f'<p class="subtitle">{words(subtitle)}</p>', subtitle)
            case Heading(level=level, text=text):
                self._seen += 1
                name = f"h{level + self._below_title}"
                yield f'<{name} id="heading-{self._seen}">{_heading(text)}</{name}>'
            case Paragraph(text=text, tone=tone):
                kind = "" if tone is Tone.BODY else f' class="{tone}"'
                yield from _filled(f"<p{kind}>{inline(text)}</p>", plain(text))
            case Bullets(items=items):
                yield from _list("ul", items)
            case Numbered(items=items):
                yield from _list("ol", items)
            case Pairs(pairs=pairs):
                rows = (f"<div><dt>{words(term)}</dt><dd>{inline(text)}</dd></div>" for term, text in pairs)
                yield f"<dl>{''.join(rows)}</dl>"
            case Table():
                yield from self._table(each)
            case Figure():
                yield from self._figure(each)
            case Quote(text=text, source=source):
                said = f"<p>{inline(text)}</p>" + (f'<p class="quiet">{words(source)}</p>' if one_line(source) else "")
                yield from _filled(f"<blockquote>{said}</blockquote>", plain(text) + source)
            case Callout():
                yield f'<div class="callout {each.kind}" role="group" aria-label="{attribute(each.heading)}">'
                yield f'<p class="callout-heading">{words(each.heading)}</p>'
                for inner in each.blocks:
                    yield from self._block(inner)
                yield "</div>"
            case PageBreak():
                yield '<div class="new-page"></div>'
            case WritingLines(count=count):
                yield '<div class="writing" aria-hidden="true">' + "<div></div>" * count + "</div>"
            case Contents(depth=depth):
                yield from self._contents(depth)

    def _table(self, table: Table) -> Iterator[str]:
        """Give a table in a region of its own, which the keyboard can scroll where the window is narrow."""
        self._tables += 1
        caption = words(one_line(table.caption))
        names = " and ".join(one_line(plain(each)) for each in table.header[:2])
        label = f'aria-labelledby="table-{self._tables}"' if caption else f'aria-label="Table: {attribute(names)}"'
        yield f'<div class="scroll" role="region" tabindex="0" {label}>'
        yield "<table>"
        if caption:
            yield f'<caption id="table-{self._tables}"><span>{caption}</span></caption>'
        widths = [round(100 * share / sum(table.widths), 1) for share in table.widths]
        if widths:
            yield "<colgroup>" + "".join(f'<col style="width:{width}%">' for width in widths) + "</colgroup>"
        heads = (f'<th scope="col"{_side(table, at)}>{inline(text)}</th>' for at, text in enumerate(table.header))
        yield f"<thead><tr>{''.join(heads)}</tr></thead>"
        yield "<tbody>"
        for row in table.rows:
            yield f"<tr>{''.join(_cell(table, at, text) for at, text in enumerate(row))}</tr>"
        yield "</tbody></table></div>"

    def _figure(self, figure: Figure) -> Iterator[str]:
        yield "<figure>"
        yield svg(coloured(figure.drawing, self._accent), figure.alternative)
        if one_line(figure.caption):
            yield f"<figcaption>{words(figure.caption)}</figcaption>"
        yield "<details><summary>These figures as a table</summary>"
        yield from self._table(figure.data)
        yield "</details></figure>"

    def _contents(self, depth: int) -> Iterator[str]:
        shown = [(at, each) for at, each in enumerate(self._headings, start=1) if each.level <= depth]
        if shown:
            links = (
                f'<li class="level-{each.level}"><a href="#heading-{at}">{_heading(each.text)}</a></li>'
                for at, each in shown
            )
            yield f'<nav aria-label="Contents"><ul>{"".join(links)}</ul></nav>'


def _heading(text: str) -> str:
    return words(one_line(text)) or _WORDLESS


def _filled(element: str, said: str) -> Iterable[str]:
    """Give an element that has words, and none otherwise."""
    return (element,) if one_line(said) else ()


def _list(name: str, items: tuple[Text | Item, ...]) -> Iterator[str]:
    points = []
    for number, item in enumerate(items, start=1):
        text, note = (item.text, item.note) if isinstance(item, Item) else (item, "")
        if one_line(plain(text)) or one_line(plain(note)):
            below = f'<p class="quiet">{inline(note)}</p>' if one_line(plain(note)) else ""
            value = f' value="{number}"' if name == "ol" else ""
            points.append(f"<li{value}>{inline(text)}{below}</li>")
    if points:
        yield f"<{name}>{''.join(points)}</{name}>"


def _cell(table: Table, at: int, text: Text) -> str:
    if table.row_headers and at == 0:
        return f'<th scope="row">{inline(text)}</th>'
    return f"<td{_side(table, at)}>{inline(text)}</td>"


def _side(table: Table, at: int) -> str:
    return ' class="number"' if at in table.numbers else ""
