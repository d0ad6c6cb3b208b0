"""Bringing in actions, time, figures and meeting dates from the command line."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from peer_challenge.cli.round_files import opened, say_verdicts
from peer_challenge.domain.changes import ChangeSet
from peer_challenge.domain.days import count_of

if TYPE_CHECKING:
    from peer_challenge.exchange.spreadsheets import SheetColumn
    from peer_challenge.jobs.bring_in import Verdict

    _Kind = tuple[Sequence[SheetColumn], Callable[..., list[Verdict]], Callable[..., ChangeSet]]


def bring_in_work(
    workspace: Path, what: str, file: Path, *, preview: bool, round_name: str | None, who: str | None
) -> None:
    """Bring in actions, time or figures, all rows as one act that can be undone; or say what it would do."""
    from peer_challenge.exchange.spreadsheets import ACTIONS, INDICATORS, TIME, read_table
    from peer_challenge.jobs import bring_in_figures as figures
    from peer_challenge.jobs import bring_in_work as work
    from peer_challenge.services.rounds import round_named

    kinds: dict[str, _Kind] = {
        "actions": (ACTIONS, work.preview_actions, work.bring_in_actions),
        "time": (TIME, work.preview_time, work.bring_in_time),
        "indicators": (INDICATORS, figures.preview_indicators, figures.bring_in_indicators),
    }
    columns, judge, act = kinds[what]
    with opened(workspace, to_write=not preview, who=who) as store:
        rows = read_table(file, columns)
        round_id = round_named(store, round_name).id
        if preview:
            say_verdicts(judge(store, rows, round_id))
            return
        changes = act(store, rows, round_id)
        if changes:
            store.apply(changes)
    click.echo(f"{count_of(len(changes.changes), 'record')} changed.")


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
