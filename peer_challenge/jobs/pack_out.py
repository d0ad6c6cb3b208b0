"""Making a file to send: contents chosen, sealed, signed by this laptop, written whole, and remembered as sent."""

import json
import platform
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from uuid import UUID

from peer_challenge.domain.progress import Progress, silent
from peer_challenge.exchange.packs.signing import LaptopKey, check_code, laptop_key
from peer_challenge.exchange.packs.writing import Address, Written, write_pack
from peer_challenge.services.packing import Contents, contents
from peer_challenge.services.whose import whose_window
from peer_challenge.storage.packs_met import RECEIVED, PackRow, note_sent, packs
from peer_challenge.storage.sealing import sealed_for
from peer_challenge.storage.settings import places
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was made: where it lies, what it holds, and the check code of the laptop that signed it."""

    written: Written
    contents: Contents
    check_code: str


def key_of_this_laptop() -> LaptopKey:
    """Return the key that signs what this computer sends, from the user's own data folder."""
    return laptop_key(places().rounds.parent / "laptop.key")


def passphrases_kept_at() -> Path:
    """Return where this computer keeps the passphrases of groups, in the user's own data folder."""
    return places().rounds.parent / "passphrases.json"


def send(
    store: Store,
    chosen: Contents,
    path: Path,
    passphrase: str | None,
    *,
    key: LaptopKey | None = None,
    progress: Progress = silent,
) -> Sent:
    """Write what was chosen to `path`; `passphrase` None leaves it open to whoever has it.

    The contents are chosen afresh, so that nothing goes that was taken back since `chosen` was looked at.
    Raises `UserError` when the file cannot be written; then nothing is remembered as sent.
    """
    progress(0, 3, "Choosing what it holds")
    number = store.number()
    holds = contents(store, chosen.round.id, chosen.group.id, chosen.recipient)
    operations = sealed_for(store, holds.records)
    progress(1, 3, "Writing the file")
    attached = {digest: (store.attached(digest) or b"", file.media_type) for digest, file in holds.attachments.items()}
    signed_by = key or key_of_this_laptop()
    written = write_pack(path, _address(store, holds), operations, attached, signed_by, passphrase, progress)
    if not store.read_only:
        _remember(store, written, holds, number)
    progress(3, 3, "Done")
    return Sent(written, holds, check_code(signed_by.public))


def _address(store: Store, holds: Contents) -> Address:
    return Address(
        id=store.new_id(),
        made_at=store.now(),
        program=version("peer-challenge"),
        round=(holds.round.id, holds.round.name),
        group=(holds.group.id, holds.group.name),
        recipient=holds.recipient,
        recipient_name=holds.recipient_name,
        sender_name=_sender(store, holds),
        laptop=platform.node() or "a laptop without a name",
        replica=store.replica,
        scopes=holds.scopes,
        answers=_answered(store, holds) if holds.recipient is None else None,
    )


def _sender(store: Store, holds: Contents) -> str:
    """Return who sends: the person whose window it is, or before they said so, whom the file was made for."""
    row = _came_in(store, holds)
    if store.who is not None or row is None:
        return whose_window(store)
    return str(json.loads(row.manifest)["recipient"]["name"])


def _answered(store: Store, holds: Contents) -> UUID | None:
    """Return the file that what goes back to the coordinator answers."""
    row = _came_in(store, holds)
    return row.id if row else None


def _came_in(store: Store, holds: Contents) -> PackRow | None:
    """Return the file of this group that came in last."""
    for row in packs(store):
        group = json.loads(row.manifest).get("group") or {}
        if row.direction == RECEIVED and group.get("id") == str(holds.group.id):
            return row
    return None


def _remember(store: Store, written: Written, holds: Contents, number: int) -> None:
    note_sent(
        store,
        id=written.manifest.id,
        name=written.path.name,
        sha256=written.sha256,
        manifest=written.manifest.to_json().decode(),
        scopes=holds.scopes,
        records=holds.records,
        number=number,
    )
