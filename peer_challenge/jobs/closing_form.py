"""The form after a challenge as an Excel file: made for one authority, and brought back with a verdict on every row."""

from collections.abc import Iterable
from uuid import UUID

from peer_challenge.domain.changes import Change, ChangeSet
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Challenge, Evaluation, Round
from peer_challenge.exchange.spreadsheets import SheetRow
from peer_challenge.jobs.bring_in import Outcome, Verdict, all_of, judged
from peer_challenge.services.closing_forms import again_said, hours_said, minutes_said, score_said
from peer_challenge.services.names import NameBook
from peer_challenge.services.tables import Holds, Table, TableColumn
from peer_challenge.services.time_estimates import ASKED, estimate_of, tell_estimate
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
        TableColumn(heading, "All your people together, roughly; 2.5 is two and a half hours", readers=_READERS)
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


class _Answers:
    """Judges rows one after another, so that a repeat is seen; a cell that is empty changes nothing."""

    def __init__(self, store: Store, round_id: UUID) -> None:
        self._store = store
        self._names = NameBook(store.find(Authority))
        self._hosted = {each.host: each.id for each in store.find(Challenge, round=round_id)}
        self._rows: dict[tuple[UUID, UUID], int] = {}

    def judge(self, row: SheetRow) -> Verdict:
        host, own = self._names.find(row["host"]), self._names.find(row["authority"])
        challenge = self._hosted.get(host.id)
        if challenge is None:
            raise UserError(f"{host.name} is not challenged in this round. Name one of its hosts.")
        if own.id not in {each.id for each in who_can_say(self._store, challenge)}:
            raise UserError(f"{own.name} was not in the challenge of {host.name}. Leave the first two columns as sent.")
        if (earlier := self._rows.setdefault((challenge, own.id), row.number)) != row.number:
            raise UserError(f"{own.name} on {host.name} is in row {earlier} already.")
        changes = self._changes(row, challenge, own.id)
        anew = any(each.before is None for each in changes)
        outcome = Outcome.NEW if anew else Outcome.CHANGED if changes else Outcome.SAME
        says = {
            Outcome.NEW: "Will be kept.",
            Outcome.CHANGED: "Was answered before; will be brought up to date.",
            Outcome.SAME: "Says nothing new.",
        }
        return Verdict(row.number, host.name, own.name, outcome, says[outcome], changes)

    def _changes(self, row: SheetRow, challenge: UUID, authority: UUID) -> tuple[Change, ...]:
        before: Evaluation = evaluation_of(self._store, challenge, authority)
        opinion = evaluate(
            self._store,
            challenge,
            authority,
            score_said(row["usefulness"]) if row["usefulness"] else before.usefulness,
            again_said(row["again"]) if row["again"] else before.again,
            row["changed"] or before.changed,
        )
        hours = {name: minutes_said(row[name]) for name in ASKED if row[name]}
        return (*opinion.changes, *tell_estimate(self._store, challenge, authority, **hours).changes)
