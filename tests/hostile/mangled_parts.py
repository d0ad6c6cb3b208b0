"""What forms are mangled with: a typist of invented sentences, and a Word or Excel file taken apart into its parts."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Any
from xml.sax.saxutils import escape

from lxml import etree

Element = Any
STAGES = SHAPE, TYPE, SAVE, WRITE = range(4)
"""A form is bent, typed into, saved and written out in this order, so that no way takes out what another typed."""

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": OFFICE,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
}
STRICT = {
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": "officeDocument/extendedProperties",
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties": "officeDocument/customProperties",
    "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes": "officeDocument/docPropsVTypes",
    OFFICE: "officeDocument/relationships",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "officeDocument/math",
    NAMES["w"]: "wordprocessingml/main",
    NAMES["s"]: "spreadsheetml/main",
    NAMES["wp"]: "drawingml/wordprocessingDrawing",
    NAMES["a"]: "drawingml/main",
}
SAYINGS = (
    "We audit {n} plans a quarter and read {m} with the team",
    "Team managers moderate {n} audits each month",
    "Since April {n} of {m} action plans were closed on time",
    "Practice leads hold {n} learning circles a year",
    "Our dashboard shows {n}% of supervision within timescale",
    "Staff say the audit day helps, and {n} of {m} would keep it",
    "We do not yet know why the {n} re-audits took so long",
    "Next year we will halve the {n} questions in our tool",
    "Partners joined {n} of our {m} dip samples",
    "Feedback reaches the board within {n} weeks",
    "The survey of {n} workers asked about caseloads & time",
    "Could others show us how they test <impact> with fewer than {n} indicators",
    "Independent chairs raised {n} alerts, most about drift",
    "We can lend our audit tool and {n} worked examples",
)


class Typist:
    """Types sentences nobody else typed: each ends in the number of the form and its own."""

    def __init__(self, form: int, rng: Random) -> None:
        self.form, self.rng = form, rng
        self.said: list[str] = []
        self.struck: list[str] = []
        self._typed = 0

    def _tag(self) -> str:
        self._typed += 1
        return f"(case m{self.form}-{self._typed})"

    def say(self, saying: str = "") -> str:
        """A sentence that has to come through; `saying` in place of one of the usual ones."""
        words = (saying or self.rng.choice(SAYINGS)).format(n=self.rng.randint(12, 48), m=self.rng.randint(50, 96))
        self.said.append(f"{words} {self._tag()}.")
        return self.said[-1]

    def number(self) -> str:
        """A whole number of eight digits, no other form's."""
        self._typed += 1
        self.said.append(f"{self.form + 401}{self._typed:05d}")
        return self.said[-1]

    def strike(self) -> str:
        """A sentence taken out again, with changes tracked."""
        self.struck.append(f"This was taken out {self._tag()}.")
        return self.struck[-1]


def visible(text: str) -> str:
    """As a reader sees it on the page: soft hyphens unseen, every space the same."""
    return " ".join(re.sub("[\u00ad\u200b\ufeff]", "", text).replace("\u2011", "-").split())


def run(text: str, properties: str = "") -> str:
    """Text in one run; `properties` is what stands in w:rPr."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def par(*inside: str, properties: str = "") -> str:
    """One paragraph of runs and whatever else stands in paragraphs."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inside)}</w:p>"


