"""Bringing in actions and time from a table: a verdict on every row first, then all of it in one act or nothing."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.choices import ActionState, Choice, EntryMode, Stage, Way
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.order import between
from peer_challenge.domain.records import Action, Authority, Challenge, Round, TimeEntry
from peer_challenge.exchange.spreadsheets import SheetRow
from peer_challenge.jobs.bring_in import Verdict, all_of, change_to, day_of, judged, verdict_on
from peer_challenge.services.names import NameBook
from peer_challenge.services.quick_entry import stage_said
from peer_challenge.services.time_spent import log_time
from peer_challenge.storage.store import Store

C = TypeVar("C", bound=Choice)
_TEXTS = ("owner_role", "source", "impact", "completion")
_DAYS = ("due_on", "done_on")


def preview_actions(store: Store, rows: Iterable[SheetRow], round_id: UUID) -> list[Verdict]:
    """Return a verdict on every row of a table of actions of a round; nothing changes."""
    return judged(rows, _Actions(store, round_id).judge)


def bring_in_actions(store: Store, rows: Iterable[SheetRow], round_id: UUID) -> ChangeSet:
    """Add and update actions in one act; raises `UserError` naming the first row that is wrong."""
    return all_of("Bring in actions", preview_actions(store, rows, round_id))


def preview_time(store: Store, rows: Iterable[SheetRow], round_id: UUID) -> list[Verdict]:
    """Return a verdict on every row of a table of time spent on a round; nothing changes."""
    return judged(rows, _Time(store, round_id).judge)


def bring_in_time(store: Store, rows: Iterable[SheetRow], round_id: UUID) -> ChangeSet:
    """Add and update time entries in one act; raises `UserError` naming the first row that is wrong."""
    return all_of("Bring in time", preview_time(store, rows, round_id))


class _Challenges:
    """Finds the challenge a row is about by its host, and the authorities it names."""

    def __init__(self, store: Store, round_id: UUID) -> None:
        self.store = store
        self.names = NameBook(store.find(Authority))
        self.by_host = {each.host: each for each in store.find(Challenge, round=round_id)}
        self._round = store.need(Round, round_id).name
        self._rows: dict[object, int] = {}

    def of(self, row: SheetRow) -> Challenge:
        """Return the challenge whose host the row names."""
        host = self.names.find(row["host"])
        if host.id not in self.by_host:
            raise UserError(f"{host.name} is not challenged in {self._round}. Name one of its hosts.")
        return self.by_host[host.id]

    def authority(self, row: SheetRow, challenge: Challenge) -> UUID:
        """Return the authority the row names, or else the host."""
        return self.names.find(row["authority"]).id if row["authority"] else challenge.host

    def once(self, key: object, row: SheetRow, what: str) -> None:
        """Raise `UserError` where an earlier row was about the same."""
        if (earlier := self._rows.setdefault(key, row.number)) != row.number:
            raise UserError(f"{what} is in row {earlier} already.")


class _Actions:
    """Judges rows of actions one after another, so that a repeat is seen; a cell that is empty changes nothing."""

    def __init__(self, store: Store, round_id: UUID) -> None:
        self._at = _Challenges(store, round_id)
        ids = {each.id for each in self._at.by_host.values()}
        here = [each for each in store.find(Action) if each.challenge in ids]
        self._by_id = {str(each.id): each for each in here}
        self._by_text = {(each.challenge, _plain(each.text)): each for each in here}
        self._last: dict[UUID, str] = {}
        for each in here:
            self._last[each.challenge] = max(self._last.get(each.challenge, ""), each.position)

    def judge(self, row: SheetRow) -> Verdict:
        challenge = self._at.of(row)
        before = self._by_id.get(row["reference"]) or self._by_text.get((challenge.id, _plain(row["text"])))
        self._at.once(before.id if before else (challenge.id, _plain(row["text"])), row, "This action")
        if before is not None and before.challenge != challenge.id:
            raise UserError("Its reference is that of an action of another host. Empty the reference to add a new one.")
        told = self._told(row, before)
        if before is None:
            after = self._new(row, challenge, told)
        else:
            authority = self._at.authority(row, challenge) if row["authority"] else before.authority
            after = replace(before, authority=authority, **told)
        name = self._at.store.need(Authority, challenge.host).name
        return verdict_on(row, after.text, name, before, change_to(before, after))

    def _told(self, row: SheetRow, before: Action | None) -> dict[str, Any]:
        told: dict[str, Any] = {name: row[name] for name in _TEXTS if row[name]}
        told["text"] = row["text"]
        if before is not None:  # a cell keeps no line breaks: the same words are the same text
            told = {name: text for name, text in told.items() if _plain(getattr(before, name)) != _plain(text)}
            if before.finding and not before.source:
                told.pop("source", None)  # what the export shows there is the finding's text
        told |= {name: day_of(row[name]) for name in _DAYS if row[name]}
        if row["state"]:
            told["state"] = _choice(ActionState, row["state"], "state")
        if "done_on" in told and told.get("state", ActionState.DONE) is not ActionState.DONE:
            raise UserError("It has a day it was done on, but its state is not Done.")
        if "done_on" in told:
            told["state"] = ActionState.DONE
        return told

    def _new(self, row: SheetRow, challenge: Challenge, told: dict[str, Any]) -> Action:
        self._last[challenge.id] = between(self._last.get(challenge.id, ""), "")
        return Action(
            id=self._at.store.new_id(),
            challenge=challenge.id,
            authority=self._at.authority(row, challenge),
            position=self._last[challenge.id],
            **told,
        )


class _Time:
    """Judges rows of time; the same entry once more is one that is here, by its reference or by all it says."""

    def __init__(self, store: Store, round_id: UUID) -> None:
        self._at = _Challenges(store, round_id)
        ids = {each.id for each in self._at.by_host.values()}
        here = [each for each in store.find(TimeEntry) if each.challenge in ids]
        self._by_id = {str(each.id): each for each in here}
        self._same = {_said(each): each for each in here}

    def judge(self, row: SheetRow) -> Verdict:
        challenge = self._at.of(row)
        entry = self._entry(row, challenge)
        before = self._by_id.get(row["reference"]) or self._same.get(_said(entry))
        self._at.once(before.id if before else _said(entry), row, "This entry")
        after = entry
        if before is not None:
            if before.challenge != challenge.id:
                raise UserError(
                    "Its reference is that of time for another host. Empty the reference to add a new entry."
                )
            after = replace(entry, id=before.id, day=entry.day or before.day, comment=_kept(before, entry, row))
            after = after if row["mode"] else replace(after, mode=before.mode)
        name = self._at.store.need(Authority, challenge.host).name
        whose = self._at.store.need(Authority, after.authority).name
        return verdict_on(row, f"{name}, {after.stage.words}", whose, before, change_to(before, after))

    def _entry(self, row: SheetRow, challenge: Challenge) -> TimeEntry:
        made = (
            log_time(
                self._at.store,
                challenge.id,
                self._at.authority(row, challenge),
                stage_said(row["stage"]),
                _number(row["minutes"], "minutes"),
                people=_number(row["people"], "people") if row["people"] else 1,
                way=_choice(Way, row["way"], "way: given or received") if row["way"] else None,
                mode=_choice(EntryMode, row["mode"], "way to know time") if row["mode"] else EntryMode.BY_HAND,
                day=day_of(row["day"]) if row["day"] else None,
                comment=row["comment"],
            )
            .changes[0]
            .record
        )
        assert isinstance(made, TimeEntry)
        if row["in_all"] and _number(row["in_all"], "minutes") != made.minutes * made.people:
            raise UserError(
                f"{made.minutes} minutes for {made.people} do not make {row['in_all']} in all. Put one of them right."
            )
        return made


def _said(entry: TimeEntry) -> tuple[UUID, UUID, Stage, int, int, date | None, str]:
    return (
        entry.challenge,
        entry.authority,
        entry.stage,
        entry.minutes,
        entry.people,
        entry.day,
        _plain(entry.comment),
    )


def _kept(before: TimeEntry, entry: TimeEntry, row: SheetRow) -> str:
    same = not row["comment"] or _plain(before.comment) == _plain(entry.comment)
    return before.comment if same else entry.comment


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _number(text: str, what: str) -> int:
    """Return a whole number; Excel may have made a decimal of it."""
    digits = text.replace(",", "").removesuffix(".0")
    if not digits.isdecimal():
        raise UserError(f"“{text}” is not a number of {what}. Write it in figures, for example 90.")
    return int(digits)


def _choice(kind: type[C], text: str, what: str) -> C:
    wanted = text.casefold().replace("_", " ")
    found = next((each for each in kind if wanted in (each.words.casefold(), each.value.replace("_", " "))), None)
    if found is None:
        raise UserError(f"“{text}” is not a {what}. Use one of: {', '.join(each.words for each in kind)}.")
    return found
