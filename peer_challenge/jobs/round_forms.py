"""The Word forms of a round out and in: for one authority or all, known again by their mark, taken in one act."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import link_id
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.domain.records import Authority, Participation, Round
from peer_challenge.exchange.foreign import paper_kind
from peer_challenge.jobs import sef_forms
from peer_challenge.jobs.reports import Made, file_name
from peer_challenge.jobs.sef_forms import Look
from peer_challenge.services.closing_forms import closing_form, take_closing
from peer_challenge.services.filled_forms import FilledForm, FormPreview, whose_form
from peer_challenge.services.form_kinds import kind_by_headings
from peer_challenge.services.form_merging import squashed
from peer_challenge.services.form_shape import FORM_VERSION, FormKind, FormMark, token_of
from peer_challenge.services.identifiers import marked
from peer_challenge.services.joining_forms import joining_form, take_joining
from peer_challenge.services.kept_aside import keep_aside
from peer_challenge.services.pack_words import marks_words
from peer_challenge.services.question_forms import questions_form, take_questions
from peer_challenge.services.round_forms import NothingToAskError, RoundForm, Taking
from peer_challenge.storage.files import free_name, write_whole
from peer_challenge.storage.queries.submissions import standings
from peer_challenge.storage.store import Store

_BY_HEADINGS = "The line that says whose form this is has gone or was altered; it was read by its headings."


@dataclass(frozen=True, slots=True)
class FormLook(Look):
    """A form other than the SEF's that came back, as it was read; `round` is the one it is taken into."""

    kind: FormKind = FormKind.SEF
    round: UUID | None = None

    @property
    def what(self) -> str:
        """What it is called."""
        return self.kind.words


def round_form_of(store: Store, round_id: UUID, authority: UUID, kind: FormKind) -> RoundForm:
    """Return what a form other than the SEF's holds; raises `UserError` where there is nothing to ask yet."""
    if kind is FormKind.JOINING:
        return joining_form(store, round_id, authority)
    if kind is FormKind.QUESTIONS:
        return questions_form(store, round_id, authority)
    return closing_form(store, round_id, authority, kind)


def write_form(store: Store, round_id: UUID, authority: UUID, folder: Path, kind: FormKind) -> Made:
    """Write an authority's form into `folder` under its name; what lies there, perhaps filled in, stays."""
    if kind is FormKind.SEF:
        return sef_forms.write_form(store, round_id, authority, folder)
    from peer_challenge.exchange.forms.round_form import round_form

    if kind is FormKind.JOINING:
        _refuse_others(store, round_id, authority)
    form = round_form_of(store, round_id, authority, kind)
    path = free_name(folder / f"{file_name(form.authority)}-{kind.slug}.docx")
    write_whole(path, round_form(form))
    return Made(path, f"{kind.words} for {form.authority}")


def _refuse_others(store: Store, round_id: UUID, authority: UUID) -> None:
    if store.get(Participation, link_id("participation", round_id, authority)) is None and not any(
        each.authority == authority for each in standings(store, round_id)
    ):
        name, this = store.need(Authority, authority).name, store.need(Round, round_id).name
        raise UserError(f"{name} is not in the round {this}, so no form was written. Add it under Authorities first.")


def write_all_forms(
    store: Store, round_id: UUID, folder: Path, kind: FormKind, progress: Progress = silent
) -> tuple[list[Made], list[str]]:
    """Write a form for every authority of the round that there is something to ask; return why others have none.

    When stopped, the files already there are whole. Raises `UserError` where there is nobody to ask anything.
    """
    found = standings(store, round_id)
    made, without = [], []
    for done, each in enumerate(found):
        progress(done, len(found), f"Form for {each.name}")
        try:
            made.append(write_form(store, round_id, each.authority, folder, kind))
        except NothingToAskError as problem:
            without.append(problem.sentence)
    if without and not made:
        raise UserError(f"No form was written. {without[0]}")
    return made, without


