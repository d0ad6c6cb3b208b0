"""A filled SEF form that came back: whose it is, what each part of it would do, and taking it in one act."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.choices import SubmissionState as State
from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Answer, Authority, Claim, Evidence, LineOfEnquiry, Round
from peer_challenge.services.attachments import KeptFile
from peer_challenge.services.filled_statements import Statements
from peer_challenge.services.form_merging import Outcome, edited, joined, lines_of, squashed
from peer_challenge.services.form_shape import FORM_VERSION, FormMark, token_of
from peer_challenge.services.sef_forms import FIELDS
from peer_challenge.services.sef_in_hand import SefInHand
from peer_challenge.services.sef_views import empty_answer
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True)
class FilledText:
    """What a form says in one field of one section; `part` is what the section stands for, such as a line."""

    part: UUID
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row of a table in a section; `known` is the record it was made from, where it still knows."""

    part: UUID
    known: UUID | None
    said: dict[str, str]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Words that no field was found for, and where in the file they stand."""

    text: str
    where: str


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form as it was read. `remarks` are sentences about what was met on the way, such as tracked changes.

    A file that is no form at all has `is_form` False, and everything it says is among `unplaced`.
    """

    name: str
    mark: FormMark | None
    is_form: bool
    texts: tuple[FilledText, ...] = ()
    rows: tuple[FilledRow, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    remarks: tuple[str, ...] = ()
    bases: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormRow:
    """One thing found in a form: where it goes, what happens to it, and its words."""

    id: int
    place: str
    outcome: Outcome
    text: str

    @property
    def says(self) -> str:
        """What happens, in words."""
        return _SAYS[self.outcome]


_SAYS = {
    Outcome.NEW: "Will be written.",
    Outcome.REPLACES: "Takes the place of what the form was made with.",
    Outcome.BOTH: "Something else stands there. Both will be kept, this one below.",
    Outcome.CHANGES: "Was said otherwise; will be brought up to date.",
    Outcome.SAME: "Is there already.",
}


@dataclass(frozen=True, slots=True)
class FormPreview:
    """What taking a form would do. `unplaced` is what would be kept aside to be placed by hand."""

    authority: UUID
    name: str
    rows: tuple[FormRow, ...]
    unplaced: tuple[Unplaced, ...]
    remarks: tuple[str, ...]
    changes: ChangeSet

    @property
    def news(self) -> int:
        """How many rows would change something."""
        return sum(row.outcome is not Outcome.SAME for row in self.rows)


class NamelessError(UserError):
    """A form or paper does not say whose it is: it can be read once somebody says so."""


def whose_form(store: Store, name: str, mark: FormMark | None, authority: UUID | None) -> UUID:
    """Return the authority a file is of; raises `UserError` where it was made for another, or nobody says.

    `name` is the file's, `authority` whom a person said it is from.
    """
    made_for = next((each for each in store.find(Authority) if mark and token_of(each.id) == mark.authority), None)
    if authority is None:
        if made_for is None:
            raise NamelessError(f"{name} does not say whose it is. Say which authority sent it.")
        return made_for.id
    wanted = store.need(Authority, authority).name
    if made_for is not None and made_for.id != authority:
        raise UserError(
            f"{name} was made for {made_for.name}, not for {wanted}, so nothing was brought in. "
            f"Bring it in for {made_for.name}, or copy its text into the form of {wanted}."
        )
    return authority


def preview_form(store: Store, round_id: UUID, authority: UUID, filled: FilledForm) -> FormPreview:
    """Return what taking a form in would do, thing by thing; nothing changes."""
    return _judged(store, round_id, authority, filled, None)


def take_form(store: Store, round_id: UUID, authority: UUID, filled: FilledForm, kept: KeptFile) -> ChangeSet:
    """Take everything a form says into the authority's SEF in one act; `kept` is the file itself.

    A field left empty changes nothing; a form that says nothing new changes nothing at all.
    """
    return _judged(store, round_id, authority, filled, kept).changes


def take_paper(store: Store, round_id: UUID, authority: UUID, kept: KeptFile) -> ChangeSet:
    """Take a paper that is no form as the authority's SEF, as it is; a SEF that was sent goes on as a new version."""
    sef = SefInHand(store, round_id, authority)
    paper = {"document": kept.sha256, "document_name": kept.name, "state": State.DRAFTING}
    sef.put(edited(sef.submission, paper))
    return sef.changes("Attach SEF document")


def _judged(store: Store, round_id: UUID, authority: UUID, filled: FilledForm, kept: KeptFile | None) -> FormPreview:
    sef = SefInHand(store, round_id, authority)
    name = store.need(Authority, authority).name
    names = {each.id: each.short or each.question for each in store.find(LineOfEnquiry)}
    rows = _answers(sef, filled, names)
    statements = Statements(store, sef, filled.bases)
    for row in filled.rows:
        outcome = statements.take(row.part, row.known, row.said)
        rows.append(FormRow(len(rows), f"{names[row.part]}: statement", outcome, row.said["text"]))
    aside = _aside(sef, filled)
    label = f"Bring in {name}{'’' if name.endswith('s') else '’s'} SEF form"
    changes = ChangeSet(label, ())
    if aside or any(row.outcome is not Outcome.SAME for row in rows):
        _keep(sef, aside, kept)
        changes = sef.changes(label)
    remarks = (*((sef.began,) if sef.began and changes else ()), *_remarks(store, round_id, filled))
    return FormPreview(authority, name, tuple(rows), aside, remarks, changes)


def _keep(sef: SefInHand, aside: Sequence[Unplaced], kept: KeptFile | None) -> None:
    """Keep the file, and what found no place."""
    before = sef.submission
    unplaced = joined([before.unplaced, *(squashed(each.text) for each in aside)])
    after = replace(before, state=State.DRAFTING, unplaced=unplaced)
    sef.put(replace(after, form=kept.sha256, form_name=kept.name) if kept else after)


def _answers(sef: SefInHand, filled: FilledForm, names: dict[UUID, str]) -> list[FormRow]:
    headings = {each.key: each.heading for each in FIELDS}
    rows: list[FormRow] = []
    for each in filled.texts:
        empty = empty_answer(sef.id, each.part)
        answer = sef.get(Answer, empty.id) or empty
        base = filled.bases.get(_place(each))
        outcome, text = Outcome.of(getattr(answer, each.key), each.text, base)
        if outcome is not Outcome.SAME:
            sef.put(edited(answer, {each.key: text}))
        rows.append(FormRow(len(rows), f"{names[each.part]}: {headings[each.key]}", outcome, each.text))
    return rows


def _aside(sef: SefInHand, filled: FilledForm) -> tuple[Unplaced, ...]:
    """Return what to keep aside: neither kept already nor placed by hand since."""
    texts = [sef.submission.unplaced, *(each.title for each in sef.all_of(Evidence))]
    texts += [getattr(each, asked.key) for each in sef.all_of(Answer) for asked in FIELDS]
    texts += [text for each in sef.all_of(Claim) for text in (each.text, each.how_known, each.impact, each.confidence)]
    said = {line for text in texts for line in lines_of(text)}
    found: dict[str, Unplaced] = {}
    for each in filled.unplaced:
        if each.text.strip() and not lines_of(each.text) <= said:
            found.setdefault(squashed(each.text), each)
    return tuple(found.values())


def _remarks(store: Store, round_id: UUID, filled: FilledForm) -> tuple[str, ...]:
    this = store.need(Round, round_id)
    remarks = list(filled.remarks)
    if filled.mark is None and filled.is_form:
        remarks.insert(0, "The line that says whose form this is has gone; it was read by its headings.")
    elif filled.mark and filled.mark.round != token_of(round_id):
        remarks.insert(0, f"This form was made for another round than {this.name}.")
    if filled.mark and filled.mark.version > FORM_VERSION:
        remarks.insert(0, "This form comes from a newer version of the program. Look twice at what was not placed.")
    if emptied := len(_places_filled_before(store, this, filled) - {_place(each) for each in filled.texts}):
        fields = count_of(emptied, "field that was filled came", "fields that were filled came")
        remarks.append(f"{fields} back empty. What stands there stays; empty it here if you mean to.")
    if filled.mark and filled.mark.framework != token_of(this.framework):
        remarks.insert(0, "This form asks other questions than this round; what is under the same ones was placed.")
    return tuple(remarks)


def _place(text: FilledText) -> str:
    return f"{token_of(text.part)}.{text.key}"


def _places_filled_before(store: Store, this: Round, filled: FilledForm) -> set[str]:
    """Return the fields of this round's lines that held something when the form was made."""
    lines = store.find(LineOfEnquiry, framework=this.framework)
    return {f"{token_of(line.id)}.{asked.key}" for line in lines for asked in FIELDS} & filled.bases.keys()
