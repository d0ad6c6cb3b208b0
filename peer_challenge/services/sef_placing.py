"""Placing by hand what a form said and no field was found for."""

from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, edit
from peer_challenge.domain.records import Answer, LineOfEnquiry, Submission
from peer_challenge.services import sefs
from peer_challenge.services.sef_forms import FIELDS
from peer_challenge.services.sef_views import empty_answer
from peer_challenge.storage.store import Store

STATEMENT = "statement"
PLACES = {STATEMENT: "as a statement", **{field.key: f"under “{field.heading}”" for field in FIELDS}}
"""Where a piece can be put in a line, and how that is said."""


def pieces_aside(submission: Submission) -> tuple[str, ...]:
    """Return what is kept aside, piece by piece."""
    return tuple(line for line in submission.unplaced.split("\n") if line.strip())


def place_piece(store: Store, submission: UUID, piece: str, line: UUID, place: str) -> ChangeSet:
    """Put a piece kept aside into a line: a key of `PLACES` says where."""
    store.need(LineOfEnquiry, line)
    if place == STATEMENT:
        written = sefs.add_claim(store, submission, line, piece)
    else:
        empty = empty_answer(submission, line)
        before = getattr(store.get(Answer, empty.id) or empty, place)
        written = sefs.write_answer(store, submission, line, **{place: f"{before}\n{piece}" if before else piece})
    return _without(store, "Place text", submission, piece, written)


def leave_piece_out(store: Store, submission: UUID, piece: str) -> ChangeSet:
    """Take a piece off the list; it stays in the form that is kept."""
    return _without(store, "Leave text out", submission, piece, ChangeSet("", ()))


def _without(store: Store, label: str, submission: UUID, piece: str, more: ChangeSet) -> ChangeSet:
    """Return `more` with the piece gone from what is kept aside; the SEF itself changes once."""
    before = store.need(Submission, submission)
    changed = next((each.after for each in more.changes if isinstance(each.after, Submission)), before)
    left = [each for each in pieces_aside(before) if each != piece]
    others = tuple(each for each in more.changes if not isinstance(each.after, Submission))
    sef = edit(label, before, state=changed.state, unplaced="\n".join(left))
    return sef + ChangeSet("", others)
