"""Laptops that send one another files, each a person’s own."""

from pathlib import Path
from uuid import UUID

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import FindingKind, FindingState
from peer_challenge.exchange.packs.signing import LaptopKey
from peer_challenge.jobs.pack_in import bring_in, open_pack
from peer_challenge.jobs.pack_out import Sent, send
from peer_challenge.services.packing import contents
from peer_challenge.services.rounds import latest_round
from peer_challenge.services.scopes import group_named, scopes_of_group
from peer_challenge.storage.dumping import dump
from peer_challenge.storage.store import Store

GROUP = "Group 1"


class Laptop:
    """One person's computer: a round file, a key, and the folder its files to send go to."""

    def __init__(self, name: str, store: Store, folder: Path) -> None:
        self.name, self.store, self.folder = name, store, folder
        self.key = LaptopKey.fresh()
        self.sent = 0

    @property
    def round(self) -> r.Round:
        found = latest_round(self.store)
        assert found is not None
        return found

    @property
    def group(self) -> r.Group:
        return group_named(self.store, self.round, GROUP)

    def sends(self, recipient: UUID | None, passphrase: str | None = None) -> Path:
        self.sent += 1
        path = self.folder / f"{self.name} {self.sent}.pcpack"
        self.send_to(recipient, path, passphrase)
        return path

    def send_to(self, recipient: UUID | None, path: Path, passphrase: str | None = None) -> Sent:
        chosen = contents(self.store, self.round.id, self.group.id, recipient)
        return send(self.store, chosen, path, passphrase, key=self.key)

    def receives(self, path: Path) -> None:
        bring_in(self.store, open_pack(path))

    def lines(self) -> list[str]:
        return list(dump(self.store, scopes_of_group(self.store, GROUP)))


def challenge_of(at: Laptop, host: int) -> r.Challenge:
    found = sorted((each for each in at.store.find(r.Challenge, group=at.group.id)), key=lambda each: each.position)
    return found[host]


def findings(at: Laptop, host: int) -> list[r.Finding]:
    return at.store.find(r.Finding, challenge=challenge_of(at, host).id)


def add_finding(at: Laptop, host: int, text: str) -> r.Finding:
    made = r.Finding(
        id=at.store.new_id(),
        challenge=challenge_of(at, host).id,
        kind=FindingKind.STRENGTH,
        state=FindingState.AGREED,
        text=text,
    )
    at.store.apply(add("Add finding", made))
    return made
