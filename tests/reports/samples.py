"""Documents that the report tests share: one with every kind of block, an empty one, a huge one."""

from datetime import UTC, datetime

from peer_challenge.reports import charts
from peer_challenge.reports.document import (
    Block,
    Bullets,
    Callout,
    CalloutKind,
    Contents,
    Document,
    Heading,
    Item,
    Numbered,
    PageBreak,
    Pairs,
    Paragraph,
    Quote,
    Run,
    Table,
    Title,
    Tone,
    WritingLines,
    bar_figure,
    stacked_figure,
)

CREATED = datetime(2026, 11, 19, 10, 42, tzinfo=UTC)
STAGES = (("Preparation", 310.0), ("Reading the SEF", 145.0), ("Session", 680.0), ("Travel", 95.0))
ROWS = (charts.Bar("Slough", (120, 60, 200)), charts.Bar("Windsor and Maidenhead with a long name", (90, 0, 18.5)))
SERIES = ("Preparation", "Write-up", "Session")
SENTENCE = "Learning from audit reaches the front line within a month; Łucja and Siân heard it – “twice”. "


def document(*blocks: Block, **more) -> Document:
    fields = {
        "title": "Peer challenge feedback: Slough",
        "created": CREATED,
        "marking": "OFFICIAL-SENSITIVE",
        "status": "Draft",
        "reference": "PC-2026-SLO-1",
        "author": "South East region",
    }
    return Document(blocks=blocks, **(fields | more))


def every_block() -> Document:
    linked = (
        Run("What the SEF says. ", strong=True),
        Run("The framework was renewed; see the "),
        Run("regional framework and its long list of questions, which goes over a line", link="https://example.org/qa"),
        Run(", self-evaluation and "),
        Run("the inbox", strong=True, link="mailto:qa@example.org"),
        Run("."),
    )
    return document(
        Title("Peer challenge feedback: Slough", "Session on 5 November 2026"),
        Paragraph("How the framework makes a difference. " * 3, Tone.LEAD),
        Pairs((("Host", "Slough"), ("Challengers", "Kent, Oxfordshire"), ("Read", linked))),
        Contents(depth=2),
        PageBreak(),
        Heading(1, "On one page"),
        Heading(2, "Strengths"),
        Bullets((Item(SENTENCE * 2, "Rests on the SEF; no audit seen."), "Short", linked, "  ")),
        Heading(2, "Questions"),
        Numbered(tuple(f"Question {n}?" for n in range(12))),
        Callout(CalloutKind.ASK, "What we ask", (Paragraph("By 3 December:"), Bullets(("One", "Two")))),
        Callout(CalloutKind.NOTE, "Only words", ()),
        Heading(1, "How well does the framework work?"),
        Paragraph(linked),
        Paragraph("   "),
        Quote("Rwy’n dysgu bob tro, ŵyr pawb hynny. 😀 ✓", "Social worker"),
        Table(
            ("Theme", "What we saw", "Findings"),
            (("Audit", linked, "6"), ("Voice", "", "3"), ("Cover", SENTENCE * 40, "2")),
            caption="Findings by theme",
            numbers=frozenset({2}),
            row_headers=True,
        ),
        Heading(2, "Time"),
        Heading(3, "By stage"),
        bar_figure(STAGES, ("Stage", "Minutes"), "minutes", "Minutes by stage"),
        stacked_figure(ROWS, SERIES, "Authority"),
        WritingLines(3),
        Paragraph("Checked by the host.", Tone.QUIET),
    )


def huge() -> Document:
    blocks: list[Block] = [Title("Every finding of the round"), Contents(depth=2)]
    for line in range(10):
        blocks.append(Heading(1, f"Line of enquiry {line}"))
        for number in range(30):
            blocks.append(Heading(2, f"Finding {line}.{number}"))
            blocks.append(Paragraph(SENTENCE * (1 + (number * 7 + line) % 9)))
            if number % 6 == 0:
                blocks.append(Bullets(tuple(Item(SENTENCE, "Rests on the SEF.") for _ in range(3))))
    rows = tuple((f"Finding {n}", SENTENCE * (n % 3 + 1), str(n)) for n in range(120))
    blocks.append(Table(("Name", "Words", "Number"), rows, widths=(2, 5, 1), row_headers=True))
    return document(*blocks)
