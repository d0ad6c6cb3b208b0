"""Which form a file is when the mark on it has gone or was altered: by its title, and by what it asks."""

import re
from collections.abc import Iterable

from peer_challenge.domain.errors import UserError
from peer_challenge.services.closing_forms import OPINION, TIME
from peer_challenge.services.form_shape import FormKind
from peer_challenge.services.joining_forms import ASKED
from peer_challenge.services.question_forms import NOTES
from peer_challenge.services.sef_forms import FIELDS

_FEWEST = 2
"""How many headings of a kind make a file one: a paper may well have one of them."""

_QUESTIONS = "questions"
_ON = {FormKind.SIX_MONTHS: "six months on", FormKind.TWELVE_MONTHS: "twelve months on"}
_TITLES = {FormKind.JOINING: "joining the round", FormKind.QUESTIONS: "questions and notes of"}


def kind_by_headings(name: str, texts: Iterable[str]) -> FormKind | None:
    """Return the kind of form that asks what stands in a file, None where it is no form; `name` is the file's.

    Raises `UserError` for a form after a challenge that tells no more when it was asked.
    """
    said = [_plain(text) for text in texts]
    votes = {kind: len(headings & set(said)) for kind, headings in _HEADINGS.items()}
    for kind, title in _TITLES.items():
        votes[kind] += any(each.startswith(title) for each in said)
    votes[FormKind.QUESTIONS] += any(each.startswith(f"{_QUESTIONS} ") and len(each) > len(_QUESTIONS) for each in said)
    likeliest = max(votes, key=lambda kind: votes[kind])
    if votes[likeliest] < _FEWEST or list(votes.values()).count(votes[likeliest]) > 1:
        return None
    return _when(name, said) if likeliest is FormKind.CLOSING else likeliest


def _when(name: str, said: list[str]) -> FormKind:
    later = next((kind for kind, words in _ON.items() if any(words in each for each in said)), None)
    if later is not None:
        return later
    if _HOURS & set(said) or any(each.startswith("after the challenge") for each in said):
        return FormKind.CLOSING
    raise UserError(
        f"{name} asks whether a challenge was useful, but not any more whether straight after it or months on. "
        "Copy its answers in by hand."
    )


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w]+", " ", text.casefold()).split())


_HOURS = {_plain(each.heading) for each in TIME}
_HEADINGS = {
    FormKind.JOINING: {_plain(each.heading) for each in ASKED} | {"who attends"},
    FormKind.SEF: {_plain(said) for each in FIELDS for said in (each.heading, *each.also)} | {"statements"},
    FormKind.QUESTIONS: {_plain(NOTES.heading)},
    FormKind.CLOSING: {_plain(each.heading) for each in OPINION} | _HOURS,
}
