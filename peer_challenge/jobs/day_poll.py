"""The one-page poll of days: made for one authority, and brought back as a table or as a reply by e-mail."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.choices import DayChoice
from peer_challenge.domain.day_replies import read_reply
from peer_challenge.domain.days import day_in_england, day_in_words
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.meeting_words import read_days
from peer_challenge.domain.progress import Progress
from peer_challenge.domain.records import Authority, Round
from peer_challenge.exchange.spreadsheets import SheetRow
from peer_challenge.exchange.tables import write_table
from peer_challenge.jobs.bring_in import Outcome, Verdict, all_of, judged
from peer_challenge.services.day_poll import answer_days, answers_of
from peer_challenge.services.names import NameBook
from peer_challenge.services.tables import Holds, Table, TableColumn
from peer_challenge.storage.files import fit_for_file
from peer_challenge.storage.store import Store

_READERS = "Your authority and the coordinator"
_COLUMNS = (
    TableColumn("Your authority", "Who answers; leave it as it is"),
    TableColumn("Day", "A day for a meeting of your group", Holds.DAY),
    TableColumn("Weekday", "So that no day is mistaken"),
    TableColumn("Can you meet?", "Yes, no, or if need be; nobody asks why", readers=_READERS),
)


def day_poll_table(store: Store, round_id: UUID, authority: UUID) -> Table:
    """Return the poll of one authority: a row for each day asked about, with what it has said already.

    Raises `UserError` while no days are chosen.
    """
    round_, own = store.need(Round, round_id), store.need(Authority, authority)
    if not round_.poll_days:
        raise UserError("No days are chosen to ask about. Choose some first.")
    said = {each.day: each.can.words for each in answers_of(store, round_id, authority)}
    rows = tuple((own.name, day, f"{day:%A}", said.get(day, "")) for day in round_.poll_days)
    about = ("Write yes, no or if need be beside each day, save the file and send it back to your coordinator.",)
    marking = (f"Marking: {round_.marking}.",) if round_.marking else ()
    return Table("days", f"Days to meet, {own.name}", (*marking, *about), _COLUMNS, rows)


def write_polls(
    store: Store, round_id: UUID, authorities: Sequence[UUID], folder: Path, progress: Progress
) -> list[Path]:
    """Write a poll as Excel for each authority in a folder, under its name; raises `UserError` as the table does."""
    made = []
    for done, each in enumerate(authorities):
        name = store.need(Authority, each).name
        progress(done, len(authorities), f"Writing the poll of {name}")
        path = folder / f"{fit_for_file(f'Days to meet, {name}')}.xlsx"
        made += write_table(day_poll_table(store, round_id, each), path)
    return made


def preview_poll(store: Store, rows: Iterable[SheetRow], round_id: UUID) -> list[Verdict]:
    """Return a verdict on every row of a filled poll; nothing changes."""
    return judged(rows, _Answers(store, round_id).judge)


def bring_in_poll(store: Store, rows: Iterable[SheetRow], round_id: UUID) -> ChangeSet:
    """Keep the answers of a filled poll in one act; raises `UserError` naming the first row that is wrong."""
    return all_of("Bring in days", preview_poll(store, rows, round_id))


def preview_reply(store: Store, text: str, round_id: UUID, authority: UUID) -> list[Verdict]:
    """Return a verdict on every day a reply speaks of, and on each clause that leaves open what it means."""
    asked = store.need(Round, round_id).poll_days
    reply = read_reply(text, asked, day_in_england(store.now()))
    answers = _Answers(store, round_id)
    found = [answers.verdict(at, authority, day, can) for at, (day, can) in enumerate(reply.said.items(), 1)]
    name = store.need(Authority, authority).name
    why = "Which day is meant, or whether it suits, is not clear. Write each day with its month, and can or cannot."
    return found + [
        Verdict(len(found) + at, f"“{clause[:50]}”", name, Outcome.WRONG, why)
        for at, clause in enumerate(reply.unclear, 1)
    ]


def bring_in_reply(store: Store, text: str, round_id: UUID, authority: UUID) -> ChangeSet:
    """Keep what a reply says in one act; raises `UserError` for a clause that leaves open what it means."""
    return all_of("Bring in a reply about days", preview_reply(store, text, round_id, authority))


class _Answers:
    """Judges rows one after another, so that a day answered twice is seen; an empty answer changes nothing."""

    def __init__(self, store: Store, round_id: UUID) -> None:
        self._store, self._round = store, round_id
        self._names = NameBook(store.find(Authority))
        self._asked = store.need(Round, round_id).poll_days
        self._today = day_in_england(store.now())
        self._rows: dict[tuple[UUID, date], int] = {}

    def judge(self, row: SheetRow) -> Verdict:
        """Return what one row of the table would do."""
        authority = self._names.find(row["authority"])
        day = self._day(row["day"])
        if (earlier := self._rows.setdefault((authority.id, day), row.number)) != row.number:
            raise UserError(f"{authority.name} on {day_in_words(day)} is in row {earlier} already.")
        return self.verdict(row.number, authority.id, day, _choice(row["can"]))

    def verdict(self, number: int, authority: UUID, day: date, can: DayChoice | None) -> Verdict:
        """Return what an answer would change, in words."""
        name = self._store.need(Authority, authority).name
        said = f"{day:%A} {day_in_words(day)}"
        if can is None:
            return Verdict(number, said, name, Outcome.SAME, "Nothing is said.")
        changes = answer_days(self._store, self._round, authority, {day: can}).changes
        outcome = Outcome.SAME if not changes else Outcome.CHANGED if changes[0].before else Outcome.NEW
        words = [f"{can.words}."]
        if outcome is not Outcome.NEW:
            words.append("Is here already." if outcome is Outcome.SAME else "Said otherwise before.")
        if day not in self._asked:
            words.append("Not one of the days asked about; kept all the same.")
        return Verdict(number, said, name, outcome, " ".join(words), changes)

    def _day(self, text: str) -> date:
        days, _ = read_days(text.removesuffix(" 00:00:00"), self._today)
        if len(days) != 1:
            raise UserError(f"“{text}” is no day. Leave the days as they were sent.")
        return days[0]


def _choice(text: str) -> DayChoice | None:
    plain = text.casefold().strip(" .!")
    if not plain:
        return None
    found = next((each for each in DayChoice if plain in (each.words.casefold(), each.words.casefold()[:1])), None)
    if found is None:
        raise UserError(f"“{text}” does not say whether you can meet. Write yes, no or if need be.")
    return found
