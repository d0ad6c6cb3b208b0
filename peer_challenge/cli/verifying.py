"""The subcommand that says whether a PDF is the report that was issued."""

from pathlib import Path

import click

from peer_challenge.cli.round_files import WORKSPACE, opened
from peer_challenge.domain.errors import Exit, UserError


@click.command()
@click.argument("file", metavar="FILE.pdf", type=click.Path(path_type=Path))
@WORKSPACE
def verify(file: Path, workspace: Path) -> None:
    """Say whether a PDF is the report that was issued, unchanged: exit 0 if so, 65 if not."""
    from peer_challenge.services.verifying import verdict_on

    try:
        content = file.read_bytes()
    except OSError as reason:
        raise UserError(f"{file} could not be read: {reason.strerror}.", Exit.CANNOT_READ_OR_WRITE) from reason
    with opened(workspace) as store:
        verdict = verdict_on(store, content, file.name)
    if not verdict.genuine:
        raise UserError(verdict.sentence)
    click.echo(verdict.sentence)
