"""The subcommand that writes SEF forms, and how a filled one is brought in."""

from pathlib import Path

import click

from peer_challenge.cli.round_files import ROUND, WHO, WORKSPACE, opened
from peer_challenge.domain.days import count_of


@click.command()
@WORKSPACE
@click.option("--authority", required=True, metavar="NAME", help="Whose form.")
@click.option(
    "--format", "kind", type=click.Choice(["docx", "xlsx"]), default="docx", show_default=True, help="Word or Excel."
)
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where to write.")
@ROUND
@WHO
def form(workspace: Path, authority: str, kind: str, out: Path, round_name: str | None, who: str | None) -> None:
    """Write a SEF form to fill in without the program, with what the SEF says so far."""
    from peer_challenge.jobs.sef_forms import write_form
    from peer_challenge.services.authorities import find_authority, is_named_exactly
    from peer_challenge.services.rounds import round_named
    from peer_challenge.storage.files import folder_for

    with opened(workspace, who=who) as store:
        round_ = round_named(store, round_name)
        owner = find_authority(store, authority)
        if not is_named_exactly(owner, authority):
            click.echo(f"“{authority}” was taken for {owner.name}.", err=True)
        made = write_form(store, round_.id, owner.id, folder_for(out), kind)
    click.echo(f"{made.path}  {made.what}")


def bring_in_sef(
    workspace: Path, file: Path, authority: str | None, *, preview: bool, round_name: str | None, who: str | None
) -> None:
    """Read a filled form or another paper; say what was found where and what was not placed; take it, or only look."""
    from peer_challenge.jobs.sef_forms import bring_in_form, look_at
    from peer_challenge.services.authorities import find_authority
    from peer_challenge.services.rounds import round_named

    with opened(workspace, to_write=not preview, who=who) as store:
        round_ = round_named(store, round_name)
        owner = find_authority(store, authority).id if authority is not None else None
        look = look_at(store, round_.id, file, owner)
        for line in look.lines():
            click.echo(line)
        if preview:
            return
        changes = bring_in_form(store, round_.id, look)
        if changes:
            store.apply(changes)
    click.echo(f"{count_of(len(changes.changes), 'record')} changed.")
