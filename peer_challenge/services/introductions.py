"""Introductions: an ask brought together with an offer, what both are told, and what became of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit
from peer_challenge.domain.choices import AskOrOffer
from peer_challenge.domain.days import day_in_england
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.records import AskOffer, Authority, Introduction, Person, Round
from peer_challenge.services.contacts import addresses_of, contacts_of, letter
from peer_challenge.services.removing import remove_whole, with_reasons
from peer_challenge.services.send_message import Message
from peer_challenge.storage.store import Store


def introduction_id(ask: UUID, offer: UUID) -> UUID:
    """Return the id of the introduction over an ask and an offer, whoever makes it."""
    return link_id("introduction", ask, offer)


def introduce(store: Store, round_id: UUID, ask: UUID, offer: UUID) -> ChangeSet:
    """Propose to bring the authority that asks together with the one that offers.

    Raises `UserError` unless both were released to the region and belong to two authorities, and for a pair that has
    been proposed before.
    """
    asked, offered = store.need(AskOffer, ask), store.need(AskOffer, offer)
    if (asked.kind, offered.kind) != (AskOrOffer.ASK, AskOrOffer.OFFER):
        raise UserError("An introduction brings one ask together with one offer. Choose one of each.")
    if asked.authority == offered.authority:
        raise UserError("Both are of the same authority. Choose an offer of another one.")
    if not (asked.released and offered.released):
        raise UserError("Only what its authority released to the region can be passed on. Ask it to release it first.")
    if store.get(Introduction, introduction_id(ask, offer)):
        raise UserError("These two have been proposed already: see the introductions.")
    made = Introduction(
        id=introduction_id(ask, offer),
        round=store.need(Round, round_id).id,
        ask=ask,
        offer=offer,
        asking=asked.authority,
        offering=offered.authority,
        message=_message(store, asked, offered),
        proposed_on=day_in_england(store.now()),
    )
    return add("Propose introduction", made)


def edit_introduction(store: Store, introduction: UUID, /, **fields: Any) -> ChangeSet:
    """Change what both are told, how far it is or what came of it; the days follow from how far it is."""
    before = store.need(Introduction, introduction)
    after = replace(before, **fields)
    if after.state is not before.state:
        after = _dated(store, after)
    days = {name: getattr(after, name) for name in ("made_on", "ended_on")}
    return with_reasons(store, edit("Edit introduction", before, **(fields | days)))


def remove_introduction(store: Store, introduction: UUID) -> ChangeSet:
    """Remove an introduction; the ask and the offer stay, and may be proposed again."""
    return remove_whole(store, "Remove introduction", store.need(Introduction, introduction))


def introduction_mail(store: Store, introduction: UUID) -> Message:
    """Return the message to both authorities: to those who lead QA there today, or else to anybody known there."""
    found = store.need(Introduction, introduction)
    ends = [store.get(Authority, each) for each in (found.asking, found.offering)]
    names = " and ".join(each.name for each in ends if each) or "two authorities"
    known = [contacts_of(store, end) for end in (found.asking, found.offering)]
    contacts = [each for people in known for each in people]
    reached = (_reached(end, people) for end, people in zip(ends, known, strict=True) if end)
    round_ = store.get(Round, found.round)
    parts = [
        "Dear colleagues,",
        found.message,
        "\n".join(("You can reach one another here:", *reached)),
        "Please tell me in a few weeks whether it helped, and how.",
    ]
    subject = f"Peer challenge: an introduction, {names}"
    body = letter(store, round_.marking if round_ else "", *parts)
    return Message(addresses_of(contacts), " ".join(subject.split()), body)


def _reached(authority: Authority, people: Sequence[Person]) -> str:
    """Return one line for each of an authority's contacts, with the address, or say that there is none."""
    if not people:
        return f"{authority.name}: I have no e-mail address there yet."
    known = (", ".join(part for part in (each.name, each.job_title, each.email) if part) for each in people)
    return "\n".join(f"{authority.name}: {each}" for each in known)


def _dated(store: Store, changed: Introduction) -> Introduction:
    today = day_in_england(store.now())
    state = changed.state
    began = state.brought_together
    return replace(
        changed, made_on=(changed.made_on or today) if began else None, ended_on=today if state.ended else None
    )


def _message(store: Store, asked: AskOffer, offered: AskOffer) -> str:
    asking, offering = (store.need(Authority, each.authority).name for each in (asked, offered))
    return (
        f"{asking} asks for: {asked.text}\n{offering} offers: {offered.text}\n"
        "We think you could help one another. Would you like to talk?"
    )
