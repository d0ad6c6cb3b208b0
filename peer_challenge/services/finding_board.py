"""The board on which a team turns notes into findings, line of enquiry by line of enquiry."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.basis import Basis, basis_in_words
from peer_challenge.domain.choices import FindingKind, FindingState, LinkedTo, NoteKind
from peer_challenge.domain.records import Action, AskOffer, Authority, Challenge, Evidence, Finding
from peer_challenge.domain.wording import grade_words
from peer_challenge.services.asks_offers import TAKEN
from peer_challenge.services.console import LineView, lines_of_round, statements_of
from peer_challenge.services.findings import joined
from peer_challenge.storage.queries import findings as queries
from peer_challenge.storage.queries import notes as note_queries
from peer_challenge.storage.queries.findings import ChallengeRow, LinkRow
from peer_challenge.storage.queries.notes import AuthoredNote
from peer_challenge.storage.queries.sessions import hosts_of_group, shared_submission
from peer_challenge.storage.store import Store

__all__ = [
    "AuthoredNote",
    "BoardLine",
    "ChallengeRow",
    "FindingBoard",
    "FindingRow",
    "LinkRow",
    "SourceRow",
    "basis_of",
    "challenges_of",
    "finding_board",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding as the board shows it; `basis` follows “Rests on”, `grades` are words that read like a judgement.

    `nudge` says what its words still lack; "" for a whole sentence of the team's own, and for what is parked.
    """

    id: UUID
    kind: FindingKind
    text: str
    line: UUID | None
    state: FindingState
    basis: str
    sources: int
    links: tuple[LinkRow, ...]
    grades: tuple[str, ...]
    nudge: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A statement or a piece of evidence of the host's SEF that a finding can rest on."""

    id: UUID
    linked_to: LinkedTo
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLine:
    """A line of enquiry with its findings and the notes not yet used; without `line` for what belongs to none."""

    line: LineView | None
    findings: tuple[FindingRow, ...]
    notes: tuple[AuthoredNote, ...]

    @property
    def id(self) -> UUID | None:
        """The line's id."""
        return self.line.id if self.line else None

    @property
    def title(self) -> str:
        """What the line is called on a heading."""
        return f"{self.line.number} {self.line.short}" if self.line else "No line of enquiry"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingBoard:
    """Everything a team works with after a session; the line of those without one comes last, where needed.

    `authorities` are those of the group by name; `to_take` are the kinds of the notes that are asks or offers and
    nothing else yet; `sources` is what of the host's SEF, once shared, a finding can rest on.
    """

    challenge: Challenge
    host_name: str
    authorities: tuple[tuple[UUID, str], ...]
    lines: tuple[BoardLine, ...]
    sources: tuple[SourceRow, ...]
    asks: tuple[AskOffer, ...]
    to_take: tuple[NoteKind, ...]
    actions: tuple[Action, ...]

    @property
    def findings(self) -> tuple[FindingRow, ...]:
        """All findings in the order of the board."""
        return tuple(row for line in self.lines for row in line.findings)


def challenges_of(store: Store, round_id: UUID) -> list[ChallengeRow]:
    """Return the round's challenges with how much each holds, group by group."""
    return queries.challenges_with_counts(store, round_id)


def finding_board(store: Store, challenge: UUID) -> FindingBoard:
    """Return the board of a challenge."""
    found = store.need(Challenge, challenge)
    host = store.need(Authority, found.host)
    lines = lines_of_round(store, found.round)
    links = _links(store, challenge)
    findings: dict[UUID | None, list[FindingRow]] = defaultdict(list)
    for each in store.find(Finding, challenge=challenge):
        findings[each.line].append(_row(each, links.get(each.id, [])))
    notes: dict[UUID | None, list[AuthoredNote]] = defaultdict(list)
    for note in note_queries.unused_notes(store, challenge):
        notes[note.note.line].append(note)
    return FindingBoard(
        challenge=found,
        host_name=host.name,
        authorities=tuple((each.host, each.name) for each in hosts_of_group(store, found.group)),
        lines=_lines(lines, findings, notes),
        sources=_sources(store, found, lines),
        asks=tuple(store.find(AskOffer, challenge=challenge)),
        to_take=tuple(note.note.kind for each in notes.values() for note in each if note.note.kind in TAKEN),
        actions=tuple(store.find(Action, challenge=challenge)),
    )


def _sources(store: Store, challenge: Challenge, lines: tuple[LineView, ...]) -> tuple[SourceRow, ...]:
    sef = shared_submission(store, challenge.round, challenge.host)
    if sef is None:
        return ()
    statements = [
        SourceRow(id=each.id, linked_to=LinkedTo.CLAIM, words=f"{each.number} {each.text}")
        for each in statements_of(store, sef.id, challenge.id, lines)
    ]
    evidence = [
        SourceRow(id=each.id, linked_to=LinkedTo.EVIDENCE, words=f"{each.kind.words}: {each.title}")
        for each in store.find(Evidence, submission=sef.id)
    ]
    return (*statements, *evidence)


def _lines(
    lines: tuple[LineView, ...],
    findings: dict[UUID | None, list[FindingRow]],
    notes: dict[UUID | None, list[AuthoredNote]],
) -> tuple[BoardLine, ...]:
    known = {line.id for line in lines}
    board = [
        BoardLine(line=line, findings=tuple(findings.get(line.id, ())), notes=tuple(notes.get(line.id, ())))
        for line in lines
    ]
    rest = BoardLine(
        line=None,
        findings=tuple(row for line, rows in findings.items() if line not in known for row in rows),
        notes=tuple(note for line, rows in notes.items() if line not in known for note in rows),
    )
    return (*board, rest) if rest.findings or rest.notes else tuple(board)


def _row(finding: Finding, links: list[LinkRow]) -> FindingRow:
    basis = _basis(links)
    return FindingRow(
        id=finding.id,
        kind=finding.kind,
        text=finding.text,
        line=finding.line,
        state=finding.state,
        basis=basis_in_words(basis),
        sources=basis.sources,
        links=tuple(links),
        grades=tuple(grade_words(finding.text)),
        nudge="" if finding.state is FindingState.PARKED else _nudge(finding.text, links),
    )


def _nudge(text: str, links: list[LinkRow]) -> str:
    """Return what words still lack before the team would say them to the host."""
    heard = [row.text for row in links if row.link.linked_to is LinkedTo.NOTE]
    if heard and text in {*heard, joined(heard)}:
        return "These are the note’s own words: put them as you would say them to the host."
    if text[:1].islower() or text.rstrip("\"'”’)")[-1:] not in set(".!?…"):
        return "Make this a whole sentence, as you would say it to the host."
    return ""


def _basis(links: list[LinkRow]) -> Basis:
    """Return what links come to; a note that tests a statement brings the SEF with it."""
    return Basis(
        statement=any(row.link.linked_to is LinkedTo.CLAIM or row.claim for row in links),
        heard=any(row.link.linked_to is LinkedTo.NOTE for row in links),
        evidence=frozenset(row.evidence for row in links if row.evidence),
    )


def basis_of(store: Store, challenge: UUID) -> dict[UUID, Basis]:
    """Return finding → what it rests on, for reports; a finding without links is left out."""
    return {finding: _basis(rows) for finding, rows in _links(store, challenge).items()}


def _links(store: Store, challenge: UUID) -> dict[UUID, list[LinkRow]]:
    links: dict[UUID, list[LinkRow]] = defaultdict(list)
    for row in queries.links_of_challenge(store, challenge):
        links[row.link.finding].append(row)
    return links
