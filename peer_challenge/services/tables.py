"""A round's lists as tables to take away: headings, what each column means and who may read it, and the rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from peer_challenge.domain.choices import FindingState
from peer_challenge.domain.days import count_of, day_in_england, day_in_words
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Round
from peer_challenge.services.whose import coordinates, whose_window
from peer_challenge.storage.queries import tables as queries
from peer_challenge.storage.queries.authorities import authorities_around
from peer_challenge.storage.queries.time_spent import logged
from peer_challenge.storage.store import Store

Cell = str | int | date | None


class Holds(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "whole number"
    DAY = "date"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column: its heading, what it holds, what that means, and who may read it."""

    heading: str
    meaning: str
    holds: Holds = Holds.TEXT
    readers: str = "Whoever has this file"


@dataclass(frozen=True, slots=True)
class Table:
    """A table to write down; `about` says in sentences what it is, whose copy it comes from and how it is marked."""

    name: str
    title: str
    about: tuple[str, ...]
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]


TABLES = ("authorities", "findings", "time", "actions", "asks-and-offers", "indicators")
"""What can be exported, by the names of the command line."""

_COORDINATOR = "The coordinator only"
_Column = tuple[TableColumn, Callable[[Any], Cell]]


def table_to_take(store: Store, round_id: UUID, name: str) -> Table:
    """Return one of `TABLES` of a round, with what the window shows of it.

    What nobody but the coordinator reads is left empty unless the coordinator takes it, or nobody has said who they
    are; then `about` says so.
    """
    if name not in TABLES:
        raise UserError(f"There is no table “{name}”. Choose one of: {', '.join(TABLES)}.")
    round_ = store.need(Round, round_id)
    title, columns, rows, said = _MADE[name](store, round_id)
    own = store.who is None or coordinates(store)
    shown = [(column, _nothing if not own and column.readers == _COORDINATOR else cell) for column, cell in columns]
    return Table(
        name=name,
        title=f"{title}, {round_.name}",
        about=(*_about(store, round_, own=own), count_of(len(rows), "row") + ".", *said),
        columns=tuple(column for column, _ in shown),
        rows=tuple(tuple(cell(row) for _, cell in shown) for row in rows),
    )


def _about(store: Store, round_: Round, *, own: bool) -> Iterable[str]:
    if round_.marking:
        yield f"Marking: {round_.marking}."
    yield f"From the round file of {whose_window(store)}, {day_in_words(day_in_england(store.now()))}."
    if own:
        yield (
            "This is the coordinator’s own copy and holds all that the round file shows. Do not send it on as it is: "
            "the list of columns says who may read what."
        )
    else:
        yield "What only the coordinator may read is left empty."


def _nothing(_row: object) -> Cell:
    return None


_Made = tuple[str, Iterable[_Column], list[Any], Iterable[str]]


def _authorities(store: Store, round_id: UUID) -> _Made:
    return "Authorities", _AUTHORITIES, authorities_around(store, round_id), ()


def _findings(store: Store, round_id: UUID) -> _Made:
    rows = queries.finding_lines(store, round_id)
    raw = sum(each.finding.state in (FindingState.PROPOSED, FindingState.PARKED) for each in rows)
    said = f"{count_of(raw, 'finding')} proposed or parked: the team’s own until agreed, never the host’s to read."
    return "Findings", _FINDINGS, rows, [said] if raw else ()


def _time(store: Store, round_id: UUID) -> _Made:
    said = "Each entry is its authority’s own; others may be shown totals only."
    return "Time spent", _TIME, logged(store, round_id), [said]


def _actions(store: Store, round_id: UUID) -> _Made:
    return "Actions", _ACTIONS, queries.action_lines(store, round_id), ()


def _asks(store: Store, round_id: UUID) -> _Made:
    rows = queries.ask_lines(store, round_id)
    kept = sum(not each.ask.released for each in rows)
    said = f"{count_of(kept, 'row')} not released to the region: only the group may read them."
    return "Asks and offers", _ASKS, rows, [said] if kept else ()


