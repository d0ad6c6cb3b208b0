"""What hangs on words that go: why something in them may stay, and that they differ from others; it goes with them."""

from collections.abc import Iterator

from peer_challenge.domain.changes import Change, ChangeSet, remove
from peer_challenge.domain.identifiers import marks_in
from peer_challenge.domain.records import ClearedMark, Finding, Note, Record, Unlike
from peer_challenge.storage.store import Store


def remove_whole(store: Store, label: str, *records: Record) -> ChangeSet:
    """Return the act of removing `records`, and what hangs on their words."""
    return with_reasons(store, remove(label, *records))


def with_reasons(store: Store, changes: ChangeSet) -> ChangeSet:
    """Return an act that also ends what it leaves without its words.

    A reason that outlived its text would let the next number typed there pass unseen.
    """
    gone = {change.record.id for change in changes.changes if change.after is None}
    spent = {each.id: each for change in changes.changes for each in _spent(store, change) if each.id not in gone}
    return changes + remove(changes.label, *spent.values())


def _spent(store: Store, change: Change) -> Iterator[Record]:
    if change.before is None:
        return
    if change.after is None and isinstance(change.before, Note | Finding):
        yield from store.find(Unlike, first=change.before.id)
        yield from store.find(Unlike, second=change.before.id)
    for mark in store.find(ClearedMark, about=change.before.id):
        text = str(getattr(change.after, mark.field, ""))
        if all(each.kind is not mark.kind for each in marks_in(text)):
            yield mark
