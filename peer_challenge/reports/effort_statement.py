"""What one authority gave to a round and what it received, in hours of its people's time; for that authority alone."""

from collections.abc import Iterator

from peer_challenge.domain.choices import Stage, Way
from peer_challenge.domain.days import day_in_england, day_in_words
from peer_challenge.reports.charts import Bar
from peer_challenge.reports.document import (
    Block,
    Document,
    Heading,
    Paragraph,
    Table,
    Title,
    Tone,
    stacked_figure,
)
from peer_challenge.services.effort import EffortView
from peer_challenge.services.time_spent import ADMINISTRATION, hours_words

_WAYS = {Way.GIVEN: "As challenger", Way.RECEIVED: "As host"}


def effort_document(view: EffortView) -> Document:
    """Return the statement of one authority."""
    return Document(
        title=f"Effort statement: {view.authority}",
        created=view.created,
        blocks=tuple(_blocks(view)),
        marking=view.marking,
        reference=f"Effort of {view.authority}, {view.round_name}".rstrip(", "),
        subject="Time given and received, by stage; never by named person",
        author=view.authority,
    )


def _blocks(view: EffortView) -> Iterator[Block]:
    yield Title(f"Effort statement: {view.authority}", f"Peer challenge · {view.round_name}")
    yield Paragraph(" ".join(_brief(view)), Tone.LEAD)
    if view.person_minutes:
        yield Heading(1, "By stage")
        stages = [stage for stage in Stage if view.of(stage)]
        rows = [Bar(stage.words, tuple(_hours(view.of(stage, way)) for way in _WAYS)) for stage in stages]
        yield stacked_figure(rows, tuple(_WAYS.values()), "Stage", "hours", "Hours of people’s time by stage.")
        yield Heading(1, "By host")
        yield _hosts(view)
    yield Paragraph(
        f"As at {day_in_words(day_in_england(view.created))}. Every figure counts each person who was there. A first "
        "round is a baseline: on its own it proves no saving.",
        Tone.QUIET,
    )


def _brief(view: EffortView) -> Iterator[str]:
    if not view.person_minutes:
        yield f"{view.authority} has not told its time yet."
        return
    given, received = (hours_words(view.of(way=way)) for way in _WAYS)
    yield f"{view.authority} spent {hours_words(view.person_minutes)} of its people’s time on this round:"
    yield f"{given} challenging others and {received} as host."
    administration = sum(view.of(stage) for stage in ADMINISTRATION)
    meeting = _share(view.of(Stage.SESSION), view)
    yield f"{_share(administration, view)}% was set-up and write-up, {meeting}% the meeting itself."
    if view.estimated:
        all_of_it = view.estimated == view.person_minutes
        yield f"{'All' if all_of_it else f'{_share(view.estimated, view)}%'} of it is estimated."


def _hosts(view: EffortView) -> Table:
    hosts = dict.fromkeys(each.host for each in view.spent)
    rows = tuple(
        (
            host or "A host",
            _WAYS[Way.RECEIVED if view.of(way=Way.RECEIVED, host=host) else Way.GIVEN],
            hours_words(view.of(host=host)),
        )
        for host in hosts
    )
    return Table(
        ("Challenge to", "Took part", "Time"), rows, widths=(0.45, 0.3, 0.25), numbers=frozenset({2}), row_headers=True
    )


def _share(minutes: int, view: EffortView) -> int:
    return round(100 * minutes / view.person_minutes)


def _hours(minutes: int) -> float:
    return round(minutes / 60, 1)
