"""Bringing in actions and time from the command line."""

from pathlib import Path

import click

from peer_challenge.cli.round_files import opened, say_verdicts
from peer_challenge.domain.days import count_of


def bring_in_work(
    workspace: Path, what: str, file: Path, *, preview: bool, round_name: str | None, who: str | None
) -> None:
    """Bring in the actions or the time of a round, all rows as one act that can be undone; or say what it would do."""
    from peer_challenge.exchange.spreadsheets import ACTIONS, TIME, read_table
    from peer_challenge.jobs import bring_in_work as job
    from peer_challenge.services.rounds import round_named

    with opened(workspace, to_write=not preview, who=who) as store:
        rows = read_table(file, ACTIONS if what == "actions" else TIME)
        round_id = round_named(store, round_name).id
        if preview:
            say_verdicts((job.preview_actions if what == "actions" else job.preview_time)(store, rows, round_id))
            return
        changes = (job.bring_in_actions if what == "actions" else job.bring_in_time)(store, rows, round_id)
        if changes:
            store.apply(changes)
    click.echo(f"{count_of(len(changes.changes), 'record')} changed.")
