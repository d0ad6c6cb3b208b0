"""Documents made by hypothesis: any block, any words, within what a document allows."""

from hypothesis import strategies as st

from peer_challenge.reports.document import (
    Bullets,
    Callout,
    CalloutKind,
    Contents,
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
)
from tests.reports.samples import SENTENCE, document

characters = st.one_of(
    st.sampled_from("aeiou ŵŷłśżő-/–—“”’…&<>*#\n😀👍✓→中文عש"), st.characters(exclude_categories=["C", "Zl", "Zp"])
)
texts = st.one_of(st.text(characters, max_size=80), st.integers(1, 15).map(lambda n: SENTENCE * n))
worded = texts.map(lambda text: f"Words {text}")
runs = st.one_of(
    texts,
    st.lists(
        st.one_of(
            st.builds(Run, texts, strong=st.booleans()),
            st.builds(Run, worded, link=st.just("https://example.org/a?b=1&c=(2)")),
        ),
        max_size=4,
    ).map(tuple),
)
items = st.lists(st.one_of(runs, st.builds(Item, runs, runs)), min_size=1, max_size=8).map(tuple)
inner = st.one_of(
    st.builds(Paragraph, runs, st.sampled_from(Tone)),
    st.builds(Bullets, items),
    st.builds(Numbered, items),
    st.builds(Pairs, st.lists(st.tuples(worded, runs), min_size=1, max_size=4).map(tuple)),
)


@st.composite
def tables(draw):
    columns = draw(st.integers(1, 5))
    row = st.lists(runs, min_size=columns, max_size=columns).map(tuple)
    header = draw(st.lists(worded, min_size=columns, max_size=columns).map(tuple))
    rows = draw(st.lists(row, min_size=1, max_size=4)) * draw(st.sampled_from([1, 1, 1, 12]))
    return Table(header, tuple(rows), draw(texts), row_headers=draw(st.booleans()), numbers=frozenset({columns - 1}))


@st.composite
def figures(draw):
    values = draw(st.lists(st.tuples(worded, st.floats(0, 1e6)), min_size=1, max_size=5))
    return bar_figure(values, ("Name", "Time"), "minutes", draw(texts))


@st.composite
def documents(draw):
    blocks = [draw(st.builds(Title, worded, texts))] if draw(st.booleans()) else []
    level = 0
    others = st.one_of(
        inner,
        tables(),
        figures(),
        st.builds(Quote, runs, texts),
        st.builds(Callout, st.sampled_from(CalloutKind), worded, st.lists(inner, max_size=3).map(tuple)),
        st.just(PageBreak()),
        st.builds(WritingLines, st.integers(1, 20)),
        st.builds(Contents, st.integers(1, 3)),
    )
    for _ in range(draw(st.integers(0, 12))):
        if draw(st.booleans()):
            level = draw(st.integers(1, min(3, level + 1)))
            blocks.append(Heading(level, draw(worded)))
        else:
            blocks.append(draw(others))
    return document(*blocks)
