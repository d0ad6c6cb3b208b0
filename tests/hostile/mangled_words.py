"""What people type into Word forms: tables, notes, tracked changes, fields and all that Word offers."""

from lxml import etree

from tests.hostile.mangled_papers import BY, Paper, paper_ways, remove
from tests.hostile.mangled_parts import TYPE, escape, nodes, par, run, table, w

PARTS = "wordprocessingml"
typed = paper_ways.at(TYPE)


def _inserted(paper: Paper, inside: str) -> str:
    return f'<w:ins w:id="{paper.id()}" {BY}>{inside}</w:ins>'


def _deleted(paper: Paper) -> str:
    gone = run(paper.typist.strike()).replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
    return f'<w:del w:id="{paper.id()}" {BY}>{gone}</w:del>'


def _root(name: str, inside: str) -> str:
    return etree.tostring(nodes(f"<w:{name}>{inside}</w:{name}>")[0], encoding="unicode")


@typed
def answer_as_table(paper: Paper) -> None:
    """A table under the box, the box left alone."""
    rows = [[par(paper.say()), par(paper.say())] for _ in range(3)]
    headed = table([[par(run("Theme")), par(run("What we do"))], *rows])
    paper.rng.choice(paper.boxes()).addnext(nodes(headed)[0])


@typed
def table_in_answer(paper: Paper) -> None:
    box = paper.rng.choice(paper.boxes())
    rows = [[par(paper.say()), par(run(str(number)))] for number in (2024, 2025)]
    paper.type_in(box, par(paper.say()) + table(rows) + par(paper.say()))


@typed
def nested_table(paper: Paper) -> None:
    inner = table([[par(paper.say()), par(paper.say())]])
    if paper.rng.random() < 0.5:
        outer = table([[par(paper.say()), inner + par(paper.say())]])
        paper.type_in(paper.rng.choice(paper.boxes()), outer + par())
    else:
        paper.rng.choice(paper.cells()).extend(nodes(inner + par()))


@typed
def cells_merged_across(paper: Paper) -> None:
    first, second, *_ = paper.cells()
    first.extend([*nodes(par(paper.say())), *second.findall(w("p"))])
    first.find(w("tcPr")).extend(nodes('<w:gridSpan w:val="2"/>'))
    remove(second)


@typed
def cells_merged_down(paper: Paper) -> None:
    rows = paper.rng.choice(paper.tables()).findall(w("tr"))[1:]
    column = paper.rng.randrange(2)
    for number, row in enumerate(rows):
        cell = row.findall(w("tc"))[column]
        cell.find(w("tcPr")).extend(nodes('<w:vMerge w:val="restart"/>' if not number else "<w:vMerge/>"))
        row.findall(w("tc"))[column + 1].extend(nodes(par(paper.say())))
        if not number:
            cell.extend(nodes(par(paper.say())))


@typed
def rows_added(paper: Paper) -> None:
    for grid in paper.tables():
        for _ in range(3):
            row = nodes(table([[par(paper.say()) for _ in range(5)]]))[0].find(w("tr"))
            grid.append(row)


@typed
def column_added(paper: Paper) -> None:
    grid = paper.rng.choice(paper.tables())
    column = paper.rng.randrange(len(grid.find(w("tr")).findall(w("tc"))))
    grid.find(w("tblGrid")).insert(column, nodes('<w:gridCol w:w="1000"/>')[0])
    for number, row in enumerate(grid.findall(w("tr"))):
        words = par(paper.say()) if number else par(run("Who leads"))
        row.findall(w("tc"))[: column + 1][-1].addprevious(nodes(table([[words]]))[0].find(f"{w('tr')}/{w('tc')}"))


@typed
def columns_swapped(paper: Paper) -> None:
    for row in paper.rng.choice(paper.tables()).findall(w("tr")):
        cells = row.findall(w("tc"))
        cells[0].addprevious(cells[1])
    for cell in paper.cells()[:2]:
        cell.extend(nodes(par(paper.say())))


@typed
def table_header_deleted(paper: Paper) -> None:
    grid = paper.rng.choice(paper.tables())
    for cell in grid.findall(w("tr"))[-1].findall(w("tc")):
        cell.extend(nodes(par(paper.say())))
    if len(grid.findall(w("tr"))) > 2:
        remove(grid.find(w("tr")))


