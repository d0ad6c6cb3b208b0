"""Findings: proposed from notes, put into words, ordered, merged and agreed by the team."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit, edit_each, remove
from peer_challenge.domain.choices import FindingKind, FindingState, LinkedTo, NoteKind
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.order import between, row_of
from peer_challenge.domain.records import Action, Challenge, Claim, Evidence, Finding, FindingLink, Note, Unlike
from peer_challenge.domain.wording import needed
from peer_challenge.services.removing import remove_whole, with_reasons
from peer_challenge.storage.queries.sessions import hosts_of_group
from peer_challenge.storage.store import Store

_NO_WORDS = "A finding needs words. Type it first."

KIND_OF_NOTE = {
    NoteKind.STRENGTH: FindingKind.STRENGTH,
    NoteKind.CONSIDERATION: FindingKind.CONSIDERATION,
    NoteKind.QUESTION: FindingKind.QUESTION,
    NoteKind.GOOD_PRACTICE: FindingKind.GOOD_PRACTICE,
}
"""Which kinds of note say what kind of finding they would be."""

_RECORD_OF = {LinkedTo.NOTE: Note, LinkedTo.CLAIM: Claim, LinkedTo.EVIDENCE: Evidence}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What notes would say as one finding."""

    challenge: UUID
    kind: FindingKind
    line: UUID | None
    text: str


def finding_from_notes(store: Store, notes: Sequence[UUID]) -> Wording:
    """Return the notes' words as one finding: their commonest kind, the first line of enquiry any of them has.

    Notes that only report become a question, the kind that claims least.
    """
    found = [store.need(Note, each) for each in notes]
    if not found:
        raise UserError("Choose a note first.")
    if len({each.challenge for each in found}) > 1:
        raise UserError("These notes are about different hosts. Choose notes about one.")
    kinds = Counter(KIND_OF_NOTE[each.kind] for each in found if each.kind in KIND_OF_NOTE)
    return Wording(
        challenge=found[0].challenge,
        kind=kinds.most_common(1)[0][0] if kinds else FindingKind.QUESTION,
        line=next((each.line for each in found if each.line), None),
        text=joined([each.text for each in found]),
    )


def propose_finding(
    store: Store,
    challenge: UUID,
    kind: FindingKind,
    line: UUID | None,
    text: str,
    notes: Sequence[UUID] = (),
) -> ChangeSet:
    """Add a finding at the end of its line of enquiry, resting on `notes`."""
    store.need(Challenge, challenge)
    finding = Finding(
        id=store.new_id(),
        challenge=challenge,
        kind=kind,
        line=line,
        text=needed(text, _NO_WORDS),
        position=between(_last_position(store, challenge, line), ""),
    )
    links = [_link(finding, LinkedTo.NOTE, store.need(Note, note).id) for note in notes]
    return add("Propose finding", finding, *links)


def make_finding(store: Store, notes: Sequence[UUID], line: UUID | None = None) -> ChangeSet:
    """Propose what notes say as one finding, under `line` or else their own."""
    wording = finding_from_notes(store, notes)
    return propose_finding(store, wording.challenge, wording.kind, line or wording.line, wording.text, notes)


def edit_finding(store: Store, finding: UUID, /, **fields: object) -> ChangeSet:
    """Change words or kind of a finding."""
    if "text" in fields:
        fields["text"] = needed(str(fields["text"]), _NO_WORDS)
    return with_reasons(store, edit("Edit finding", store.need(Finding, finding), **fields))


def set_kind(store: Store, findings: Sequence[UUID], kind: FindingKind) -> ChangeSet:
    """Say what findings are."""
    return _each(store, "Change kind of finding", findings, kind=kind)


