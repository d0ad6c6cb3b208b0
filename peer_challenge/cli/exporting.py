"""The subcommand that writes a round's lists as Excel or CSV."""

from pathlib import Path

import click

from peer_challenge.cli.round_files import ROUND, WHO, WORKSPACE, opened


@click.command()
@WORKSPACE
@click.argument(
    "what", type=click.Choice(["authorities", "findings", "time", "actions", "asks-and-offers", "indicators"])
)
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.xlsx|.csv")
@ROUND
@WHO
def export(workspace: Path, what: str, out: Path, round_name: str | None, who: str | None) -> None:
    """Write a list of a round as Excel, or as CSV with its data dictionary beside it; cells are never formulas."""
    from peer_challenge.exchange.tables import write_table
    from peer_challenge.services.rounds import round_named
    from peer_challenge.services.tables import table_to_take

    with opened(workspace, who=who) as store:
        table = table_to_take(store, round_named(store, round_name).id, what)
    for made in write_table(table, out):
        click.echo(made)
    for said in table.about:
        click.echo(said)
