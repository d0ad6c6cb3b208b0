"""What findings rest on: the notes, statements and evidence they are linked to."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from peer_challenge.domain.choices import EvidenceKind, LinkedTo
from peer_challenge.domain.records import Authority, Challenge, Claim, Evidence, Finding, FindingLink, Group, Note
from peer_challenge.storage.projection import as_record, table_of
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link of a finding and the words at its end.

    `claim` is the statement a linked note tests; `evidence` the kind of a linked piece of evidence.
    """

    id: UUID
    link: FindingLink
    text: str
    claim: UUID | None = None
    evidence: EvidenceKind | None = None


@dataclass(frozen=True, slots=True)
class ChallengeRow:
    """A challenge of a round by its host's name, with how many notes and findings it holds."""

    id: UUID
    host: UUID
    host_name: str
    group: str
    notes: int
    findings: int


def challenges_with_counts(store: Store, round_id: UUID) -> list[ChallengeRow]:
    """Return the challenges of a round, group by group."""
    challenge, authority, group = (table_of(kind) for kind in (Challenge, Authority, Group))
    note, finding = table_of(Note), table_of(Finding)
    notes = select(func.count()).where(note.c.challenge == challenge.c.id).scalar_subquery()
    findings = select(func.count()).where(finding.c.challenge == challenge.c.id).scalar_subquery()
    query = (
        select(challenge.c.id, challenge.c.host, authority.c.name, group.c.name, notes, findings)
        .join(authority, authority.c.id == challenge.c.host)
        .join(group, group.c.id == challenge.c.group)
        .where(challenge.c.round == round_id)
        .order_by(group.c.position, group.c._born, challenge.c.position, challenge.c._born)
    )
    with store.reading() as conn:
        return [ChallengeRow(*row) for row in conn.execute(query)]


def links_of_challenge(store: Store, challenge: UUID) -> list[LinkRow]:
    """Return every link of a challenge's findings whose end is still there, in the order they were made."""
    link, note, claim, evidence = (table_of(kind) for kind in (FindingLink, Note, Claim, Evidence))
    query = (
        select(
            link,
            func.coalesce(note.c.text, claim.c.text, evidence.c.title).label("words"),
            note.c.claim.label("note_claim"),
            evidence.c.kind.label("evidence_kind"),
        )
        .outerjoin(note, (link.c.linked_to == LinkedTo.NOTE) & (note.c.id == link.c.target))
        .outerjoin(claim, (link.c.linked_to == LinkedTo.CLAIM) & (claim.c.id == link.c.target))
        .outerjoin(evidence, (link.c.linked_to == LinkedTo.EVIDENCE) & (evidence.c.id == link.c.target))
        .where(link.c.challenge == challenge)
        .order_by(link.c._born)
    )
    with store.reading() as conn:
        return [
            LinkRow(row.id, as_record(FindingLink, row), row.words, row.note_claim, row.evidence_kind)
            for row in conn.execute(query)
            if row.words is not None
        ]
