"""What people do in Word with a form or a draft: type beside a question, strike words out with changes tracked."""

import copy
from pathlib import Path

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def fill_row(document: WordDocument, asked: str, text: str, nth: int = 0) -> None:
    """Type beside the nth cell that begins with `asked`."""
    rows = [row for table in document.tables for row in table.rows if row.cells[0].paragraphs[0].text == asked]
    rows[nth].cells[1].text = text


def strike(path: Path, words: str, instead: str) -> None:
    """Strike words out of a draft and put others in, as Word tracks it."""
    word = Document(str(path))
    paragraph = next(each for each in word.paragraphs if words in each.text)
    run = next(each for each in paragraph.runs if words in each.text)
    before, _, after = run.text.partition(words)
    last, whole = run._r, copy.deepcopy(run._r)
    run.text = before
    for outer, inner, text in (("w:del", "w:delText", words), ("w:ins", "w:t", instead), ("", "w:t", after)):
        piece = copy.deepcopy(whole)
        for each in piece.findall(qn("w:t")):
            piece.remove(each)
        said = OxmlElement(inner)
        said.text = text
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        piece.append(said)
        if outer:
            tracked = OxmlElement(outer)
            tracked.append(piece)
            piece = tracked
        last.addnext(piece)
        last = piece
    word.save(str(path))
