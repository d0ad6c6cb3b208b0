"""Objections: what an authority said in confidence against sitting with others; only the coordinator reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peer_challenge.allocation.problem import listed
from peer_challenge.domain.changes import ChangeSet, add, edit
from peer_challenge.domain.days import day_in_england
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Objection, Plan
from peer_challenge.services.removing import remove_whole
from peer_challenge.storage.queries import plans as queries
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """An objection as a line of a list; as long as it is heeded those concerned are kept apart."""

    id: UUID
    words: str
    authority: UUID
    text: str
    noted_on: date | None
    heeded: bool


def objections_of(store: Store, round_id: UUID) -> list[ObjectionRow]:
    """Return the objections of a round, oldest first."""
    names = {each.id: each.name for each in store.find(Authority)}
    return [
        ObjectionRow(each.id, _words(each, names), each.authority, each.text, each.noted_on, each.heeded)
        for each in store.find(Objection, round=round_id)
    ]


def note_objection(
    store: Store, plan: UUID, authority: UUID, against: Sequence[UUID] = (), text: str = ""
) -> ChangeSet:
    """Note that an authority would rather not sit with others, all that it sits with in the plan if none are named.

    Every plan of the round keeps them apart from then on; `repair` finds the plan with the fewest changes.
    """
    record = store.need(Plan, plan)
    name = store.need(Authority, authority).name
    others = tuple(dict.fromkeys(against)) or _sits_with(store, plan, authority)
    if not others:
        raise UserError(f"{name} is in no group of {record.name}. Say whom it would rather not sit with.")
    if authority in others:
        raise UserError(f"{name} cannot object to itself. Choose another authority.")
    noted_on = day_in_england(store.now())
    return add(
        "Note objection",
        Objection(
            id=store.new_id(),
            round=record.round,
            authority=authority,
            against=others,
            text=text.strip(),
            noted_on=noted_on,
        ),
    )


def heed_objection(store: Store, objection: UUID, heeded: bool) -> ChangeSet:
    """Keep those concerned apart, or let them sit together after all."""
    label = "Take objection up again" if heeded else "Set objection aside"
    return edit(label, store.need(Objection, objection), heeded=heeded)


def remove_objection(store: Store, objection: UUID) -> ChangeSet:
    """Remove an objection."""
    return remove_whole(store, "Remove objection", store.need(Objection, objection))


def _sits_with(store: Store, plan: UUID, authority: UUID) -> tuple[UUID, ...]:
    groups = ([seat.membership.authority for seat in seats] for seats in queries.seats_of(store, plan).values())
    return next((tuple(each for each in group if each != authority) for group in groups if authority in group), ())


def _words(record: Objection, names: dict[UUID, str]) -> str:
    others = listed(sorted(names.get(each, "an authority that is gone") for each in record.against))
    return f"{names.get(record.authority, 'An authority that is gone')} would rather not sit with {others}"
