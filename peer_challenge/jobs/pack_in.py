"""Bringing in a file somebody sent: verified, previewed, and taken in whole after a backup, or not at all."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.identifiers import IdentifierKind
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.domain.records import Authority, Challenge, Group, Person, Round
from peer_challenge.domain.vocabulary import KINDS
from peer_challenge.exchange.packs.age import WrongPassphraseError
from peer_challenge.exchange.packs.reading import PackRead, needs_passphrase, read_pack
from peer_challenge.exchange.packs.signing import check_code
from peer_challenge.jobs.pack_out import passphrases_kept_at
from peer_challenge.services.identifiers import guarded_fields, identifiers_in
from peer_challenge.services.pack_quotes import Quotes, quotes_of
from peer_challenge.services.pack_words import count_words, marks_words
from peer_challenge.services.passphrases import as_meant, keep_passphrase, known_passphrases
from peer_challenge.storage.backups import BackupReason, back_up_if_changed
from peer_challenge.storage.merging import Merged, foresee, merge
from peer_challenge.storage.operations import GONE
from peer_challenge.storage.packs_met import RECEIVED, Received, devices, packs
from peer_challenge.storage.queries.packing import ids_here, is_known
from peer_challenge.storage.store import Store

_TELL_EACH = 500


@dataclass(frozen=True, slots=True)
class Preview:
    """What bringing a file in would do, found out by doing it and taking it back.

    `merged` counts; `sender` and `laptop` are what the file says, `check_code` what its signature proves; `new_laptop`
    says that nobody here has rung and said yes to it yet. `warnings` are sentences a person should read first,
    `marks` those on what looks as if it identified somebody; `quotes` are the words that would change.
    """

    sender: str
    laptop: str
    made_at: datetime
    check_code: str
    new_laptop: bool
    merged: Merged
    warnings: tuple[str, ...]
    marks: tuple[str, ...]
    quotes: Quotes

    @property
    def nothing_new(self) -> bool:
        """Whether everything in the file is here already."""
        return not (self.merged.new or self.merged.filled or self.merged.aside)


def open_pack(
    path: Path,
    passphrase: str | None = None,
    *,
    now: datetime | None = None,
    kept_at: Path | None = None,
    progress: Progress = silent,
) -> PackRead:
    """Read and verify a file; nothing is touched. An encrypted one is tried with the passphrases kept here.

    A passphrase that was typed and fits is kept for its group. Raises `UserError` when none fits.
    """
    kept = kept_at or passphrases_kept_at()
    if passphrase is not None:
        meant = as_meant(passphrase)
        read = read_pack(path, meant, now=now, progress=progress)
        if read.encrypted and read.manifest.group and meant not in known_passphrases(kept):
            keep_passphrase(read.manifest.group.id, meant, kept)
        return read
    if needs_passphrase(path):
        for known in known_passphrases(kept):
            try:
                return read_pack(path, known, now=now, progress=progress)
            except WrongPassphraseError:
                continue
    return read_pack(path, now=now, progress=progress)


def preview(store: Store, read: PackRead, progress: Progress = silent) -> Preview:
    """Return what bringing `read` in would do; raises `UserError` where it does not belong in this round file."""
    _check_belongs(store, read)
    merged = foresee(store, read.operations, read.attachments, received_as(read), progress)
    sender = read.manifest.sender
    trusted = {each.key for each in devices(store) if each.trusted_at}
    return Preview(
        sender=sender.name,
        laptop=sender.laptop,
        made_at=made_at(read),
        check_code=check_code(sender.key),
        new_laptop=sender.key not in trusted,
        merged=merged,
        warnings=tuple(_warnings(store, read)),
        marks=marks_words(_marked(store, read, progress), "Look at it before you send it on."),
        quotes=quotes_of(store, read.operations, merged),
    )


def bring_in(store: Store, read: PackRead, *, allow_all: bool = False, progress: Progress = silent) -> Merged:
    """Take in everything the file holds, after a backup, in one transaction; cancelled or wrong, nothing is changed.

    What came in scopes that were not sent is kept aside until somebody says yes, unless `allow_all`.
    """
    _check_belongs(store, read)
    progress(0, 1, "Making a backup")
    back_up_if_changed(store.path, why=BackupReason.BEFORE_BRINGING_IN)
    return merge(store, read.operations, read.attachments, received_as(read, allow_all=allow_all), progress)


def made_at(read: PackRead) -> datetime:
    """Return when a file says it was made."""
    return datetime.fromtimestamp(read.manifest.made_at / 1000, UTC)


def record_counts(read: PackRead) -> Mapping[str, int]:
    """Return how many records of each kind a file brings words or values of, counted and not believed."""
    known = {
        (op.kind, op.entity)
        for op in read.operations
        if any(not each.sealed and name != GONE for name, each in op.fields.items())
    }
    return Counter(kind for kind, _ in known)


def preview_words(found: Preview) -> list[str]:
    """Return who sent a file, what to look at first, what bringing it in would do, and which words change."""
    said = [f"From {found.sender}, on {found.laptop} (check code {found.check_code})."]
    if found.new_laptop:
        said.append("This laptop has not been seen before. Ring and compare the check code, then say yes.")
    return [*said, *found.warnings, *found.marks, *effect_words(found), *found.quotes.sentences]


def effect_words(found: Preview) -> list[str]:
    """Return what bringing a file in would change, a sentence a thing."""
    merged = found.merged
    said = [f"New: {count_words(kind, number)}." for kind, number in sorted(merged.added.items())]
    said += [f"Changed: {count_words(kind, number)}." for kind, number in sorted(merged.changed.items())]
    if found.nothing_new:
        said.append("Everything in it is here already.")
    told = (
        (merged.two_versions, "field", "would stand in two versions, for you to choose"),
        (merged.removed, "record", "would go, as the sender removed it"),
        (merged.redactions, "passage", "would be hidden, as its author struck it out"),
    )
    said += [f"{count_of(len(what), noun)} {does}." for what, noun, does in told if what]
    if merged.newer:
        said.append(f"{count_of(merged.newer, 'change')} from a newer version would be kept, not shown.")
    if merged.aside:
        said.append(f"{count_of(merged.aside, 'change')} to what was not sent for changing would be kept aside.")
    return said


def received_as(read: PackRead, *, allow_all: bool = False) -> Received:
    """Return what the store is told about a file."""
    manifest = read.manifest
    return Received(
        id=manifest.id,
        answers=manifest.answers,
        scopes=frozenset(manifest.scopes),
        sender_key=manifest.sender.key,
        sender_name=manifest.sender.name,
        recipient=manifest.recipient.authority,
        name=read.name,
        sha256=read.sha256,
        manifest=manifest.to_json().decode(),
        allow_all=allow_all,
    )


def _check_belongs(store: Store, read: PackRead) -> None:
    """Refuse what belongs to another round or another group; an empty round file takes any."""
    manifest = read.manifest
    here = store.find(Round)
    if here and not is_known(store, manifest.round.id):
        raise UserError(
            f"{read.name} is about the round “{manifest.round.name}”, which is not in {store.path.name}. Open the "
            "round file it belongs to, or start a new one with it."
        )
    groups = {each.group for each in store.find(Challenge, round=manifest.round.id)}
    if manifest.group and groups and not is_known(store, manifest.group.id):
        known = ", ".join(sorted(found.name for each in groups if (found := store.get(Group, each))))
        raise UserError(
            f"{read.name} is for {manifest.group.name}, and {store.path.name} holds {known}. Open the round file it "
            "belongs to, or ask the sender for yours."
        )


def _warnings(store: Store, read: PackRead) -> Iterator[str]:
    manifest = read.manifest
    mine = _whose_file(store)
    if read.left_out:
        files = count_of(read.left_out, "attached file")
        yield f"{files} left out: of a kind that is not let in, or not what it says it is."
    if mine is not None and mine != manifest.recipient.authority:
        yield f"It was made for {manifest.recipient.name}, and this round file is somebody else’s."
    others = [each for each in devices(store) if each.name == manifest.sender.name and each.key != manifest.sender.key]
    if others:
        yield (
            f"{manifest.sender.name} sent from another laptop before. Ring and compare the check code before you go on."
        )
    if any(each.id == manifest.id and each.direction == RECEIVED for each in packs(store)):
        yield "This very file has been brought in before."


def _whose_file(store: Store) -> UUID | None:
    """Return the authority of whoever uses this round file, where that is known."""
    person = store.get(Person, store.who) if store.who else None
    return person.authority if person and person.authority and store.get(Authority, person.authority) else None


def _marked(store: Store, read: PackRead, progress: Progress) -> Iterator[tuple[str, IdentifierKind]]:
    """Yield what in the texts that are new here looks like an identifier, each kind once a change."""
    here = ids_here(store, [op.id for op in read.operations])
    coming = [op for op in read.operations if op.id not in here]
    for done, op in enumerate(coming):
        if done % _TELL_EACH == 0:
            progress(done, len(coming), "Looking for names and numbers")
        texts = [op.fields[name].value for name in _TYPED.get(op.kind, ()) if name in op.fields]
        yield from {(op.kind, kind) for text in texts if isinstance(text, str) for kind in identifiers_in(text)}


_TYPED: Mapping[str, tuple[str, ...]] = {name: guarded_fields(kind) for name, kind in KINDS.items()}
"""The fields that people type, by the name of their kind."""