def move_finding(store: Store, finding: UUID, line: UUID | None, before: UUID | None = None) -> ChangeSet:
    """Put a finding under a line of enquiry, in front of the finding `before`, or last."""
    found = store.need(Finding, finding)
    others = [each for each in _of_line(store, found.challenge, line) if each.id != finding]
    at = next((place for place, each in enumerate(others) if each.id == before), len(others))
    earlier = others[at - 1].position if at else ""
    later = others[at].position if at < len(others) else ""
    if not earlier < later and later:  # two copies may have given the same place
        return _renumbered(found, line, others, at)
    return edit("Move finding", found, line=line, position=between(earlier, later))


def link_to_finding(store: Store, finding: UUID, linked_to: LinkedTo, targets: Sequence[UUID]) -> ChangeSet:
    """Let a finding rest on more notes, statements or pieces of evidence; what is linked already stays so."""
    found = store.need(Finding, finding)
    links = [_link(found, linked_to, store.need(_RECORD_OF[linked_to], target).id) for target in targets]
    return add("Link to finding", *(each for each in links if store.get(FindingLink, each.id) is None))


def unlink(store: Store, links: Sequence[UUID]) -> ChangeSet:
    """Let a finding no longer rest on what was linked to it."""
    return remove("Take off finding", *(store.need(FindingLink, each) for each in links))


def tell_apart(store: Store, challenge: UUID, alike: Sequence[UUID]) -> ChangeSet:
    """Say of notes and findings which read alike that they differ, each from each: none is proposed again."""
    pairs = (
        Unlike(id=link_id("unlike", one, other), challenge=challenge, first=one, second=other)
        for one, other in combinations(sorted(alike, key=str), 2)
    )
    return add("Say that they differ", *(each for each in pairs if store.get(Unlike, each.id) is None))


def merge_findings(store: Store, findings: Sequence[UUID]) -> ChangeSet:
    """Make one finding of several: the first keeps its kind and place, takes all words, links and next steps."""
    found = [store.need(Finding, each) for each in findings]
    if len(found) < 2:
        raise UserError("Choose two or more findings to merge.")
    first, others = found[0], found[1:]
    if any(each.challenge != first.challenge for each in others):
        raise UserError("These findings are about different hosts. Choose findings about one.")
    label = "Merge findings"
    changed = edit(label, first, text=joined([each.text for each in found]))
    links = {each.id: each for each in store.find(FindingLink, finding=first.id)}
    for other in others:
        old = store.find(FindingLink, finding=other.id)
        moved = [_link(first, each.linked_to, each.target) for each in old]
        new = {each.id: each for each in moved if each.id not in links}
        links |= new
        steps = store.find(Action, finding=other.id)
        changed += remove_whole(store, label, *old, other) + add(label, *new.values())
        changed += edit_each(label, ((each, replace(each, finding=first.id)) for each in steps))
    return changed


def split_finding(store: Store, finding: UUID, links: Sequence[UUID]) -> ChangeSet:
    """Make a second finding of some notes of the first, right after it and of its kind.

    Where the first still says its notes' own words, it says only those of the notes that stay; words the team has
    found are left to the team. Raises `UserError` unless notes are chosen and something stays.
    """
    found = store.need(Finding, finding)
    every = store.find(FindingLink, finding=finding)
    taken = [each for each in every if each.id in set(links) and each.linked_to is LinkedTo.NOTE]
    stay = [each for each in every if each not in taken]
    if not taken:
        raise UserError("Choose the notes that are to be a finding of their own.")
    if not stay and found.text == joined(_words(store, taken)):
        raise UserError("Leave at least one note with the finding it is split from.")
    after = [each.position for each in _of_line(store, found.challenge, found.line) if each.position > found.position]
    new = Finding(
        id=store.new_id(),
        challenge=found.challenge,
        kind=found.kind,
        line=found.line,
        text=joined(_words(store, taken)),
        position=between(found.position, min(after, default="")),
    )
    label = "Split finding"
    changed = remove(label, *taken) + add(label, new, *(_link(new, each.linked_to, each.target) for each in taken))
    if found.text == joined(_words(store, every)):
        changed += edit(label, found, text=joined(_words(store, stay)))
    return changed


