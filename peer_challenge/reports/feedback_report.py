"""The feedback report a host receives: page one stands alone, and each finding says what it rests on."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from peer_challenge.domain.basis import basis_in_words
from peer_challenge.domain.choices import EvidenceKind, FindingKind, Presence, ReportSection, ReportState
from peer_challenge.domain.days import clock_in_words, count_of, day_in_words
from peer_challenge.reports.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Item,
    PageBreak,
    Pairs,
    Paragraph,
    Run,
    Table,
    Tone,
    bar_figure,
)
from peer_challenge.reports.page_one import page_one
from peer_challenge.reports.section_words import said_of
from peer_challenge.reports.wording import KINDS, days_before, heading_of, listed
from peer_challenge.services.feedback import FeedbackView, FindingView, LineView, authorities_of

_ALWAYS_SAID = {
    FindingKind.STRENGTH: "No strength was agreed under this line of enquiry.",
    FindingKind.CONSIDERATION: "No area for consideration was agreed under this line of enquiry.",
}
"""What stands where there is none; of other kinds nothing is said then."""


def feedback_document(view: FeedbackView) -> Document:
    """Return the report on one challenge as it stands: a draft says so on every page until it is final."""
    parts = [_PARTS[each] for each in view.sections]
    return Document(
        title=f"Feedback to {view.host}: {view.framework or 'peer challenge'}",
        created=view.created,
        blocks=(*page_one(view), PageBreak(), *(block for part in parts for block in part(view))),
        marking=view.marking,
        status="" if view.state is ReportState.FINAL else "Draft",
        reference=view.reference,
        subject=f"Peer challenge, {view.round_name}",
        author=view.region,
        identifier=view.challenge,
    )


def _how(view: FeedbackView) -> Iterator[Block]:
    yield Heading(1, "How the challenge was made")
    yield Pairs(tuple(_facts(view)))
    yield Heading(2, "What the SEF points to")
    yield from _read(view)
    if not view.findings:
        return
    yield Heading(2, "What the findings rest on")
    yield Paragraph(said_of(view, ReportSection.HOW))
    values = [(name, float(count)) for name, count in _rests_on(view)]
    if len(values) > 1:
        yield bar_figure(values, ("Kind of source", "Findings"), caption=_several(view))


def _facts(view: FeedbackView) -> Iterator[tuple[str, str]]:
    if view.purpose:
        yield "Purpose", view.purpose
    if view.group:
        yield "Group", f"{view.group}: {listed(authorities_of(view))}" if view.duties else view.group
    for authority, duties in groupby(view.duties, lambda each: each.authority):
        first, *others = (each.kind.words for each in duties)
        yield listed([first, *map(str.lower, others)]), authority
    if view.held_on:
        at = f", {clock_in_words(view.starts_at)}" if view.starts_at else ""
        place = f", {view.place}" if view.place else ""
        yield "Session", f"{day_in_words(view.held_on)}{at}{place}"
    if present := _present(view):
        yield "Took part", present
    yield "SEF", _sef(view)
    if checked := _checked(view):
        yield "Checked for facts", checked
    if view.what_changed:
        yield f"Changed in version {view.version}", view.what_changed
    if view.state is not ReportState.FINAL and view.report_due:
        days = count_of(view.report_days, "working day")
        yield "Final report", f"Due on {day_in_words(view.report_due)}, within {days} of the session"


def _present(view: FeedbackView) -> str:
    """Return how many people of each authority were there: never who."""
    people = dict.fromkeys(authorities_of(view), 0)
    for row in view.present:
        if row.presence is not Presence.APOLOGIES:
            people[row.authority] = people.get(row.authority, 0) + row.people
    people = {name: count for name, count in people.items() if count}
    others = people.pop("", 0)
    said = [f"{count} from {name}" for name, count in people.items()] + ([f"{others} from elsewhere"] if others else [])
    total = count_of(sum(people.values()) + others, "person", "people")
    return f"{total}: {listed(said)}" if said else ""


def _sef(view: FeedbackView) -> str:
    if view.sef_withdrawn:
        return "Withdrawn by the authority"
    if view.sef_shared_on is None:
        return "Not shared with the group"
    days = view.lead_days
    before = f", {days_before(days)}" if days is not None else ""
    return f"Shared on {day_in_words(view.sef_shared_on)}{before}"


def _checked(view: FeedbackView) -> str:
    """Return what came of the host’s check for factual accuracy; "" where it proposed nothing."""
    accepted, declined = view.checked.accepted, view.checked.declined
    if not accepted + declined:
        return ""
    of = count_of(accepted + declined, "correction")
    return f"{view.host} proposed {of}: {accepted} accepted, {declined} declined"


def _rests_on(view: FeedbackView) -> list[tuple[str, int]]:
    """Return each kind of source and how many findings rest on it, most first."""
    said = [each.basis for each in view.findings]
    counts = [("The SEF", sum(each.statement for each in said)), ("What we heard", sum(each.heard for each in said))]
    counts += [(kind.words, sum(kind in each.evidence for each in said)) for kind in EvidenceKind]
    return sorted(((name, count) for name, count in counts if count), key=lambda each: (-each[1], each[0]))


def _several(view: FeedbackView) -> str:
    several = sum(each.basis.sources > 1 for each in view.findings)
    of = len(view.findings)
    rest = "rests" if several == 1 else "rest"
    return f"How many of the {count_of(of, 'finding')} rest on each kind of source; {several} {rest} on more than one."


def _read(view: FeedbackView) -> Iterator[Block]:
    if view.sef_shared_on is None:
        shown = any(each.basis.evidence for each in view.findings)
        heard = "what it heard on the day and the evidence it was shown" if shown else "what it heard on the day"
        gone = "has been withdrawn and is not quoted here" if view.sef_withdrawn else "was not shared"
        yield Paragraph(f"The SEF {gone}. The team worked from {heard}." if view.findings else f"The SEF {gone}.")
    elif not view.evidence:
        yield Paragraph("The SEF, which names no separate evidence.")
    else:
        yield Table(
            header=("Evidence named in the SEF", "Kind", "Date"),
            rows=tuple((each.title or "Without a title", each.kind.words, _day(each.dated)) for each in view.evidence),
            widths=(0.5, 0.28, 0.22),
            row_headers=True,
        )


def _lines(view: FeedbackView) -> Iterator[Block]:
    if said := said_of(view, ReportSection.LINES):
        yield Heading(1, ReportSection.LINES.words)
        yield Paragraph(said)
    for number, line in enumerate(view.lines, start=1):
        yield Heading(1, f"{number}. {line.short or line.question}")
        if line.short:
            yield Paragraph(line.question, Tone.LEAD)
        yield from _sef_says(view, line)
        yield from _found(line.findings)
    if view.general:
        yield Heading(1, "Beyond the lines of enquiry")
        yield from _found(view.general)


def _sef_says(view: FeedbackView, line: LineView) -> Iterator[Block]:
    if not line.statements and not line.challenge_us:
        return
    yield Heading(2, "What the SEF says")
    if line.statements:
        yield Bullets(line.statements)
    if line.challenge_us:
        yield Paragraph((Run(f"{view.host} asked to be challenged on: ", strong=True), Run(line.challenge_us)))


def _found(findings: tuple[FindingView, ...]) -> Iterator[Block]:
    if not findings:
        yield Paragraph("Nothing was agreed under this line of enquiry.")
        return
    for kind in KINDS:
        own = tuple(each for each in findings if each.kind is kind)
        if own:
            yield Heading(2, heading_of(kind))
            yield Bullets(tuple(Item(each.text, _below(each)) for each in own))
        elif kind in _ALWAYS_SAID:
            yield Heading(2, heading_of(kind))
            yield Paragraph(_ALWAYS_SAID[kind])


def _below(finding: FindingView) -> str:
    """Return what a finding rests on, and what the host says where both still differ."""
    said = [f"Rests on {basis_in_words(finding.basis)}."]
    return " ".join([*said, *(f"The host comments: “{each.rstrip('.')}”." for each in finding.host_comments)])


def _asks(view: FeedbackView) -> Iterator[Block]:
    if not view.asks and not view.offers:
        return
    yield Heading(1, "Asks and offers")
    if opening := said_of(view, ReportSection.ASKS):
        yield Paragraph(opening)
    for heading, said in ((f"{view.host} asks for", view.asks), (f"{view.host} offers", view.offers)):
        if said:
            yield Heading(2, heading)
            yield Bullets(said)


def _next(view: FeedbackView) -> Iterator[Block]:
    yield Heading(1, "Next steps")
    if said := said_of(view, ReportSection.NEXT):
        yield Paragraph(said)
    if view.actions:
        yield Table(
            header=("What", "Who", "By when"),
            rows=tuple((each.text, each.owner_role or "To be named", _day(each.due_on)) for each in view.actions),
            widths=(0.53, 0.25, 0.22),
        )


def _day(day: date | None) -> str:
    return day_in_words(day) if day else "Not dated"


_PARTS = {ReportSection.HOW: _how, ReportSection.LINES: _lines, ReportSection.ASKS: _asks, ReportSection.NEXT: _next}
