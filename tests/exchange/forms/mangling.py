"""Filled SEF forms mangled as people mangle them: seeded, each with the sentences that must turn up again."""

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table
from docx.text.paragraph import Paragraph

_W14 = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_NOTES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"


_WORDS = ("audit", "learning", "practice", "family", "voice", "moderation", "plan", "review", "impact", "record")


@dataclass
class Mangled:
    """A document on its way through the mangle: sentences that must be found, and those that must not."""

    document: WordDocument
    chance: random.Random
    expected: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def sentence(self) -> str:
        """Return a new sentence that stands nowhere else."""
        number = self.chance.randrange(10**9)
        words = self.chance.sample(
            "audit learning practice family voice moderation plan review impact record".split(), 4
        )
        return f"Number {number} says that {' '.join(words)} matter & count <here>."

    def answers(self) -> list[Any]:
        """Return the paragraphs inside the boxes."""
        return [
            each for box in self.document.element.body.iter(qn("w:sdtContent")) for each in box.iterchildren(qn("w:p"))
        ]

    def headings(self) -> list[Paragraph]:
        """Return the headings that are left."""
        return [each for each in self.document.paragraphs if each.style.name.startswith("Heading")]

    @staticmethod
    def is_untouched(heading: Paragraph) -> bool:
        """Return whether no sentence was put into a heading; who deletes it would mean to delete that as well."""
        return "Number" not in "".join(heading._p.itertext())

    def tables(self) -> list[Table]:
        """Return the tables of statements that are left."""
        return [each for each in self.document.tables if len(each.columns) == 5]

    def saved(self, path: Path) -> Path:
        """Write the document."""
        self.document.save(str(path))
        return path


Mutation = Callable[[Mangled], None]


