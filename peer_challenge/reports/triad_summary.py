"""What a group takes away from its session: findings of final reports, practice to share, asks and offers."""

from collections import Counter
from collections.abc import Iterator, Sequence

from peer_challenge.domain.choices import FindingKind, ReportState
from peer_challenge.domain.days import count_of, day_in_words
from peer_challenge.reports.document import Block, Bullets, Document, Heading, Item, Paragraph, Table, Title, Tone
from peer_challenge.reports.wording import KINDS, heading_of, listed
from peer_challenge.services.feedback import FeedbackView

_QUOTED = (FindingKind.STRENGTH, FindingKind.GOOD_PRACTICE, FindingKind.CONSIDERATION)
_NOWHERE = "Beyond the lines of enquiry"


def triad_document(views: Sequence[FeedbackView]) -> Document:
    """Return the summary of one group from the views of its challenges, at least one.

    Whoever is in the group may read it, so a host's findings are here only once its report is final.
    """
    first, final = views[0], all(_final(each) for each in views)
    return Document(
        title=f"Summary for {first.group or 'the group'}: {listed([each.host for each in views])}",
        created=max(each.created for each in views),
        blocks=tuple(_blocks(views)),
        marking=first.marking,
        status="" if final else "Draft",
        reference=f"{first.group}, {first.round_name}".strip(" ,"),
        subject=first.framework,
        author=first.region,
    )


def _blocks(views: Sequence[FeedbackView]) -> Iterator[Block]:
    first, finals = views[0], [each for each in views if _final(each)]
    yield Title(f"Summary for {first.group or 'the group'}", f"Peer challenge · {first.round_name}")
    yield Paragraph(" ".join(_brief(views)), Tone.LEAD)
    if finals:
        yield Heading(1, "What was found")
        yield from _counted(finals)
        yield from _quoted(finals)
    yield Heading(1, "Asks and offers in the group")
    yield from _asks(views)
    yield Paragraph(
        "Each report belongs to its host, which decides who else reads it. This summary is for the authorities of "
        "the group alone.",
        Tone.QUIET,
    )


def _brief(views: Sequence[FeedbackView]) -> Iterator[str]:
    hosts = listed([each.host for each in views])
    days = sorted({each.held_on for each in views if each.held_on})
    on = f" on {listed([day_in_words(day) for day in days])}" if days else ""
    yield f"{hosts} {'challenged' if all(each.took_place for each in views) else 'challenge'} one another{on}."
    waiting = [each.host for each in views if not _final(each)]
    if len(waiting) == len(views):
        yield "No report is final yet, so no findings are here."
    elif waiting:
        yield f"The findings for {listed(waiting)} are not here yet, because the report is not final."


def _counted(finals: Sequence[FeedbackView]) -> Iterator[Block]:
    """Give what two hosts or more have in common: kinds of finding under one line of enquiry."""
    hosts: dict[tuple[str, FindingKind], list[str]] = {}
    for view in finals:
        for name, kind in dict.fromkeys(_places(view)):
            hosts.setdefault((name, kind), []).append(view.host)
    shared = [(name, kind, found) for (name, kind), found in hosts.items() if len(found) > 1 and kind in _QUOTED]
    if shared:
        yield Table(
            ("Line of enquiry", "In common", "Hosts"),
            tuple((name, heading_of(kind), listed(found)) for name, kind, found in shared),
            widths=(0.4, 0.27, 0.33),
            row_headers=True,
        )


def _places(view: FeedbackView) -> Iterator[tuple[str, FindingKind]]:
    for line in view.lines:
        for each in line.findings:
            yield line.short or line.question, each.kind
    for each in view.general:
        yield _NOWHERE, each.kind


def _quoted(finals: Sequence[FeedbackView]) -> Iterator[Block]:
    for view in finals:
        yield Heading(2, view.host or "A host")
        counts = Counter(each.kind for each in view.findings)
        said = [count_of(counts[kind], *words) for kind, words in KINDS.items() if counts[kind]]
        yield Paragraph(f"{listed(said)}." if said else "No findings.")
        points = [Item(each.text, kind.words) for kind in _QUOTED for each in view.first(kind)]
        if points:
            yield Bullets(tuple(points))


def _asks(views: Sequence[FeedbackView]) -> Iterator[Block]:
    rows = tuple((each.host or "A host", _points(each.asks), _points(each.offers)) for each in views)
    if any(each.asks or each.offers for each in views):
        yield Table(("Authority", "Asks for", "Offers"), rows, widths=(0.22, 0.39, 0.39), row_headers=True)
    else:
        yield Paragraph("Nobody has asked for or offered anything yet.")


def _points(said: Sequence[str]) -> str:
    return "\n".join(said) or "Nothing"


def _final(view: FeedbackView) -> bool:
    return view.state is ReportState.FINAL
