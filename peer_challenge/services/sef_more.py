"""What stands around a SEF on its page: what changed, whether it is ready, who reads it first, what could come over."""

from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.records import Authority, Round
from peer_challenge.services.carried_over import ChangesView, changes_since, earlier_sef
from peer_challenge.services.qa_reads import QaReadRow, possible_readers, qa_reads_of
from peer_challenge.services.sef_ready import ReadyView, ready_to_share
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class SefMore:
    """`earlier` names the round whose text could be brought over; "" when there is none, or it was."""

    changes: ChangesView | None
    ready: ReadyView
    reads: tuple[QaReadRow, ...]
    readers: tuple[Authority, ...]
    earlier: str


def more_of_sef(store: Store, submission: UUID) -> SefMore:
    """Return everything around one version of a SEF."""
    changes = changes_since(store, submission)
    before = earlier_sef(store, submission) if changes is None else None
    return SefMore(
        changes,
        ready_to_share(store, submission),
        tuple(qa_reads_of(store, submission)),
        tuple(possible_readers(store, submission)),
        store.need(Round, before.round).name if before else "",
    )
