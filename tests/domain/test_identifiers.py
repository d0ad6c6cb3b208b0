"""How much of what identifies a person is marked, on cases written by somebody who had not seen the guard."""

import time
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from peer_challenge.domain.identifiers import IdentifierKind, marks_in

HERE = Path(__file__).parent
LEAST_RECALL = 0.95


def _found(path: Path) -> tuple[int, int, list[str]]:
    """Return how many of a file's marks the guard touches, how many there are, and those it misses."""
    met, missed = 0, []
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["cases"]:
        marks = marks_in(case["text"])
        for words in case["marks"]:
            start = case["text"].index(words)
            if any(each.start < start + len(words) and each.end > start for each in marks):
                met += 1
            else:
                missed.append(f"{words!r} in {case['text']!r}")
    return met, met + len(missed), missed


@pytest.mark.parametrize("path", sorted(HERE.glob("identifier_cases*.toml")), ids=lambda path: path.stem)
def test_nearly_every_identifier_is_marked(path):
    met, there, missed = _found(path)
    assert there >= 100
    assert met >= LEAST_RECALL * there, "\n".join(missed)


@pytest.mark.parametrize("path", sorted(HERE.glob("ordinary_minutes*.txt")), ids=lambda path: path.stem)
def test_ordinary_minutes_are_hardly_ever_marked(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    marked = [(line[each.start : each.end], each.kind.value, line) for line in lines for each in marks_in(line)]
    assert len(marked) <= max(1, len(lines) // 500), marked


def test_numbers_that_fail_their_check_are_not_marked():
    assert [each.kind for each in marks_in("NHS 943 476 5919")] == [IdentifierKind.NHS_NUMBER]
    assert not marks_in("Reach 943 476 5918 in all")
    assert not marks_in("B820432114012 of the sample")


def test_marks_stand_in_order_and_never_overlap():
    marks = marks_in("Child A, 7 (dob 12/03/2014, SL1 2AB) and JB (14), 07700 900123, jb@example.org")
    assert [each.kind for each in marks] == [
        IdentifierKind.INITIALS,
        IdentifierKind.DATE_OF_BIRTH,
        IdentifierKind.POSTCODE,
        IdentifierKind.INITIALS,
        IdentifierKind.PHONE,
        IdentifierKind.EMAIL,
    ]
    assert all(first.end <= second.start for first, second in pairwise(marks))


@pytest.mark.parametrize("piece", ["1", "a", "a.", "1-", "A B ", "born the ", "child A, ", "case 12345, ", " ", "a@"])
def test_no_text_takes_long(piece):
    """Twice the text takes about twice the time, whatever is typed: at most three times as much, and a pause."""

    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        began = time.process_time()
        marks_in(text)
        return time.process_time() - began

    assert min(seconds(20_000) for _ in range(3)) <= 3 * min(seconds(10_000) for _ in range(3)) + 0.05
