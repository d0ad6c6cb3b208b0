"""The paragraphs of a returned draft, turned into corrections beside the sentences of the report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Challenge, Correction
from peer_challenge.domain.small_numbers import fit_to_print
from peer_challenge.services.corrections import Said, correction, sentences
from peer_challenge.storage.queries.history import history
from peer_challenge.storage.store import Store

_ALIKE = 60
"""How alike, of 100, a paragraph and a sentence missing from the draft are to be taken for one another."""

_NOTE = " Rests on "
TAKEN_OUT = "Taken out in the draft that came back."
NOT_THERE = "Not in the draft that came back: taken out of it, or written after it was sent."


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph of a returned draft: as it was sent, as it came back, the comments on it, and its heading."""

    before: str
    after: str
    comments: tuple[str, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The corrections a returned draft would bring, those that could be placed first; `known` are here already."""

    placed: tuple[Correction, ...]
    unplaced: tuple[Correction, ...]
    known: int

    @property
    def new(self) -> tuple[Correction, ...]:
        """All that would be brought in."""
        return self.placed + self.unplaced


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of the report, with every wording it has had, as written and as printed.

    The draft may have been sent before the last one.
    """

    said: Said
    wordings: tuple[str, ...]


def previewed(store: Store, challenge: UUID, pieces: Sequence[Piece]) -> Preview:
    """Return what a returned draft would bring; raises `UserError` when it is not the draft of this report.

    Tracked changes and comments stand beside their sentence; then sentences that were typed over with tracking off.
    """
    known = [_Sentence(each, _wordings(store, each)) for each in sentences(store, challenge)]
    found = dict.fromkeys(_corrections(known, challenge, pieces))
    new = [each for each in found if store.get(Correction, each.id) is None]
    placed = tuple(each for each in new if each.target)
    return Preview(placed, tuple(each for each in new if not each.target), len(found) - len(new))


def whose_draft(store: Store, round_id: UUID, pieces: Sequence[Piece]) -> UUID | None:
    """Return the challenge whose report a paper is a draft of: most of its sentences stand in it; None for none."""
    sent, shares = [_flat(each.before) for each in pieces], {}
    for challenge in store.find(Challenge, round=round_id):
        known = [_Sentence(each, _wordings(store, each)) for each in sentences(store, challenge.id)]
        there = sum(any(_holds(one, text) for text in each.wordings for one in sent) for each in known)
        if known and 2 * there >= len(known):
            shares[challenge.id] = there
    return max(shares, key=lambda each: shares[each], default=None)


def _wordings(store: Store, said: Said) -> tuple[str, ...]:
    past = (str(step.after["text"]) for step in history(store, said.id) if step.after.get("text"))
    wordings = [_flat(said.text), *map(_flat, past)]
    return tuple(dict.fromkeys([*wordings, *map(fit_to_print, wordings)]))


def _corrections(known: Sequence[_Sentence], challenge: UUID, pieces: Sequence[Piece]) -> Iterator[Correction]:
    sent = [_flat(each.before) for each in pieces]
    missing = [each for each in known if not any(_holds(one, text) for text in each.wordings for one in sent)]
    meant = [_meant(known, each) for each in sent]
    typed_over = dict(_likest(missing, sent, meant))
    if known and len(missing) == len(known) and not typed_over:
        raise UserError("No sentence of this report is in that file. Choose the draft that was sent to the host.")
    for at, piece in enumerate(pieces):
        if at in typed_over:
            yield from _of(typed_over[at].said, challenge, piece, _without_note(_flat(piece.after)))
        elif piece.comments or sent[at] != _flat(piece.after):
            yield from _marked(meant[at], challenge, piece)
    gone = [each for each in missing if each not in typed_over.values()]
    yield from (correction(challenge, each.said, "", NOT_THERE) for each in gone)


def _marked(meant: tuple[_Sentence, str] | None, challenge: UUID, piece: Piece) -> Iterator[Correction]:
    before, after = _flat(piece.before), _flat(piece.after)
    if meant is None:
        where = f"{piece.place or 'Before the first heading'}: {before}".removesuffix(": ")
        proposed = after if after != before else ""
        yield correction(challenge, None, proposed, _comment(piece, gone=bool(before) and not after), where)
        return
    sentence, wording = meant
    first, _, rest = before.partition(wording)
    rest = rest.strip()
    proposed = after.removesuffix(rest) if after.endswith(rest) else _without_note(after)
    said = Said(sentence.said.id, sentence.said.what, wording)
    yield from _of(said, challenge, piece, proposed.removeprefix(first))


def _of(said: Said, challenge: UUID, piece: Piece, proposed: str) -> Iterator[Correction]:
    proposed = proposed.strip()
    same = proposed == _flat(said.text)
    comment = _comment(piece, gone=not proposed)
    if not same or comment:
        yield correction(challenge, said, "" if same else proposed, comment)


def _comment(piece: Piece, *, gone: bool) -> str:
    return "\n\n".join([*piece.comments, *([TAKEN_OUT] if gone else [])])


def _meant(known: Sequence[_Sentence], before: str) -> tuple[_Sentence, str] | None:
    """Return the sentence a paragraph holds and in which wording, the longest where there are several."""
    held = [(each, text) for each in known for text in each.wordings if _holds(before, text)]
    return max(held, key=lambda each: len(each[1]), default=None)


def _holds(paragraph: str, text: str) -> bool:
    """Return whether a paragraph is a sentence of the report: it begins with it, or is hardly more than it.

    A next step of two words may stand by chance within a paragraph about something else.
    """
    return paragraph.startswith(text) or (text in paragraph and 2 * len(text) >= len(paragraph))


def _likest(
    missing: Sequence[_Sentence], sent: Sequence[str], meant: Sequence[object]
) -> Iterator[tuple[int, _Sentence]]:
    """Yield the paragraph most like each sentence that is nowhere word for word, no paragraph twice."""
    from rapidfuzz import fuzz

    free = {at: _without_note(each) for at, each in enumerate(sent) if each and meant[at] is None}
    for each in missing:
        scores = {at: fuzz.ratio(each.wordings[0], text) for at, text in free.items()}
        best = max(scores, key=scores.__getitem__, default=None)
        if best is not None and scores[best] >= _ALIKE:
            del free[best]
            yield best, each


def _without_note(paragraph: str) -> str:
    """Return a paragraph without what the report adds: what the sentence rests on."""
    return paragraph.rpartition(_NOTE)[0] or paragraph


def _flat(text: str) -> str:
    return " ".join(text.split())
