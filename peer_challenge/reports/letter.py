"""The short letter to a host: what the team saw, what it would think about next, and thanks; one page."""

from collections.abc import Iterator

from peer_challenge.domain.choices import FindingKind, ReportState
from peer_challenge.domain.days import count_of, day_in_england, day_in_words
from peer_challenge.reports.document import Block, Bullets, Document, Heading, Paragraph, Title, Tone
from peer_challenge.reports.shortening import on_one_page, short
from peer_challenge.reports.wording import KINDS, heading_of, in_a_sentence, listed
from peer_challenge.services.feedback import FeedbackView, authorities_of

_GOES_ON = "continues in the full report"


def letter_document(view: FeedbackView) -> Document:
    """Return the letter; long points are cut where a sentence ends, and the full report has them whole."""
    return Document(
        title=f"Letter to {view.host} after its peer challenge",
        created=view.created,
        blocks=on_one_page(lambda length: _blocks(view, length)),
        marking=view.marking,
        status="" if view.state is ReportState.FINAL else "Draft",
        reference=view.reference,
        subject=f"Peer challenge, {view.round_name}",
        author=view.region,
    )


def _blocks(view: FeedbackView, length: int) -> Iterator[Block]:
    yield Title(f"To {view.host}", f"Peer challenge · {view.round_name}")
    yield Paragraph(day_in_words(day_in_england(view.created)), Tone.QUIET)
    yield Paragraph("To the director of children’s services")
    yield Paragraph(" ".join(_thanks(view)))
    for kind in (FindingKind.STRENGTH, FindingKind.CONSIDERATION, FindingKind.GOOD_PRACTICE):
        if first := view.first(kind):
            yield Heading(1, heading_of(kind))
            yield Bullets(tuple(short(each.text, length, _GOES_ON) for each in first))
            if (left := view.count(kind) - len(first)) > 0:
                yield Paragraph(f"The full report has {count_of(left, 'more', 'more')}.", Tone.QUIET)
    yield Heading(1, "What happens next")
    yield Paragraph(" ".join(_next(view)))
    yield Paragraph(f"The challenge team: {_team(view)}")


def _team(view: FeedbackView) -> str:
    return listed([each for each in authorities_of(view) if each != view.host]) or "your group"


def _thanks(view: FeedbackView) -> Iterator[str]:
    topic = in_a_sentence(view.framework) or "your practice"
    when = f" on {day_in_words(view.held_on)}" if view.held_on else ""
    if view.took_place or view.findings:
        yield f"Thank you for opening {topic} in {view.host} to challenge{when}."
    else:
        yield f"Thank you for agreeing to open {topic} in {view.host} to challenge{when}."
    if view.sef_shared_on:
        yield "Your self-evaluation (SEF) told us where to look."
    if view.findings:
        counts = [(view.count(kind), words) for kind, words in KINDS.items()]
        said = listed([count_of(count, *words) for count, words in counts if count])
        yield f"The team agreed {said}. This letter gives the first of them; the full report says what each rests on."
    else:
        yield "The team has agreed no findings yet."


def _next(view: FeedbackView) -> Iterator[str]:
    if view.actions:
        yield f"You mean to take {count_of(len(view.actions), 'next step')}, listed in your action plan."
    else:
        yield "What you do about this is for you to decide; agreed next steps go into your action plan."
    if view.state is not ReportState.FINAL and view.report_due:
        yield f"The full report is due on {day_in_words(view.report_due)}, once you have checked its facts."
    yield "Peer challenge is not an inspection and gives no grade. This letter is yours: you decide who reads it."