def table(rows: list[list[str]]) -> str:
    """A table of cells, each given as its blocks."""
    grid = "<w:gridCol w:w='2000'/>" * len(rows[0])
    cells = "".join("<w:tr>" + "".join(f"<w:tc><w:tcPr/>{cell}</w:tc>" for cell in row) + "</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{cells}</w:tbl>"


def nodes(xml: str) -> list[Element]:
    """The elements written in `xml`, free to stand anywhere."""
    declared = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
    return list(etree.fromstring(f"<x {declared}>{xml}</x>"))


def w(name: str) -> str:
    """A Word name as lxml wants it."""
    return f"{{{NAMES['w']}}}{name}"


def text_of(element: Element) -> str:
    """What stands in it, tracked deletions left out."""
    return "".join(each.text or "" for each in element.iter(w("t")))


class Package:
    """The parts of one Office file, and the ways of saving that any of them may suffer."""

    main = ""

    def __init__(self, content: bytes, typist: Typist) -> None:
        with zipfile.ZipFile(BytesIO(content)) as file:
            self.parts = {name: file.read(name) for name in file.namelist()}
        self.typist, self.rng = typist, typist.rng
        self._last_id = 9000

    def id(self) -> int:
        """A number no other mark in the file has."""
        self._last_id += 1
        return self._last_id

    def add_relation(self, source: str, kind: str, target: str, external: bool = False) -> str:
        """Tie a part or an address to the part `source`; returns the key of the tie."""
        folder, _, name = source.rpartition("/")
        path, key = f"{folder}/_rels/{name}.rels", f"rId{self.id()}"
        empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        mode = ' TargetMode="External"' if external else ""
        tie = f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/></Relationships>'
        self.parts[path] = self.parts.get(path, empty).replace(b"</Relationships>", tie.encode())
        return key

    def add_part(self, source: str, kind: str, path: str, content_type: str, xml: str) -> str:
        """Put a new part beside `source` and tie it to it; returns the key of the tie."""
        self.parts[path] = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}'.encode()
        name = f"application/vnd.openxmlformats-officedocument.{content_type}+xml"
        override = f'<Override PartName="/{path}" ContentType="{name}"/></Types>'
        types = self.parts["[Content_Types].xml"]
        self.parts["[Content_Types].xml"] = types.replace(b"</Types>", override.encode())
        return self.add_relation(source, kind, "/" + path)

    def write_back(self) -> None:
        """Turn what was edited as trees into parts again, before the file is saved oddly."""
        raise NotImplementedError

    def zipped(self) -> bytes:
        """The file, the same bytes each time."""
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
            for name, content in self.parts.items():
                file.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        return packed.getvalue()

    def replace_everywhere(self, old: bytes, new: bytes) -> None:
        """In each part of XML."""
        for name, content in self.parts.items():
            if name.endswith((".xml", ".rels")):
                self.parts[name] = content.replace(old, new)


Way = Callable[[Any], None]


class Ways:
    """The ways one kind of file is mangled in, by name; each has its stage."""

    def __init__(self) -> None:
        self.all: dict[str, tuple[int, Way]] = {}

    def at(self, stage: int) -> Callable[[Way], Way]:
        """Add a way under its function's name."""

        def added(do: Way) -> Way:
            self.all[do.__name__] = stage, do
            return do

        return added


def strict_namespace(file: Package) -> None:
    """Saved as Strict Open XML."""
    for old, new in STRICT.items():
        quoted = b'"' + f"http://purl.oclc.org/ooxml/{new}".encode()
        file.replace_everywhere(b'"' + old.encode() + b'"', quoted + b'"')
        if old == OFFICE:
            file.replace_everywhere(b'"' + old.encode() + b"/", quoted + b"/")


def other_prefixes(file: Package) -> None:
    """Saved by a program that calls the main namespace something else."""
    for name, content in file.parts.items():
        if not name.endswith(".xml"):
            continue
        root = etree.fromstring(content)
        if (home := etree.QName(root).namespace) not in (NAMES["w"], NAMES["s"]):
            continue
        root.attrib.pop(f"{{{NAMES['mc']}}}Ignorable", None)
        plain = etree.tostring(root, encoding="unicode")
        if home == NAMES["w"]:
            plain = re.sub(r"([\s</])w:(?=\w+[\s/>=])", r"\1ns0:", plain).replace("xmlns:w=", "xmlns:ns0=")
        else:
            plain = re.sub(r"(</?)(?=\w+[\s/>])", r"\1x:", plain).replace(" xmlns=", " xmlns:x=")
        file.parts[name] = b'<?xml version="1.0" encoding="UTF-8"?>\n' + plain.encode()
