"""The regional overview in the edition for the whole network: nobody is named but for practice it agreed to share.

No count below three is printed, and none can be worked out: a count that all but one or two share is “almost all”.
"""

from collections.abc import Iterator

from peer_challenge.domain.choices import FindingKind
from peer_challenge.reports.answer_part import answer_blocks
from peer_challenge.reports.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Table,
    Title,
    Tone,
)
from peer_challenge.reports.introductions_part import introductions_counted
from peer_challenge.reports.overview_edition import edition
from peer_challenge.reports.wording import KINDS, heading_of, in_a_sentence
from peer_challenge.services.metrics import FEWEST, TOO_FEW, part_of
from peer_challenge.services.overview import LineThemes, OverviewView


def network_document(view: OverviewView) -> Document:
    """Return the overview as everybody in the region may read it."""
    return edition(view, "Regional overview for the network", "the network", _brief, _answer, _found, _practice)


def _brief(view: OverviewView) -> Iterator[Block]:
    yield Title("Regional overview", f"For the network · {view.round_name}")
    yield Paragraph(" ".join(_where_it_stands(view)), Tone.LEAD)
    yield Paragraph(
        "This edition is for everybody in the region. It names an authority only beside practice that the authority "
        "agreed to share, and leaves out every count below three, so that nobody can be told from it.",
        Tone.QUIET,
    )


def _where_it_stands(view: OverviewView) -> Iterator[str]:
    of = len(view.hosts)
    if of < FEWEST:
        yield "Fewer than three authorities have been hosts so far: too few to say anything about."
        return
    topic = f" on {in_a_sentence(view.framework)}" if view.framework else ""
    region = f"{view.region} " if view.region else ""
    yield f"{of} {region}authorities challenge one another{topic}."
    shared = sum(each.shared for each in view.hosts)
    yield f"Of their self-evaluations (SEFs), {part_of(shared, of)} were shared with the group."
    yield f"Of the reports, {part_of(view.finals, of)} {'is' if view.finals == 0 else 'are'} final."


def _found(view: OverviewView) -> Iterator[Block]:
    yield Heading(1, "What was found")
    rows = tuple(_row(line, len(view.hosts)) for line in view.lines)
    kinds = [at for at, _ in enumerate(KINDS, start=1) if any(row[at] for row in rows)]
    if not kinds:
        yield Paragraph("Too few findings have been agreed to count them here.")
        return
    names = [heading_of(kind) for kind in KINDS]
    yield Table(
        ("Line of enquiry", *(names[at - 1] for at in kinds)),
        tuple((row[0], *(row[at] or TOO_FEW for at in kinds)) for row in rows),
        caption="Agreed findings, and from how many challenges",
        row_headers=True,
    )


def _row(line: LineThemes, hosts: int) -> tuple[str, ...]:
    return (line.short or line.question or "Line of enquiry", *(_counted(kind, line, hosts) for kind in KINDS))


def _counted(kind: FindingKind, line: LineThemes, hosts: int) -> str:
    """Return how many findings there are and from how many challenges; "" for what is too few."""
    findings, challenges = line.counts.get(kind, (0, 0))
    if findings < FEWEST or challenges < FEWEST:
        return ""
    return f"{findings:,}, from {part_of(challenges, hosts)}"


def _practice(view: OverviewView) -> Iterator[Block]:
    offers = [(each.authority, said) for each in view.released for said in each.offers]
    if offers:
        yield Heading(1, "Practice worth sharing")
        yield Paragraph("Each authority here agreed to be named. Ask it directly.", Tone.QUIET)
        yield Table(("Authority", "Offers"), tuple(offers), widths=(0.27, 0.73), row_headers=True)
    asks = sorted(_asks(view))
    if asks:
        yield Heading(1, "Support asked for")
        yield Paragraph("If you can help with one of these, tell the coordinator, who knows who asked.", Tone.QUIET)
        yield Bullets(tuple(asks))
    if offers or asks:
        yield from introductions_counted(view)


def _asks(view: OverviewView) -> Iterator[str]:
    """Give what was asked for, unless its own words name an authority."""
    names = {each.host.casefold() for each in view.hosts} | {each.authority.casefold() for each in view.released}
    for each in view.released:
        for said in each.asks:
            if not any(name and name in said.casefold() for name in names):
                yield said


def _answer(view: OverviewView) -> Iterator[Block]:
    if len(view.hosts) >= FEWEST:
        yield from answer_blocks(view.answer)
