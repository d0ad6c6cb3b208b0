"""The board on which a team turns notes into findings, line of enquiry by line of enquiry."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.basis import Basis, basis_in_words, is_one_source_point
from peer_challenge.domain.choices import FindingKind, FindingState, LinkedTo, NoteKind
from peer_challenge.domain.days import day_in_words
from peer_challenge.domain.records import (
    Action,
    AskOffer,
    Authority,
    Challenge,
    Evidence,
    Finding,
    Framework,
    Person,
    Round,
    Unlike,
)
from peer_challenge.domain.wording import grade_words, names_in
from peer_challenge.services.asks_offers import TAKEN
from peer_challenge.services.console import LineView, lines_of_round, statements_of
from peer_challenge.services.findings import joined
from peer_challenge.services.near_duplicates import Alike, near_duplicates
from peer_challenge.storage.queries import findings as queries
from peer_challenge.storage.queries import notes as note_queries
from peer_challenge.storage.queries.findings import ChallengeRow, LinkRow
from peer_challenge.storage.queries.notes import AuthoredNote
from peer_challenge.storage.queries.sessions import hosts_of_group, shared_submission
from peer_challenge.storage.store import Store

__all__ = [
    "Alike",
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
    "one_source_asks",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingRow:
    """A finding as the board shows it; `basis` follows “Rests on”, `grades` are words that read like a judgement.

    `names` are words of its text that name somebody in the round file; `agreed` says when it was agreed and by whom,
    "" before. A `one_source_point` would be said as more than a question although one kind of source says it.
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
    names: tuple[str, ...]
    agreed_by: str
    agreed: str
    one_source_point: bool
    nudge: str

    @property
    def heard(self) -> tuple[str, ...]:
        """What the notes it rests on say."""
        return tuple(_heard(self.links))


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A statement or a piece of evidence of the host's SEF that a finding can rest on."""

    id: UUID
    linked_to: LinkedTo
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardLine:
    """A line of enquiry with its findings and the notes not yet used; without `line` for what belongs to none.

    `alike` are those of both that say nearly the same.
    """

    line: LineView | None
    findings: tuple[FindingRow, ...]
    notes: tuple[AuthoredNote, ...]
    alike: tuple[Alike, ...]

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
    nothing else yet; `sources` is what of the host's SEF, once shared, a finding can rest on; `one_source_asks` is the
    framework's stricter rule, that a one-source point prints as a question.
    """

    challenge: Challenge
    host_name: str
    authorities: tuple[tuple[UUID, str], ...]
    lines: tuple[BoardLine, ...]
    sources: tuple[SourceRow, ...]
    asks: tuple[AskOffer, ...]
    to_take: tuple[NoteKind, ...]
    actions: tuple[Action, ...]
    one_source_asks: bool

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
    names = _Names(store)
    findings: dict[UUID | None, list[FindingRow]] = defaultdict(list)
    for each in store.find(Finding, challenge=challenge):
        findings[each.line].append(_row(each, links.get(each.id, []), names))
    notes: dict[UUID | None, list[AuthoredNote]] = defaultdict(list)
    for note in note_queries.unused_notes(store, challenge):
        notes[note.note.line].append(note)
    differ = {frozenset((each.first, each.second)) for each in store.find(Unlike, challenge=challenge)}
    return FindingBoard(
        challenge=found,
        host_name=host.name,
        authorities=tuple((each.host, each.name) for each in hosts_of_group(store, found.group)),
        lines=_lines(lines, findings, notes, differ),
        sources=_sources(store, found, lines),
        asks=tuple(store.find(AskOffer, challenge=challenge)),
        to_take=tuple(note.note.kind for each in notes.values() for note in each if note.note.kind in TAKEN),
        actions=tuple(store.find(Action, challenge=challenge)),
        one_source_asks=one_source_asks(store, store.need(Round, found.round)),
    )


def one_source_asks(store: Store, round_: Round) -> bool:
    """Return whether the round's framework prints one-source points as questions."""
    framework = store.get(Framework, round_.framework)
    return framework is not None and framework.one_source_asks


class _Names:
    """Who is named in the round file, and the places that share their names."""

    def __init__(self, store: Store) -> None:
        self._people = [each.name for each in store.find(Person)]
        self._places = [each.name for each in store.find(Authority)]

    def in_(self, text: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(names_in(text, self._people, self._places)))


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
    differ: set[frozenset[UUID]],
) -> tuple[BoardLine, ...]:
    known = {line.id for line in lines}
    board = [_line(line, findings.get(line.id, []), notes.get(line.id, []), differ) for line in lines]
    rest = _line(
        None,
        [row for line, rows in findings.items() if line not in known for row in rows],
        [note for line, rows in notes.items() if line not in known for note in rows],
        differ,
    )
    return (*board, rest) if rest.findings or rest.notes else tuple(board)


def _line(
    line: LineView | None, findings: list[FindingRow], notes: list[AuthoredNote], differ: set[frozenset[UUID]]
) -> BoardLine:
    said = [(row.id, (row.text, *row.heard)) for row in findings if row.state is not FindingState.PARKED]
    alike = near_duplicates([(each.id, each.note.text) for each in notes if each.note.kind not in TAKEN], said, differ)
    return BoardLine(line=line, findings=tuple(findings), notes=tuple(notes), alike=alike)


def _row(finding: Finding, links: list[LinkRow], names: _Names) -> FindingRow:
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
        names=names.in_(finding.text),
        agreed_by=finding.agreed_by,
        agreed=_agreed(finding),
        one_source_point=is_one_source_point(finding.kind, basis),
        nudge="" if finding.state is FindingState.PARKED else _nudge(finding.text, links),
    )


def _agreed(finding: Finding) -> str:
    if finding.agreed_on is None:
        return ""
    by = f" by {finding.agreed_by}" if finding.agreed_by else ""
    return f"Agreed on {day_in_words(finding.agreed_on)}{by}"


def _heard(links: Iterable[LinkRow]) -> list[str]:
    return [row.text for row in links if row.link.linked_to is LinkedTo.NOTE]


def _nudge(text: str, links: list[LinkRow]) -> str:
    """Return what words still lack before the team would say them to the host."""
    heard = _heard(links)
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
