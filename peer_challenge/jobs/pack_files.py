"""The files that were sent and received, whom one can be made for, and the laptops they came from."""

import json
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.choices import Role
from peer_challenge.domain.days import count_of, day_in_england
from peer_challenge.domain.records import Authority, Challenge, Group, Membership, RolePeriod
from peer_challenge.exchange.packs.signing import check_code
from peer_challenge.services.packing import COORDINATOR_WORDS
from peer_challenge.services.people import role_on
from peer_challenge.services.record_words import moment_words
from peer_challenge.storage.merging import Merged, take_up_aside
from peer_challenge.storage.packs_met import BROUGHT_IN, RECEIVED, SENT, PackRow, devices, packs, trust
from peer_challenge.storage.store import Store
from peer_challenge.storage.taking_back import take_back, whether_taken_back

__all__ = ["Merged", "files_met", "laptops", "readers", "say_yes", "take_back", "take_up_aside", "whether_taken_back"]


@dataclass(frozen=True, slots=True)
class ReaderRow:
    """Somebody a file can be made for: an authority of a group (`recipient`), or the coordinator (None)."""

    id: Hashable
    group: UUID
    recipient: UUID | None
    name: str
    detail: str

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.name}, {self.detail}."


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file sent or received. `with_whom` is the recipient or the sender, `aside` how many changes wait for a yes."""

    id: UUID
    received: bool
    name: str
    with_whom: str
    detail: str
    state: str
    aside: int

    @property
    def can_go(self) -> bool:
        """Whether it stands as brought in, so that taking it back may be asked for."""
        return self.received and self.state == BROUGHT_IN

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.name}, {self.detail}. {self.state.capitalize()}."


@dataclass(frozen=True, slots=True)
class LaptopRow:
    """A laptop that sent something; `id` is its key, `known` that somebody rang and said yes."""

    id: str
    name: str
    check_code: str
    detail: str
    known: bool

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.name}, check code {self.check_code}. {self.detail}"


def readers(store: Store, round_id: UUID) -> tuple[ReaderRow, ...]:
    """Return whom a file of a round can be made for, group by group.

    For whoever does not coordinate, the coordinator stands first: what they did goes back there.
    """
    sent = _last_sent(store)
    groups = dict.fromkeys(each.group for each in store.find(Challenge, round=round_id))
    found = sorted((group for each in groups if (group := store.get(Group, each))), key=lambda each: each.name)
    names = {each.id: each.name for each in store.find(Authority)}
    back = [] if _coordinates(store) else [_reader(each, None, COORDINATOR_WORDS.capitalize(), sent) for each in found]
    members = [
        _reader(group, each.authority, names[each.authority], sent)
        for group in found
        for each in store.find(Membership, group=group.id)
        if each.authority in names
    ]
    return (*back, *members)


def files_met(store: Store) -> tuple[FileRow, ...]:
    """Return every file sent and received, the newest first."""
    return tuple(_file(each) for each in packs(store))


def laptops(store: Store) -> tuple[LaptopRow, ...]:
    """Return the laptops that something came from, the newest first."""
    return tuple(
        LaptopRow(
            each.key,
            each.name,
            check_code(each.key),
            f"You said yes at {moment_words(each.trusted_at)}."
            if each.trusted_at
            else f"First seen at {moment_words(each.met_at)}. Nobody has rung yet.",
            each.trusted_at is not None,
        )
        for each in devices(store)
    )


def say_yes(store: Store, key: str, name: str) -> None:
    """Remember that somebody rang, compared the check code, and said yes to a laptop."""
    trust(store, key, name)


def _reader(group: Group, recipient: UUID | None, name: str, sent: dict[tuple[str, str | None], str]) -> ReaderRow:
    last = sent.get((str(group.id), str(recipient) if recipient else None))
    return ReaderRow(
        (group.id, recipient),
        group.id,
        recipient,
        name,
        f"{group.name} · {f'file made at {last}' if last else 'no file made yet'}",
    )


def _last_sent(store: Store) -> dict[tuple[str, str | None], str]:
    found: dict[tuple[str, str | None], str] = {}
    for row in packs(store):
        said = json.loads(row.manifest)
        if row.direction == SENT and said.get("group"):
            found.setdefault((said["group"]["id"], said["recipient"]["authority"]), moment_words(row.at))
    return found


def _coordinates(store: Store) -> bool:
    periods = store.find(RolePeriod, person=store.who) if store.who else []
    return role_on(periods, day_in_england(store.now())) is Role.COORDINATOR


def _file(row: PackRow) -> FileRow:
    said = json.loads(row.manifest)
    received = row.direction == RECEIVED
    whom = str((said.get("sender" if received else "recipient") or {}).get("name") or "somebody")
    return FileRow(
        row.id,
        received,
        row.name,
        whom,
        " · ".join(_about(row, said, f"{'from' if received else 'for'} {whom}")),
        row.state,
        row.aside,
    )


def _about(row: PackRow, said: dict[str, dict[str, str] | None], whom: str) -> Iterator[str]:
    yield whom
    if group := said.get("group"):
        yield group["name"]
    yield moment_words(row.at)
    if row.aside:
        yield f"{count_of(row.aside, 'change')} kept aside"
