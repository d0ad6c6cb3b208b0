"""Which groups of one plan continue which of another: those with most members in common."""

from collections.abc import Hashable, Mapping
from typing import TypeVar

Old = TypeVar("Old", bound=Hashable)
New = TypeVar("New", bound=Hashable)
Member = TypeVar("Member")

SAME_GROUP = 2
"""Members in common that make a group the same one, changed."""


def continued(
    old: Mapping[Old, frozenset[Member]], new: Mapping[New, frozenset[Member]], least: int = SAME_GROUP
) -> dict[New, Old]:
    """Return new group → the old one it continues, each at most once; ties go by the order of the two plans."""
    shared = [(len(members & others), one, other) for one, members in old.items() for other, others in new.items()]
    found: dict[New, Old] = {}
    taken: set[Old] = set()
    for number, one, other in sorted(shared, key=lambda each: -each[0]):
        if number >= least and one not in taken and other not in found:
            found[other] = one
            taken.add(one)
    return found
