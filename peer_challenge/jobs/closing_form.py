"""The form after a challenge as an Excel file: made for one authority, and brought back with a verdict on every row."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from peer_challenge.domain.changes import Change, ChangeSet
from peer_challenge.domain.days import count_of, in_a_row
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Challenge, Evaluation, Round
from peer_challenge.exchange.closing_sheet import CLOSING
from peer_challenge.exchange.spreadsheets import SheetRow, open_table
from peer_challenge.jobs.bring_in import Outcome, Verdict, all_of, judged
from peer_challenge.jobs.sef_forms import Look
from peer_challenge.services.closing_forms import (
    TIME,
    again_said,
    as_read,
    hours_said,
    hours_words,
    minutes_said,
    score_said,
    tell_hours,
)
from peer_challenge.services.filled_forms import FormPreview, FormRow, Unplaced
from peer_challenge.services.form_merging import Outcome as Become
from peer_challenge.services.names import NameBook
from peer_challenge.services.tables import Holds, Table, TableColumn
from peer_challenge.services.time_estimates import ASKED, ToldOtherwiseError, estimate_of
from peer_challenge.services.value import evaluate, evaluation_of, who_can_say
from peer_challenge.storage.store import Store

_READERS = "Your authority and the coordinator; the region reads counts of three and more"
_COLUMNS = (
    TableColumn("Host challenged", "Whose challenge the row is about; leave it as it is"),
    TableColumn("Your authority", "Who answers; never a person’s name"),
    TableColumn("How useful was it?", "From 1, not useful, to 5, very useful", Holds.NUMBER, _READERS),
    TableColumn("Would you do it again?", "Yes, no or not sure", readers=_READERS),
    TableColumn("What changed because of it?", "In your words; nothing about any child or family", readers=_READERS),
    *(
        TableColumn(
            heading,
            "All your people together, what you told already included; 2.5 is two and a half hours",
            readers=_READERS,
        )
        for heading in ("Hours of reading", "Hours in the meeting", "Hours of writing")
    ),
)


def closing_table(store: Store, round_id: UUID, authority: UUID) -> Table:
    """Return the form of one authority: a row for each challenge it was in, with what it has said already.

    Raises `UserError` when it was in none.
    """
    round_, own = store.need(Round, round_id), store.need(Authority, authority)
    rows = []
    for challenge in store.find(Challenge, round=round_id):
        if own.id not in {each.id for each in who_can_say(store, challenge.id)}:
            continue
        said, time = evaluation_of(store, challenge.id, own.id), estimate_of(store, challenge.id, own.id)
        hours = (hours_said(time.reading), hours_said(time.meeting), hours_said(time.writing))
        again = said.again.words if said.again else None
        host = store.need(Authority, challenge.host).name
        rows.append((host, own.name, said.usefulness, again, said.changed, *hours))
    if not rows:
        raise UserError(f"{own.name} is in no challenge of {round_.name}. Settle the groups first.")
    about = ("Fill in a row for each challenge, save the file and send it back to your coordinator.",)
    marking = (f"Marking: {round_.marking}.",) if round_.marking else ()
    return Table("closing", f"After the challenge, {own.name}", (*marking, *about), _COLUMNS, tuple(rows))


def preview_closing(store: Store, rows: Iterable[SheetRow], round_id: UUID) -> list[Verdict]:
    """Return a verdict on every row of a filled form; nothing changes."""
    return judged(rows, _Answers(store, round_id).judge)


def bring_in_closing(store: Store, rows: Iterable[SheetRow], round_id: UUID) -> ChangeSet:
    """Keep the answers of a filled form in one act; raises `UserError` naming the first row that is wrong."""
    return all_of("Bring in answers", preview_closing(store, rows, round_id))


@dataclass(frozen=True, slots=True)
class SheetLook(Look):
    """A filled form in Excel, read; while a row of it is wrong nothing of it comes in."""

    rows: tuple[SheetRow, ...] = ()
    wrong: int = 0

    @property
    def what(self) -> str:
        """What it is called."""
        return "After the challenge"

    @property
    def summary(self) -> str:
        """What it is, in a sentence."""
        if not self.wrong:
            return Look.summary.fget(self)  # type: ignore[attr-defined,no-any-return]
        wrong = count_of(self.wrong, "row")
        return f"{self.path.name}: {wrong} to put right in Excel first; nothing comes in until then."


def look_at_closing(store: Store, round_id: UUID, path: Path) -> SheetLook | None:
    """Return what an Excel file would bring as the form after a challenge; None where it is another table."""
    try:
        sheet = open_table(path)
    except UserError:  # no table at all: a form of several sheets, for example
        return None
    chosen = sheet.recognised(CLOSING)
    if sheet.missing(CLOSING, chosen) or not chosen.keys() & {"usefulness", "again", "changed", *ASKED}:
        return None
    rows = tuple(sheet.read(CLOSING, chosen))
    answers = _Answers(store, round_id)
    verdicts = judged(rows, answers.judge)
    wrong = tuple(Unplaced(each.says, f"row {each.id}") for each in verdicts if each.outcome is Outcome.WRONG)
    found = tuple(
        FormRow(each.id, f"{each.about} on {each.name}", _BECOMES[each.outcome], _said(row))
        for row, each in zip(rows, verdicts, strict=True)
        if each.outcome is not Outcome.WRONG
    )
    changes = ChangeSet("Bring in answers", ()) if wrong else bring_in_closing(store, rows, round_id)
    names = list(dict.fromkeys(each.about for each in verdicts if each.outcome is not Outcome.WRONG)) or [path.stem]
    own = NameBook(store.find(Authority))
    authority = own.find(names[0]).id if found else round_id
    preview = FormPreview(authority, in_a_row(names), found, wrong, tuple(answers.left), changes)
    return SheetLook(path, authority, in_a_row(names), None, preview, rows=rows, wrong=len(wrong))


def _said(row: SheetRow) -> str:
    return ", ".join(_read(each.key, row[each.key]) for each in CLOSING[2:] if row[each.key])


def _read(key: str, said: str) -> str:
    if key in ASKED:
        return as_read(hours_words(minutes_said(said)), said)
    read = score_said(said) if key == "usefulness" else again_said(said).words if key == "again" else said
    return as_read(str(read), said)


_BECOMES = {Outcome.NEW: Become.NEW, Outcome.CHANGED: Become.CHANGES, Outcome.SAME: Become.SAME}


class _Answers:
    """Judges rows one after another, so that a repeat is seen; a cell that is empty changes nothing."""

    def __init__(self, store: Store, round_id: UUID) -> None:
        self._store = store
        self._names = NameBook(store.find(Authority))
        self._hosted = {each.host: each.id for each in store.find(Challenge, round=round_id)}
        self._rows: dict[tuple[UUID, UUID], int] = {}
        self.left: list[str] = []
        """Sentences on hours that were told otherwise and stay as they are."""

    def judge(self, row: SheetRow) -> Verdict:
        host, own = self._names.find(row["host"]), self._names.find(row["authority"])
        challenge = self._hosted.get(host.id)
        if challenge is None:
            raise UserError(f"{host.name} is not challenged in this round. Name one of its hosts.")
        if own.id not in {each.id for each in who_can_say(self._store, challenge)}:
            raise UserError(f"{own.name} was not in the challenge of {host.name}. Leave the first two columns as sent.")
        if (earlier := self._rows.setdefault((challenge, own.id), row.number)) != row.number:
            raise UserError(f"{own.name} on {host.name} is in row {earlier} already.")
        opinion = self._opinion(row, challenge, own.id)
        hours, left = self._hours(row, challenge, own.id)
        changes = (*opinion, *hours)
        self.left += [f"{own.name} on {host.name}: {each}" for each in left]
        anew = any(each.before is None for each in changes)
        outcome = Outcome.NEW if anew else Outcome.CHANGED if changes else Outcome.SAME
        says = {
            Outcome.NEW: "Will be kept.",
            Outcome.CHANGED: "Was answered before; will be brought up to date.",
            Outcome.SAME: "Says nothing new.",
        }
        return Verdict(row.number, host.name, own.name, outcome, " ".join((says[outcome], *left)), changes)

    def _opinion(self, row: SheetRow, challenge: UUID, authority: UUID) -> tuple[Change, ...]:
        before: Evaluation = evaluation_of(self._store, challenge, authority)
        opinion = evaluate(
            self._store,
            challenge,
            authority,
            score_said(row["usefulness"]) if row["usefulness"] else before.usefulness,
            again_said(row["again"]) if row["again"] else before.again,
            row["changed"] or before.changed,
        )
        return opinion.changes

    def _hours(self, row: SheetRow, challenge: UUID, authority: UUID) -> tuple[list[Change], list[str]]:
        """Return what becomes of the hours, and a sentence on each that is left because it was told otherwise."""
        changes: list[Change] = []
        left: list[str] = []
        for each in TIME:
            try:
                if row[each.key]:
                    changes += tell_hours(self._store, challenge, authority, each.key, row[each.key]).changes
            except ToldOtherwiseError as problem:
                left.append(f"{each.heading}: {problem.sentence[:1].lower()}{problem.sentence[1:]}")
        return changes, left