def _figures(store: Store, round_id: UUID) -> _Made:
    said = "Each figure is its authority’s own: only that authority and the coordinator may read it."
    return "Figures", _FIGURES, queries.figure_lines(store, round_id), [said]


_MADE: dict[str, Callable[[Store, UUID], _Made]] = {
    "authorities": _authorities,
    "findings": _findings,
    "time": _time,
    "actions": _actions,
    "asks-and-offers": _asks,
    "indicators": _figures,
}

_REFERENCE = "A mark by which a row that comes back is known again; leave it as it is"
_DAY, _NUMBER = Holds.DAY, Holds.NUMBER


def _fact(heading: str, meaning: str, of: Callable[[Authority], Cell], **more: Any) -> _Column:
    return TableColumn(heading, meaning, **more), lambda row: of(row.authority)


def _grade(field: str) -> Callable[[Authority], Cell]:
    def words(authority: Authority) -> Cell:
        grade = getattr(authority, field)
        return grade.words if grade else ""

    return words


_JUDGED: dict[str, Any] = {"readers": _COORDINATOR}
_AUTHORITIES: tuple[_Column, ...] = (
    _fact("Name", "The authority", lambda each: each.name),
    _fact("Short names", "Other names people write, with commas between", lambda each: ", ".join(each.aliases)),
    _fact("ONS code", "Nine characters, from the Office for National Statistics", lambda each: each.gss_code),
    _fact("DfE code", "Three figures, from the Department for Education", lambda each: each.dfe_code),
    _fact("Region", "English region", lambda each: each.region),
    _fact("Sub-region", "A part of the region of which each group takes at most one", lambda each: each.stratum),
    _fact("Type", "County, unitary, metropolitan or London borough", lambda each: each.type),
    _fact("Children", "Aged 0 to 17, from mid-year estimates", lambda each: each.children, holds=_NUMBER),
    (
        TableColumn("Takes part", "Whether it takes part in this round; empty where nobody asked it"),
        lambda row: row.joining.words_for(row.answered_on) if row.joining else "",
    ),
    (TableColumn("Reason", "Why it does not take part", readers=_COORDINATOR), lambda row: row.reason),
    (TableColumn("Group", "Its group in the settled plan"), lambda row: row.group),
    (TableColumn("People", "How many contacts there are", _NUMBER), lambda row: row.people),
    *(
        _fact(heading, meaning, _grade(at), **_JUDGED)
        for heading, meaning, at in (
            ("Impact of leaders", "Ofsted’s judgement", "impact_of_leaders"),
            ("Help and protection", "Ofsted’s judgement", "help_and_protection"),
            ("In care", "Ofsted’s judgement", "in_care"),
            ("Care leavers", "Ofsted’s judgement", "care_leavers"),
            ("Overall (historic)", "Ofsted’s overall judgement, given until April 2026", "overall_historic"),
        )
    ),
    _fact("As at", "The day the judgements are as at", lambda each: each.judgements_as_at, holds=_DAY, **_JUDGED),
)
_FINDINGS: tuple[_Column, ...] = (
    (TableColumn("Group", "The group of the challenge"), lambda row: row.group),
    (TableColumn("Host challenged", "Whom the finding is about"), lambda row: row.host),
    (TableColumn("Line of enquiry", "The question it belongs to; empty for none"), lambda row: row.line),
    (TableColumn("Kind", "Strength, area for consideration, …; never a grade"), lambda row: row.finding.kind.words),
    (TableColumn("Finding", "In the team’s words", readers="See state"), lambda row: row.finding.text),
    (
        TableColumn("State", "Proposed and parked: the team only. Agreed and checked: the host too, with the report"),
        lambda row: row.finding.state.words,
    ),
    (TableColumn("Agreed on", "The day the team agreed it", _DAY), lambda row: row.finding.agreed_on),
)
_TIME: tuple[_Column, ...] = (
    (TableColumn("Host challenged", "Whose challenge it was spent on"), lambda row: row.host_name),
    (TableColumn("Whose time", "The authority whose people spent it"), lambda row: row.authority_name),
    (TableColumn("Given or received", "Received is the host’s own time"), lambda row: row.entry.way.words),
    (TableColumn("Stage", "What it was spent on"), lambda row: row.entry.stage.words),
    (TableColumn("Minutes", "For each person", _NUMBER), lambda row: row.entry.minutes),
    (TableColumn("People", "How many spent that time each", _NUMBER), lambda row: row.entry.people),
    (TableColumn("Minutes in all", "Minutes times people", _NUMBER), lambda row: row.entry.minutes * row.entry.people),
    (TableColumn("How known", "By timer, typed in, or an estimate"), lambda row: row.entry.mode.words),
    (TableColumn("Day", "When, where that was said", _DAY), lambda row: row.entry.day),
    (TableColumn("Comment", "No names of people"), lambda row: row.entry.comment),
    (TableColumn("Reference", _REFERENCE), lambda row: str(row.entry.id)),
)
_ACTIONS: tuple[_Column, ...] = (
    (TableColumn("Host challenged", "In whose challenge it was agreed"), lambda row: row.host),
    (TableColumn("Authority", "Who does it"), lambda row: row.authority),
    (TableColumn("Action", "What is to be done"), lambda row: row.action.text),
    (TableColumn("Owner", "The role that does it, never a named person"), lambda row: row.action.owner_role),
    (TableColumn("Due", "By when", _DAY), lambda row: row.action.due_on),
    (TableColumn("State", "Open, in progress, done or dropped"), lambda row: row.action.state.words),
    (TableColumn("Source", "The finding or the meeting it comes from"), lambda row: row.action.source or row.finding),
    (TableColumn("Impact", "What it changed"), lambda row: row.action.impact),
    (TableColumn("Evidence of completion", "How anybody can tell"), lambda row: row.action.completion),
    (TableColumn("Done on", "The day it was done", _DAY), lambda row: row.action.done_on),
    (TableColumn("Reference", _REFERENCE), lambda row: str(row.action.id)),
)
_ASKS: tuple[_Column, ...] = (
    (TableColumn("Ask or offer", "Support wanted, or support that can be given"), lambda row: row.ask.kind.words),
    (TableColumn("Authority", "Whose it is"), lambda row: row.authority),
    (TableColumn("In words", "What is asked for or offered", readers="See released"), lambda row: row.ask.text),
    (TableColumn("Line of enquiry", "The question it belongs to; empty for none"), lambda row: row.line),
    (TableColumn("Host challenged", "In whose challenge it came up"), lambda row: row.host),
    (
        TableColumn(
            "Introduced to",
            "Whom it was brought together with, how far that is, and what came of it",
            readers="The coordinator and both authorities",
        ),
        lambda row: row.introduced,
    ),
    (
        TableColumn("Released", "Whether its authority lets the whole region read it; else its group only"),
        lambda row: "To the region" if row.ask.released else "To the group only",
    ),
)
_OWN: dict[str, Any] = {"readers": "The coordinator and the authority"}
_FIGURES: tuple[_Column, ...] = (
    (TableColumn("Authority", "Whom the figure is about"), lambda row: row.authority),
    (TableColumn("Indicator", "What is counted or measured"), lambda row: row.figure.name),
    (TableColumn("Period", "The time it is for, as it was published"), lambda row: row.figure.period),
    (TableColumn("Value", "A decimal number, as it was published", **_OWN), lambda row: row.figure.value),
    (TableColumn("Unit", "Of what, such as %; empty for a count"), lambda row: row.figure.unit),
    (TableColumn("Source", "Who published it, or said so"), lambda row: row.figure.source),
)
