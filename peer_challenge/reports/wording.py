"""Turns of phrase that the reports share."""

from collections.abc import Sequence

from peer_challenge.domain.choices import FindingKind
from peer_challenge.domain.days import count_of

KINDS = {
    FindingKind.STRENGTH: ("strength", "strengths"),
    FindingKind.CONSIDERATION: ("area for consideration", "areas for consideration"),
    FindingKind.QUESTION: ("question left open", "questions left open"),
    FindingKind.GOOD_PRACTICE: ("example of practice worth sharing", "examples of practice worth sharing"),
    FindingKind.SUGGESTION: ("suggestion", "suggestions"),
}
"""What one finding of each kind, and several, are called; in the order in which reports give them."""


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence gives them: "Kent, Medway and Slough"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def days_before(days: int) -> str:
    """Say how long before the session something happened, from its distance in days."""
    if days < 0:
        return "after the session"
    return f"{count_of(days, 'day')} before the session" if days else "on the day of the session"


def heading_of(kind: FindingKind) -> str:
    """Return what heads the findings of a kind, however many there are."""
    many = KINDS[kind][1]
    return "Practice worth sharing" if kind is FindingKind.GOOD_PRACTICE else many[:1].upper() + many[1:]


def in_a_sentence(title: str) -> str:
    """Return a title as it stands within a sentence: its first letter small, unless it opens an abbreviation."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
