"""The paragraphs of a returned draft, turned into corrections beside the sentences of the report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.choices import ReportState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Challenge, Correction, ReportIssue
from peer_challenge.domain.small_numbers import fit_to_print
from peer_challenge.services.corrections import Said, correction, sentences
from peer_challenge.storage.queries.history import history
from peer_challenge.storage.store import Store

_ALIKE = 60
"""How alike, of 100, a paragraph and a sentence missing from the draft are to be taken for one another."""

_NOTE = " Rests on "
TAKEN_OUT = "Taken out in the draft that came back."
NOTHING_CHANGED = "Nothing was changed in this draft."
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


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph of the report, or of the draft as sent: under which heading, and which sentence in what wording."""

    text: str
    place: str
    meant: tuple[_Sentence, str] | None

    @property
    def key(self) -> str:
        """The paragraph with its sentence in any wording: the draft may have been sent before the last."""
        return self.text.replace(self.meant[1], str(self.meant[0].said.id), 1) if self.meant else self.text


def previewed(store: Store, challenge: UUID, pieces: Sequence[Piece], printed: Sequence[Piece]) -> Preview:
    """Return what a returned draft would bring; raises `UserError` when it is not the draft of this report.

    `printed` are the paragraphs of the draft as it would be saved now: what differs from them was typed over with
    tracking off. A change stands beside its sentence, or is listed under its heading where it belongs to none.
    """
    known = [_Sentence(each, _wordings(store, each)) for each in sentences(store, challenge)]
    found = dict.fromkeys(_corrections(known, challenge, pieces, printed))
    new = [each for each in found if store.get(Correction, each.id) is None]
    placed = tuple(each for each in new if each.target)
    return Preview(placed, tuple(each for each in new if not each.target), len(found) - len(new))


def whose_draft(store: Store, round_id: UUID, pieces: Sequence[Piece]) -> UUID | None:
    """Return the challenge whose report a paper is a draft of: most of its sentences stand in it; None for none.

    Where several do, one that is with its host goes first.
    """
    sent, shares = [_flat(each.before) for each in pieces], {}
    for challenge in store.find(Challenge, round=round_id):
        known = [_Sentence(each, _wordings(store, each)) for each in sentences(store, challenge.id)]
        there = sum(any(_holds(one, text) for text in each.wordings for one in sent) for each in known)
        if known and 2 * there >= len(known):
            shares[challenge.id] = there
    with_host = {each.challenge for each in store.find(ReportIssue, state=ReportState.WITH_HOST)}
    return max(shares, key=lambda each: (shares[each], each in with_host), default=None)


def _wordings(store: Store, said: Said) -> tuple[str, ...]:
    past = (str(step.after["text"]) for step in history(store, said.id) if step.after.get("text"))
    wordings = [_flat(said.text), *map(_flat, past)]
    return tuple(dict.fromkeys([*wordings, *map(fit_to_print, wordings)]))


def _corrections(
    known: Sequence[_Sentence], challenge: UUID, pieces: Sequence[Piece], printed: Sequence[Piece]
) -> Iterator[Correction]:
    sent = [_line(known, each.before, each.place) for each in pieces]
    now = [_line(known, each.after, each.place) for each in printed]
    same = _same(now, sent)
    likest = _likest(now, sent, same)
    if not any(now[at].meant for at in (*same.values(), *likest.values())) and (known or not same):
        raise UserError("No sentence of this report is in that file. Choose the draft that was sent to the host.")
    there = _between(now, sent, same | likest)
    for at, piece in enumerate(pieces):
        if at in same or at not in there:
            before = sent[at] if at in same else _Line("", piece.place, None)
        else:
            before = _as_sent(now[there[at]], sent[at])
        if piece.comments or before.text != _flat(piece.after):
            yield from _changed(before, challenge, piece)
    gone = set(range(len(now))) - set(there.values())
    for each in (now[at] for at in sorted(gone)):
        said = each.meant[0].said if each.meant else None
        yield correction(challenge, said, "", NOT_THERE, _place(each), each.text)


