"""Bringing in tables and meeting dates from the command line."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from peer_challenge.cli.round_files import opened, say_verdicts
from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.days import count_of, in_a_row

if TYPE_CHECKING:
    from peer_challenge.exchange.spreadsheets import SheetColumn
    from peer_challenge.jobs.bring_in import Verdict

    _Kind = tuple[Sequence[SheetColumn], Callable[..., list[Verdict]], Callable[..., ChangeSet]]

OF_A_ROUND = frozenset({"actions", "time"})
"""Tables that mean nothing without a round; the others stand by themselves."""


def bring_in_table(
    workspace: Path,
    what: str,
    file: Path,
    said: Sequence[str],
    *,
    preview: bool,
    round_name: str | None,
    who: str | None,
) -> None:
    """Bring in a table, all rows as one act that can be undone, or say what it would do.

    `said` tells which column of the file is which, each as "authority=LA name".
    """
    from peer_challenge.exchange.spreadsheets import open_table
    from peer_challenge.services.rounds import latest_round, round_named

    columns, judge, act = _kind(what)
    with opened(workspace, to_write=not preview, who=who) as store:
        sheet = open_table(file)
        chosen = sheet.named(columns, said)
        rows = sheet.read(columns, chosen)
        if unused := sheet.unused(chosen):
            click.echo(f"Left out: {in_a_row([f'“{each}”' for each in unused])}.")
        named = round_name is not None or what in OF_A_ROUND
        round_ = round_named(store, round_name) if named else latest_round(store)
        round_id = round_.id if round_ else None
        if preview:
            say_verdicts(judge(store, rows, round_id))
            return
        changes = act(store, rows, round_id)
        if changes:
            store.apply(changes)
    click.echo(f"{count_of(len(changes.changes), 'record')} changed.")


def _kind(what: str) -> "_Kind":
    from peer_challenge.exchange import spreadsheets as sheets
    from peer_challenge.jobs import bring_in as lists
    from peer_challenge.jobs import bring_in_figures as figures
    from peer_challenge.jobs import bring_in_work as work

    def roundless(of: Callable[..., Any]) -> Callable[..., Any]:
        return lambda store, rows, _round: of(store, rows)

    kinds: dict[str, _Kind] = {
        "authorities": (sheets.AUTHORITIES, lists.preview_authorities, lists.bring_in_authorities),
        "contacts": (sheets.CONTACTS, roundless(lists.preview_contacts), roundless(lists.bring_in_contacts)),
        "relationships": (
            sheets.RELATIONSHIPS,
            roundless(lists.preview_relationships),
            roundless(lists.bring_in_relationships),
        ),
        "actions": (sheets.ACTIONS, work.preview_actions, work.bring_in_actions),
        "time": (sheets.TIME, work.preview_time, work.bring_in_time),
        "indicators": (sheets.INDICATORS, figures.preview_indicators, figures.bring_in_indicators),
    }
    return kinds[what]


def bring_in_sessions(workspace: Path, file: Path, *, preview: bool, round_name: str | None, who: str | None) -> None:
    """Bring in meeting dates, a line or row for each group, all as one act; or say how each was read."""
    from peer_challenge.jobs.meeting_dates import bring_in_dates, lines_of, preview_dates
    from peer_challenge.services.rounds import round_named

    with opened(workspace, to_write=not preview, who=who) as store:
        text, round_id = lines_of(file), round_named(store, round_name).id
        if preview:
            say_verdicts(preview_dates(store, text, round_id))
            return
        changes = bring_in_dates(store, text, round_id)
        if changes:
            store.apply(changes)
    click.echo(f"{count_of(len(changes.changes), 'record')} changed.")
