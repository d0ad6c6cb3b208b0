"""A self-evaluation (SEF) as it is read: line by line, with its statements and what they rest on."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.choices import SubmissionState as State
from peer_challenge.domain.days import count_of, day_in_words
from peer_challenge.domain.ids import known_id
from peer_challenge.domain.records import (
    Answer,
    Authority,
    Claim,
    Evidence,
    EvidenceLink,
    LineOfEnquiry,
    Prompt,
    Round,
    Submission,
)
from peer_challenge.services.frameworks import framework_view
from peer_challenge.services.submission_rows import WITH_AUTHOR, LineWritten
from peer_challenge.services.submissions import Step, open_steps, versions
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class StatementView:
    """A statement and the titles of the evidence it rests on."""

    id: UUID
    claim: Claim
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class LineOfSef:
    """One line of enquiry with what the SEF says to it. An answer that nobody has written yet is an empty one."""

    id: UUID
    line: LineOfEnquiry
    prompts: tuple[Prompt, ...]
    answer: Answer
    statements: tuple[StatementView, ...]

    @property
    def written(self) -> LineWritten:
        """How much there is, under its name on a narrow screen."""
        answer = self.answer
        texts = [answer.text, answer.gaps, answer.plans, answer.challenge_us, answer.asks, answer.offers]
        for each in self.statements:
            texts += [each.claim.text, each.claim.how_known, each.claim.impact]
        words = sum(len(text.split()) for text in texts)
        return LineWritten(self.id, self.line.short or self.line.question, words, len(self.statements))


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A piece of evidence as the table shows it."""

    id: UUID
    evidence: Evidence
    statements: int

    @property
    def dated_words(self) -> str:
        """Its day in words, or nothing."""
        return day_in_words(self.evidence.dated) if self.evidence.dated else ""

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        parts = [self.evidence.kind.words, self.dated_words, self.evidence.holder, self.evidence.file_name]
        parts += [f"behind {count_of(self.statements, 'statement')}"] if self.statements else []
        return f"{self.evidence.title or 'Untitled'}: {', '.join(part for part in parts if part)}."


@dataclass(frozen=True, slots=True)
class SefView:
    """A version of an authority's SEF, line by line. `closed` says why it cannot be written in; "" when it can."""

    id: UUID
    submission: Submission
    authority: str
    round: Round
    lines: tuple[LineOfSef, ...]
    evidence: tuple[EvidenceRow, ...]
    versions: tuple[Submission, ...]

    @property
    def closed(self) -> str:
        """Why nothing can be changed, and what to do; "" when it can."""
        if self.submission.state in WITH_AUTHOR:
            return ""
        if self.submission.state is State.SIGNED_OFF:
            return "Signed off, so it is closed. Take it back to drafting to change it."
        if self.submission != self.versions[0]:
            return f"An earlier version, so it is closed. Version {self.versions[0].version} is the newest."
        return f"{self.submission.state.words}, so it is closed. Start a new version to change it."

    @property
    def steps(self) -> tuple[Step, ...]:
        """What can be done next with the newest version; nothing with an earlier one."""
        return open_steps(self.submission) if self.submission == self.versions[0] else ()

    @property
    def next_words(self) -> str:
        """What comes next, in words."""
        sef = self.submission
        if sef != self.versions[0]:
            return f"Version {self.versions[0].version} has taken the place of this one."
        match sef.state:
            case State.NOT_STARTED:
                return "Write a paragraph under each line of enquiry, or attach the paper the authority already has."
            case State.DRAFTING:
                again = f" It was returned: {sef.returned_because}" if sef.returned_because else ""
                return f"When the authority is content with it, sign it off.{again}"
            case State.SIGNED_OFF:
                return f"Signed off by {sef.signed_off_by}. Send it to the coordinator next."
            case State.RETURNED:
                return f"Returned: {sef.returned_because} Change it, then sign it off again."
            case State.SUBMITTED | State.ACCEPTED:
                return f"Share it with the group at least {count_of(self.round.share_days, 'day')} before the meeting."
            case State.SHARED:
                since = f" since {day_in_words(sef.shared_on)}" if sef.shared_on else ""
                return f"The group can read it{since}. A change needs a new version."
            case State.WITHDRAWN:
                return "Nobody in the group can read it. Start a new version to send one after all."


def sef_view(store: Store, submission: UUID) -> SefView:
    """Return a SEF with every line of enquiry of its round's framework, in order."""
    this = store.need(Submission, submission)
    held_in = store.need(Round, this.round)
    evidence = store.find(Evidence, submission=submission)
    rests_on = _rests_on(store.find(EvidenceLink, submission=submission), evidence)
    answers = {each.line: each for each in store.find(Answer, submission=submission)}
    statements: dict[UUID, list[StatementView]] = defaultdict(list)
    for claim in store.find(Claim, submission=submission):
        statements[claim.line].append(StatementView(claim.id, claim, tuple(rests_on[claim.id])))
    uses = [each.id for found in rests_on.values() for each in found]
    return SefView(
        id=submission,
        submission=this,
        authority=store.need(Authority, this.authority).name,
        round=held_in,
        lines=tuple(
            LineOfSef(
                each.id,
                each.line,
                each.prompts,
                answers.get(each.id) or empty_answer(submission, each.id),
                tuple(statements[each.id]),
            )
            for each in framework_view(store, held_in.framework).lines
        ),
        evidence=tuple(EvidenceRow(each.id, each, uses.count(each.id)) for each in evidence),
        versions=tuple(versions(store, this.round, this.authority)),
    )


def sef_holding(store: Store, id: UUID) -> tuple[Submission, UUID | None] | None:
    """Return the SEF that an answer, statement or piece of evidence is in, and its line of enquiry where it has one."""
    found = store.get(Answer, id) or store.get(Claim, id) or store.get(Evidence, id) or store.get(Submission, id)
    sef = found if isinstance(found, Submission) else store.get(Submission, found.submission) if found else None
    return (sef, found.line if isinstance(found, Answer | Claim) else None) if sef else None


def empty_answer(submission: UUID, line: UUID) -> Answer:
    """Return the answer to a line as it is before anybody has written it, under the id it will have."""
    return Answer(id=known_id("answer", submission, line), submission=submission, line=line)


def _rests_on(links: Iterable[EvidenceLink], evidence: Sequence[Evidence]) -> dict[UUID, list[Evidence]]:
    linked = {(each.claim, each.evidence) for each in links}
    found: dict[UUID, list[Evidence]] = defaultdict(list)
    for piece in evidence:
        for claim in {each for each, to in linked if to == piece.id}:
            found[claim].append(piece)
    return found
