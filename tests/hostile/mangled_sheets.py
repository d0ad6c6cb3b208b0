"""Excel forms as people bend them, type into them and save them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from tests.hostile.mangled_parts import (
    NAMES,
    SHAPE,
    Element,
    Package,
    Typist,
    Ways,
    escape,
)

Spot = tuple[int, int]
PARTS = "spreadsheetml"
book_ways = Ways()


def x(name: str) -> str:
    """An Excel name as lxml wants it."""
    return f"{{{NAMES['s']}}}{name}"


def reference(spot: Spot) -> str:
    return f"{chr(64 + spot[1])}{spot[0]}"


@dataclass
class Cell:
    """`kind` says how Excel keeps the value: shared, inline, number, formula or rich."""

    value: str = ""
    style: str = "0"
    kind: str = "shared"
    typed: bool = False


@dataclass
class Sheet:
    name: str
    path: str
    root: Element
    state: str = ""
    cells: dict[Spot, Cell] = field(default_factory=dict)
    merges: list[tuple[Spot, Spot]] = field(default_factory=list)
    comments: dict[Spot, str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    filtered: bool = False

    def rows(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    def width(self) -> int:
        return max((column for _, column in self.cells), default=0)

    def move(self, to: Callable[[Spot], Spot]) -> None:
        """Cells and their marks go where `to` says."""
        self.cells = {to(spot): cell for spot, cell in self.cells.items()}
        self.merges = [(to(start), to(end)) for start, end in self.merges]
        self.comments = {to(spot): text for spot, text in self.comments.items()}
        self.hidden = {to((row, 1))[0] for row in self.hidden}

    def insert(self, row: int = 0, column: int = 0) -> None:
        """An empty row or column before that one."""
        self.move(lambda at: (at[0] + (0 < row <= at[0]), at[1] + (0 < column <= at[1])))

    def delete_row(self, row: int) -> None:
        self.cells = {spot: cell for spot, cell in self.cells.items() if spot[0] != row}
        self.move(lambda at: (at[0] - (at[0] > row), at[1]))


class Book(Package):
    """An Excel form: its sheets as grids of cells."""

    main = "xl/workbook.xml"

    def __init__(self, content: bytes, typist: Typist) -> None:
        super().__init__(content, typist)
        strings = etree.fromstring(self.parts["xl/sharedStrings.xml"])
        self._shared = ["".join(each.text or "" for each in item.iter(x("t"))) for item in strings]
        styles = etree.fromstring(self.parts["xl/styles.xml"]).find(x("cellXfs"))
        self.answer = next(str(n) for n, each in enumerate(styles) if b'locked="0"' in etree.tostring(each))
        self.root = etree.fromstring(self.parts[self.main])
        ties = etree.fromstring(self.parts["xl/_rels/workbook.xml.rels"])
        paths = {each.get("Id"): "xl/" + each.get("Target") for each in ties}
        self.sheets = [
            self._sheet(each.get("name"), paths[each.get(f"{{{NAMES['r']}}}id")], each.get("state", ""))
            for each in self.root.find(x("sheets"))
        ]

    def _sheet(self, name: str, path: str, state: str) -> Sheet:
        sheet = Sheet(name, path, etree.fromstring(self.parts[path]), state)
        for each in sheet.root.iter(x("c")):
            letters, row = re.fullmatch(r"([A-Z])(\d+)", each.get("r")).groups()  # type: ignore[union-attr]
            value = each.findtext(x("v"), "")
            text = self._shared[int(value)] if each.get("t") == "s" else value
            sheet.cells[int(row), ord(letters) - 64] = Cell(text, each.get("s", "0"))
        return sheet

    def free(self, sheet: Sheet) -> list[Spot]:
        """Where answers belong and nothing was typed yet."""
        return [at for at, cell in sheet.cells.items() if cell.style == self.answer and not cell.typed]

    def asked(self) -> list[Sheet]:
        """The sheets with places for answers."""
        return [each for each in self.sheets if any(cell.style == self.answer for cell in each.cells.values())]

    def some_free(self) -> tuple[Sheet, Spot]:
        sheet = self.rng.choice([each for each in self.asked() if self.free(each)])
        return sheet, self.rng.choice(self.free(sheet))

    def put(self, value: str, kind: str = "shared") -> tuple[Sheet, Spot]:
        """Type it where an answer belongs."""
        sheet, spot = self.some_free()
        sheet.cells[spot] = Cell(value, self.answer, kind, typed=True)
        return sheet, spot

    def say_at(self, sheet: Sheet, spot: Spot) -> None:
        """A new sentence in that cell, whatever it is for."""
        sheet.cells[spot] = Cell(self.typist.say(), "0", typed=True)

    def add_sheet(self, name: str) -> Sheet:
        path = f"xl/worksheets/sheet{self.id()}.xml"
        sheet = Sheet(name, path, etree.fromstring(f'<worksheet xmlns="{NAMES["s"]}"><sheetData/></worksheet>'))
        key = self.add_part(self.main, "worksheet", path, f"{PARTS}.worksheet", "")
        attributes = {"name": name, "sheetId": str(self.id()), f"{{{NAMES['r']}}}id": key}
        etree.SubElement(self.root.find(x("sheets")), x("sheet"), attributes)
        self.sheets.append(sheet)
        return sheet

    def write_back(self) -> None:
        strings: list[str] = []
        for sheet, listed in zip(self.sheets, self.root.find(x("sheets")), strict=True):
            listed.set("name", sheet.name)
            if sheet.state:
                listed.set("state", sheet.state)
            self._write_sheet(sheet, strings)
        told = f'<sst xmlns="{NAMES["s"]}" count="{len(strings)}" uniqueCount="{len(strings)}">{"".join(strings)}</sst>'
        self.parts["xl/sharedStrings.xml"] = told.encode()
        self.parts[self.main] = etree.tostring(self.root, encoding="UTF-8", xml_declaration=True, standalone=True)

    def _write_sheet(self, sheet: Sheet, strings: list[str]) -> None:
        rows: dict[int, list[str]] = {}
        for spot, cell in sorted(sheet.cells.items()):
            rows.setdefault(spot[0], []).append(cell_xml(spot, cell, strings))
        data = "".join(
            f'<row r="{row}" hidden="{int(row in sheet.hidden)}">{"".join(cells)}</row>' for row, cells in rows.items()
        )
        span = f"A1:{reference((max(sheet.rows(), 1), max(sheet.width(), 1)))}"
        after = f'<autoFilter ref="{span}"/>' if sheet.filtered else ""
        if sheet.merges:
            joined = "".join(f'<mergeCell ref="{reference(a)}:{reference(b)}"/>' for a, b in sheet.merges)
            after += f"<mergeCells>{joined}</mergeCells>"
        if sheet.comments:
            sheet.root.append(etree.fromstring(self._comments(sheet)))
        for old in sheet.root.findall(x("dimension")):
            old.set("ref", span)
        data_tag, protection = x("sheetData"), sheet.root.find(x("sheetProtection"))
        new = etree.fromstring(f'<x xmlns="{NAMES["s"]}"><sheetData>{data}</sheetData>{after}</x>')
        sheet.root.replace(sheet.root.find(data_tag), new[0])
        last = sheet.root.find(data_tag) if protection is None else protection
        for each in reversed(list(new)):
            last.addnext(each)
        self.parts[sheet.path] = etree.tostring(sheet.root, encoding="UTF-8", xml_declaration=True, standalone=True)

    def _comments(self, sheet: Sheet) -> str:
        told = "".join(
            f'<comment ref="{reference(spot)}" authorId="0"><text><r><t xml:space="preserve">{escape(text)}</t></r>'
            "</text></comment>"
            for spot, text in sheet.comments.items()
        )
        whole = f"<authors><author>Second reader</author></authors><commentList>{told}</commentList>"
        xml = f'<comments xmlns="{NAMES["s"]}">{whole}</comments>'
        self.add_part(sheet.path, "comments", f"xl/comments{self.id()}.xml", f"{PARTS}.comments", xml)
        boxes = "".join(
            '<v:shape type="#_x0000_t202" style="visibility:hidden"><x:ClientData ObjectType="Note">'
            f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
            for row, column in sheet.comments
        )
        path = f"xl/drawings/notes{self.id()}.vml"
        self.parts[path] = (
            f'<xml xmlns:v="{NAMES["v"]}" xmlns:x="urn:schemas-microsoft-com:office:excel">{boxes}</xml>'.encode()
        )
        types, kind = self.parts["[Content_Types].xml"], "application/vnd.openxmlformats-officedocument.vmlDrawing"
        if b'Extension="vml"' not in types:
            default = f'<Default Extension="vml" ContentType="{kind}"/><Override'.encode()
            self.parts["[Content_Types].xml"] = types.replace(b"<Override", default, 1)
        key = self.add_relation(sheet.path, "vmlDrawing", "/" + path)
        return f'<legacyDrawing xmlns="{NAMES["s"]}" xmlns:r="{NAMES["r"]}" r:id="{key}"/>'


def cell_xml(spot: Spot, cell: Cell, strings: list[str]) -> str:
    """The cell as Excel keeps it; `strings` grows by those kept apart."""
    start, text = f'<c r="{reference(spot)}" s="{cell.style}"', escape(cell.value)
    if cell.kind == "number":
        return f"{start}><v>{text}</v></c>"
    if cell.kind == "formula":
        return f'{start} t="str"><f>CONCATENATE(Z1,Z2)</f><v>{text}</v></c>'
    if cell.kind == "inline":
        return f'{start} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if not text:
        return f"{start}/>"
    pieces = re.findall(r"(?s)[^&]{1,9}|&\w+;", text) if cell.kind == "rich" else []
    rich = "".join(f'<r><rPr><b/></rPr><t xml:space="preserve">{piece}</t></r>' for piece in pieces)
    strings.append(f"<si>{rich}</si>" if rich else f'<si><t xml:space="preserve">{text}</t></si>')
    return f'{start} t="s"><v>{len(strings) - 1}</v></c>'


@book_ways.at(SHAPE)
def header_row_deleted(book: Book) -> None:
    book.rng.choice(book.asked()).delete_row(1)


@book_ways.at(SHAPE)
def header_reworded(book: Book) -> None:
    for sheet in book.asked():
        for spot, cell in sheet.cells.items():
            if spot[0] == 1 and book.rng.random() < 0.6:
                cell.value = book.rng.choice((cell.value.upper(), "Our answer", f"{cell.value} (Kent)", ""))


@book_ways.at(SHAPE)
def older_form(book: Book) -> None:
    for sheet in book.asked():
        for _ in range(sheet.rows() // 3):
            sheet.delete_row(book.rng.randint(2, sheet.rows()))


@book_ways.at(SHAPE)
def rows_sorted(book: Book) -> None:
    """By another column, header and all where the person did not look."""
    for sheet in book.asked():
        order = list(range(book.rng.choice((1, 2)), sheet.rows() + 1))
        new = dict(zip(order, book.rng.sample(order, len(order)), strict=True))
        sheet.move(lambda at, new=new: (new.get(at[0], at[0]), at[1]))  # type: ignore[misc]


@book_ways.at(SHAPE)
def keys_deleted(book: Book) -> None:
    """The hidden first column, found and taken out; or only emptied."""
    for sheet in book.asked():
        sheet.cells = {at: cell for at, cell in sheet.cells.items() if at[1] != 1}
        if book.rng.random() < 0.5:
            sheet.move(lambda at: (at[0], max(at[1] - 1, 1)))


@book_ways.at(SHAPE)
def identifier_deleted(book: Book) -> None:
    for sheet in book.sheets:
        for cell in sheet.cells.values():
            cell.value = "" if "SEF-" in cell.value else cell.value
    if book.rng.random() < 0.5:
        book.parts["docProps/custom.xml"] = re.sub(rb"SEF-[\w-]+", b"", book.parts["docProps/custom.xml"])


@book_ways.at(SHAPE)
def guidance_deleted(book: Book) -> None:
    for sheet in book.sheets[:2]:
        for spot, cell in sheet.cells.items():
            if spot[0] > 1 and cell.style != book.answer and spot[1] != 1 and book.rng.random() < 0.6:
                cell.value = ""
