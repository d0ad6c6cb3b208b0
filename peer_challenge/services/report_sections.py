"""Which sections a feedback report prints, in which order, and how the team words them."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit
from peer_challenge.domain.choices import ReportSection, ReportState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id
from peer_challenge.domain.records import ReportIssue, SectionWording
from peer_challenge.services.removing import remove_whole
from peer_challenge.services.report_life import begun, issue_of
from peer_challenge.storage.store import Store

DEFAULT_SECTIONS = (ReportSection.HOW, ReportSection.LINES, ReportSection.ASKS, ReportSection.NEXT)
LONGEST_OPENING = 600
"""Characters: page one stands alone, so its opening leaves room for what was found."""


def printed_sections(issue: ReportIssue | None) -> tuple[ReportSection, ...]:
    """Return the sections a version prints after its opening, in order."""
    return (issue.sections if issue else ()) or DEFAULT_SECTIONS


def wordings_of(store: Store, challenge: UUID) -> Mapping[ReportSection, str]:
    """Return section → the team's own wording, where it has one."""
    found = store.find(SectionWording, challenge=challenge)
    return {each.section: each.text for each in found if each.text.strip()}


def show_section(store: Store, challenge: UUID, section: ReportSection, shown: bool) -> ChangeSet:
    """Print a section, at the end if it was left out; or leave it out. What the team found is always printed."""
    now = printed_sections(issue_of(store, challenge))
    if section in (ReportSection.OPENING, ReportSection.LINES) and not shown:
        raise UserError(f"“{section.words}” is always printed: without it there is no feedback.")
    if shown == (section in now) or section is ReportSection.OPENING:
        return ChangeSet("Change sections", ())
    after = (*now, section) if shown else tuple(each for each in now if each is not section)
    return _ordered(store, challenge, "Print section" if shown else "Leave section out", after)


def move_section(store: Store, challenge: UUID, section: ReportSection, steps: int) -> ChangeSet:
    """Move a section up (negative) or down among those printed; at either end it stays."""
    now = list(printed_sections(issue_of(store, challenge)))
    if section not in now:
        raise UserError(f"“{section.words}” has no place to move from: it is not printed, or always comes first.")
    at = now.index(section)
    now.insert(min(max(at + steps, 0), len(now) - 1), now.pop(at))
    return _ordered(store, challenge, "Move section", tuple(now))


def word_section(store: Store, challenge: UUID, section: ReportSection, text: str, generated: str) -> ChangeSet:
    """Word a section the team's own way; empty, or the program's `generated` text, brings that back."""
    _still_a_draft(store, challenge)
    words = text.strip()
    if section is ReportSection.OPENING and len(words) > LONGEST_OPENING:
        raise UserError(f"The opening of page one has room for {LONGEST_OPENING} characters; this has {len(words)}.")
    id_ = known_id("section_wording", challenge, section)
    there = store.get(SectionWording, id_)
    if words in ("", generated):
        return remove_whole(store, "Bring generated wording back", there) if there else ChangeSet("Word section", ())
    if there:
        return edit("Word section", there, text=words)
    return add("Word section", SectionWording(id=id_, challenge=challenge, section=section, text=words))


def _ordered(store: Store, challenge: UUID, label: str, sections: tuple[ReportSection, ...]) -> ChangeSet:
    _still_a_draft(store, challenge)
    issue = issue_of(store, challenge)
    if issue is None:
        return add(label, replace(begun(store, challenge), sections=sections))
    return edit(label, issue, sections=sections)


def _still_a_draft(store: Store, challenge: UUID) -> None:
    issue = issue_of(store, challenge)
    if issue and issue.state is ReportState.FINAL:
        raise UserError("This report is final. Begin a new version, then change it.")
