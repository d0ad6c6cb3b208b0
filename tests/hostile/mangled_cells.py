"""What people type into Excel forms, and the ways programs save them."""

import re

from lxml import etree

from tests.hostile.mangled_parts import (
    NAMES,
    SAVE,
    TYPE,
    WRITE,
    escape,
    other_prefixes,
    strict_namespace,
)
from tests.hostile.mangled_sheets import Book, Cell, Sheet, book_ways

typed = book_ways.at(TYPE)


@typed
def column_inserted(book: Book) -> None:
    sheet = book.rng.choice(book.asked())
    column = book.rng.choice((2, 3, sheet.width(), sheet.width() + 1))
    sheet.insert(column=column)
    sheet.cells[1, column] = Cell("Who leads")
    for row in book.rng.sample(range(2, sheet.rows() + 1), 3):
        book.say_at(sheet, (row, column))


@typed
def row_inserted(book: Book) -> None:
    for sheet in book.asked():
        row = book.rng.randint(2, sheet.rows() + 1)
        sheet.insert(row=row)
        book.say_at(sheet, (row, book.rng.randint(2, sheet.width())))


@typed
def rows_above_the_header(book: Book) -> None:
    for sheet in book.asked():
        sheet.insert(row=1)
        book.say_at(sheet, (1, 2))


@typed
def wrong_column(book: Book) -> None:
    """Beside the answer, or far out to the right, or under everything."""
    for _ in range(3):
        sheet, (row, _) = book.some_free()
        book.say_at(sheet, (row, sheet.width() + book.rng.choice((1, 2))))
    sheet = book.rng.choice(book.asked())
    book.say_at(sheet, (sheet.rows() + 3, 2))


@typed
def text_in_guidance(book: Book) -> None:
    sheet = book.rng.choice(book.asked())
    spots = [at for at, cell in sheet.cells.items() if cell.value and not cell.typed and at[1] > 1 and at[0] > 1]
    for spot in book.rng.sample(spots, min(2, len(spots))):
        sheet.cells[spot].value += f" {book.typist.say()}"
        sheet.cells[spot].typed = True


@typed
def text_on_first_sheet(book: Book) -> None:
    sheet = book.sheets[0]
    book.say_at(sheet, (sheet.rows() + 2, 1))
    book.say_at(sheet, (6, 2))


@typed
def cells_merged(book: Book) -> None:
    """Across with the next column, or down over the rows below; Excel keeps the first cell's words."""
    sheet, (row, column) = book.put(book.typist.say())
    down = book.rng.random() < 0.5
    end = (row + 2, column) if down else (row, column + 1)
    inside = [(row + 1, column), (row + 2, column)] if down else [end]
    if not any(cell.typed for at, cell in sheet.cells.items() if at in inside):
        for spot in inside:
            sheet.cells[spot] = Cell(style=book.answer, typed=True)
        sheet.merges.append(((row, column), end))


@typed
def several_rows(book: Book) -> None:
    """One answer run on over rows put in under it, each with its own piece."""
    sheet, (row, column) = book.put(book.typist.say())
    for added in range(1, 4):
        sheet.insert(row=row + added)
        book.say_at(sheet, (row + added, column))


@typed
def several_lines(book: Book) -> None:
    book.put("\n\n".join(book.typist.say() for _ in range(4)))
    book.put("\r\n• ".join(book.typist.say() for _ in range(3)))


@typed
def numbers(book: Book) -> None:
    for _ in range(3):
        book.put(book.typist.number(), "number")


@typed
def cell_comments(book: Book) -> None:
    for _ in range(3):
        sheet, spot = book.put("" if book.rng.random() < 0.5 else book.typist.say())
        sheet.comments[spot] = book.typist.say()


@typed
def hidden_rows(book: Book) -> None:
    for _ in range(2):
        sheet, (row, _) = book.put(book.typist.say())
        sheet.hidden.add(row)


@typed
def filtered(book: Book) -> None:
    sheet, (row, _) = book.put(book.typist.say())
    sheet.filtered = True
    sheet.hidden |= {each for each in range(2, sheet.rows()) if each % 2} | {row}


@typed
def formula_text(book: Book) -> None:
    for _ in range(2):
        book.put(book.typist.say(), "formula")


@typed
def rich_text(book: Book) -> None:
    for _ in range(2):
        book.put(book.typist.say(), "rich")


@typed
def inline_text(book: Book) -> None:
    for _ in range(3):
        book.put(book.typist.say(), "inline")


