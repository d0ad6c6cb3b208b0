"""The session pack: everything a challenge team needs on paper on the day a laptop fails."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from peer_challenge.domain.days import clock_in_words, count_of, day_in_words
from peer_challenge.domain.records import PreparedQuestion
from peer_challenge.reports.document import (
    Block,
    Document,
    Heading,
    Numbered,
    PageBreak,
    Pairs,
    Paragraph,
    Run,
    Table,
    Title,
    Tone,
    WritingLines,
)
from peer_challenge.reports.wording import listed
from peer_challenge.services.console import LineView, StatementView
from peer_challenge.services.feedback import authorities_of, lead_of
from peer_challenge.services.session_pack import SessionPackView

LINES_A_STATEMENT, LINES_A_QUESTION, LINES_FOR_NOTES, LINES_AT_THE_END = 2, 3, 12, 20


def session_pack_document(view: SessionPackView) -> Document:
    """Return the pack of one challenge, for its team; the host sees only the questions shared with it."""
    of = view.challenge
    return Document(
        title=f"Session pack: challenge to {of.host}",
        created=of.created,
        blocks=tuple(_blocks(view)),
        marking=of.marking,
        reference=f"Session pack, {of.host}, {of.round_name}".rstrip(", "),
        subject="Agenda, statements and questions, with room to write",
        author=of.region,
    )


def _blocks(view: SessionPackView) -> Iterator[Block]:
    of = view.challenge
    yield Title(f"Session pack: challenge to {of.host}", f"Peer challenge · {of.round_name}")
    yield Paragraph(
        f"For the challenge team, to prepare with and to write on. {_held_back(view)}Write no child’s name and no "
        "member of staff’s name.",
        Tone.LEAD,
    )
    facts = tuple(_facts(view))
    if facts:
        yield Pairs(facts)
    yield from _agenda(view)
    known = {line.id for line in view.lines}
    for line in view.lines:
        yield PageBreak()
        yield from _line(view, line)
    others = [each for each in view.questions if each.line not in known]
    if others:
        yield Heading(1, "Other questions")
        yield from _questions(others)
    yield PageBreak()
    yield Heading(1, "Strengths, areas for consideration, asks and offers")
    yield WritingLines(LINES_AT_THE_END)


def _held_back(view: SessionPackView) -> str:
    hidden = sum(not each.shared for each in view.questions)
    if not hidden:
        return ""
    return f"{view.challenge.host} has not seen {count_of(hidden, 'question')} in it, marked below. "


def _facts(view: SessionPackView) -> Iterator[tuple[str, str]]:
    of = view.challenge
    if others := [each for each in authorities_of(of) if each != of.host]:
        yield "Challenged by", listed(others)
    if lead_of(of):
        yield "Lead challenger", lead_of(of)
    if of.held_on:
        at = f", {clock_in_words(of.starts_at)}" if of.starts_at else ""
        yield "Session", f"{day_in_words(of.held_on)}{at}"
    if of.place:
        yield "Place", of.place
    if view.session and view.session.joining_link:
        yield "Joining link", view.session.joining_link


def _agenda(view: SessionPackView) -> Iterator[Block]:
    if not view.agenda:
        return
    yield Heading(1, "Agenda")
    at, rows = view.challenge.starts_at, []
    for item in view.agenda:
        begins = clock_in_words(at) if at else ""
        rows.append((item.title or "Item", begins, count_of(item.minutes, "minute")))
        at = (datetime.combine(date.min, at) + timedelta(minutes=item.minutes)).time() if at else None
    if view.challenge.starts_at:
        yield Table(("Item", "Begins", "Takes"), tuple(rows), widths=(0.5, 0.25, 0.25), row_headers=True)
    else:
        brief = tuple((title, takes) for title, _, takes in rows)
        yield Table(("Item", "Takes"), brief, widths=(0.7, 0.3), row_headers=True)


def _line(view: SessionPackView, line: LineView) -> Iterator[Block]:
    yield Heading(1, f"{line.number}. {line.short or 'Line of enquiry'}")
    if line.question != line.short:
        yield Paragraph(line.question, Tone.LEAD)
    asked = next((each.challenge_us for each in view.challenge.lines if each.id == line.id), "")
    if asked:
        yield Paragraph((Run(f"{view.challenge.host} asks to be challenged on: ", strong=True), Run(asked)))
    own = [each for each in view.statements if each.line == line.id]
    if own:
        yield Heading(2, "What the SEF says")
    elif view.challenge.sef_shared_on is None:
        yield Paragraph("The SEF has not been shared with the group.", Tone.QUIET)
    for each in own:
        yield from _statement(each)
    questions = [each for each in view.questions if each.line == line.id]
    if questions:
        yield Heading(2, "Questions to ask")
        yield from _questions(questions)
    if line.prompts:
        yield Heading(2, "To explore")
        yield Numbered(line.prompts)
    yield Heading(2, "Notes")
    yield WritingLines(LINES_FOR_NOTES)


def _statement(statement: StatementView) -> Iterator[Block]:
    yield Paragraph((Run(f"{statement.number} ", strong=True), Run(statement.text or "(no words yet)")))
    for name, said in (("How the authority knows: ", statement.how_known), ("Impact: ", statement.impact)):
        if said:
            yield Paragraph(f"{name}{said}", Tone.QUIET)
    yield WritingLines(LINES_A_STATEMENT)


def _questions(questions: list[PreparedQuestion]) -> Iterator[Block]:
    for each in questions:
        yield Paragraph((Run("Question: ", strong=True), Run(each.text or "(no words yet)")))
        if not each.shared:
            yield Paragraph("Not shared with the host.", Tone.QUIET)
        yield WritingLines(LINES_A_QUESTION)
