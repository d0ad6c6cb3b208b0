"""The subcommand that makes a whole sample round."""

from pathlib import Path

import click


@click.command()
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where to put it.")
def demo(out: Path) -> None:
    """Make a whole sample round of invented people: round file, reports and calendar."""
    from peer_challenge.jobs.demo import make_demo

    for each in make_demo(out):
        click.echo(f"{each.path}  {each.what}")