@typed
def notes_sheet(book: Book) -> None:
    sheet = book.add_sheet(book.rng.choice(("Notes", "Sheet1", "Kent – draft 2")))
    for row in range(1, 6):
        book.say_at(sheet, (row * 2 - row // 3, book.rng.randint(1, 4)))


@typed
def two_people(book: Book) -> None:
    """The second writes after the first in the same cell, or has a copy of the whole sheet."""
    for _ in range(2):
        book.put(f"{book.typist.say()}\nJW, 12 October: {book.typist.say()}")
    if book.rng.random() < 0.5:
        first = book.rng.choice(book.asked())
        copied = book.add_sheet(f"{first.name} (2)")
        copied.cells = {at: Cell(cell.value, cell.style, cell.kind) for at, cell in first.cells.items()}
        for spot in book.rng.sample(book.free(copied), 2):
            copied.cells[spot] = Cell(book.typist.say(), book.answer, typed=True)


@typed
def all_in_one_cell(book: Book) -> None:
    headings = ("What we want to say", "Gaps", "Plans for the next 12 months", "Asks", "Offers")
    book.put("\n".join(f"{heading}\n{book.typist.say()}" for heading in headings))


@typed
def three_hundred_lines(book: Book) -> None:
    book.put("\n".join(book.typist.say() for _ in range(100)))
    sheet = book.asked()[-1]
    below = sheet.rows()
    for row in range(1, 201):
        book.say_at(sheet, (below + row, 3))


@typed
def smart_quotes_and_spaces(book: Book) -> None:
    book.put(book.typist.say("Staff call it “part of the job”, and don’t yet know why – or for how long… in {n} teams"))
    book.put(book.typist.say().replace(" ", "\u00a0"))
    book.put(book.typist.say().replace("e", "e\u00ad"))


@book_ways.at(SAVE)
def empty_form(book: Book) -> None:
    """Sent back with every answer taken out, and nothing said."""
    for sheet in book.asked():
        for cell in sheet.cells.values():
            cell.value = "" if cell.style == book.answer else cell.value


@book_ways.at(SAVE)
def row_copied_twice(book: Book) -> None:
    """With its hidden key, as copying rows does."""
    sheet = book.rng.choice(book.asked())
    row = book.rng.choice([at[0] for at, cell in sheet.cells.items() if cell.typed] or [sheet.rows()])
    sheet.insert(row=row + 1)
    for (_, column), cell in [each for each in sheet.cells.items() if each[0][0] == row]:
        sheet.cells[row + 1, column] = Cell(cell.value, cell.style, cell.kind, cell.typed)


@book_ways.at(SAVE)
def sheets_renamed(book: Book) -> None:
    for number, sheet in enumerate(book.sheets[:3]):
        sheet.name = book.rng.choice((f"Tab{number}", f"{sheet.name} Kent"[:31], f"{number}. final FINAL"))


@book_ways.at(SAVE)
def sheets_reordered(book: Book) -> None:
    listed = book.root.find(f"{{{NAMES['s']}}}sheets")
    order = book.rng.sample(range(len(book.sheets)), len(book.sheets))
    listed[:] = [listed[each] for each in order]
    book.sheets = [book.sheets[each] for each in order]


@book_ways.at(SAVE)
def styles_stripped(book: Book) -> None:
    """Pasted as values into a new book: no styles, no protection, no widths, nothing frozen."""
    for sheet in book.sheets:
        _bare(sheet)
        for cell in sheet.cells.values():
            cell.style = "0"


def _bare(sheet: Sheet) -> None:
    for each in list(sheet.root):
        if etree.QName(each).localname != "sheetData":
            sheet.root.remove(each)


@book_ways.at(SAVE)
def saved_by_libreoffice(book: Book) -> None:
    """What was very hidden is only hidden, empty cells are gone and widths are said differently."""
    for sheet in book.sheets:
        sheet.state = "hidden" if sheet.state else "visible"
        sheet.cells = {spot: cell for spot, cell in sheet.cells.items() if cell.value}


@book_ways.at(WRITE)
def cells_without_addresses(book: Book) -> None:
    """As some programs write them: rows and cells follow one another, and none says where it stands."""
    for sheet in book.sheets:
        text = book.parts[sheet.path].decode()
        rows = re.findall(r'<row r="(\d+)"', text)
        whole = rows == [str(each) for each in range(1, len(rows) + 1)]
        columns = [re.findall(r'<c r="([A-Z])', row) for row in text.split("<row ")[1:]]
        if whole and all("".join(each) == "ABCDEFGHIJKLMNOP"[: len(each)] for each in columns):
            book.parts[sheet.path] = re.sub(r'<(row|c) r="\w+"', r"<\1", text).encode()


@book_ways.at(WRITE)
def text_box_on_sheet(book: Book) -> None:
    """A drawn box with words in it, over the cells."""
    drawn, main = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing", NAMES["a"]
    box = (
        f'<xdr:wsDr xmlns:xdr="{drawn}" xmlns:a="{main}"><xdr:absoluteAnchor><xdr:pos x="0" y="0"/>'
        '<xdr:ext cx="2000000" cy="900000"/><xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="2" name="Box"/>'
        '<xdr:cNvSpPr txBox="1"/></xdr:nvSpPr><xdr:spPr><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></xdr:spPr>'
        f"<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>{escape(book.typist.say())}</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
        "<xdr:clientData/></xdr:absoluteAnchor></xdr:wsDr>"
    )
    sheet = book.rng.choice(book.asked() or book.sheets[:1])
    key = book.add_part(sheet.path, "drawing", f"xl/drawings/drawing{book.id()}.xml", "drawing", box)
    told = f'<drawing xmlns:r="{NAMES["r"]}" r:id="{key}"/>'
    text = book.parts[sheet.path].decode()
    place = text.find("<legacyDrawing") if "<legacyDrawing" in text else text.index("</worksheet>")
    book.parts[sheet.path] = (text[:place] + told + text[place:]).encode()


book_ways.all |= {each.__name__: (WRITE, each) for each in (strict_namespace, other_prefixes)}
