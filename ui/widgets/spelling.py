"""Whether a word is spelled as in Britain, from a dictionary the program ships; without the library every word is."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import resources

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SUGGESTIONS = 5


class Spelling:
    """The dictionary with the sector's own words. It takes a fifth of a second to load, so it waits until it is asked.

    `ignore` lasts until the program ends: a list of words on disk would keep what somebody typed.
    """

    def __init__(self) -> None:
        self._known: dict[str, bool] = {}
        self._book: Any = None
        self._loaded = False

    def is_right(self, word: str) -> bool:
        """Return whether a word may stand: known, an acronym, or nothing is there to tell."""
        if word not in self._known:
            book = self._dictionary()
            plain = word.replace("’", "'")
            self._known[word] = book is None or _is_acronym(plain) or bool(book.spell(plain))
        return self._known[word]

    def suggestions(self, word: str) -> tuple[str, ...]:
        """Return the likeliest words that were meant, best first."""
        book = self._dictionary()
        return tuple(book.suggest(word.replace("’", "'"))[:_SUGGESTIONS]) if book is not None else ()

    def ignore(self, word: str) -> None:
        """Let a word stand until the program ends."""
        self._known[word] = True

    def _dictionary(self) -> Any:
        if not self._loaded:
            self._loaded = True
            self._book = _loaded()
        return self._book


@cache
def spelling() -> Spelling:
    """Return the one dictionary of the program."""
    return Spelling()


def words_in(text: str) -> Iterator[tuple[int, str]]:
    """Yield each word of `text` and where it begins; web and e-mail addresses have none."""
    for piece in re.finditer(r"\S+", text):
        if "@" not in piece[0] and "://" not in piece[0] and not piece[0].startswith("www."):
            yield from ((piece.start() + each.start(), each[0]) for each in _WORD.finditer(piece[0]))


def _is_acronym(word: str) -> bool:
    """Two capitals make one: IRO, CYPs, QA's."""
    return len(word) == 1 or sum(each.isupper() for each in word) > 1


def _loaded() -> Any:
    try:
        from hunspell import Hunspell
    except ImportError:
        return None  # an optional part: without it nothing is underlined
    folder = resources.path("spelling")
    book = Hunspell("en_GB", hunspell_data_dir=str(folder))
    for word in (folder / "sector_words.txt").read_text(encoding="utf-8").split():
        book.add(word)
    return book