@typed
def tracked_insertion(paper: Paper) -> None:
    mark = f'<w:rPr><w:ins w:id="{paper.id()}" {BY}/></w:rPr>'
    start, end = paper.halves()
    paper.put(par(_inserted(paper, paper.say()), properties=mark))
    paper.put(par(run(start), _inserted(paper, run(end))))
    row = nodes(table([[par(_inserted(paper, paper.say())) for _ in range(5)]]))[0].find(w("tr"))
    row.insert(0, nodes(f'<w:trPr><w:ins w:id="{paper.id()}" {BY}/></w:trPr>')[0])
    paper.tables()[0].append(row)


@typed
def tracked_deletion(paper: Paper) -> None:
    """A sentence within a sentence, one somebody else had put in, and the end of a paragraph."""
    start, end = paper.halves()
    paper.put(par(run(start), _deleted(paper), run(end)))
    paper.put(par(_inserted(paper, _deleted(paper)), paper.say()))
    first, second = paper.halves()
    gone = f'<w:rPr><w:del w:id="{paper.id()}" {BY}/></w:rPr>'
    paper.put(par(run(first), properties=gone) + par(run(second)))


@typed
def moved_text(paper: Paper) -> None:
    sentence, name, ids = paper.say(), f"move{paper.id()}", (paper.id(), paper.id())
    for kind, key in zip(("From", "To"), ids, strict=True):
        start = f'<w:move{kind}RangeStart w:id="{key}" {BY} w:name="{name}"/>'
        moved = f'<w:move{kind} w:id="{paper.id()}" {BY}>{sentence}</w:move{kind}>'
        paper.put(par(start, moved, f'<w:move{kind}RangeEnd w:id="{key}"/>', run(" "), paper.say()))


@typed
def comment(paper: Paper) -> None:
    said = f'<w:comment w:id="0" {BY} w:initials="SR">{par(paper.say())}{par(paper.say())}</w:comment>'
    paper.add_part(paper.main, "comments", "word/comments.xml", f"{PARTS}.comments", _root("comments", said))
    anchor = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    paper.put(par(anchor[0], paper.say(), anchor[1], '<w:r><w:commentReference w:id="0"/></w:r>'))


@typed
def footnote(paper: Paper) -> None:
    kind = paper.rng.choice(("footnote", "endnote"))
    ruled = "".join(
        f'<w:{kind} w:type="{line}" w:id="{key}">{par(f"<w:r><w:{line}/></w:r>")}</w:{kind}>'
        for key, line in enumerate(("separator", "continuationSeparator"), start=-1)
    )
    note = f'<w:{kind} w:id="2">{par(f"<w:r><w:{kind}Ref/></w:r>", paper.say())}</w:{kind}>'
    path = f"word/{kind}s.xml"
    paper.add_part(paper.main, f"{kind}s", path, f"{PARTS}.{kind}s", _root(f"{kind}s", ruled + note))
    start, end = paper.halves()
    paper.put(par(run(start), f'<w:r><w:{kind}Reference w:id="2"/></w:r>', run(end)))