def deleted_headings(it: Mangled) -> None:
    found = [each for each in it.headings() if it.is_untouched(each)]
    for each in it.chance.sample(found, len(found) // 3):
        each._p.getparent().remove(each._p)


def retyped_headings(it: Mangled) -> None:
    for each in it.headings():
        if it.chance.random() < 0.4 and len(each.text) > 5 and it.is_untouched(each):
            at = it.chance.randrange(1, len(each.text) - 1)
            text = each.text[:at] + it.chance.choice("aeiou") + each.text[at + 1 :]
            for run in each.runs:
                run.text = ""
            each.add_run(text)


def table_in_an_answer(it: Mangled) -> None:
    answer = it.chance.choice(it.answers() or [it.document.paragraphs[-1]._p])
    table = it.document.add_table(2, 3)
    for row in table.rows:
        for cell in row.cells:
            cell.text = it.sentence()
            it.expected.append(cell.text)
    answer.addnext(table._tbl)


def tracked_changes(it: Mangled) -> None:
    for element in it.chance.sample(it.answers(), min(3, len(it.answers()))):
        put_in, taken_out = it.sentence(), it.sentence()
        it.expected.append(put_in)
        it.struck.append(taken_out)
        for kind, tag, text in (("ins", "t", put_in), ("del", "delText", taken_out), ("moveFrom", "t", taken_out)):
            change = _xml(
                f'<w:{kind} {nsdecls("w")} w:id="9{len(it.struck)}" w:author="A"><w:r><w:{tag}/></w:r></w:{kind}>'
            )
            change[0][0].text = f" {text} "
            element.append(change)


def struck_paragraph_end(it: Mangled) -> None:
    first, second = it.sentence(), it.sentence()
    it.expected += [first, second]
    paragraphs = [it.document.add_paragraph(f"{first} "), it.document.add_paragraph(second)]
    paragraphs[0]._p.get_or_add_pPr().append(_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="71" w:author="A"/></w:rPr>'))
    place = it.chance.choice(it.answers() or [it.document.paragraphs[0]._p])
    for each in reversed(paragraphs):
        place.addnext(each._p)


def struck_row(it: Mangled) -> None:
    for table in it.tables()[:1]:
        row = table.add_row()
        row.cells[0].text = it.sentence()
        it.struck.append(row.cells[0].text)
        row._tr.get_or_add_trPr().append(_xml(f'<w:del {nsdecls("w")} w:id="72" w:author="A"/>'))


def comments(it: Mangled) -> None:
    runs = [run for each in it.document.paragraphs for run in each.runs]
    if runs:
        text = it.sentence()
        it.document.add_comment(it.chance.choice(runs), text=text, author="QA lead", initials="QL")
        it.expected.append(text)


def merged_cells(it: Mangled) -> None:
    for table in it.tables():
        row = table.add_row()
        row.cells[0].text, row.cells[1].text = it.sentence(), it.sentence()
        it.expected += [row.cells[0].text, row.cells[1].text]
        row.cells[0].merge(row.cells[it.chance.randrange(1, 5)])
        below = table.add_row()
        below.cells[2].text = it.sentence()
        it.expected.append(below.cells[2].text)
        row.cells[4].merge(below.cells[4])


def filled_by_two(it: Mangled) -> None:
    """Two people's copies pasted below one another."""
    body = it.document.element.body
    twice = [copy.deepcopy(each) for each in body if each.tag != qn("w:sectPr")]
    text = it.sentence()
    for each in twice:
        for words in each.iter(qn("w:t")):
            if words.text == "Write here.":
                words.text = text
                it.expected.append(text)
        body.insert(len(body) - 1, each)


def text_box(it: Mangled) -> None:
    inside = it.sentence()
    it.expected.append(inside)
    content = f"<w:txbxContent><w:p><w:r><w:t>{_escaped(inside)}</w:t></w:r></w:p></w:txbxContent>"
    box = _xml(
        f'<w:r {nsdecls("w")}><mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice Requires="wps"><w:drawing>'
        f'<wps:wsp xmlns:wps="{_W14}"><wps:txbx>{content}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{content}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    it.chance.choice(it.document.paragraphs)._p.append(box)


def footnote(it: Mangled) -> None:
    said, forgotten = it.sentence(), it.sentence()
    it.expected += [said, forgotten]
    package = it.document.part.package
    if any(rel.reltype == _NOTES for rel in it.document.part.rels.values()):
        it.expected = it.expected[:-2]
        return
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{_escaped(text)}</w:t></w:r></w:p></w:footnote>'
        for number, text in ((5, said), (6, forgotten))
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(
        PackURI("/word/footnotes.xml"), kind, f"<w:footnotes {nsdecls('w')}>{notes}</w:footnotes>".encode(), package
    )
    it.document.part.relate_to(part, _NOTES)
    it.chance.choice(it.document.paragraphs)._p.append(
        _xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="5"/></w:r>')
    )


def nested_table(it: Mangled) -> None:
    for table in it.tables()[:1]:
        row = table.add_row()
        row.cells[0].text = it.sentence()
        it.expected.append(row.cells[0].text)
        inner = row.cells[it.chance.randrange(5)].add_table(2, 2)
        for cell in (inner.cell(0, 0), inner.cell(1, 1)):
            cell.text = it.sentence()
            it.expected.append(cell.text)


def boxes_gone(it: Mangled) -> None:
    """As other word processors write it again."""
    for box in list(it.document.element.body.iter(qn("w:sdt"))):
        for each in list(box.find(qn("w:sdtContent"))):
            box.addprevious(each)
        box.getparent().remove(box)


def bookmarks_gone(it: Mangled) -> None:
    for name in ("w:bookmarkStart", "w:bookmarkEnd"):
        for each in list(it.document.element.body.iter(qn(name))):
            each.getparent().remove(each)


def properties_gone(it: Mangled) -> None:
    package = it.document.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype.endswith("custom-properties")]:
        package.rels.pop(key)


def footer_rewritten(it: Mangled) -> None:
    text = it.sentence()
    it.expected.append(text)
    for each in it.document.sections[0].footer.paragraphs:
        each.text = ""
    it.document.sections[0].footer.paragraphs[0].text = text


def written_behind_guidance(it: Mangled) -> None:
    found = [each for each in it.document.paragraphs if each.style.name == "Form guidance"]
    for each in it.chance.sample(found, min(3, len(found))):
        text = it.sentence()
        each.add_run(f" {text}")
        it.expected.append(text)


def written_everywhere(it: Mangled) -> None:
    for each in it.chance.sample(it.document.paragraphs, 5):
        text = it.sentence()
        each.insert_paragraph_before(text)
        it.expected.append(text)
    text = it.sentence()
    it.document.add_paragraph(text)
    it.expected.append(text)


def answer_over_heading(it: Mangled) -> None:
    for each in it.chance.sample(it.headings(), min(2, len(it.headings()))):
        text = it.sentence()
        for run in each.runs:
            run.text = ""
        each.add_run(text)
        it.expected.append(text)


def column_added(it: Mangled) -> None:
    for table in it.tables()[:1]:
        from docx.shared import Cm

        table.add_column(Cm(2))
        for row in table.rows[:2]:
            row.cells[-1].text = it.sentence()
            it.expected.append(row.cells[-1].text)


def header_row_deleted(it: Mangled) -> None:
    for table in it.tables()[:1]:
        if any(cell.text for cell in table.rows[1].cells):
            table._tbl.remove(table.rows[0]._tr)


def broken_runs(it: Mangled) -> None:
    """A sentence in many runs, a link, a tab, a line break and an inline control."""
    for element in it.chance.sample(it.answers(), min(2, len(it.answers()))):
        text = it.sentence()
        it.expected.append(text)
        first, second = (f'<w:t xml:space="preserve">{_escaped(part)}</w:t>' for part in (text[:20], text[20:]))
        element.append(_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="x"><w:r><w:br/>{first}</w:r></w:hyperlink>'))
        inside = f"<w:sdtContent><w:r>{second}<w:tab/></w:r></w:sdtContent>"
        element.append(_xml(f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="other"/></w:sdtPr>{inside}</w:sdt>'))


def sections_swapped(it: Mangled) -> None:
    body = it.document.element.body
    tops = [each._p for each in it.headings() if each.style.name == "Heading 1"]
    if len(tops) > 1:
        elements = list(body)
        start, second = elements.index(tops[0]), elements.index(tops[-1])
        for each in elements[start:second]:
            body.insert(len(body) - 1, each)


def old_words(it: Mangled) -> None:
    """Headings as another version of the form had them."""
    old = {"What we want to say": "Your answer", "Plans for the next 12 months": "Plans", "Statements": "Claims"}
    for each in it.headings():
        if each.text in old:
            each.runs[0].text = old[each.text]


def in_the_header(it: Mangled) -> None:
    text = it.sentence()
    it.document.sections[0].header.paragraphs[0].text = text
    it.expected.append(text)


def written_in_boxes(it: Mangled) -> None:
    """What everybody does: write into boxes, some left as they are."""
    for element in it.answers():
        words = list(element.iter(qn("w:t")))
        if words and words[0].text == "Write here." and it.chance.random() < 0.6:
            text = it.sentence()
            words[0].text = text
            it.expected.append(text)


MUTATIONS: tuple[Mutation, ...] = (
    deleted_headings,
    retyped_headings,
    table_in_an_answer,
    tracked_changes,
    struck_paragraph_end,
    struck_row,
    comments,
    merged_cells,
    text_box,
    footnote,
    nested_table,
    boxes_gone,
    bookmarks_gone,
    properties_gone,
    footer_rewritten,
    written_behind_guidance,
    written_everywhere,
    answer_over_heading,
    column_added,
    header_row_deleted,
    broken_runs,
    sections_swapped,
    old_words,
    in_the_header,
    filled_by_two,
)


def mangled(form: bytes, said: list[str], seed: int) -> Mangled:
    """Return a filled form after one to six mutations; `said` are the sentences it was filled with."""
    chance = random.Random(seed)
    it = Mangled(Document(BytesIO(form)), chance, list(said))
    written_in_boxes(it)
    first = MUTATIONS[seed % len(MUTATIONS)]  # each comes alone or first in turn
    more = chance.sample([each for each in MUTATIONS if each is not first], chance.randrange(6))
    for mutation in (first, *more):
        mutation(it)
        it.done.append(mutation.__name__)
    return it


def _xml(text: str) -> Any:
    return parse_xml(text)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
