"""Groups typed or pasted as given, one a line, without the solver."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit_each, remove
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.order import row_of
from peer_challenge.domain.records import Authority, Group
from peer_challenge.services.groups import Seating, free_name, seated, seating_of
from peer_challenge.services.names import NameBook
from peer_challenge.services.plan_rules import SIZES
from peer_challenge.storage.queries.rounds import joined_authorities
from peer_challenge.storage.store import Store

_Line = tuple[int, str, list[Authority]]


def type_groups(store: Store, plan: UUID, text: str) -> ChangeSet:
    """Make the groups that `text` gives, one a line, in place of all that are not locked.

    Names stand between commas, semicolons or tabs; a name and a colon in front of them name the group. Raises
    `UserError` naming the line for an unknown authority, one named twice, and groups of one or of more than four.
    """
    seating = seating_of(store, plan)
    book = NameBook(joined_authorities(store, seating.plan.round))
    locked = [each for each in seating.groups.values() if each.locked]
    where = {m.authority: f"in {each.name}, which is locked" for each in locked for m in seating.members[each.id]}
    lines: list[_Line] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            name, authorities = _read(number, line, book)
            _check(number, authorities, where)
            where |= {each.id: f"on line {number}" for each in authorities}
            lines.append((number, name, authorities))
    if not lines:
        raise UserError("Nothing was typed. Put each group on a line of its own, with commas between its authorities.")
    return _instead(store, seating, lines)


def _instead(store: Store, seating: Seating, lines: Sequence[_Line]) -> ChangeSet:
    """Return the change that puts the typed groups after the locked ones, in place of the others."""
    locked = [each for each in seating.groups.values() if each.locked]
    going = [each for each in seating.groups.values() if not each.locked]
    positions = row_of(len(locked) + len(lines))
    changes = remove("Type groups", *(m for each in going for m in seating.members[each.id]), *going)
    changes += edit_each("", [(each, replace(each, position=at)) for each, at in zip(locked, positions, strict=False)])
    names = {each.name for each in locked}
    for (number, name, authorities), position in zip(lines, positions[len(locked) :], strict=True):
        if name in names:
            raise UserError(f"Line {number}: there is another group named {name}. Choose a different name.")
        named = name or free_name(names | {wanted for _, wanted, _ in lines})
        names.add(named)
        group = Group(id=store.new_id(), plan=seating.plan.id, name=named, position=position)
        places = row_of(len(authorities))
        seats = (seated(each.id, group.id, place) for each, place in zip(authorities, places, strict=True))
        changes += add("", group, *seats)
    return changes


def _read(number: int, line: str, book: NameBook) -> tuple[str, list[Authority]]:
    name, colon, rest = line.partition(":")
    parts = [part.strip() for part in re.split(r"[;\t]" if re.search(r"[;\t]", line) else ",", rest if colon else line)]
    return (" ".join(name.split()) if colon else ""), list(_found(number, [part for part in parts if part], book))


def _found(number: int, parts: list[str], book: NameBook) -> Iterable[Authority]:
    """Yield the authorities; a name that has commas itself is put together again from its parts."""
    while parts:
        whole = (end for end in range(len(parts), 1, -1) if book.exact(", ".join(parts[:end])))
        end = next(whole, 1)
        try:
            yield book.find(", ".join(parts[:end]))
        except UserError as unknown:
            raise UserError(f"Line {number}: {unknown.sentence}") from unknown
        parts = parts[end:]


def _check(number: int, authorities: Sequence[Authority], where: dict[UUID, str]) -> None:
    seen: set[UUID] = set()
    for each in authorities:
        if each.id in seen:
            raise UserError(f"Line {number}: {each.name} is named twice. Remove one.")
        if each.id in where:
            raise UserError(f"Line {number}: {each.name} is already {where[each.id]}.")
        seen.add(each.id)
    if not SIZES.min <= len(authorities) <= SIZES.max:
        found = f"{len(authorities)} {'authority' if len(authorities) == 1 else 'authorities'}"
        raise UserError(f"Line {number} has {found}. A group has {SIZES.min} to {SIZES.max}.")
