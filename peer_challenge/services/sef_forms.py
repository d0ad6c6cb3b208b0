"""What a SEF form asks: its headings and guidance, the marks it is known by again, and what the SEF says so far."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peer_challenge.domain.days import day_in_words
from peer_challenge.domain.records import Answer, Authority, Claim, Evidence, EvidenceLink, Round, Submission
from peer_challenge.services.form_shape import (
    FORM_VERSION,
    WRITE_HERE,
    Asked,
    FormMark,
    Section,
    Shape,
    bases_of,
    token_of,
)
from peer_challenge.services.frameworks import framework_view
from peer_challenge.services.submissions import submission_of
from peer_challenge.storage.store import Store

FIELDS = (
    Asked(
        "text",
        "What we want to say",
        "One paragraph is enough. Write it here, or paste it from a paper you already have.",
        ("Your answer", "Our answer", "Answer", "What do we know", "What do you know"),
    ),
    Asked("gaps", "Gaps", "What you do not know yet.", ("Gaps in what we know", "What we do not know yet")),
    Asked(
        "plans",
        "Plans for the next 12 months",
        "What you will do next, and how you will know that it worked.",
        ("Plans", "Plan for twelve months", "Plans for the next twelve months", "What are our plans"),
    ),
    Asked(
        "challenge_us",
        "What we want to be challenged on",
        "Where another pair of eyes would help you most.",
        ("What we want challenged", "What you want to be challenged on", "Challenge us on"),
    ),
    Asked("asks", "Asks", "Help you would like from another authority.", ("What we ask for", "Support asked for")),
    Asked("offers", "Offers", "What others could borrow from you.", ("What we can offer", "Support offered")),
)
STATEMENTS = "Statements"
STATEMENTS_GUIDANCE = (
    "One thing you know about the work in each row, so that challengers can test it. Add rows as you need them."
)
COLUMNS = (
    Asked("text", "What we know", "", ("Statement", "We say", "What do we know")),
    Asked("how_known", "How we know", "", ("How do we know", "How do you know")),
    Asked("impact", "Impact on children", "", ("Impact", "What it means for children")),
    Asked("evidence", "Evidence", "", ("Evidence and date", "What it rests on")),
    Asked("confidence", "How sure we are", "", ("Confidence", "How confident we are")),
)
PROMPTS = "Challengers may ask:"


@dataclass(frozen=True, slots=True)
class FormStatement:
    """A statement as a row of the form; `said` has a text for each key of `COLUMNS`."""

    id: UUID
    said: dict[str, str]


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line of enquiry with what the SEF says to it so far; `said` has a text for each key of `FIELDS`."""

    id: UUID
    name: str
    question: str
    prompts: tuple[str, ...]
    said: dict[str, str]
    statements: tuple[FormStatement, ...]

    @property
    def token(self) -> str:
        """What stands for the line in a form."""
        return token_of(self.id)


@dataclass(frozen=True, slots=True)
class FormView:
    """Everything a form for one authority holds."""

    mark: FormMark
    authority: str
    round: str
    framework: str
    due_on: date | None
    lines: tuple[FormLine, ...]

    @property
    def title(self) -> str:
        """The form's title."""
        return f"Self-evaluation (SEF) of {self.authority}"

    @property
    def introduction(self) -> tuple[str, ...]:
        """What stands above the questions, a paragraph each."""
        back = f" Please send it back by {day_in_words(self.due_on)}." if self.due_on else ""
        return (
            f"{self.round}. Questions: {self.framework}.{back}",
            "The paper you already have is enough: send it back with this form, or instead of it. One paragraph under "
            "each question is enough as well. Everything else here is optional, and nothing left empty is counted.",
            "Write in the boxes. They grow as you type, and take tables and lists. You can track changes: the text is "
            "read as if every change had been accepted.",
            "Please name no child or family, and leave out case numbers, dates of birth and addresses. Where a figure "
            "stands for fewer than 10 children, say “fewer than 10”.",
        )

    @property
    def foot(self) -> tuple[str, str]:
        """What stands at the foot of each page, a paragraph each: the mark lets the form be known again."""
        return f"{self.title}, {self.round}", f"Please keep this line: {self.mark.code}"

    @property
    def bases(self) -> str:
        """What each filled field held when the form was made."""
        held = [(f"{line.token}.{key}", text) for line in self.lines for key, text in line.said.items()]
        rows = (row for line in self.lines for row in line.statements)
        return bases_of([*held, *((f"{row.id.hex}.{key}", text) for row in rows for key, text in row.said.items())])

    @property
    def shape(self) -> Shape:
        """The form as a reader needs it."""
        own = [self.title, *self.introduction, *self.foot, PROMPTS, STATEMENTS, STATEMENTS_GUIDANCE, WRITE_HERE]
        own += [each for line in self.lines for each in line.prompts]
        return Shape(
            title=self.title,
            sections=tuple(Section(line.id, (line.question, line.name), FIELDS, COLUMNS) for line in self.lines),
            own=tuple(own),
            tables=(STATEMENTS, "Statement", "Claims"),
            open_field=FIELDS[0].key,
        )


def form_view(store: Store, round_id: UUID, authority: UUID) -> FormView:
    """Return the form of an authority in a round, with what its newest SEF says already."""
    this, owner = store.need(Round, round_id), store.need(Authority, authority)
    sef = submission_of(store, round_id, authority)
    framework = framework_view(store, this.framework)
    answers = {each.line: each for each in store.find(Answer, submission=sef.id)} if sef else {}
    statements = _statements(store, sef) if sef else {}
    return FormView(
        mark=FormMark(FORM_VERSION, token_of(this.id), token_of(owner.id), token_of(this.framework)),
        authority=owner.name,
        round=this.name,
        framework=f"{framework.title}, version {framework.framework.version}",
        due_on=(sef.due_on if sef else None) or this.sef_due,
        lines=tuple(
            FormLine(
                id=each.id,
                name=each.short,
                question=each.line.question,
                prompts=tuple(prompt.text for prompt in each.prompts),
                said={field.key: getattr(answers.get(each.id), field.key, "") for field in FIELDS},
                statements=tuple(statements.get(each.id, ())),
            )
            for each in framework.lines
        ),
    )


def _statements(store: Store, sef: Submission) -> dict[UUID, list[FormStatement]]:
    titles = {each.id: each.title for each in store.find(Evidence, submission=sef.id)}
    rests_on: dict[UUID, list[str]] = defaultdict(list)
    for link in store.find(EvidenceLink, submission=sef.id):
        if link.evidence in titles:
            rests_on[link.claim].append(titles[link.evidence])
    found: dict[UUID, list[FormStatement]] = defaultdict(list)
    for claim in store.find(Claim, submission=sef.id):
        said = {key: getattr(claim, key) for key in ("text", "how_known", "impact", "confidence")}
        found[claim.line].append(FormStatement(claim.id, said | {"evidence": "\n".join(sorted(rests_on[claim.id]))}))
    return found
