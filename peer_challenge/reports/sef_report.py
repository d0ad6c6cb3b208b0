"""A self-evaluation (SEF) on paper as it was submitted: line by line, statements with what they rest on."""

from collections.abc import Iterator
from datetime import datetime

from peer_challenge.domain.choices import SubmissionState
from peer_challenge.domain.days import day_in_words
from peer_challenge.reports.document import (
    Block,
    Bullets,
    Contents,
    Document,
    Heading,
    Item,
    Pairs,
    Paragraph,
    Run,
    Table,
    Title,
    Tone,
)
from peer_challenge.services.sef_views import LineOfSef, SefView, StatementView
from peer_challenge.services.submission_rows import NOT_SENT

_CONTENTS_FROM = 4  # lines of enquiry, below which a list of them is in the way


def sef_document(view: SefView, created: datetime) -> Document:
    """Return a SEF as a document, `created` being when it was last written; one not yet sent says it is a draft."""
    return Document(
        title=f"Self-evaluation: {view.authority}",
        created=created,
        blocks=tuple(_blocks(view)),
        marking=view.round.marking,
        status="Draft" if view.submission.state in NOT_SENT else "",
        reference=f"SEF of {view.authority}, version {view.submission.version}",
        subject=f"Peer challenge, {view.round.name}",
        author=view.authority,
    )


def _blocks(view: SefView) -> Iterator[Block]:
    yield Title(f"Self-evaluation: {view.authority}", f"Peer challenge · {view.round.name}")
    yield Pairs(tuple(_facts(view)))
    if view.submission.document:
        name = view.submission.document_name or "a document"
        yield Paragraph(f"The authority sent its own paper, {name}, which is kept beside what follows.")
    if len(view.lines) >= _CONTENTS_FROM:
        yield Contents(depth=1)
    for number, line in enumerate(view.lines, start=1):
        yield from _line(number, line)
    yield from _evidence(view)


def _facts(view: SefView) -> Iterator[tuple[str, str]]:
    sef = view.submission
    withdrawn = sef.state is SubmissionState.WITHDRAWN
    yield "Version", f"{sef.version}{', withdrawn' if withdrawn else ''}"
    if sef.signed_off_by:
        yield "Signed off by", sef.signed_off_by
    yield "Submitted", day_in_words(sef.submitted_on) if sef.submitted_on else "Not yet"
    yield "Shared", f"With the group on {day_in_words(sef.shared_on)}" if sef.shared_on else "Not yet"


def _line(number: int, line: LineOfSef) -> Iterator[Block]:
    asks = line.line
    yield Heading(1, f"{number}. {asks.short or asks.question or 'Line of enquiry'}")
    if asks.short and asks.question:
        yield Paragraph(asks.question, Tone.LEAD)
    answer = line.answer
    sections = (
        ("Gaps", answer.gaps),
        ("Plans for the next 12 months", answer.plans),
        ("Asks", answer.asks),
        ("Offers", answer.offers),
    )
    if not any((answer.text, answer.challenge_us, line.statements, *(said for _, said in sections))):
        yield Paragraph("Nothing was written under this line of enquiry.")
    if answer.text:
        yield Paragraph(answer.text)
    if line.statements:
        yield Heading(2, "Statements")
        yield Bullets(tuple(Item(each.claim.text or "(no words)", _grounds(each)) for each in line.statements))
    for heading, said in sections:
        if said:
            yield Heading(2, heading)
            yield Paragraph(said)
    if answer.challenge_us:
        yield Paragraph((Run("Challenge us on: ", strong=True), Run(answer.challenge_us)))


def _grounds(statement: StatementView) -> str:
    claim = statement.claim
    said = [
        f"{name}: {words}"
        for name, words in (
            ("How we know", claim.how_known),
            ("Impact", claim.impact),
            ("How sure we are", claim.confidence),
            ("Pages", claim.pages),
            ("Evidence", "; ".join(each.title or each.kind.words for each in statement.evidence)),
        )
        if words
    ]
    return "\n".join(said)


def _evidence(view: SefView) -> Iterator[Block]:
    if not view.evidence:
        return
    yield Heading(1, "Evidence")
    yield Table(
        ("Evidence", "Kind", "Date", "Held by"),
        tuple(
            (
                each.evidence.title or "Without a title",
                each.evidence.kind.words,
                each.dated_words or "Not dated",
                each.evidence.holder or "Not said",
            )
            for each in view.evidence
        ),
        widths=(0.38, 0.22, 0.2, 0.2),
        row_headers=True,
    )
