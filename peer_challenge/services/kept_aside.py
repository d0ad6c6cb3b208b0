"""What forms said that no place was found for: kept with whoever sent them, read by the coordinator alone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from peer_challenge.domain.changes import Change, ChangeSet, edit
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.records import Authority, Participation
from peer_challenge.services.form_merging import joined
from peer_challenge.storage.queries.history import history
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class KeptAside:
    """A line of a form that waits to be put where it belongs, by hand; `name` is the authority that sent it."""

    id: tuple[UUID, str]
    name: str
    text: str


def kept_aside(store: Store, round_id: UUID) -> list[KeptAside]:
    """Return what waits, by authority."""
    found = [
        KeptAside((part.id, line), store.need(Authority, part.authority).name, line)
        for part in store.find(Participation, round=round_id)
        for line in part.kept_aside.split("\n")
        if line
    ]
    return sorted(found, key=lambda each: each.name)


def keep_aside(
    store: Store, round_id: UUID, authority: UUID, lines: Iterable[str], pending: Iterable[Change] = ()
) -> tuple[Change, ...]:
    """Return `pending` changes with lines kept beside what is there already; a line that is there is not kept twice."""
    part, changes = link_id("participation", round_id, authority), list(pending)
    at = next((number for number, each in enumerate(changes) if each.record.id == part), None)
    before = store.get(Participation, part)
    after = changes[at].after if at is not None else before
    if not isinstance(after, Participation):
        after = Participation(id=part, round=round_id, authority=authority)
    there = after.kept_aside.split("\n")
    if not (new := [each for each in dict.fromkeys(lines) if each not in there]):
        return tuple(changes)
    made = Change(before, replace(after, kept_aside=joined([after.kept_aside, *new])))
    if at is None:
        return (*changes, made)
    changes[at] = made
    return tuple(changes)


def done_with(store: Store, id: tuple[UUID, str]) -> ChangeSet:
    """Take a line away that was put where it belongs, or needs no place."""
    part, line = store.need(Participation, id[0]), id[1]
    return edit("Take away what was kept aside", part, kept_aside=joined(_without(part.kept_aside.split("\n"), line)))


def aside_ever(store: Store, round_id: UUID) -> list[UUID]:
    """Return whoever's forms left something aside, also where it was taken away since: the log still holds it."""
    parts = [each.id for each in store.find(Participation, round=round_id)]
    return [each for each in parts if any(step.after.get("kept_aside") for step in history(store, each))]


def _without(lines: list[str], line: str) -> list[str]:
    return [each for each in lines if each != line]
