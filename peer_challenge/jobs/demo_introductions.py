"""How the sample round’s asks are brought together with offers, and what came of it."""

from datetime import date, time
from typing import Any
from uuid import UUID

from peer_challenge.domain.choices import AskOrOffer, IntroductionState, RelationshipKind
from peer_challenge.domain.records import AskOffer
from peer_challenge.services.authorities import relate
from peer_challenge.services.introductions import edit_introduction, introduce, introduction_id
from peer_challenge.storage.store import Store

Told = tuple[date, time, Any]
"""A day, a time of day, and the act of that moment: a function of the store."""


def introductions_told(said: dict[str, Any], ids: dict[str, UUID], round_id: UUID) -> list[Told]:
    """Return what the coordinator does, in the order of days; `ids` are the authorities by name."""
    told: list[Told] = []
    for each in said.get("declared_interest", []):
        told.append((each["on"], time(9, 30), _interest(each, ids)))
    for each in said.get("introduction", []):
        told.append((each["on"], time(11, 0), _proposed(each, ids, round_id)))
        told.append((each["on"], time(11, 20), _moved(each, ids, IntroductionState.MADE)))
        state = IntroductionState(each["state"])
        if state.ended:
            told.append((each["ended"], time(15, 0), _moved(each, ids, state)))
    return sorted(told, key=lambda each: each[:2])


def _interest(each: dict[str, Any], ids: dict[str, UUID]) -> Any:
    one, other = (ids[name] for name in each["authorities"])
    return lambda store: relate(store, one, other, RelationshipKind.DECLARED_CONFLICT, source=each["source"])


def _proposed(each: dict[str, Any], ids: dict[str, UUID], round_id: UUID) -> Any:
    return lambda store: introduce(store, round_id, *_pair(store, each, ids))


def _moved(each: dict[str, Any], ids: dict[str, UUID], state: IntroductionState) -> Any:
    outcome = each.get("outcome", "") if state.ended else ""
    return lambda store: edit_introduction(
        store, introduction_id(*_pair(store, each, ids)), state=state, outcome=outcome
    )


def _pair(store: Store, each: dict[str, Any], ids: dict[str, UUID]) -> tuple[UUID, UUID]:
    """Return the ask of the one and the offer of the other: in the sample round the first of each."""
    sides = ((AskOrOffer.ASK, each["asking"]), (AskOrOffer.OFFER, each["offering"]))
    ask, offer = (
        next(found.id for found in store.find(AskOffer, authority=ids[name]) if found.kind is kind)
        for kind, name in sides
    )
    return ask, offer
