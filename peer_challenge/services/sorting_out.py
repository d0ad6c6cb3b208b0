"""To sort out: what two people did rightly, each alone, and what does not go together; and what can be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Challenge, Membership, Record, ReportIssue
from peer_challenge.domain.vocabulary import kind_name
from peer_challenge.services.record_words import kind_words, moment_words, name_of
from peer_challenge.services.removing import remove_whole
from peer_challenge.storage.queries import sorting_out as queries
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class Remedy:
    """Something that can be done: remove a record with what hangs on it, or bring a removed one back."""

    words: str
    kind: type[Record]
    id: UUID
    brings_back: bool = False


@dataclass(frozen=True, slots=True)
class ToSortOut:
    """One rule that is broken: what is so, in a sentence, and what can be done; `about` is the record to look at."""

    about: UUID
    kind: type[Record]
    sentence: str
    advice: str
    remedies: tuple[Remedy, ...]


def to_sort_out(store: Store) -> tuple[ToSortOut, ...]:
    """Return everything that does not go together."""
    return (*_orphans(store), *_two_seats(store), *_two_finals(store))


def put_right(store: Store, remedy: Remedy) -> ChangeSet:
    """Return the act of a remedy; raises `UserError` where a removed record's words are not in this file."""
    if remedy.brings_back:
        record = queries.removed_record(store, remedy.kind, remedy.id)
        if record is None:
            raise UserError("Its words are not in this round file, so it cannot be brought back here.")
        return add("Bring back", record)
    return remove_whole(store, "Remove", *_with_what_hangs_on(store, remedy.kind, remedy.id))


def _with_what_hangs_on(store: Store, kind: type[Record], id: UUID) -> list[Record]:
    found: dict[UUID, Record] = {}
    waiting = [(kind, id)]
    while waiting:
        of, each = waiting.pop()
        if each not in found:
            found[each] = store.need(of, each)
            waiting += queries.hanging_on(store, of, each)
    return list(found.values())


def _orphans(store: Store) -> Iterator[ToSortOut]:
    for orphan in queries.orphans(store):
        own, parent = kind_words(kind_name(orphan.kind)), kind_words(kind_name(orphan.parent_kind))
        remedies = [Remedy(f"Remove the {own} too", orphan.kind, orphan.id)]
        before = queries.removed_record(store, orphan.parent_kind, orphan.parent)
        if before is not None:
            remedies.insert(0, Remedy(f"Bring the {parent} back", orphan.parent_kind, orphan.parent, brings_back=True))
        yield ToSortOut(
            orphan.id,
            orphan.kind,
            f"The {own} “{name_of(store, orphan.id)}” belongs to a {parent} that somebody removed without seeing it.",
            f"Bring the {parent} back, or remove the {own} too."
            if before
            else f"Remove the {own} too, or keep it here.",
            tuple(remedies),
        )


def _two_seats(store: Store) -> Iterator[ToSortOut]:
    for plan, authority in queries.in_two_groups(store):
        seats = queries.seats_of(store, plan, authority)
        name, groups = name_of(store, authority), " and ".join(group for _, group in seats)
        yield ToSortOut(
            plan,
            Membership,
            f"{name} sits in {groups} of “{name_of(store, plan)}”.",
            "Take it out of all but one of them.",
            tuple(Remedy(f"Take {name} out of {group}", Membership, seat) for seat, group in seats),
        )


def _two_finals(store: Store) -> Iterator[ToSortOut]:
    for challenge, version in queries.two_finals(store):
        issues = [store.need(ReportIssue, each) for each in queries.finals_of(store, challenge, version)]
        host = name_of(store, store.need(Challenge, challenge).host)
        at = " and ".join(moment_words(each.issued_at) for each in issues if each.issued_at)
        yield ToSortOut(
            challenge,
            ReportIssue,
            f"Version {version} of the report for {host} was made final twice, at {at}.",
            "Tell the host which one counts: begin a new version and issue that.",
            (),
        )
