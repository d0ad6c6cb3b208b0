"""The feedback report a host receives: page one stands alone, and each finding says what it rests on."""

from collections.abc import Iterator

from peer_challenge.domain.basis import basis_in_words
from peer_challenge.domain.choices import EvidenceKind, FindingKind, Presence, ReportState
from peer_challenge.domain.days import clock_in_words, count_of, day_in_words
from peer_challenge.reports.charts import bars, in_words
from peer_challenge.reports.document import (
    Block,
    Bullets,
    Callout,
    CalloutKind,
    Document,
    Figure,
    Heading,
    Item,
    PageBreak,
    Pairs,
    Paragraph,
    Run,
    Table,
    Title,
    Tone,
)
from peer_challenge.services.feedback import FeedbackView, FindingView, LineView, lead_of

_KINDS = (
    (FindingKind.STRENGTH, "Strengths", "No strength was agreed under this line of enquiry."),
    (FindingKind.CONSIDERATION, "Areas for consideration", "No area for consideration was agreed here."),
    (FindingKind.QUESTION, "Questions left open", ""),
    (FindingKind.GOOD_PRACTICE, "Practice worth sharing", ""),
    (FindingKind.SUGGESTION, "Suggestions", ""),
)


def feedback_document(view: FeedbackView) -> Document:
    """Return the report on one challenge as it stands: a draft says so on every page until it is final."""
    blocks = (*_page_one(view), PageBreak(), *_how(view), *_lines(view), *_asks(view), *_next(view), *_about(view))
    return Document(
        title=f"Feedback to {view.host}: {view.framework or 'peer challenge'}",
        created=view.created,
        blocks=blocks,
        marking=view.marking,
        status="" if view.state is ReportState.FINAL else "Draft",
        reference=view.reference,
        subject=f"Peer challenge, {view.round_name}",
        author=view.region,
    )


def _page_one(view: FeedbackView) -> Iterator[Block]:
    yield Title(f"Feedback to {view.host}", f"Peer challenge: {view.framework} · {view.round_name}")
    yield Paragraph(_what_happened(view), Tone.LEAD)
    yield Heading(1, "In brief")
    for kind, heading, none in _KINDS[:2]:
        yield Heading(2, heading)
        first = view.first(kind)
        yield Bullets(tuple(each.text for each in first)) if first else Paragraph(none.replace(" here", ""))
        more = view.count(kind) - len(first)
        if more > 0:
            yield Paragraph(f"{_number(more)} more {'follows' if more == 1 else 'follow'} inside.", Tone.QUIET)
    yield Callout(CalloutKind.ASK, "What is asked, and by when", (Bullets(tuple(_asked(view))),))
    yield Paragraph(
        "Peer challenge is not an inspection. It gives no grade, and this report belongs to the authority it is "
        "written for, which decides who else reads it.",
        Tone.QUIET,
    )


def _what_happened(view: FeedbackView) -> str:
    team = [each for each in _authorities(view) if each != view.host]
    who = _listed(team) or "The group"
    when = f"On {day_in_words(view.held_on)} " if view.held_on else ""
    said = f"{when}{who} challenged {view.host} on {_lower_first(view.framework) or 'its practice'}."
    if view.sef_shared_on is None:
        return f"{said} The self-evaluation (SEF) had not been shared beforehand."
    days = view.lead_days
    if days is None:
        return f"{said} The self-evaluation (SEF) was shared on {day_in_words(view.sef_shared_on)}."
    return f"{said} The self-evaluation (SEF) was shared {_before(days)}."


def _asked(view: FeedbackView) -> Iterator[str]:
    if view.state is not ReportState.FINAL:
        due = f" by {day_in_words(view.report_due)}, when the report is due" if view.report_due else ""
        yield f"Check this draft for facts and tell the lead challenger{_by_lead(view)} what is wrong{due}."
    for action in view.actions[:3]:
        due = f", by {day_in_words(action.due_on)}" if action.due_on else ""
        owner = f" ({action.owner_role})" if action.owner_role else ""
        yield f"{action.text.rstrip('.')}{owner}{due}."
    if view.state is ReportState.FINAL and not view.actions:
        yield "Agree what the authority will do about the areas for consideration, who will do it and by when."


def _by_lead(view: FeedbackView) -> str:
    lead = lead_of(view)
    return f" ({lead})" if lead else ""


def _how(view: FeedbackView) -> Iterator[Block]:
    yield Heading(1, "How the challenge was made")
    yield Paragraph(view.purpose)
    yield Pairs(tuple(_facts(view)))
    counts = _rests_on(view)
    if len(counts) > 1:
        values = [(name, float(count)) for name, count in counts]
        yield Heading(2, "What the findings rest on")
        yield Figure(
            bars(values),
            in_words(values),
            f"How many of the {len(view.findings)} findings rest on each kind of source; most rest on more than one.",
        )
    yield Heading(2, "What was read")
    yield from _read(view)