def _line(known: Sequence[_Sentence], text: str, place: str) -> _Line:
    return _Line(_flat(text), place, _meant(known, _flat(text)))


def _as_sent(now: _Line, sent: _Line) -> _Line:
    """Return a paragraph of the report with its sentence in the wording it had when it was sent."""
    if now.meant and sent.meant and now.meant[0] is sent.meant[0]:
        return _Line(now.text.replace(now.meant[1], sent.meant[1], 1), now.place, sent.meant)
    return now


def _changed(line: _Line, challenge: UUID, piece: Piece) -> Iterator[Correction]:
    """Yield what became of a paragraph: of its sentence, and of what the report adds before and behind it."""
    after, comment = _flat(piece.after), _comment(piece, gone=bool(line.text) and not piece.after)
    proposed = after if after != line.text else ""
    if line.meant is None:
        yield correction(challenge, None, proposed, comment, _place(line), line.text)
        return
    sentence, wording = line.meant
    first, rest = (each.strip() for each in line.text.split(wording, 1))
    framed = after.startswith(first) and after.endswith(rest) and len(after) >= len(first) + len(rest)
    said = Said(sentence.said.id, sentence.said.what, wording)
    if framed:
        yield from _of(said, challenge, piece, after[len(first) : len(after) - len(rest)])
        return
    kept = wording in after
    added = kept or _NOTE in after
    yield from _of(said, challenge, piece, wording if kept else _without_note(after).removeprefix(first))
    if added:
        yield correction(challenge, None, after, "", _place(line), line.text)


def _place(line: _Line) -> str:
    return line.place or "Before the first heading"


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


def _same(now: Sequence[_Line], sent: Sequence[_Line]) -> dict[int, int]:
    """Return paragraph of the draft → the same one of the report, no paragraph twice: under its heading if it can."""
    found: dict[int, int] = {}
    for placed in (True, False):
        free: dict[tuple[str, str], list[int]] = {}
        for at in sorted(set(range(len(now))) - set(found.values())):
            free.setdefault((now[at].key, now[at].place if placed else ""), []).append(at)
        for at, each in enumerate(sent):
            if at not in found and (left := free.get((each.key, each.place if placed else ""))):
                found[at] = left.pop(0)
    return found


def _likest(now: Sequence[_Line], sent: Sequence[_Line], same: dict[int, int]) -> dict[int, int]:
    """Return paragraph of the draft → the one of the report most like it, of those that are not the same."""
    from rapidfuzz import fuzz

    found: dict[int, int] = {}
    free = {at: _without_note(each.text) for at, each in enumerate(sent) if each.text and at not in same}
    for at in sorted(set(range(len(now))) - set(same.values())):
        own = _without_note(now[at].text)
        scores = {
            each: (fuzz.ratio(own, text), sent[each].place == now[at].place, fuzz.ratio(now[at].text, sent[each].text))
            for each, text in free.items()
        }
        best = max(scores, key=scores.__getitem__, default=None)
        if best is not None and scores[best][0] >= _ALIKE:
            del free[best]
            found[best] = at
    return found


def _between(now: Sequence[_Line], sent: Sequence[_Line], pairs: dict[int, int]) -> dict[int, int]:
    """Return the pairs with those added that stand behind a pair, or before one, and were written quite otherwise."""
    found, taken = dict(pairs), set(pairs.values())
    for step, order in ((-1, range(len(sent))), (1, range(len(sent) - 1, -1, -1))):
        for at in order:
            beside = found.get(at + step)
            free = beside is not None and 0 <= beside - step < len(now) and beside - step not in taken
            if beside is not None and free and at not in found and sent[at].text:
                found[at] = beside - step
                taken.add(beside - step)
    return found


def _without_note(paragraph: str) -> str:
    """Return a paragraph without what the report adds: what the sentence rests on."""
    return paragraph.rpartition(_NOTE)[0] or paragraph


def _flat(text: str) -> str:
    return " ".join(text.split())
