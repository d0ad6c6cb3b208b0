"""Writing a self-evaluation (SEF): answers to the lines of enquiry, statements, evidence, and what rests on what."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit, remove
from peer_challenge.domain.choices import EvidenceKind
from peer_challenge.domain.choices import SubmissionState as State
from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.order import between
from peer_challenge.domain.records import Answer, Claim, Evidence, EvidenceLink, LineOfEnquiry, Submission
from peer_challenge.domain.wording import needed
from peer_challenge.services.attachments import keep_file
from peer_challenge.services.removing import with_reasons
from peer_challenge.services.sef_views import empty_answer
from peer_challenge.services.submission_rows import WITH_AUTHOR
from peer_challenge.services.submissions import refused
from peer_challenge.storage.store import Store


def write_answer(store: Store, submission: UUID, line: UUID, **fields: str) -> ChangeSet:
    """Set fields of the answer to a line, such as text or gaps; it comes into being when first written."""
    sef = _open(store, submission)
    store.need(LineOfEnquiry, line)
    empty = empty_answer(submission, line)
    before = store.get(Answer, empty.id)
    changes = edit("Write SEF", before or empty, **fields)
    if before is None and changes:
        changes = add(changes.label, changes.changes[0].record)
    return _begun(store, sef, changes)


def add_claim(
    store: Store,
    submission: UUID,
    line: UUID,
    text: str,
    *,
    how_known: str = "",
    impact: str = "",
    confidence: str = "",
) -> ChangeSet:
    """Add a statement at the end of a line."""
    sef = _open(store, submission)
    store.need(LineOfEnquiry, line)
    claim = Claim(
        id=store.new_id(),
        submission=submission,
        line=line,
        text=needed(text, "Write the statement first: one thing you know about the work."),
        how_known=how_known,
        impact=impact,
        confidence=confidence,
        position=_after(store.find(Claim, submission=submission, line=line)),
    )
    return _begun(store, sef, add("Add statement", claim))


def add_claims(store: Store, submission: UUID, line: UUID, texts: Sequence[str]) -> ChangeSet:
    """Add a statement for each text that holds words, at the end of a line: a paper pasted in, one a paragraph."""
    sef = _open(store, submission)
    store.need(LineOfEnquiry, line)
    position = _after(store.find(Claim, submission=submission, line=line))
    claims = []
    for text in (each.strip() for each in texts):
        if text:
            claims.append(Claim(id=store.new_id(), submission=submission, line=line, text=text, position=position))
            position = between(position, "")
    return _begun(store, sef, add(f"Add {count_of(len(claims), 'statement')}", *claims))


def edit_claim(store: Store, claim: UUID, **fields: str) -> ChangeSet:
    """Change the words of a statement."""
    before = store.need(Claim, claim)
    if "text" in fields:
        fields["text"] = needed(fields["text"], "A statement needs words. Remove it instead.")
    return _begun(store, _open(store, before.submission), edit("Edit statement", before, **fields))


def remove_claim(store: Store, claim: UUID) -> ChangeSet:
    """Remove a statement and what it rested on; the evidence itself stays."""
    before = store.need(Claim, claim)
    links = store.find(EvidenceLink, claim=claim)
    return _begun(store, _open(store, before.submission), remove("Remove statement", *links, before))


def move_claim(store: Store, claim: UUID, line: UUID, before: UUID | None = None) -> ChangeSet:
    """Put a statement before another of a line, or at the line's end."""
    moved = store.need(Claim, claim)
    others = [each for each in store.find(Claim, submission=moved.submission, line=line) if each.id != claim]
    place = next((at for at, each in enumerate(others) if each.id == before), len(others))
    position = _position_at(place, others)
    return _begun(store, _open(store, moved.submission), edit("Move statement", moved, line=line, position=position))


def add_evidence(
    store: Store,
    submission: UUID,
    kind: EvidenceKind,
    title: str,
    *,
    dated: date | None = None,
    holder: str = "",
    path: Path | None = None,
) -> ChangeSet:
    """Add a piece of evidence, with the file at `path` where there is one to copy in."""
    sef = _open(store, submission)
    kept = keep_file(store, path) if path else None
    evidence = Evidence(
        id=store.new_id(),
        submission=submission,
        kind=kind,
        title=needed(title, "Give the evidence a title."),
        dated=dated,
        holder=holder.strip(),
        attachment=kept.sha256 if kept else "",
        file_name=kept.name if kept else "",
        position=_after(store.find(Evidence, submission=submission)),
    )
    return _begun(store, sef, add("Add evidence", evidence))


