"""Asks matched with offers in the regional overview: by name for the steering group, only counted for the network."""

from collections.abc import Iterator

from peer_challenge.domain.choices import IntroductionState
from peer_challenge.domain.days import count_of
from peer_challenge.reports.document import Block, Heading, Paragraph, Table, Tone
from peer_challenge.services.metrics import FEWEST, part_of
from peer_challenge.services.overview import OverviewView


def introductions_named(view: OverviewView) -> Iterator[Block]:
    """Give every introduction with both authorities, what it is about and what came of it."""
    if not view.introductions:
        yield Paragraph("No ask has been brought together with an offer yet.", Tone.QUIET)
        return
    asks, helped = _asks_and_helped(view)
    yield Heading(2, "Asks brought together with offers")
    were, have = ("was" if asks == 1 else "were"), ("has" if helped == 1 else "have")
    yield Paragraph(
        f"{count_of(asks, 'ask')} {were} brought together with an offer; {helped or 'none'} {have} been helped so far."
    )
    yield Table(
        header=("Asked for", "Offered", "What came of it"),
        rows=tuple(
            (
                f"{each.asking}: {each.ask_text}",
                f"{each.offering}: {each.offer_text}",
                "\n".join(part for part in (each.record.state.words, each.record.outcome) if part),
            )
            for each in view.introductions
        ),
        widths=(0.33, 0.33, 0.34),
        row_headers=True,
    )


def introductions_counted(view: OverviewView) -> Iterator[Block]:
    """Say how many asks were brought together with offers, where three authorities or more asked; no name, no words."""
    asks, helped = _asks_and_helped(view)
    asking = {each.record.asking for each in view.introductions}
    if len(asking) >= FEWEST:
        yield Paragraph(
            f"{count_of(asks, 'ask')} were brought together with an offer. Of these, "
            f"{part_of(helped, asks)} {'has' if helped == 1 else 'have'} been helped so far."
        )


def _asks_and_helped(view: OverviewView) -> tuple[int, int]:
    """Return how many asks were brought together with an offer or several, and how many of them were helped."""
    helped = {each.record.ask for each in view.introductions if each.record.state is IntroductionState.HELPED}
    return len({each.record.ask for each in view.introductions}), len(helped)
