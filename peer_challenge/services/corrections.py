"""What the host would have otherwise in a draft: placed beside its sentence, brought in, accepted or declined."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit
from peer_challenge.domain.choices import AskOrOffer, CorrectionState, FindingState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id
from peer_challenge.domain.records import Action, AskOffer, Challenge, Correction, Finding
from peer_challenge.domain.small_numbers import fit_to_print
from peer_challenge.domain.wording import needed
from peer_challenge.services.report_life import is_final
from peer_challenge.storage.queries import feedback as queries
from peer_challenge.storage.store import Store

_TARGETS: tuple[type[Finding] | type[AskOffer] | type[Action], ...] = (Finding, AskOffer, Action)
Target = Finding | AskOffer | Action


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that the report prints and the host may correct; `what` it is: “Strength”, “Ask”, “Next step”."""

    id: UUID
    what: str
    text: str


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A correction beside its sentence: `now` is how that reads today, `what` kind of thing it is."""

    correction: Correction
    what: str
    now: str

    @property
    def id(self) -> UUID:
        """The correction's own id."""
        return self.correction.id

    @property
    def moved_on(self) -> bool:
        """Whether the sentence was changed since the draft was sent, beyond what printing changes."""
        return bool(self.now) and not _reads_as(self.now, self.correction.quoted)

    @property
    def words(self) -> str:
        """What the host would have: its wording, or its comment."""
        return self.correction.proposed or self.correction.comment

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        found = self.correction
        said = f"{found.state.words}, {self.what}: “{found.quoted}”"
        said += f" to read “{found.proposed}”" if found.proposed else ""
        said += f". Comment: {found.comment}" if found.comment else ""
        return f"{said}. Reason: {found.reason}" if found.reason else said


def sentences(store: Store, challenge: UUID) -> list[Said]:
    """Return every sentence of a report that the host may correct: findings, its asks and offers, its next steps."""
    host = store.need(Challenge, challenge).host
    said = [Said(each.id, each.kind.words, each.text) for each in queries.said_findings(store, challenge)]
    own = store.find(AskOffer, challenge=challenge, authority=host)
    said += [Said(each.id, "Ask" if each.kind is AskOrOffer.ASK else "Offer", each.text) for each in own]
    said += [Said(each.id, "Next step", each.text) for each in store.find(Action, challenge=challenge)]
    return [each for each in said if each.text]


def corrections_of(store: Store, challenge: UUID) -> list[CorrectionRow]:
    """Return the corrections of a challenge, those not answered first."""
    rows = beside(store, challenge, store.find(Correction, challenge=challenge))
    return sorted(rows, key=lambda row: row.correction.state is not CorrectionState.PROPOSED)


def beside(store: Store, challenge: UUID, found: Iterable[Correction]) -> list[CorrectionRow]:
    """Return corrections, brought in or not, each with the sentence it is about as that reads now."""
    said = {each.id: each for each in sentences(store, challenge)}
    rows = []
    for each in found:
        about = said.get(each.target) if each.target else None
        what = about.what if about else each.place or "Not placed"
        rows.append(CorrectionRow(each, what, about.text if about else ""))
    return rows


def bring_in(store: Store, challenge: UUID, corrections: Iterable[Correction]) -> ChangeSet:
    """Bring proposed corrections in, in one act; raises `UserError` once the report is final, or with nothing new."""
    _still_a_draft(store, challenge)
    new = [each for each in corrections if store.get(Correction, each.id) is None]
    if not new:
        raise UserError("There is nothing new in it: every change and comment is here already, or there is none.")
    return add("Bring in corrections", *new)


def propose(store: Store, challenge: UUID, target: UUID | None, proposed: str, comment: str = "") -> ChangeSet:
    """Note a correction the host gave by telephone or e-mail."""
    _still_a_draft(store, challenge)
    about = next((each for each in sentences(store, challenge) if each.id == target), None)
    if target and about is None:
        raise UserError("That sentence is no longer in the report. Choose another.")
    if not proposed.strip() and not comment.strip():
        raise UserError("Type the wording the host proposes, or what it said.")
    made = correction(challenge, about, proposed.strip(), comment.strip())
    if store.get(Correction, made.id):
        raise UserError("This correction is in the list already.")
    return add("Note correction", made)


