"""SEF forms out and in: written for one authority or all, read again with a preview, taken in one act."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.domain.records import Authority
from peer_challenge.exchange.foreign import is_there, paper_kind
from peer_challenge.jobs.reports import Made, file_name
from peer_challenge.services.attachments import keep_file
from peer_challenge.services.filled_forms import (
    FilledForm,
    FormPreview,
    preview_form,
    take_form,
    take_paper,
    whose_form,
)
from peer_challenge.services.form_kinds import kind_by_headings
from peer_challenge.services.form_shape import FormKind, FormMark, Shape
from peer_challenge.services.sef_forms import FormView, form_view
from peer_challenge.services.sef_in_hand import SefInHand
from peer_challenge.storage.files import free_name, write_whole
from peer_challenge.storage.queries.submissions import standings
from peer_challenge.storage.store import Store

FORMATS = ("docx", "xlsx")
MOST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Look:
    """A file that came back, as it was read. `preview` is None for a paper that is no form: that is kept as it is.

    `began` says what would be started for such a paper.
    """

    path: Path
    authority: UUID
    name: str
    filled: FilledForm | None
    preview: FormPreview | None
    began: str = ""

    @property
    def what(self) -> str:
        """What it is called."""
        return "SEF form"

    @property
    def summary(self) -> str:
        """What it is, in a sentence."""
        if self.preview is None:
            kept = f"{self.path.name} is not a form. It will be kept as it is, as the SEF of {self.name}."
            return f"{kept} {self.began}".strip()
        aside = len(self.preview.unplaced)
        kept = f"{count_of(aside, 'piece')} could not be placed and will be kept aside." if aside else ""
        found = count_of(len(self.preview.rows), "text")
        return f"{self.what} of {self.name}: {found} found, {self.preview.news} of them new or changed. {kept}".strip()

    def lines(self) -> Iterator[str]:
        """Yield the whole preview as lines of text."""
        yield self.summary
        if self.preview is None:
            return
        yield from self.preview.remarks
        for row in self.preview.rows:
            yield f"{row.place}: {row.says} {row.text.replace(chr(10), ' ')}"
        for each in self.preview.unplaced:
            yield f"Could not be placed ({each.where}): {each.text}"


def form_of(form: FormView, kind: str) -> bytes:
    """Return a form as the bytes of a Word ("docx") or Excel ("xlsx") file."""
    if kind == "xlsx":
        from peer_challenge.exchange.forms.sheet_form import sheet_form

        return sheet_form(form)
    from peer_challenge.exchange.forms.word_form import word_form

    return word_form(form)


def save_form(store: Store, round_id: UUID, authority: UUID, path: Path) -> Made:
    """Write an authority's form to `path`, whose ending says whether Word or Excel."""
    form = form_view(store, round_id, authority)
    write_whole(path, form_of(form, path.suffix.lower().lstrip(".")))
    return Made(path, f"SEF form for {form.authority}")


def write_form(store: Store, round_id: UUID, authority: UUID, folder: Path, kind: str = "docx") -> Made:
    """Write an authority's form into `folder` under its name; what lies there, perhaps filled in, stays."""
    name = store.need(Authority, authority).name
    return save_form(store, round_id, authority, free_name(folder / f"{file_name(name)}-sef-form.{kind}"))


def write_all_forms(
    store: Store, round_id: UUID, folder: Path, kind: str = "docx", progress: Progress = silent
) -> list[Made]:
    """Write a form for every authority of the round; when stopped, the files already there are whole."""
    found = standings(store, round_id)
    made = []
    for done, each in enumerate(found):
        progress(done, len(found), f"Form for {each.name}")
        made.append(write_form(store, round_id, each.authority, folder, kind))
    return made


def look_at(store: Store, round_id: UUID, path: Path, authority: UUID | None = None) -> Look:
    """Read a file that came back and say what bringing it in would do; nothing changes.

    Raises `UserError` when it cannot be read, was made for another authority than `authority`, or nobody says whose.
    """
    is_there(path, MOST_BYTES)
    mark, placed = _read(path)
    whose = whose_form(store, path.name, mark, authority)
    name = store.need(Authority, whose).name
    filled = placed(form_view(store, round_id, whose).shape) if placed else None
    if filled is None or not filled.is_form:
        return Look(path, whose, name, filled, None, SefInHand(store, round_id, whose).began)
    return Look(path, whose, name, filled, preview_form(store, round_id, whose, filled))


def bring_in_form(store: Store, round_id: UUID, look: Look) -> ChangeSet:
    """Take what was looked at into the SEF: a form at its places, any other paper as the SEF's document."""
    if look.filled is None or look.preview is None:
        return take_paper(store, round_id, look.authority, keep_file(store, look.path))
    if not preview_form(store, round_id, look.authority, look.filled).changes:
        return ChangeSet("Bring in SEF form", ())
    return take_form(store, round_id, look.authority, look.filled, keep_file(store, look.path))


def _read(path: Path) -> tuple[FormMark | None, Callable[[Shape], FilledForm] | None]:
    """Return the mark of a Word or Excel file, and what places its words; a PDF has neither and is kept as it is."""
    kind = paper_kind(path)
    if kind == "docx":
        from peer_challenge.exchange.forms.placing import mark_of, placed
        from peer_challenge.exchange.forms.word_reading import read_word

        reading = read_word(path)
        mark = mark_of(reading)
        _refuse_other_kind(path.name, mark.kind if mark else kind_by_headings(path.name, reading.texts))
        return mark, lambda form: placed(path.name, reading, form)
    if kind == "xlsx":
        from peer_challenge.exchange.forms.sheet_reading import placed_sheets, read_workbook

        workbook = read_workbook(path)
        return workbook.mark, lambda form: placed_sheets(workbook, form)
    if kind == "pdf":
        return None, None
    raise UserError(f"{path.name} is not a form. Bring in a Word document (docx), an Excel workbook (xlsx) or a PDF.")


def _refuse_other_kind(name: str, kind: FormKind | None) -> None:
    if kind not in (None, FormKind.SEF):
        raise UserError(f"{name} is no SEF but the form “{kind.words}”. Bring it in under Send and receive.")
