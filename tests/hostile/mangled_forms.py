"""Two hundred SEF forms as real people in nineteen councils send them back, each mangled in one to four ways."""

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from tests.hostile import mangled_cells, mangled_words
from tests.hostile.mangled_papers import Paper
from tests.hostile.mangled_parts import STAGES, TYPE, WRITE, Package, Typist, Ways, par
from tests.hostile.mangled_sheets import Book

COUNTED = {".docx": 130, ".xlsx": 70}
KINDS: dict[str, tuple[type[Paper] | type[Book], Ways]] = {
    ".docx": (Paper, mangled_words.paper_ways),
    ".xlsx": (Book, mangled_cells.book_ways),
}
MANGLES: tuple[str, ...] = tuple(f"{suffix[1:]}-{way}" for suffix, (_, ways) in KINDS.items() for way in ways.all)
"""The ways, by the kind of file and what was done to it."""

ONE_OF = (
    {"identifier_deleted", "identifier_altered", "identifier_duplicated"},
    {"boxes_unwrapped", "saved_by_libreoffice", "form_in_a_table"},
    {"strict_namespace", "other_prefixes", "cells_without_addresses"},
    {"three_hundred_paragraphs", "two_people", "all_in_one_box"},
    {"styles_stripped", "saved_by_libreoffice"},
    {"columns_swapped", "cells_merged_across", "cells_merged_down", "column_added", "table_header_deleted"},
    {"cells_merged", "several_rows", "row_inserted", "row_copied_twice"},
    {"text_box_on_sheet", "strict_namespace", "other_prefixes"},
)
"""No form is mangled in two ways of one of these."""


@dataclass(frozen=True)
class Mangled:
    """One form sent back. `said` is what was typed and must be placed or listed; `struck` was taken out again with
    changes tracked, and must not come back. Compare as `mangled_parts.visible` shows both sides."""

    name: str
    content: bytes
    suffix: str
    said: tuple[str, ...]
    struck: tuple[str, ...] = ()

    @property
    def ways(self) -> tuple[str, ...]:
        """Of MANGLES, in the order they were done."""
        return tuple(f"{self.suffix[1:]}-{way}" for way in self.name.split("-", 2)[2].split("+"))


def mangled_forms(docx: bytes, xlsx: bytes, seed: int = 1) -> Iterator[Mangled]:
    """All of them, made one by one from the two forms as they were sent out."""
    rng, form = Random(seed), 0
    for suffix, content in ((".docx", docx), (".xlsx", xlsx)):
        for hand in _dealt(suffix, rng):
            form += 1
            yield _mangled(content, suffix, form, hand, Random(f"{seed}-{form}"))


def _dealt(suffix: str, rng: Random) -> Iterator[list[str]]:
    """One to four ways for each form; no way comes again before all the others have come."""
    ways = KINDS[suffix][1].all
    deck: list[str] = []
    for number in range(COUNTED[suffix]):
        hand: list[str] = []
        for _ in range(number % 4 + 1):
            if len(deck) < len(ways):
                deck += rng.sample(list(ways), len(ways))
            if fitting := next((each for each in deck if _fits(each, hand, ways)), None):
                deck.remove(fitting)
                hand.append(fitting)
        yield sorted(hand, key=lambda way: (ways[way][0], list(ways).index(way)))


def _fits(way: str, hand: list[str], ways: dict) -> bool:
    silent = {each for each in (way, *hand) if ways[each][0] != TYPE and each != "text_box_on_sheet"}
    if "empty_form" in (way, *hand) and silent != {way, *hand}:
        return False
    return way not in hand and not any(way in clash and clash & set(hand) for clash in ONE_OF)


def _mangled(content: bytes, suffix: str, form: int, hand: list[str], rng: Random) -> Mangled:
    kind, ways = KINDS[suffix]
    typist = Typist(form, rng)
    package: Package = kind(content, typist)
    for stage in STAGES:
        if stage == TYPE and "empty_form" not in hand:
            _answers(package)
        if stage == WRITE:
            package.write_back()
        for way in hand:
            at, do = ways.all[way]
            if at == stage:
                do(package)
    name = f"{form:03d}-{suffix[1:]}-{'+'.join(hand)}"
    return Mangled(name, package.zipped(), suffix, tuple(typist.said), tuple(typist.struck))


def _answers(package: Package) -> None:
    """Whatever else is done, a form sent back has a few plain answers."""
    for _ in range(2):
        if isinstance(package, Paper):
            package.type_in(package.rng.choice(package.boxes()), par(package.say()))
        elif isinstance(package, Book):
            package.put(package.typist.say())


def resaved(forms: list[Mangled], folder: Path) -> Iterator[Mangled]:
    """The forms opened and saved by LibreOffice, where it is installed: not the same bytes each time.

    LibreOffice itself loses some of what was said: results of fields, words before a note or beside a tracked deletion
    in a box; and it brings back what was struck there. So `said` and `struck` bind only what it kept.
    """
    office = shutil.which("soffice")
    for suffix in KINDS if office else ():
        if not (chosen := {each.name: each for each in forms if each.suffix == suffix}):
            continue
        for name, each in chosen.items():
            (folder / f"{name}{suffix}").write_bytes(each.content)
        profile, out = f"-env:UserInstallation={(folder / 'profile').as_uri()}", folder / "resaved"
        names = [str(folder / f"{name}{suffix}") for name in chosen]
        order = [str(office), "--headless", profile, "--convert-to", suffix[1:], "--outdir", str(out), *names]
        subprocess.run(order, check=True, capture_output=True, timeout=300)
        for name, each in chosen.items():
            if (path := out / f"{name}{suffix}").exists():
                yield replace(each, content=path.read_bytes())