def is_marked(path: Path) -> bool:
    """Return whether a Word document has the mark of a form."""
    from peer_challenge.exchange.forms.placing import mark_of
    from peer_challenge.exchange.forms.word_reading import read_word

    return mark_of(read_word(path)) is not None


def look_at(store: Store, round_id: UUID, path: Path, authority: UUID | None = None) -> Look:
    """Read a form that came back, whichever it is, and say what taking it in would do; nothing changes.

    It is known by its mark, and where that has gone by its headings; what is neither is looked at as a SEF. Raises
    `UserError` for a form of another round or authority, or one that does not say whose it is.
    """
    if paper_kind(path) != "docx":
        return sef_forms.look_at(store, round_id, path, authority)
    from peer_challenge.exchange.forms.placing import mark_of, placed
    from peer_challenge.exchange.forms.word_reading import read_word

    reading = read_word(path)
    mark = mark_of(reading)
    kind = mark.kind if mark else kind_by_headings(path.name, reading.texts)
    if kind is None or kind is FormKind.SEF:
        return sef_forms.look_at(store, round_id, path, authority)
    if mark:
        _refuse_other_round(store, round_id, path.name, mark, chosen=authority is not None)
    whose = whose_form(store, path.name, mark, authority)
    filled = placed(path.name, reading, round_form_of(store, round_id, whose, kind).shape)
    preview = _preview(store, round_id, whose, kind, filled)
    name = store.need(Authority, whose).name
    return FormLook(path, whose, name, filled, preview, kind=kind, round=round_id)


def bring_in_form(store: Store, round_id: UUID, look: Look) -> ChangeSet:
    """Take what was looked at, in one act; a form that says nothing new changes nothing."""
    if not isinstance(look, FormLook):
        return sef_forms.bring_in_form(store, round_id, look)
    assert look.filled is not None
    return _preview(store, round_id, look.authority, look.kind, look.filled).changes


def _preview(store: Store, round_id: UUID, authority: UUID, kind: FormKind, filled: FilledForm) -> FormPreview:
    taking = Taking(filled)
    taking.unplaced += filled.unplaced
    if kind is FormKind.JOINING:
        take_joining(store, round_id, authority, taking)
    elif kind is FormKind.QUESTIONS:
        take_questions(store, round_id, authority, taking)
    else:
        take_closing(store, round_id, authority, kind, taking)
    name = store.need(Authority, authority).name
    label = f"Bring in a form of {name}: {kind.words.lower()}"
    part = store.get(Participation, link_id("participation", round_id, authority))
    lines = {
        f"{squashed(each.text)} ({kind.words}: {each.where})": each for each in taking.unplaced if each.text.strip()
    }
    aside = [line for line in lines if part is None or line not in part.kept_aside.split("\n")]
    remarks = (*filled.remarks, *taking.remarks)
    if filled.mark is None or filled.mark.round != token_of(round_id):
        remarks = (_BY_HEADINGS, *remarks)
    if filled.mark and filled.mark.version > FORM_VERSION:
        newer = "This form comes from a newer version of the program. Look twice at what was not placed."
        remarks = (newer, *remarks)
    changes = ChangeSet(label, keep_aside(store, round_id, authority, aside, taking.changes))
    brought = ((each.after, frozenset[str]()) for each in changes.changes if each.after is not None)
    remarks = (*remarks, *marks_words(marked(brought, {}), "Read it again before you bring it in."))
    return FormPreview(authority, name, tuple(taking.rows), tuple(lines[each] for each in aside), remarks, changes)


def _refuse_other_round(store: Store, round_id: UUID, name: str, mark: FormMark, *, chosen: bool) -> None:
    """Refuse a form of another round; one of no round known here may be taken once somebody said whose it is."""
    this = store.need(Round, round_id)
    if mark.round != token_of(this.id):
        other = next((each.name for each in store.find(Round) if token_of(each.id) == mark.round), None)
        if other is None and chosen:
            return
        made_for = f"the round {other}" if other else "a round that is not in this file"
        raise UserError(f"{name} was made for {made_for}, not for {this.name}, so nothing was brought in.")