def add_evidence_files(store: Store, submission: UUID, paths: Sequence[Path]) -> ChangeSet:
    """Add a piece of evidence for each file, titled by its name; tables of figures are performance data at first."""
    sef = _open(store, submission)
    position = _after(store.find(Evidence, submission=submission))
    found = []
    for path in paths:
        kept = keep_file(store, path)
        figures = path.suffix.lower() in {".xlsx", ".csv"}
        evidence = Evidence(
            id=store.new_id(),
            submission=submission,
            kind=EvidenceKind.PERFORMANCE_DATA if figures else EvidenceKind.PLAN,
            title=path.stem,
            attachment=kept.sha256,
            file_name=kept.name,
            position=position,
        )
        found.append(evidence)
        position = between(position, "")
    return _begun(store, sef, add("Add evidence", *found))


def edit_evidence(store: Store, evidence: UUID, **fields: Any) -> ChangeSet:
    """Change kind, title, date or holder of a piece of evidence."""
    before = store.need(Evidence, evidence)
    if "title" in fields:
        fields["title"] = needed(fields["title"], "Evidence needs a title. Remove it instead.")
    return _begun(store, _open(store, before.submission), edit("Edit evidence", before, **fields))


def remove_evidence(store: Store, evidence: UUID) -> ChangeSet:
    """Remove a piece of evidence; statements that rested on it stay."""
    before = store.need(Evidence, evidence)
    links = store.find(EvidenceLink, evidence=evidence)
    return _begun(store, _open(store, before.submission), remove("Remove evidence", *links, before))


def attach_file(store: Store, evidence: UUID, path: Path) -> ChangeSet:
    """Copy a file into the round file and hang it on a piece of evidence."""
    before = store.need(Evidence, evidence)
    sef = _open(store, before.submission)
    kept = keep_file(store, path)
    return _begun(store, sef, edit("Attach file", before, attachment=kept.sha256, file_name=kept.name))


def attach_document(store: Store, submission: UUID, path: Path) -> ChangeSet:
    """Take the paper an authority already has as its SEF, or as part of it."""
    sef = _open(store, submission)
    kept = keep_file(store, path)
    fields = {"document": kept.sha256, "document_name": kept.name, "state": State.DRAFTING}
    return edit("Attach SEF document", sef, **fields)


def remove_document(store: Store, submission: UUID) -> ChangeSet:
    """Take the paper away again."""
    return edit("Remove SEF document", _open(store, submission), document="", document_name="")


def link_evidence(store: Store, claim: UUID, evidence: UUID) -> ChangeSet:
    """Say that a statement rests on a piece of evidence of the same SEF; empty when it is said already."""
    statement, source = store.need(Claim, claim), store.need(Evidence, evidence)
    if statement.submission != source.submission:
        raise UserError("The statement and the evidence belong to different SEFs. Add the evidence to this one first.")
    link = _link(statement, source)
    sef = _open(store, statement.submission)
    if store.get(EvidenceLink, link.id):
        return ChangeSet("Link evidence", ())
    return _begun(store, sef, add("Link evidence", link))


def unlink_evidence(store: Store, claim: UUID, evidence: UUID) -> ChangeSet:
    """Say that a statement no longer rests on a piece of evidence."""
    link = _link(store.need(Claim, claim), store.need(Evidence, evidence))
    sef = _open(store, link.submission)
    there = store.get(EvidenceLink, link.id)
    return _begun(store, sef, remove("Unlink evidence", *([there] if there else [])))


def _open(store: Store, submission: UUID) -> Submission:
    sef = store.need(Submission, submission)
    if sef.state not in WITH_AUTHOR:
        raise refused(store, sef, "changed")
    return sef


def _begun(store: Store, sef: Submission, changes: ChangeSet) -> ChangeSet:
    """Return the change with the SEF on its way: what is written in is being drafted."""
    whole = with_reasons(store, changes)
    if not changes or sef.state is State.DRAFTING:
        return whole
    return whole + edit("", sef, state=State.DRAFTING)


def _link(claim: Claim, evidence: Evidence) -> EvidenceLink:
    return EvidenceLink(
        id=link_id("evidence_link", claim.id, evidence.id),
        submission=claim.submission,
        claim=claim.id,
        evidence=evidence.id,
    )


def _after(records: Sequence[Claim] | Sequence[Evidence]) -> str:
    return between(records[-1].position if records else "", "")


def _position_at(place: int, others: Sequence[Claim]) -> str:
    """Return a position before `others[place]`; records that merged copies put on one position count as one."""
    low = others[place - 1].position if place else ""
    high = next((each.position for each in others[place:] if each.position > low), "")
    return between(low, high)
