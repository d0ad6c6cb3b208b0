"""The proposal of groups on one page, for the steering group and for those who are consulted."""

from collections import Counter
from collections.abc import Iterator

from peer_challenge.domain.choices import PlanState
from peer_challenge.domain.days import count_of, day_in_england, day_in_words
from peer_challenge.reports.document import Block, Bullets, Document, Heading, Paragraph, Table, Title, Tone
from peer_challenge.reports.wording import listed
from peer_challenge.services.proposal import ProposalView

_SIZES = {2: "two", 3: "three", 4: "four"}
_STATUS = {PlanState.DRAFT: "Draft", PlanState.CONSULTING: "For consultation", PlanState.REPLACED: "Replaced"}
_TITLES = {PlanState.SETTLED: "Groups settled", PlanState.REPLACED: "Groups of an earlier version"}


def proposal_document(view: ProposalView) -> Document:
    """Return the proposal as the plan stands; a region of about twenty authorities fills one page."""
    return Document(
        title=f"Proposed groups: {view.round_name}",
        created=view.created,
        blocks=tuple(_blocks(view)),
        marking=view.marking,
        status=_STATUS.get(view.state, ""),
        reference=f"{view.region} groups, {view.round_name}".strip(),
        subject="Who challenges whom, and why they sit together",
        author=view.region,
    )


def _blocks(view: ProposalView) -> Iterator[Block]:
    yield Title(_TITLES.get(view.state, "Proposed groups"), f"{view.round_name} · {view.plan}")
    yield Paragraph(" ".join(_brief(view)), Tone.LEAD)
    if view.groups:
        yield from _groups(view)
    if view.rules:
        yield Heading(1, "Rules")
        yield Bullets(view.rules)
    yield Heading(1, "What happens next")
    yield Bullets(tuple(_next(view)))
    yield Paragraph(f"As at {day_in_words(day_in_england(view.created))}.", Tone.QUIET)


def _groups(view: ProposalView) -> Iterator[Block]:
    """Give what all groups have in common once, and in the table only what each has besides."""
    phrases = [each.why[:1].lower() + each.why[1:] for each in view.groups]
    reasons = [phrase.split(", ") for phrase in phrases]
    common = [each for each in reasons[0] if each and all(each in others for others in reasons)]
    if common:
        yield Paragraph(f"In every group: {', '.join(common)}.")
    more = [_sentence([each for each in own if each not in common]) for own in reasons]
    header = ("Group", "Authorities", "And besides" if common else "Why they sit together")
    rows = [(each.name, ", ".join(each.members), besides) for each, besides in zip(view.groups, more, strict=True)]
    if any(more):
        yield Table(header, tuple(rows), widths=(0.15, 0.5, 0.35), row_headers=True)
    else:
        yield Table(header[:2], tuple(row[:2] for row in rows), widths=(0.15, 0.85), row_headers=True)


def _sentence(phrases: list[str]) -> str:
    words = ", ".join(phrases)
    return words[:1].upper() + words[1:]


def _brief(view: ProposalView) -> Iterator[str]:
    if not view.groups:
        yield "No groups have been made yet."
        return
    placed = sum(len(each.members) for each in view.groups)
    yield f"{count_of(placed, 'authority', 'authorities')} in {count_of(len(view.groups), 'group')}: {_sizes(view)}."
    if view.gone:
        yield f"{listed(view.gone)} {'has' if len(view.gone) == 1 else 'have'} left the round."
    if view.unplaced:
        yield f"{listed(view.unplaced)} {'is' if len(view.unplaced) == 1 else 'are'} not in a group yet."
    elif view.best:
        yield "No other plan meets the rules and wishes of the round better."


def _sizes(view: ProposalView) -> str:
    sizes = Counter(len(each.members) for each in view.groups)
    return listed([f"{number} of {_SIZES.get(size, str(size))}" for size, number in sorted(sizes.items())])


def _next(view: ProposalView) -> Iterator[str]:
    if view.state is PlanState.DRAFT:
        yield "The steering group is asked to agree that these groups go out for consultation."
    elif view.state is PlanState.CONSULTING:
        yield "If these groups do not suit your authority, tell the coordinator, who treats what you say in confidence."
    yield "In each group every authority is host once, leads one challenge, and listens and takes notes in the others."
    yield "Each authority shares its self-evaluation (SEF) with its own group only, ahead of the session."
