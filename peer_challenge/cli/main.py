"""The command line: subcommands, and how their errors become one sentence and an exit code."""

import sys
from collections.abc import Sequence
from importlib.metadata import version

import click

from peer_challenge.cli import allocation, exporting, forms, packs, reporting, round_files, safety, sample, verifying
from peer_challenge.domain.errors import Exit, UserError

COMMANDS = (
    sample.demo,
    allocation.allocate,
    reporting.report,
    verifying.verify,
    packs.pack,
    forms.form,
    round_files.bring_in,
    exporting.export,
    round_files.check,
    round_files.dump,
    safety.backup,
    safety.restore,
    safety.doctor,
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="Peer challenge between children's services authorities. Without a subcommand, a window opens.",
)
@click.version_option(version("peer-challenge"), prog_name="peer-challenge")
def commands() -> None:
    """Gather the subcommands."""


for command in COMMANDS:
    commands.add_command(command)

NAMES = frozenset(commands.commands)
"""First words that mean a subcommand; anything else is a file to open in the window."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a subcommand and return the exit code; what is wrong is said in one sentence on the error stream."""
    try:
        commands.main(args=list(arguments) if arguments is not None else None, standalone_mode=False)
    except UserError as error:
        click.echo(error.sentence, err=True)
        return int(error.exit_code)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.Abort:
        click.echo("Stopped.", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return int(Exit.USAGE)
    except BrokenPipeError:
        sys.stderr.close()
        return int(Exit.DONE)
    return int(Exit.DONE)
