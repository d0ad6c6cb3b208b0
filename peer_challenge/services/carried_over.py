"""What a SEF takes over from the round before, and what has changed since."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.choices import SubmissionState as State
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.records import (
    Answer,
    Authority,
    Claim,
    Evidence,
    EvidenceLink,
    LineOfEnquiry,
    Round,
    Submission,
)
from peer_challenge.services.form_merging import edited
from peer_challenge.services.rounds import rounds
from peer_challenge.services.sef_forms import FIELDS
from peer_challenge.services.sef_in_hand import SefInHand
from peer_challenge.services.sef_views import empty_answer
from peer_challenge.services.submissions import submission_of
from peer_challenge.services.successors import predecessors
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class LineChanges:
    """What differs in one line from the SEF it was carried over from, paragraph by paragraph."""

    line: UUID
    gone: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def words(self) -> str:
        """Both in words, a paragraph a line; "" where nothing differs."""
        return "\n".join([*(f"Now: {text}" for text in self.new), *(f"Before: {text}" for text in self.gone)])


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What a SEF was carried over from, in words, and what has changed in each line since."""

    since: str
    lines: tuple[LineChanges, ...]

    def of(self, line: UUID) -> LineChanges | None:
        """Return the changes in one line, None where nothing differs."""
        return next((each for each in self.lines if each.line == line and each.words), None)


def earlier_sef(store: Store, submission: UUID) -> Submission | None:
    """Return the authority's newest SEF of the latest earlier round that has one; withdrawn ones do not count.

    One that took another's place begins from the other's where it has none of its own.
    """
    sef = store.need(Submission, submission)
    order = [each.id for each in rounds(store)]
    for round_id in reversed(order[: order.index(sef.round)]):
        if found := last_sef(store, round_id, sef.authority):
            return found
    return None


def last_sef(store: Store, round_id: UUID, authority: UUID) -> Submission | None:
    """Return the SEF of a round to begin from: the authority's own, else that of one whose place it took."""
    for each in (authority, *(one.id for one in predecessors(store, authority))):
        found = submission_of(store, round_id, each)
        if found is not None and found.state not in {State.WITHDRAWN, State.NOT_STARTED}:
            return found
    return None


def carry_over(store: Store, submission: UUID) -> ChangeSet:
    """Take over the text of the round before: answers where there are none yet, statements and what they rest on.

    Lines are the same where they are the same record, have the same key, or ask the same question.
    """
    sef = store.need(Submission, submission)
    before = earlier_sef(store, submission)
    if before is None:
        raise UserError(f"There is no SEF of {store.need(Authority, sef.authority).name} from an earlier round here.")
    hand = SefInHand(store, sef.round, sef.authority)
    lines = _same_lines(store, before, sef)
    for answer in store.find(Answer, submission=before.id):
        if answer.line in lines:
            empty = empty_answer(hand.id, lines[answer.line])
            here = hand.get(Answer, empty.id) or empty
            hand.put(edited(here, {each.key: getattr(here, each.key) or getattr(answer, each.key) for each in FIELDS}))
    _carry_statements(store, before, hand, lines)
    hand.put(replace(hand.submission, state=State.DRAFTING, carried_from=before.id))
    return hand.changes("Bring over last round’s SEF")


def changes_since(store: Store, submission: UUID) -> ChangesView | None:
    """Return what has changed since the SEF this one was carried over from; None where there was none."""
    sef = store.need(Submission, submission)
    before = store.get(Submission, sef.carried_from) if sef.carried_from else None
    if before is None:
        return None
    same = before.round == sef.round
    since = f"version {before.version}" if same else store.need(Round, before.round).name
    old_lines = {new: old for old, new in _same_lines(store, before, sef).items()}
    return ChangesView(
        since,
        tuple(
            _compared(
                each.id, _paragraphs(store, before.id, old_lines.get(each.id)), _paragraphs(store, sef.id, each.id)
            )
            for each in store.find(LineOfEnquiry, framework=store.need(Round, sef.round).framework)
        ),
    )


def _carry_statements(store: Store, before: Submission, hand: SefInHand, lines: dict[UUID, UUID]) -> None:
    there = {(each.line, each.text) for each in hand.all_of(Claim)}
    claims = {}
    for claim in store.find(Claim, submission=before.id):
        line = lines.get(claim.line)
        if line is not None and (line, claim.text) not in there:
            claims[claim.id] = replace(claim, id=store.new_id(), submission=hand.id, line=line)
    here = {each.title: each for each in hand.all_of(Evidence)}
    evidence = {
        each.id: here.get(each.title) or replace(each, id=store.new_id(), submission=hand.id)
        for each in store.find(Evidence, submission=before.id)
    }
    for record in (*claims.values(), *evidence.values()):
        hand.put(record)
    for link in store.find(EvidenceLink, submission=before.id):
        if link.claim in claims and link.evidence in evidence:
            claim_id, piece = claims[link.claim].id, evidence[link.evidence].id
            new = link_id("evidence_link", claim_id, piece)
            hand.put(replace(link, id=new, submission=hand.id, claim=claim_id, evidence=piece))


def _same_lines(store: Store, before: Submission, after: Submission) -> dict[UUID, UUID]:
    """Return old line → new line."""
    old, new = (
        store.find(LineOfEnquiry, framework=store.need(Round, each.round).framework) for each in (before, after)
    )
    found = {}
    for line in old:
        same = next((each for each in new if each.id == line.id), None)
        same = same or next((each for each in new if each.key and each.key == line.key), None)
        same = same or next((each for each in new if each.question == line.question), None)
        if same is not None:
            found[line.id] = same.id
    return found


def _paragraphs(store: Store, submission: UUID, line: UUID | None) -> list[str]:
    if line is None:
        return []
    texts = [
        getattr(answer, field.key)
        for answer in store.find(Answer, submission=submission, line=line)
        for field in FIELDS
    ]
    texts += [
        text
        for each in store.find(Claim, submission=submission, line=line)
        for text in (each.text, each.how_known, each.impact)
    ]
    return [part.strip() for text in texts for part in text.split("\n") if part.strip()]


def _compared(line: UUID, old: Sequence[str], new: Sequence[str]) -> LineChanges:
    gone: list[str] = []
    come: list[str] = []
    for what, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what != "equal":
            gone += old[start:end]
            come += new[first:last]
    moved = set(gone) & set(come)
    return LineChanges(
        line, tuple(each for each in gone if each not in moved), tuple(each for each in come if each not in moved)
    )
