"""What a file to send holds for one reader: the one function that chooses, by the table of who may read what."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain import records as r
from peer_challenge.domain.audience import ROUND, Scope, readers_of, withheld
from peer_challenge.domain.choices import LinkedTo
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Record
from peer_challenge.domain.vocabulary import kind_name
from peer_challenge.services.attachments import is_what_it_says
from peer_challenge.services.identifiers import cleared_marks, marked
from peer_challenge.services.pack_reach import Reach, reach_of
from peer_challenge.services.pack_words import LeftOut, left_out_words, marks_words
from peer_challenge.storage.queries.packing import KeptFile, kept_files, records_not_understood
from peer_challenge.storage.store import Store

COORDINATOR_WORDS = "the coordinator"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file to send will hold, before it is made.

    `recipient` is an authority, or None for the coordinator. `records` are the ids of what travels and the fields
    withheld of each; `counts` how many of each kind its reader will see; `attachments` the files by SHA-256;
    `scopes` what the recipient may change and send back; `left_out` sentences on what is not in it; `marks`
    sentences on what looks as if it identified somebody.
    """

    round: r.Round
    group: r.Group
    recipient: UUID | None
    recipient_name: str
    records: Mapping[UUID, frozenset[str]]
    counts: Mapping[str, int]
    attachments: Mapping[str, KeptFile]
    scopes: frozenset[Scope]
    left_out: tuple[str, ...]
    marks: tuple[str, ...]


def contents(store: Store, round_id: UUID, group_id: UUID, recipient: UUID | None) -> Contents:
    """Choose what a file about one group holds for `recipient`, an authority of the group or None: the coordinator.

    Raises `UserError` for an authority that is not in the group.
    """
    reach = reach_of(store, round_id, group_id)
    if recipient is not None and recipient not in reach.members:
        raise UserError(
            f"{store.need(r.Authority, recipient).name} is not in {reach.group.name}. Choose one of its members."
        )
    chosen = [(each, hidden) for each in reach.present if (hidden := _withheld(reach, each, recipient)) is not None]
    gone = [each for each in reach.removed if _withheld(reach, each, recipient) is not None]
    newer, newer_left = _not_understood(store, reach, recipient)
    files, files_left = _files(store, chosen)
    read = {each.id for each, _ in chosen}
    left = LeftOut([each for each in reach.present if each.id not in read], newer_left, files_left)
    return Contents(
        round=reach.round,
        group=reach.group,
        recipient=recipient,
        recipient_name=COORDINATOR_WORDS if recipient is None else store.need(r.Authority, recipient).name,
        records={each.id: hidden for each, hidden in chosen}
        | dict.fromkeys((*newer, *(e.id for e in gone)), frozenset()),
        counts=Counter(kind_name(type(each)) for each, _ in chosen),
        attachments=files,
        scopes=_may_change(reach, recipient),
        left_out=left_out_words(store, reach, recipient, left),
        marks=marks_words(marked(chosen, cleared_marks(store))),
    )


def _withheld(reach: Reach, record: Record, recipient: UUID | None) -> frozenset[str] | None:
    """Return the fields of a record its reader may not read; None where nothing of it may be read."""
    standing, roles = reach.standing(record), reach.roles(record, recipient)
    return withheld(record, standing, roles) if readers_of(record, standing) & roles else None


def _may_change(reach: Reach, recipient: UUID | None) -> frozenset[Scope]:
    """Return what comes back from a reader: all of the group's from the coordinator, no other authority's SEF."""
    others = {f"submission:{each.id}" for each in reach.submissions.values() if recipient not in (None, each.authority)}
    return reach.scopes - others


def _not_understood(store: Store, reach: Reach, recipient: UUID | None) -> tuple[list[UUID], int]:
    """Return records of kinds from a newer version that may travel, and how many may not.

    Who may read such a record is not known here, so it is treated as the most private of its scope: as a raw note in
    a challenge, as an answer in a SEF. What belongs to the round is everybody's.
    """
    found = records_not_understood(store, reach.scopes)
    may = [each for each, scope in found.items() if _may_read_scope(reach, scope, recipient)]
    return may, len(found) - len(may)


def _may_read_scope(reach: Reach, scope: Scope, recipient: UUID | None) -> bool:
    if scope == ROUND:
        return True
    kind, _, text = scope.partition(":")
    owner = UUID(text)
    stand_in: Record
    if kind == "challenge":
        stand_in = r.FindingLink(id=owner, challenge=owner, finding=owner, linked_to=LinkedTo.NOTE, target=owner)
    else:
        stand_in = r.EvidenceLink(id=owner, submission=owner, claim=owner, evidence=owner)
    return _withheld(reach, stand_in, recipient) is not None


Chosen = list[tuple[Record, frozenset[str]]]
"""Records that travel, and the fields withheld of each."""

_DIGESTS = ("attachment", "document", "form", "sha256", "logo", "word_template")
"""Fields that name a file kept in the round file."""


def _files(store: Store, chosen: Chosen) -> tuple[dict[str, KeptFile], dict[str, int]]:
    """Return the files that travel, and how many do not, by why. Their bytes decide, never a name."""
    named = {
        digest
        for record, hidden in chosen
        for field in _DIGESTS
        if field not in hidden and (digest := getattr(record, field, ""))
    }
    kept = kept_files(store, sorted(named))
    safe = {each: file for each, file in kept.items() if is_what_it_says(store.attached(each) or b"", file.media_type)}
    left = {
        "this round file knows of them but does not hold them": len(named) - len(kept),
        "they are of a kind that is not sent": len(kept) - len(safe),
    }
    return safe, left
