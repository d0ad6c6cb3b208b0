"""The subcommand that writes forms to fill in without the program, and how a filled one is brought in."""

from pathlib import Path

import click

from peer_challenge.cli.round_files import ROUND, WHO, WORKSPACE, opened
from peer_challenge.domain.days import count_of
from peer_challenge.services.form_shape import FormKind

_KINDS = {each.slug: each for each in FormKind}


@click.command()
@WORKSPACE
@click.option("--authority", metavar="NAME", help="Whose form.")
@click.option("--all", "everybody", is_flag=True, help="A form for every authority of the round.")
@click.option("--kind", type=click.Choice(list(_KINDS)), default="sef", show_default=True, help="What it asks.")
@click.option(
    "--format", "ending", type=click.Choice(["docx", "xlsx"]), default="docx", show_default=True, help="Word or Excel."
)
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where to write.")
@ROUND
@WHO
def form(
    workspace: Path,
    authority: str | None,
    everybody: bool,
    kind: str,
    ending: str,
    out: Path,
    round_name: str | None,
    who: str | None,
) -> None:
    """Write a form to fill in without the program, with what is said so far; Excel for the SEF only."""
    if (authority is None) is not everybody:
        raise click.UsageError("Say --authority NAME, or --all.")
    if ending == "xlsx" and kind != "sef":
        raise click.UsageError("Only the SEF form is written for Excel here.")
    from peer_challenge.jobs import round_forms, sef_forms
    from peer_challenge.services.authorities import named_exactly
    from peer_challenge.services.rounds import round_named
    from peer_challenge.storage.files import folder_for

    with opened(workspace, who=who) as store:
        round_ = round_named(store, round_name)
        owner = named_exactly(store, authority, "Nothing was written").id if authority is not None else None
        folder = folder_for(out)
        if owner is None and kind == "sef":
            made = sef_forms.write_all_forms(store, round_.id, folder, ending)
        elif owner is None:
            made, without = round_forms.write_all_forms(store, round_.id, folder, _KINDS[kind])
            for sentence in without:
                click.echo(f"No form: {sentence}", err=True)
        elif kind == "sef":
            made = [sef_forms.write_form(store, round_.id, owner, folder, ending)]
        else:
            made = [round_forms.write_form(store, round_.id, owner, folder, _KINDS[kind])]
    for each in made:
        click.echo(f"{each.path}  {each.what}")


def bring_in_sef(
    workspace: Path, file: Path, authority: str | None, *, preview: bool, round_name: str | None, who: str | None
) -> None:
    """Read a filled form or another paper; say what was found where and what was not placed; take it, or only look."""
    from peer_challenge.jobs.receiving import bring_in_paper, look_at_paper
    from peer_challenge.services.authorities import named_exactly
    from peer_challenge.services.rounds import round_named

    with opened(workspace, to_write=not preview, who=who) as store:
        round_ = round_named(store, round_name)
        owner = named_exactly(store, authority, "Nothing was brought in").id if authority is not None else None
        look = look_at_paper(store, round_.id, file, owner)
        for line in look.lines():
            click.echo(line)
        if preview:
            return
        changes = bring_in_paper(store, round_.id, look)
        if changes:
            store.apply(changes)
    click.echo(f"{count_of(len(changes.changes), 'record')} changed.")