def accept(store: Store, id: UUID, wording: str = "") -> ChangeSet:
    """Accept a correction: its sentence takes the wording proposed, or `wording` where the team words it itself.

    One that is about no sentence, or about one taken out since, is marked as accepted: its work is done by hand.
    Raises `UserError` when the sentence has no new words, or was changed since the draft was sent and none are given.
    """
    found = _open_for_answer(store, id)
    target, words = _target(store, found), wording.strip() or found.proposed
    done = edit("Accept correction", found, state=CorrectionState.ACCEPTED, reason="", printed=False)
    if target is None:
        return done
    if not words:
        raise UserError(
            "Type how the sentence is to read, then accept; or decline with a reason. To drop the sentence, take it "
            "out in Findings first."
        )
    if not wording.strip() and not _reads_as(target.text, found.quoted):
        raise UserError("The sentence was changed since the draft was sent. Type how it is to read now, then accept.")
    return done + edit("", target, text=words)


def decline(store: Store, id: UUID, reason: str) -> ChangeSet:
    """Decline a correction; the host is told the reason."""
    found = _open_for_answer(store, id)
    why = needed(reason, "Say why it is declined: the host reads the reason.")
    return edit("Decline correction", found, state=CorrectionState.DECLINED, reason=why)


def print_comment(store: Store, id: UUID, printed: bool) -> ChangeSet:
    """Set the host's comment beside its finding in the report, where a dispute stays; or take it away again."""
    found = store.need(Correction, id)
    _still_a_draft(store, found.challenge)
    if found.state is not CorrectionState.DECLINED:
        raise UserError("A comment is printed only where a correction was declined.")
    if not isinstance(_target(store, found), Finding):
        raise UserError("A comment is printed beside a finding, and this correction belongs to none.")
    return edit("Print host’s comment" if printed else "Leave host’s comment out", found, printed=printed)


def correction(
    challenge: UUID, about: Said | None, proposed: str, comment: str, place: str = "", quoted: str = ""
) -> Correction:
    """Return a proposed correction; the same one read twice, here or in another copy, is one record.

    Where it is about no sentence, `quoted` is the paragraph of the report and `place` the heading above it.
    """
    target, quoted = (about.id, about.text) if about else (None, quoted)
    return Correction(
        id=known_id("correction", challenge, target or place, quoted, proposed, comment),
        challenge=challenge,
        target=target,
        quoted=quoted,
        proposed=proposed,
        comment=comment,
        place="" if about else place,
    )


def host_comments(store: Store, challenge: UUID) -> dict[UUID, tuple[str, ...]]:
    """Return finding → the host's comments printed beside it."""
    found: dict[UUID, tuple[str, ...]] = {}
    for each in store.find(Correction, challenge=challenge, printed=True, state=CorrectionState.DECLINED):
        if each.target:
            found[each.target] = (*found.get(each.target, ()), each.comment or each.proposed)
    return found


def _open_for_answer(store: Store, id: UUID) -> Correction:
    found = store.need(Correction, id)
    _still_a_draft(store, found.challenge)
    if found.state is CorrectionState.ACCEPTED:
        raise UserError("This correction was accepted, and its sentence changed. Reword the sentence itself.")
    return found


def _target(store: Store, found: Correction) -> Target | None:
    if found.target is None:
        return None
    for kind in _TARGETS:
        record = store.get(kind, found.target)
        if isinstance(record, Finding | AskOffer | Action):
            parked = isinstance(record, Finding) and record.state is FindingState.PARKED
            return None if parked else record
    return None


def _still_a_draft(store: Store, challenge: UUID) -> None:
    if is_final(store, challenge):
        raise UserError("This report is final. Begin a new version, then correct it.")


def _reads_as(text: str, quoted: str) -> bool:
    """Return whether a sentence is still the one the host read: on paper small figures are not printed."""
    return fit_to_print(" ".join(text.split())) == fit_to_print(" ".join(quoted.split()))