def _words(store: Store, links: Sequence[FindingLink]) -> list[str]:
    return [store.need(Note, each.target).text for each in links if each.linked_to is LinkedTo.NOTE]


def remove_finding(store: Store, finding: UUID) -> ChangeSet:
    """Remove a finding and its links; the notes can be used again, next steps that named it stay."""
    found = store.need(Finding, finding)
    steps = store.find(Action, finding=finding)
    freed = edit_each("Remove finding", ((each, replace(each, finding=None)) for each in steps))
    links = store.find(FindingLink, finding=finding)
    return remove_whole(store, "Remove finding", *links, found) + freed


def agree(store: Store, findings: Sequence[UUID], on: date) -> ChangeSet:
    """Say that the team agreed findings on a day; what the host has checked stays checked.

    Who agreed are the authorities that challenge this host, unless somebody has said otherwise.
    """
    found = [store.need(Finding, each) for each in findings]
    done = (FindingState.AGREED, FindingState.CHECKED)
    team = {each: challengers_in_words(store, each) for each in {each.challenge for each in found}}
    pairs = [
        (each, replace(each, state=FindingState.AGREED, agreed_on=on, agreed_by=each.agreed_by or team[each.challenge]))
        for each in found
        if each.state not in done
    ]
    return edit_each("Agree findings" if len(pairs) > 1 else "Agree finding", pairs)


def challengers_in_words(store: Store, challenge: UUID) -> str:
    """Return who challenges a host: "Medway and Slough"; "" where nobody is in its group."""
    found = store.need(Challenge, challenge)
    names = [each.name for each in hosts_of_group(store, found.group) if each.host != found.host]
    return " and ".join(([", ".join(names[:-1])] if names[1:] else []) + names[-1:])


def park(store: Store, findings: Sequence[UUID]) -> ChangeSet:
    """Set findings aside: they are kept and not reported."""
    return _each(store, "Park finding", findings, state=FindingState.PARKED, agreed_on=None)


def propose_again(store: Store, findings: Sequence[UUID]) -> ChangeSet:
    """Open findings that were parked or agreed to the team again."""
    return _each(store, "Propose finding again", findings, state=FindingState.PROPOSED, agreed_on=None)


def _each(store: Store, label: str, findings: Sequence[UUID], **fields: object) -> ChangeSet:
    found = [store.need(Finding, each) for each in findings]
    return edit_each(label, ((each, replace(each, **fields)) for each in found))  # type: ignore[arg-type]


def _link(finding: Finding, linked_to: LinkedTo, target: UUID) -> FindingLink:
    return FindingLink(
        id=link_id("finding_link", finding.id, target),
        challenge=finding.challenge,
        finding=finding.id,
        linked_to=linked_to,
        target=target,
    )


def _of_line(store: Store, challenge: UUID, line: UUID | None) -> list[Finding]:
    return store.find(Finding, challenge=challenge, line=line)


def _last_position(store: Store, challenge: UUID, line: UUID | None) -> str:
    return max((each.position for each in _of_line(store, challenge, line)), default="")


def _renumbered(found: Finding, line: UUID | None, others: list[Finding], at: int) -> ChangeSet:
    order = [*others[:at], found, *others[at:]]
    places = row_of(len(order))
    moved = [(each, replace(each, line=line, position=place)) for each, place in zip(order, places, strict=True)]
    return edit_each("Move finding", moved)


def joined(texts: Sequence[str]) -> str:
    """Return texts as sentences of one paragraph; one that says the same as an earlier one is left out."""
    if len(texts) == 1:
        return texts[0]
    said: dict[str, str] = {}
    for text in texts:
        words = text.strip()
        said.setdefault(words.rstrip(".").casefold(), words if words[-1:] in set(".!?…”") else f"{words}.")
    return " ".join(said.values())
