"""What a round took and what it was worth, in every edition of the overview: nothing tells of fewer than three."""

from collections.abc import Iterator

from peer_challenge.reports.document import Block, Heading, Paragraph, Table, Tone, bar_figure
from peer_challenge.services.answer import AnswerView
from peer_challenge.services.answer_shared import (
    FEW_ANSWERS,
    headlines_for_others,
    stages_for_others,
    statement_for_others,
    usefulness_for_others,
)


def answer_blocks(view: AnswerView) -> Iterator[Block]:
    """Yield the answer, headline first; nothing before anybody has said anything."""
    if not view.time.person_minutes and not view.value.answers and not view.asked_at_six:
        return
    yield Heading(1, "Was it worth the time?")
    yield Paragraph(statement_for_others(view), Tone.LEAD)
    yield Table(
        ("Question", "Answer", "What it rests on"),
        tuple((each.question, each.figure, each.rests_on) for each in headlines_for_others(view)),
        widths=(0.27, 0.25, 0.48),
        row_headers=True,
    )
    yield from _stages(view)
    yield from _usefulness(view)
    yield Heading(2, "All measures")
    yield Table(
        ("Measure", "Figure", "How it is worked out"),
        tuple((each.name, each.for_others, each.formula) for each in view.measures),
        widths=(0.34, 0.26, 0.4),
        row_headers=True,
    )
    yield Paragraph(
        "No measure that fewer than three authorities make up is printed here, nor one from which it would follow.",
        Tone.QUIET,
    )


def _stages(view: AnswerView) -> Iterator[Block]:
    if values := stages_for_others(view):
        yield Heading(2, "Time by stage")
        told = f"Hours of people’s time, as hosts and as challengers. {view.coverage}."
        yield bar_figure(values, ("Stage", "Time"), "hours", told)


def _usefulness(view: AnswerView) -> Iterator[Block]:
    if not view.value.answers:
        return
    yield Heading(2, "Usefulness, and when the SEF was shared")
    yield Table(
        header=("SEF", "Usefulness, every answer from 1 to 5", "Hours on a challenge, median"),
        rows=tuple((sharing.words, scores, spent) for sharing, scores, spent in usefulness_for_others(view)),
        widths=(0.24, 0.5, 0.26),
        row_headers=True,
    )
    yield Paragraph(FEW_ANSWERS, Tone.QUIET)
