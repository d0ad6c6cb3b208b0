"""How a text that came back in a form meets the one that is there: nothing of either is lost unseen."""

from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeVar

from peer_challenge.domain.records import Record
from peer_challenge.services.form_shape import base_of

R = TypeVar("R", bound=Record)


class Outcome(StrEnum):
    """What happens to one text of a form."""

    NEW = "new"
    REPLACES = "replaces"
    BOTH = "both"
    CHANGES = "changes"
    SAME = "same"

    @classmethod
    def of(cls, before: str, said: str, base: str | None) -> "tuple[Outcome, str]":
        """Return what happens, and the text that will stand.

        `base` is the hash of what the form was made with: only that text may be taken the place of.
        """
        old, new = lines_of(before), lines_of(said)
        if not new or squashed(before) == squashed(said):
            return cls.SAME, before
        if not old:
            return cls.NEW, said
        if base == base_of(before) or old <= new:
            return cls.REPLACES, said
        if new <= old:
            return cls.SAME, before
        return cls.BOTH, f"{before}\n{said}"


def squashed(text: str) -> str:
    """Return a text with each run of white space as one blank, to compare it by."""
    return " ".join(text.split())


def lines_of(text: str) -> set[str]:
    """Return the lines of a text that hold words, as they are compared."""
    return {squashed(line) for line in text.split("\n") if line.strip()}


def joined(lines: Iterable[str]) -> str:
    """Return texts that are not empty, a line each."""
    return "\n".join(line for line in lines if line)


def edited(record: R, fields: dict[str, Any]) -> R:
    """Return a record with `fields` set."""
    return replace(record, **fields)