def _facts(view: FeedbackView) -> Iterator[tuple[str, str]]:
    yield "Host", view.host
    if view.group:
        yield "Group", f"{view.group}: {_listed(_authorities(view))}" if view.duties else view.group
    for duty in view.duties:
        yield duty.kind.words, duty.authority
    if view.held_on:
        at = f", {clock_in_words(view.starts_at)}" if view.starts_at else ""
        place = f", {view.place}" if view.place else ""
        yield "Session", f"{day_in_words(view.held_on)}{at}{place}"
    present = [row for row in view.present if row.presence is not Presence.APOLOGIES]
    if present:
        people = sum(row.people for row in present)
        names = sorted({row.authority for row in present if row.authority})
        yield "Took part", f"{people} people from {_listed(names)}"
    yield "SEF", _sef(view)


def _sef(view: FeedbackView) -> str:
    if view.sef_shared_on is None:
        return "Not shared with the group"
    days = view.lead_days
    before = f", {_before(days)}" if days is not None else ""
    return f"Shared with the group on {day_in_words(view.sef_shared_on)}{before}"


def _rests_on(view: FeedbackView) -> list[tuple[str, int]]:
    """Return each kind of source and how many findings rest on it, most first."""
    said = [each.basis for each in view.findings]
    counts = [("The SEF", sum(each.statement for each in said)), ("What we heard", sum(each.heard for each in said))]
    counts += [(kind.words, sum(kind in each.evidence for each in said)) for kind in EvidenceKind]
    return sorted(((name, count) for name, count in counts if count), key=lambda each: (-each[1], each[0]))


def _read(view: FeedbackView) -> Iterator[Block]:
    if view.sef_withheld:
        yield Paragraph("The SEF was not shared, so the team worked from what it heard on the day.")
    elif not view.evidence:
        yield Paragraph("The SEF, which names no separate evidence.")
    else:
        yield Table(
            header=("Evidence named in the SEF", "Kind", "Date"),
            rows=tuple(
                (each.title, each.kind.words, day_in_words(each.dated) if each.dated else "Not dated")
                for each in view.evidence
            ),
            widths=(0.52, 0.26, 0.22),
            row_headers=True,
        )


def _lines(view: FeedbackView) -> Iterator[Block]:
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
    for kind, heading, none in _KINDS:
        own = tuple(each for each in findings if each.kind is kind)
        if own:
            yield Heading(2, heading)
            yield Bullets(tuple(Item(each.text, f"Rests on {basis_in_words(each.basis)}.") for each in own))
        elif none:
            yield Heading(2, heading)
            yield Paragraph(none)


def _asks(view: FeedbackView) -> Iterator[Block]:
    if not view.asks and not view.offers:
        return
    yield Heading(1, "Asks and offers")
    for heading, said in ((f"{view.host} asks for", view.asks), (f"{view.host} offers", view.offers)):
        if said:
            yield Heading(2, heading)
            yield Bullets(said)


def _next(view: FeedbackView) -> Iterator[Block]:
    yield Heading(1, "Next steps")
    if not view.actions:
        yield Paragraph("No next steps have been agreed yet.")
        return
    yield Table(
        header=("What", "Who", "By when"),
        rows=tuple(
            (each.text, each.owner_role or "To be named", day_in_words(each.due_on) if each.due_on else "Not dated")
            for each in view.actions
        ),
        widths=(0.55, 0.25, 0.2),
    )


def _about(view: FeedbackView) -> Iterator[Block]:
    yield Heading(1, "About this report")
    standing = (
        "This is the final version. A later change would be a new version with a reference of its own."
        if view.state is ReportState.FINAL
        else f"This is a draft. It becomes final when {view.host} has checked its facts."
    )
    yield Paragraph(
        f"{standing} Findings are the team’s, reached by comparing what it read with what it heard; “no audit seen” "
        "means that no audit or moderation result was in front of the team. No member of staff and no child is named."
    )
    yield Paragraph(
        "Notes taken in the session stay with the challenge team and are no part of this report. "
        f"The report is meant to follow within {view.report_days} working days of the session.",
        Tone.QUIET,
    )


def _authorities(view: FeedbackView) -> list[str]:
    return list(dict.fromkeys([view.host, *(each.authority for each in view.duties)]))


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _before(days: int) -> str:
    """Say how long before the session something happened."""
    if days < 0:
        return "after the session"
    return f"{count_of(days, 'day')} before the session" if days else "on the day of the session"


def _number(count: int) -> str:
    words = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")
    return words[count] if count < len(words) else str(count)
