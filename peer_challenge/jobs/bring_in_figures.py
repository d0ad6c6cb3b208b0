"""Bringing in figures of authorities: a verdict on every row first, then all of it in one act or nothing."""

import re
from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id
from peer_challenge.domain.records import Authority, Indicator
from peer_challenge.exchange.spreadsheets import SheetRow
from peer_challenge.jobs.bring_in import Verdict, all_of, change_to, judged, verdict_on
from peer_challenge.services.names import NameBook, plain_name
from peer_challenge.storage.store import Store

_NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(%?)")


def preview_indicators(store: Store, rows: Iterable[SheetRow], _round: UUID | None = None) -> list[Verdict]:
    """Return a verdict on every row of a table of figures; they are the authorities' and need no round."""
    return judged(rows, _Indicators(store).judge)


def bring_in_indicators(store: Store, rows: Iterable[SheetRow], _round: UUID | None = None) -> ChangeSet:
    """Add and update figures in one act; raises `UserError` naming the first row that is wrong."""
    return all_of("Bring in figures", preview_indicators(store, rows))


class _Indicators:
    """Judges rows of figures one after another, so that a repeat is seen."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._names = NameBook(store.find(Authority))
        self._rows: dict[UUID, int] = {}

    def judge(self, row: SheetRow) -> Verdict:
        authority = self._names.find(row["authority"])
        known = known_id("indicator", authority.id, plain_name(row["name"]), row["period"].casefold())
        said = " ".join(filter(None, (row["name"], row["period"])))
        if (earlier := self._rows.setdefault(known, row.number)) != row.number:
            raise UserError(f"{said} of {authority.name} is in row {earlier} already.")
        value, percent = _number(row["value"])
        unit, source = row["unit"] or percent, row["source"]
        before = self._store.get(Indicator, known)
        made = before or Indicator(id=known, authority=authority.id, name=row["name"], period=row["period"])
        after = replace(made, value=value, unit=unit or made.unit, source=source or made.source)
        return verdict_on(row, said, authority.name, before, change_to(before, after))


def _number(text: str) -> tuple[str, str]:
    """Return a decimal number as text, without commas between thousands, and the % behind it."""
    found = _NUMBER.fullmatch(text.replace(",", "").strip())
    if found is None:
        raise UserError(f"“{text}” is not a number. Write it in figures, for example 12.5 or 40%.")
    number, percent = found.groups()
    return number.removesuffix(".0"), percent
