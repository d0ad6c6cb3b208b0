"""The subcommand that makes a whole sample round."""

import sys
from pathlib import Path

import click

from peer_challenge.domain.progress import Progress, silent


@click.command()
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where to put it.")
def demo(out: Path) -> None:
    """Make a whole sample round of invented people: round file, reports, files to send and calendar."""
    from peer_challenge.jobs.demo import make_demo

    for each in make_demo(out, _on_one_line() if sys.stderr.isatty() else silent):
        click.echo(f"{each.path}  {each.what}")


def _on_one_line() -> Progress:
    """Return a progress that a person watching the terminal sees on one line, which goes when the work is done."""

    def tell(done: int, total: int, saying: str) -> None:
        said = f"{saying}, {done} of {total}" if done < total else ""
        click.echo(f"\r{said:<78.78}\r", nl=False, err=True)

    return tell
