"""Word forms as people bend them, type into them and save them."""

import re
from copy import deepcopy

from lxml import etree

from tests.hostile.mangled_parts import (
    SAVE,
    SHAPE,
    TYPE,
    WRITE,
    Element,
    Package,
    Typist,
    Ways,
    nodes,
    other_prefixes,
    par,
    run,
    strict_namespace,
    table,
    text_of,
    w,
)

BY = 'w:author="Second reader" w:date="2026-10-01T09:00:00Z"'
HEADINGS = ("Heading1", "Heading2")
paper_ways = Ways()


class Paper(Package):
    """A Word form: its headings, guidance, boxes and tables as they stand in the body."""

    main = "word/document.xml"

    def __init__(self, content: bytes, typist: Typist) -> None:
        super().__init__(content, typist)
        self.root = etree.fromstring(self.parts[self.main])
        self.body: Element = self.root.find(w("body"))

    def style(self, element: Element) -> str:
        return next((each.get(w("val")) for each in element.findall(f"{w('pPr')}/{w('pStyle')}")), "")

    def headings(self, *styles: str) -> list[Element]:
        return [each for each in self.body.iter(w("p")) if self.style(each) in (styles or HEADINGS)]

    def guidance(self) -> list[Element]:
        return [each for each in self.body if "guidance" in self.style(each).lower()]

    def boxes(self) -> list[Element]:
        return self.body.findall(w("sdt"))

    def tables(self) -> list[Element]:
        return [each for each in self.body.findall(w("tbl")) if len(each.findall(w("tr"))) > 1]

    def cells(self) -> list[Element]:
        """Of one row of answers."""
        return self.rng.choice(self.rng.choice(self.tables()).findall(w("tr"))[1:]).findall(w("tc"))

    def parts_under(self, style: str) -> list[list[Element]]:
        """The body in pieces, each a heading of that style and what follows to the next heading as high."""
        pieces: list[list[Element]] = []
        for each in self.body:
            if self.style(each) in HEADINGS[: HEADINGS.index(style) + 1]:
                pieces.append([])
            if pieces and each.tag != w("sectPr"):
                pieces[-1].append(each)
        return [piece for piece in pieces if self.style(piece[0]) == style]

    def type_in(self, box: Element, xml: str, clear: bool = True) -> None:
        """Into a box, in place of "Write here."."""
        inside = box.find(w("sdtContent"))
        if (shown := box.find(f"{w('sdtPr')}/{w('showingPlcHdr')}")) is not None:
            shown.getparent().remove(shown)
            inside[:] = [] if clear else inside[:]
        inside.extend(nodes(xml))

    def some(self, of: list[Element], most: int) -> list[Element]:
        """At most so many of them, as they come."""
        return self.rng.sample(of, min(most, len(of)))

    def put(self, xml: str) -> None:
        """Type it wherever people type: mostly in a box, or in a cell, or under a box."""
        spot = self.rng.choice(("box", "box", "box", "cell", "under"))
        box = self.rng.choice(self.boxes())
        if spot == "box":
            self.type_in(box, xml)
        elif spot == "cell":
            self.rng.choice(self.cells()).extend(nodes(xml + par()))
        else:
            for each in reversed(nodes(xml)):
                box.addnext(each)

    def say(self, saying: str = "", properties: str = "") -> str:
        """A new sentence as one run."""
        return run(self.typist.say(saying), properties)

    def halves(self) -> tuple[str, str]:
        """A new sentence in two."""
        sentence = self.typist.say()
        middle = sentence.index(" ", len(sentence) // 3)
        return sentence[:middle], sentence[middle:]

    def write_back(self) -> None:
        self.parts[self.main] = etree.tostring(self.root, encoding="UTF-8", xml_declaration=True, standalone=True)


def remove(*elements: Element) -> None:
    for each in elements:
        each.getparent().remove(each)


def unmarked(elements: list[Element]) -> list[Element]:
    """A copy as pasting makes it: without bookmarks, notes, comments and the numbers of boxes."""
    copies = deepcopy(elements)
    marks = ("bookmarkStart", "bookmarkEnd", "commentReference", "commentRangeStart", "commentRangeEnd")
    for copied in copies:
        lost = [*copied.iter(*map(w, (*marks, "footnoteReference", "endnoteReference")))]
        remove(*lost, *(each for box in copied.iter(w("sdtPr")) for each in box.findall(w("id"))))
    return copies


@paper_ways.at(SHAPE)
def heading_deleted(paper: Paper) -> None:
    remove(*paper.some(paper.headings(), paper.rng.choice((1, 2, 4))))


@paper_ways.at(SHAPE)
def heading_reworded(paper: Paper) -> None:
    for each in paper.some(paper.headings(), 3):
        old = text_of(each)
        new = paper.rng.choice((old.upper(), f"Section: {old.lower()}", "Our answer", old[: len(old) // 2], old + ":"))
        texts = [*each.iter(w("t"))]
        for text in texts:
            text.text = ""
        texts[0].text = new


@paper_ways.at(SHAPE)
def heading_as_text(paper: Paper) -> None:
    for each in paper.some(paper.headings(), 4):
        remove(each.find(w("pPr")))
        for part in each.iter(w("r")) if paper.rng.random() < 0.5 else ():
            part.insert(0, nodes("<w:rPr><w:b/></w:rPr>")[0])


@paper_ways.at(SHAPE)
def guidance_deleted(paper: Paper) -> None:
    remove(*(each for each in paper.guidance() if paper.rng.random() < 0.8))


@paper_ways.at(SHAPE)
def older_form(paper: Paper) -> None:
    blocks = paper.parts_under("Heading1")
    if len(blocks) > 1 and paper.rng.random() < 0.5:
        remove(*blocks[-1])
        return
    pieces = [piece for piece in paper.parts_under("Heading2") if all(each.tag != w("tbl") for each in piece)]
    for piece in paper.some(pieces, 3):
        remove(*piece)


@paper_ways.at(SHAPE)
def sections_reordered(paper: Paper) -> None:
    pieces = paper.parts_under(paper.rng.choice(("Heading1", "Heading2")))
    first, *others = pieces if len(pieces) > 1 else [[each] for each in paper.boxes()]
    for each in paper.rng.choice(others):
        first[0].addprevious(each)


def _identifier(paper: Paper, change: str) -> None:
    for name, content in paper.parts.items():
        if name.startswith("word/footer"):
            paper.parts[name] = re.sub(rb"[^<>]*SEF-[\w-]+", change.encode(), content)
        if name == "docProps/custom.xml" and paper.rng.random() < 0.5:
            paper.parts[name] = re.sub(rb"SEF-[\w-]+", change.encode(), content)


@paper_ways.at(SHAPE)
def identifier_deleted(paper: Paper) -> None:
    _identifier(paper, "")


@paper_ways.at(SHAPE)
def identifier_altered(paper: Paper) -> None:
    _identifier(paper, paper.rng.choice(("SEF-1-f38428f2", "SEF-9-000000000000-000000000000-000000000000", "SEF 2026")))


@paper_ways.at(SHAPE)
def identifier_duplicated(paper: Paper) -> None:
    footer = next(content for name, content in paper.parts.items() if name.startswith("word/footer"))
    for line in re.findall(r"[^<>]*SEF-[\w-]+", footer.decode()):
        paper.body.insert(paper.rng.choice((0, 3)), nodes(par(run(line)))[0])


@paper_ways.at(TYPE)
def text_in_guidance(paper: Paper) -> None:
    for each in paper.some(paper.guidance() or paper.headings() or list(paper.body.iter(w("p"))), 2):
        each.extend(nodes(paper.say(properties="<w:i/>")))


@paper_ways.at(TYPE)
def text_in_heading(paper: Paper) -> None:
    each = paper.rng.choice(paper.headings() or paper.guidance())
    each.extend(nodes(run(": ") + paper.say()))


@paper_ways.at(TYPE)
def text_between_boxes(paper: Paper) -> None:
    for _ in range(3):
        paper.rng.choice(paper.boxes()).addnext(nodes(par(paper.say()))[0])


@paper_ways.at(TYPE)
def covering_note(paper: Paper) -> None:
    paper.body.insert(paper.rng.choice((0, 1, 2)), nodes(par(paper.say("Dear colleagues, {n} of us wrote this")))[0])
    paper.body[-1].addprevious(nodes(par(paper.say()))[0])


@paper_ways.at(TYPE)
def placeholder_kept(paper: Paper) -> None:
    for box in paper.some(paper.boxes(), 3):
        paper.type_in(box, par(paper.say()), clear=False)


@paper_ways.at(TYPE)
def text_in_placeholder(paper: Paper) -> None:
    for box in paper.some(paper.boxes(), 3):
        last = [*box.iter(w("p"))][-1]
        last.extend(nodes(run(" ") + paper.say()))


@paper_ways.at(TYPE)
def all_in_one_box(paper: Paper) -> None:
    box = paper.boxes()[0]
    for heading in ("What we want to say", "Gaps", "Plans for the next 12 months", "Asks", "Offers"):
        paper.type_in(box, par(run(heading)) + par(paper.say()))


@paper_ways.at(TYPE)
def three_hundred_paragraphs(paper: Paper) -> None:
    boxes = paper.some(paper.boxes(), 3)
    for number in range(300):
        paper.type_in(boxes[number // 100], par(paper.say()))


@paper_ways.at(TYPE)
def two_people(paper: Paper) -> None:
    """The second writes under the first, or pastes a whole form of their own under the first's."""
    boxes = paper.boxes()[:4]
    if paper.rng.random() < 0.5:
        first, *_ = paper.parts_under("Heading1") or [list(paper.body)[:-1]]
        copied = unmarked(first)
        for each in copied:
            paper.body[-1].addprevious(each)
        boxes += [each for each in copied if each.tag == w("sdt")]
    for box in boxes:
        paper.type_in(box, par(paper.say()))
        paper.type_in(box, par(run("JW, 12 October: "), paper.say(properties="<w:color w:val='C00000'/>")))


@paper_ways.at(SAVE)
def part_copied_twice(paper: Paper) -> None:
    piece = paper.rng.choice([*paper.parts_under("Heading2"), [paper.boxes()[0]]])
    for each in reversed(unmarked(piece)):
        piece[-1].addnext(each)


@paper_ways.at(SAVE)
def empty_form(paper: Paper) -> None:
    """Sent back with every answer taken out, and nothing said."""
    for box in paper.boxes():
        box.find(w("sdtContent"))[:] = nodes(par())
    for each in paper.tables():
        remove(*(mark for row in each.findall(w("tr"))[1:] for mark in list(row.iter(w("r")))))


@paper_ways.at(SAVE)
def boxes_unwrapped(paper: Paper) -> None:
    """Pasted into a new document: the text of the boxes stands free."""
    for box in paper.boxes():
        for each in list(box.find(w("sdtContent"))):
            box.addprevious(each)
        remove(box)


@paper_ways.at(SAVE)
def saved_by_libreoffice(paper: Paper) -> None:
    """A box shrinks to a control round the words of its first paragraph, without its tag; runs gain empty rPr."""
    for box in paper.boxes():
        first, *others = list(box.find(w("sdtContent")))
        alias = box.find(f"{w('sdtPr')}/{w('alias')}")
        if first.tag == w("p"):
            small = nodes(f"<w:sdt><w:sdtPr><w:id w:val='{paper.id()}'/></w:sdtPr><w:sdtContent/></w:sdt>")[0]
            small[0].append(alias)
            small[1].extend(each for each in list(first) if each.tag != w("pPr"))
            first.append(small)
        for each in (first, *others):
            box.addprevious(each)
        remove(box)
    for mark in paper.body.iter(w("r")):
        if mark.find(w("rPr")) is None:
            mark.insert(0, nodes("<w:rPr/>")[0])


@paper_ways.at(SAVE)
def styles_stripped(paper: Paper) -> None:
    remove(*paper.body.iter(w("pStyle"), w("rStyle"), w("tblStyle")))


@paper_ways.at(SAVE)
def bookmarks_lost(paper: Paper) -> None:
    remove(*paper.body.iter(w("bookmarkStart"), w("bookmarkEnd")))


@paper_ways.at(SAVE)
def runs_split(paper: Paper) -> None:
    """As years of editing and the spelling checker leave them."""
    for whole in list(paper.body.iter(w("r"))):
        texts, text = whole.findall(w("t")), text_of(whole)
        if len(texts) != 1 or len(whole) > 2 or whole[-1] is not texts[0]:
            continue
        size = paper.rng.randint(3, 11)
        for start in reversed(range(size, len(text), size)):
            part = deepcopy(whole)
            part.set(w("rsidR"), f"00{paper.rng.randrange(16**6):06X}")
            part.find(w("t")).text = text[start : start + size]
            part.find(w("t")).set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            whole.addnext(part)
            part.addprevious(nodes('<w:proofErr w:type="spellStart"/>')[0])
        texts[0].text = text[:size]
        texts[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


@paper_ways.at(SAVE)
def form_in_a_table(paper: Paper) -> None:
    """Pasted into the council's own template, which is one big table."""
    inside = list(paper.body)[:-1]
    frame = nodes(table([[par()]]))[0]
    paper.body.insert(0, frame)
    cell = next(frame.iter(w("tc")))
    for each in reversed(inside):
        cell.insert(1, each)


paper_ways.all |= {each.__name__: (WRITE, each) for each in (strict_namespace, other_prefixes)}
