"""The message that goes with a file to send, in plain words for somebody who never saw the program."""

from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.choices import Role
from peer_challenge.services.contacts import addresses_of, contacts_of, coordinators, letter
from peer_challenge.services.packing import Contents
from peer_challenge.storage.store import Store

_ROLES = {Role.CHALLENGER, Role.QA_LEAD}


@dataclass(frozen=True, slots=True)
class Message:
    """An e-mail before it is sent; `to` are addresses, and may be none."""

    to: tuple[str, ...]
    subject: str
    body: str


def message_for(store: Store, chosen: Contents, file_name: str, *, locked: bool) -> Message:
    """Return the message to send a file with; the passphrase is never in it."""
    back = chosen.recipient is not None
    parts = [
        f"Dear {'colleagues in ' if back else ''}{chosen.recipient_name.removeprefix('the ')},",
        f"With this message comes {file_name}. It is about {chosen.group.name} in our peer challenge "
        f"“{chosen.round.name}”.",
        "If you have the program Peer Challenge: save the file, then double-click it, or drop it on the window. The "
        "program checks it and shows what is in it. Nothing changes until you press “Bring in”.",
    ]
    if locked:
        parts.append(
            "The file is locked with five words. They are not in this message: ring me, and I will read them to you. "
            "You type them once."
        )
    if back:
        parts.append(
            "When you have added your part, choose “Send and receive” in the program, then “the coordinator”, and send "
            "me the file that it makes. The file may come late or twice: nothing is lost by that."
        )
        parts.append(
            "If you do not have the program, you need not get it: answer this message, and I will send you Word "
            "documents instead."
        )
    subject = f"Peer challenge “{chosen.round.name}”: file for {chosen.group.name}"
    return Message(_addresses(store, chosen.recipient), subject, letter(store, chosen.round.marking, *parts))


def _addresses(store: Store, recipient: UUID | None) -> tuple[str, ...]:
    """Return whom to write to: those who challenge or lead QA in an authority, or whoever coordinates today."""
    return addresses_of(coordinators(store) if recipient is None else contacts_of(store, recipient, _ROLES))