@typed
def text_box(paper: Paper) -> None:
    """As Word saves it: once as a shape and once more for older programs."""
    box = f"<w:txbxContent>{par(paper.say())}{par(paper.say())}</w:txbxContent>"
    size = '<wp:extent cx="2000000" cy="900000"/>'
    shape = (
        f'<w:drawing><wp:inline>{size}<wp:docPr id="{paper.id()}" name="Text box"/>'
        '<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="900000"/>'
        f'</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{box}</wps:txbx><wps:bodyPr/>'
        "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    older = f'<w:pict><v:shape style="width:150pt;height:70pt"><v:textbox>{box}</v:textbox></v:shape></w:pict>'
    both = f'<mc:AlternateContent><mc:Choice Requires="wps">{shape}</mc:Choice><mc:Fallback>{older}</mc:Fallback>'
    paper.put(par(f"<w:r>{both}</mc:AlternateContent></w:r>", paper.say()))


@typed
def content_control(paper: Paper) -> None:
    def control(inside: str, kind: str = "") -> str:
        sort = f'<w:sdtPr><w:id w:val="{paper.id()}"/>{kind}</w:sdtPr>'
        return f"<w:sdt>{sort}<w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    ticked = control(run("☒"), '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>')
    chosen = paper.typist.say()
    listed = control(run(chosen), f"<w:dropDownList><w:listItem w:value={_quoted(chosen)}/></w:dropDownList>")
    box = paper.rng.choice(paper.boxes())
    paper.type_in(box, control(par(paper.say()) + control(par(paper.say()))))
    paper.type_in(box, par(ticked, paper.say()) + par(listed) + par(run("Lead: "), control(paper.say(), "<w:text/>")))


def _quoted(text: str) -> str:
    return f'"{escape(text)}"'


@typed
def hyperlink(paper: Paper) -> None:
    key = paper.add_relation(paper.main, "hyperlink", "https://example.org/framework", external=True)
    start, end = paper.halves()
    paper.put(par(run(start), f'<w:hyperlink r:id="{key}">{run(end)}</w:hyperlink>'))
    paper.put(par(f'<w:hyperlink w:anchor="_top">{paper.say()}</w:hyperlink>'))


@typed
def field(paper: Paper) -> None:
    """Fields old and new, and the grey boxes of old Word forms: what they show is what was said."""
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")}
    for code in ("REF answer", "FORMTEXT", 'INCLUDETEXT "plan.docx"'):
        order = f"<w:r><w:instrText xml:space='preserve'> {code} </w:instrText></w:r>"
        paper.put(par(marks["begin"], order, marks["separate"], paper.say(), marks["end"]))
    paper.put(par(f'<w:fldSimple w:instr=" TITLE ">{paper.say()}</w:fldSimple>'))


@typed
def lists(paper: Paper) -> None:
    numbered = '<w:pStyle w:val="ListBullet"/><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    paper.put("".join(par(paper.say(), properties=numbered.format(level=level)) for level in (0, 1, 2, 0)))
    paper.put("".join(par(run(mark), paper.say()) for mark in ("• ", "- ", "1. ", "(b)\u00a0")))


@typed
def header_and_footer(paper: Paper) -> None:
    header = _root("hdr", par(paper.say("Draft {n} for the board")))
    key = paper.add_part(paper.main, "header", "word/header9.xml", f"{PARTS}.header", header)
    paper.body[-1].insert(0, nodes(f'<w:headerReference w:type="default" r:id="{key}"/>')[0])
    for name in [each for each in paper.parts if each.startswith("word/footer")]:
        root = etree.fromstring(paper.parts[name])
        root.extend(nodes(par(paper.say())))
        paper.parts[name] = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


@typed
def hidden_text(paper: Paper) -> None:
    paper.put(par(paper.say(), paper.say(properties="<w:vanish/>")))


@typed
def page_break(paper: Paper) -> None:
    section = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    start, end = paper.halves()
    paper.put(par(paper.say(), '<w:r><w:br w:type="page"/></w:r>', paper.say()))
    paper.put(par(run(start), "<w:r><w:lastRenderedPageBreak/></w:r>", run(end)))
    paper.rng.choice(paper.boxes()).addnext(nodes(par(paper.say(), properties=section))[0])


@typed
def line_breaks(paper: Paper) -> None:
    lines = [escape(paper.typist.say()) for _ in range(4)]
    texts = [f'<w:t xml:space="preserve">{line}</w:t>' for line in lines]
    paper.put(par("<w:r>", texts[0], "<w:br/>", texts[1], "<w:tab/>", texts[2], "<w:cr/>", texts[3], "</w:r>"))


@typed
def smart_quotes(paper: Paper) -> None:
    paper.put(par(paper.say("Staff call it “part of the job”, and don’t yet know why – or for how long… in {n} teams")))
    paper.put(par(paper.say("Yr Ŵyl, café and naïve ‘quotes’ ✓ 😀 cost £{n}½ – ﬁne")))


@typed
def unbreaking_spaces(paper: Paper) -> None:
    for space in ("\u00a0", "\u202f", "\u2009"):
        paper.put(par(run(paper.typist.say().replace(" ", space))))
    start, end = paper.typist.say("We keep a follow-up of {n} teams").split("-", 1)
    paper.put(par(run(start), "<w:r><w:noBreakHyphen/></w:r>", run(end)))


@typed
def soft_hyphens(paper: Paper) -> None:
    for unseen in ("\u00ad", "\u200b"):
        paper.put(par(run(paper.typist.say().replace("e", f"e{unseen}"))))
    start, end = paper.halves()
    paper.put(par(run(start), "<w:r><w:softHyphen/></w:r>", run(end)))


@typed
def smart_tag(paper: Paper) -> None:
    """What Word 2003 and other programs wrap words in."""
    for open_tag in ('w:smartTag w:uri="urn:x" w:element="place"', 'w:customXml w:element="note"', 'w:bdo w:val="ltr"'):
        start, end = paper.halves()
        paper.put(par(run(start), f"<{open_tag}>{run(end)}</{open_tag.split()[0]}>"))
