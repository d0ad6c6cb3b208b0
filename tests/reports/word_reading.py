"""Reads a Word report: its styles, its words in order, and what else lies in the file."""

import io
import zipfile

import docx
from docx.oxml.ns import qn

from tests.reports.reading import norm

_ORDERS = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore numPr pBdr shd tabs spacing ind jc outlineLvl rPr".split(),
    "w:rPr": "rStyle rFonts b bCs i iCs color spacing kern sz szCs u lang".split(),
    "w:tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption".split(),
}
"""What a report uses of the format's own order of properties (ISO/IEC 29500-1, 17.3 and 17.4)."""


class WordFile:
    """One file as Word opens it."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.word = docx.Document(io.BytesIO(data))
        self.body = self.word.element.body

    @property
    def words(self) -> list[str]:
        said = []
        for each in self.body.iter():
            if each.tag == qn("w:p"):
                said.append(" ")
            elif each.tag == qn("w:t"):
                said.append(each.text or "")
            elif each.tag in {qn("w:br"), qn("w:tab")}:
                said.append(" ")
            elif each.tag == qn("wp:docPr"):
                said.append(f" {each.get('descr')} ")
        return norm("".join(said)).split()

    @property
    def headings(self) -> list[tuple[int, str]]:
        styled = [(each.style.name, each.text) for each in self.word.paragraphs]
        return [(int(name[-1]), text) for name, text in styled if name.startswith("Heading")]

    @property
    def parts(self) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    @property
    def language(self) -> str:
        path = "/".join(map(qn, ("w:docDefaults", "w:rPrDefault", "w:rPr", "w:lang")))
        return self.word.styles.element.find(path).get(qn("w:val"))

    @property
    def links(self) -> set[str]:
        relations = self.word.part.rels.values()
        return {each.target_ref for each in relations if each.is_external}


def faults(file: WordFile) -> list[str]:
    """Return what would keep somebody from reading a Word file."""
    found = []
    before = 0
    for level, text in file.headings:
        if level > before + 1 or not text.strip():
            found.append(f"heading {text}")
        before = level
    for each in file.body.iter(qn("wp:docPr")):
        if not (each.get("descr") or "").strip() or "." in each.get("name"):
            found.append("a picture without words")
    for table in file.body.iter(qn("w:tbl")):
        first, *others = table.tr_lst
        if first.trPr is None or first.trPr.find(qn("w:tblHeader")) is None:
            found.append("a header that is not repeated")
        if any(row.trPr is not None and row.trPr.find(qn("w:tblHeader")) is not None for row in others):
            found.append("a row that is no header")
        if table.tblPr.find(qn("w:tblCaption")) is None:
            found.append("a table without a name")
    for tag, order in _ORDERS.items():
        for each in file.body.iter(qn(tag)):
            places = [order.index(part.tag.split("}")[1]) for part in each]
            if places != sorted(places):
                found.append(f"the parts of {tag} stand in an order that Word may refuse")
    if file.language != "en-GB":
        found.append("language")
    return found
