"""What each section of a feedback report says of itself: the team's own wording, or that of the program."""

from collections.abc import Iterator

from peer_challenge.domain.choices import ReportSection, ReportState
from peer_challenge.domain.days import day_in_words
from peer_challenge.reports.wording import days_before, in_a_sentence, listed
from peer_challenge.services.feedback import FeedbackView, authorities_of

_HOW = (
    "The team compared what it read with what it heard. “No audit seen” beside a finding means that no audit or "
    "moderation result was linked to it. Notes taken in the session are no part of this report."
)


def said_of(view: FeedbackView, section: ReportSection) -> str:
    """Return what a section says before what belongs to it; "" where it says nothing."""
    return view.wordings.get(section) or generated(view, section)


def generated(view: FeedbackView, section: ReportSection) -> str:
    """Return the program's own wording of a section, whatever the team has made of it."""
    match section:
        case ReportSection.OPENING:
            return " ".join(_what_happened(view))
        case ReportSection.HOW:
            return _HOW
        case ReportSection.NEXT if not view.actions:
            return "None were agreed." if view.state is ReportState.FINAL else "None have been agreed yet."
    return ""


def _what_happened(view: FeedbackView) -> Iterator[str]:
    who = listed([each for each in authorities_of(view) if each != view.host]) or "The group"
    topic = in_a_sentence(view.framework) or "its practice"
    when = f"On {day_in_words(view.held_on)} " if view.held_on else ""
    if view.took_place or view.findings:
        yield f"{when}{who} challenged {view.host} on {topic}."
    elif view.held_on:
        yield f"{who} challenge {view.host} on {topic} in a session on {day_in_words(view.held_on)}."
    else:
        yield f"{who} challenge {view.host} on {topic} in a session that has no date yet."
    if view.sef_withdrawn:
        yield "Its self-evaluation (SEF) has been withdrawn."
    elif view.sef_shared_on is None:
        yield "Its self-evaluation (SEF) has not been shared with the group."
    else:
        days = view.lead_days
        shared = days_before(days) if days is not None else f"on {day_in_words(view.sef_shared_on)}"
        yield f"Its self-evaluation (SEF) was shared with the group {shared}."
