"""The first page of a feedback report, which stands alone: what was looked at, what was found, what is asked."""

from collections.abc import Iterator

from peer_challenge.domain.choices import FindingKind, ReportSection, ReportState
from peer_challenge.domain.days import count_of, day_in_england, day_in_words
from peer_challenge.reports.document import (
    Block,
    Bullets,
    Callout,
    CalloutKind,
    Heading,
    Item,
    Paragraph,
    Title,
    Tone,
)
from peer_challenge.reports.section_words import said_of
from peer_challenge.reports.shortening import on_one_page, short
from peer_challenge.reports.wording import KINDS, heading_of, listed
from peer_challenge.services.feedback import FeedbackView, lead_of

ACTIONS_ON_PAGE_ONE = 3


def page_one(view: FeedbackView) -> tuple[Block, ...]:
    """Return blocks that fill one page of the PDF at most; long points end at a sentence and go on inside.

    Only names and titles of a length nobody could want can make it overflow.
    """
    return on_one_page(lambda length: _blocks(view, length))


def _blocks(view: FeedbackView, length: int) -> Iterator[Block]:
    yield Title(f"Feedback to {view.host}", f"Peer challenge · {view.round_name}")
    yield Paragraph(said_of(view, ReportSection.OPENING), Tone.LEAD)
    yield Heading(1, "In brief")
    for kind in (FindingKind.STRENGTH, FindingKind.CONSIDERATION):
        yield Heading(2, heading_of(kind))
        first = view.first(kind)
        if first:
            yield Bullets(tuple(short(each.text, length) for each in first))
        else:
            yield Paragraph(f"No {KINDS[kind][0]} {'was agreed' if _final(view) else 'has been agreed yet'}.")
    yield from _more(view)
    yield Callout(CalloutKind.ASK, "What is asked, and by when", (Bullets(tuple(_asked(view, length))),))
    yield Paragraph(
        f"{_standing(view)} Peer challenge is not an inspection and gives no grade. This report belongs to "
        f"{view.host}, which decides who else reads it. It should name no child and no member of staff: if it does, "
        "tell whoever sent it to you at once.",
        Tone.QUIET,
    )


def _more(view: FeedbackView) -> Iterator[Paragraph]:
    """Say what page one leaves out."""
    kinds = (FindingKind.STRENGTH, FindingKind.CONSIDERATION)
    shown = sum(len(view.first(kind)) for kind in kinds)
    left = [(view.count(kind) - len(view.first(kind)), KINDS[kind]) for kind in kinds]
    left += [(view.count(kind), words) for kind, words in KINDS.items() if kind not in kinds]
    said = [count_of(count, *words) for count, words in left if count]
    if said:
        yield Paragraph(f"Inside {'as well' if shown else 'there'}: {listed(said)}.", Tone.QUIET)


def _asked(view: FeedbackView, length: int) -> Iterator[str | Item]:
    if not _final(view):
        lead = f"to {lead_of(view)}, the lead challenger" if lead_of(view) else "to the challenge team"
        due = f", in time for the final report on {day_in_words(view.report_due)}" if view.report_due else ""
        yield f"Check the facts in this draft and send any corrections {lead}{due}."
    elif not view.actions:
        yield "Agree what to do about the areas for consideration, who will do it and by when."
    shown = view.actions[:ACTIONS_ON_PAGE_ONE]
    for action in shown:
        due = f"by {day_in_words(action.due_on)}" if action.due_on else ""
        note = ", ".join(filter(None, (action.owner_role, due)))
        yield Item(short(action.text, length), f"{note[:1].upper()}{note[1:]}")
    if left := len(view.actions) - len(shown):
        yield f"{count_of(left, 'more next step')} {'is' if left == 1 else 'are'} inside."


def _standing(view: FeedbackView) -> str:
    kind = "Final report" if _final(view) else "Draft"
    return f"{kind}, {day_in_words(day_in_england(view.created))}."


def _final(view: FeedbackView) -> bool:
    return view.state is ReportState.FINAL
