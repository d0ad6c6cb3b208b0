"""A look at a table before it comes in: which column is which, and what each row would do."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from peer_challenge.domain.days import in_a_row
from peer_challenge.domain.errors import UserError
from peer_challenge.exchange.spreadsheets import Sheet, SheetColumn, SheetRow
from peer_challenge.jobs.bring_in import Verdict


@dataclass(frozen=True, slots=True)
class TableLook:
    """What a table would do with its columns as `chosen`, key → heading; `problem` says why there are no rows.

    `sheet` is None where the file could not be read at all; `missing` are columns that are needed and not chosen.
    """

    sheet: Sheet | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    rows: tuple[SheetRow, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    problem: str = ""


def look_at(
    read: Callable[[], Sheet],
    columns: Sequence[SheetColumn],
    judge: Callable[[list[SheetRow]], list[Verdict]],
    chosen: Mapping[str, str] | None = None,
) -> TableLook:
    """Return a look at a table; what is recognised is chosen unless `chosen` is given. Nothing changes."""
    try:
        sheet = read()
    except UserError as problem:
        return TableLook(problem=problem.sentence)
    taken = sheet.recognised(columns) if chosen is None else dict(chosen)
    missing = tuple(sheet.missing(columns, taken))
    if missing:
        names = in_a_row([f"“{each}”" for each in missing])
        return TableLook(sheet, taken, missing, problem=f"Choose below which column is {names}.")
    if twice := [each for each, times in Counter(taken.values()).items() if times > 1]:
        fields = in_a_row([f"“{each.heading}”" for each in columns if taken.get(each.key) == twice[0]])
        return TableLook(sheet, taken, problem=f"The column “{twice[0]}” is chosen for {fields}. Leave it to one.")
    try:
        rows = sheet.read(columns, taken)
        return TableLook(sheet, taken, (), tuple(rows), tuple(judge(rows)))
    except UserError as problem:
        return TableLook(sheet, taken, problem=problem.sentence)
