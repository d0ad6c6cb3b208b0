"""Asks and offers: support one authority wants and another can give."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit, edit_each
from peer_challenge.domain.choices import AskOrOffer, NoteKind
from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id
from peer_challenge.domain.order import between
from peer_challenge.domain.records import AskOffer, Authority, Challenge, Introduction, Note
from peer_challenge.domain.wording import needed
from peer_challenge.services.findings import make_finding
from peer_challenge.services.removing import remove_whole, with_reasons
from peer_challenge.storage.queries import notes as note_queries
from peer_challenge.storage.store import Store

_NO_WORDS = "Say what is asked for or offered."

TAKEN = {NoteKind.ASK: AskOrOffer.ASK, NoteKind.OFFER: AskOrOffer.OFFER}
"""Which kinds of note are taken as what."""


def asks_and_offers_of(store: Store, challenge: UUID) -> list[AskOffer]:
    """Return a challenge's asks and offers in order."""
    return store.find(AskOffer, challenge=challenge)


def ask_or_offer(
    store: Store,
    challenge: UUID,
    authority: UUID,
    kind: AskOrOffer,
    text: str,
    *,
    line: UUID | None = None,
    released: bool = False,
) -> ChangeSet:
    """Add an ask or an offer of an authority; `released` only where the authority has said so."""
    store.need(Challenge, challenge)
    record = AskOffer(
        id=store.new_id(),
        challenge=challenge,
        authority=authority,
        kind=kind,
        text=needed(text, _NO_WORDS),
        line=line,
        released=released,
        position=between(_last(store, challenge), ""),
    )
    return add(f"Add {kind}", record)


def ask_or_offer_outside_challenges(
    store: Store,
    round_id: UUID,
    authority: UUID,
    kind: AskOrOffer,
    text: str,
    *,
    line: UUID | None = None,
    released: bool = False,
) -> ChangeSet:
    """Add an ask or an offer that an authority told the coordinator: it goes with the challenge that it hosts.

    Raises `UserError` where it hosts none in this round.
    """
    own = store.find(Challenge, round=round_id, host=authority)
    if not own:
        name = store.need(Authority, authority).name
        raise UserError(f"{name} hosts no challenge in this round. Settle the groups first, or choose another one.")
    return ask_or_offer(store, own[0].id, authority, kind, text, line=line, released=released)


def taken_in_words(kinds: Iterable[NoteKind]) -> str:
    """Return how many asks and offers notes of these kinds would be: "1 ask and 2 offers", "" for none."""
    taken = [TAKEN[kind] for kind in kinds if kind in TAKEN]
    return " and ".join(count_of(taken.count(kind), str(kind)) for kind in AskOrOffer if kind in taken)


def use_notes(store: Store, chosen: Sequence[UUID], line: UUID | None = None) -> ChangeSet:
    """Take the chosen notes up: asks and offers as such, all others as one finding under `line` or else their own.

    Raises `UserError` for no note, and for notes about different hosts.
    """
    found = [store.need(Note, each) for each in chosen]
    if len({each.challenge for each in found}) > 1:
        raise UserError("These notes are about different hosts. Choose notes about one.")
    taken = {each.id for each in found if each.kind in TAKEN}
    others = [each.id for each in found if each.id not in taken]
    made = make_finding(store, others, line) if others or not taken else None
    asks = take_asks_and_offers(store, found[0].challenge, taken) if taken else None
    return made + asks if made and asks else made or asks or ChangeSet("Take up notes", ())


def take_asks_and_offers(store: Store, challenge: UUID, only: Iterable[UUID] | None = None) -> ChangeSet:
    """Take asks and offers out of the notes of those kinds that nothing rests on yet, as the host's; `only` some.

    The id derives from the note, so that two laptops that take the same note take it once.
    """
    host = store.need(Challenge, challenge).host
    last = _last(store, challenge)
    wanted = None if only is None else set(only)
    taken = []
    for each in note_queries.unused_notes(store, challenge):
        if each.note.kind in TAKEN and (wanted is None or each.id in wanted):
            last = between(last, "")
            taken.append(
                AskOffer(
                    id=known_id("ask_offer", each.id),
                    challenge=challenge,
                    authority=host,
                    kind=TAKEN[each.note.kind],
                    text=each.note.text,
                    line=each.note.line,
                    note=each.id,
                    position=last,
                )
            )
    return add("Take asks and offers from notes", *taken)


def edit_ask_or_offer(store: Store, ask: UUID, /, **fields: object) -> ChangeSet:
    """Change words, kind or authority of an ask or offer."""
    if "text" in fields:
        fields["text"] = needed(str(fields["text"]), _NO_WORDS)
    return with_reasons(store, edit("Edit ask or offer", store.need(AskOffer, ask), **fields))


def release(store: Store, asks: list[UUID], released: bool = True) -> ChangeSet:
    """Let the whole region read asks and offers, or only the group again; the authority's own decision."""
    found = [store.need(AskOffer, each) for each in asks]
    label = "Share with the region" if released else "Share with the group only"
    return edit_each(label, ((each, replace(each, released=released)) for each in found))


def remove_ask_or_offer(store: Store, ask: UUID) -> ChangeSet:
    """Remove an ask or offer and its introductions; the note it came from can be used again."""
    introduced = (*store.find(Introduction, ask=ask), *store.find(Introduction, offer=ask))
    return remove_whole(store, "Remove ask or offer", *introduced, store.need(AskOffer, ask))


def _last(store: Store, challenge: UUID) -> str:
    return max((each.position for each in asks_and_offers_of(store, challenge)), default="")
