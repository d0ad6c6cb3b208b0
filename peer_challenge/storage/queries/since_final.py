"""Which final reports stand beside findings that were written since."""

from uuid import UUID

from sqlalchemy import and_, func, select

from peer_challenge.domain.choices import ReportState
from peer_challenge.domain.records import Finding, FindingLink
from peer_challenge.domain.vocabulary import kind_name
from peer_challenge.storage.log_tables import head, operation
from peer_challenge.storage.operations import GONE, REDACTED
from peer_challenge.storage.queries.feedback import newest_issues
from peer_challenge.storage.store import Store

_KINDS = (kind_name(Finding), kind_name(FindingLink))
_PRINTED = ("text", "kind", "line", "state", "position", "finding", "linked_to", "target", GONE, REDACTED)
"""Fields of a finding, and of what it rests on, that a report prints or is ordered by."""


def written_since_final(store: Store, round_id: UUID) -> set[UUID]:
    """Return the challenges whose newest report is final and whose findings somebody has written to since.

    What was written and taken back again counts too: only the words themselves tell.
    """
    finals = [each for each in newest_issues(store, round_id).values() if each.state is ReportState.FINAL]
    with store.reading() as conn:
        state = select(head.c.entity, func.max(head.c.number).label("number"))
        state = state.where(head.c.field == "state", head.c.entity.in_([each.id for each in finals]))
        issued = {row.entity: row.number for row in conn.execute(state.group_by(head.c.entity))}
        if not issued:
            return set()
        at = and_(head.c.entity == operation.c.entity, head.c.number == operation.c.number)
        written = (
            select(operation.c.scope, func.max(operation.c.number).label("number"))
            .join(head, at)
            .where(operation.c.number > min(issued.values()), operation.c.kind.in_(_KINDS), head.c.field.in_(_PRINTED))
            .group_by(operation.c.scope)
        )
        latest = {row.scope: row.number for row in conn.execute(written)}
    return {each.challenge for each in finals if latest.get(f"challenge:{each.challenge}", 0) > issued.get(each.id, 0)}
