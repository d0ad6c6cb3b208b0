"""What speaks against bringing two authorities together: declared interests and objections, in words safe to read."""

from collections.abc import Mapping
from itertools import chain
from uuid import UUID

from peer_challenge.domain.choices import RelationshipKind
from peer_challenge.domain.records import Objection, Relationship
from peer_challenge.services.whose import coordinates
from peer_challenge.storage.store import Store

ASK_FIRST = "Ask the coordinator before these two are brought together."
"""All that anybody but the coordinator is told: neither what was declared nor that something was."""

Cautions = Mapping[frozenset[UUID], str]
"""Two authorities → what is said before they are brought together."""


def cautions(store: Store) -> Cautions:
    """Return what is to be said about which two authorities; the reason itself only to the coordinator.

    Who has not said who they are has a round file of their own, so reads all of it, as in the lists to take away.
    """
    own = store.who is None or coordinates(store)
    found: dict[frozenset[UUID], str] = {}
    for pair, words in chain(_interests(store), _objections(store)):
        found[pair] = " ".join(part for part in (found.get(pair, ""), words) if part) if own else ASK_FIRST
    return found


def _interests(store: Store) -> list[tuple[frozenset[UUID], str]]:
    return [
        (frozenset((each.first, each.second)), _said("They have a declared interest", each.source))
        for each in store.find(Relationship)
        if each.kind is RelationshipKind.DECLARED_CONFLICT
    ]


def _objections(store: Store) -> list[tuple[frozenset[UUID], str]]:
    return [
        (frozenset((each.authority, other)), _said("One would rather not sit with the other", each.text))
        for each in store.find(Objection)
        if each.heeded
        for other in each.against
    ]


def _said(what: str, why: str) -> str:
    return f"{what}: {why.strip().rstrip('.')}." if why.strip() else f"{what}."
