"""Subcommands about a round file as a whole: check, dump, and bringing in lists."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import UserError
from peer_challenge.storage.store import Store

if TYPE_CHECKING:
    from peer_challenge.jobs.bring_in import Verdict

WORKSPACE = click.argument("workspace", type=click.Path(path_type=Path))
ROUND = click.option("--round", "round_name", metavar="NAME", help="Which round of the file (the latest).")
WHO = click.option("--as", "who", metavar="NAME", help="Who does it: a person of the round file.")


@contextmanager
def opened(path: Path, *, to_write: bool = False, who: str | None = None) -> Iterator[Store]:
    """Give the round file open, for reading unless `to_write`; acts are written under the person named `who`."""
    from peer_challenge.storage.lock import holding
    from peer_challenge.storage.opening import open_store, refuse_what_is_not_ours
    from peer_challenge.storage.replicas import memory_of_this_computer

    refuse_what_is_not_ours(path)
    with holding(path) if to_write else nullcontext():
        store = open_store(path, memory=memory_of_this_computer()) if to_write else _to_read(path)
        try:
            if who is not None:
                store.who = _person_named(store, who)
            yield store
        finally:
            store.close()


def _to_read(path: Path) -> Store:
    """Return the file open for reading, brought up to date first where another version wrote it."""
    from peer_challenge.storage.lock import holding
    from peer_challenge.storage.opening import OtherVersionError, open_store
    from peer_challenge.storage.replicas import memory_of_this_computer

    try:
        return open_store(path, read_only=True)
    except OtherVersionError:
        with holding(path):
            open_store(path, memory=memory_of_this_computer()).close()
        return open_store(path, read_only=True)


def _person_named(store: Store, name: str) -> UUID:
    from peer_challenge.domain.records import Person

    found = [each for each in store.find(Person) if each.name.casefold() == name.strip().casefold()]
    if len(found) != 1:
        known = "Nobody" if not found else "More than one person"
        raise UserError(f"{known} in this round file is called {name}. Check --as.")
    return found[0].id


@click.command("import")
@WORKSPACE
@click.argument(
    "what",
    type=click.Choice(
        ["authorities", "contacts", "relationships", "indicators", "sef", "form", "actions", "time", "sessions"]
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--authority", metavar="NAME", help="Whose SEF it is, where the file does not say.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    metavar="FIELD=HEADING",
    help="Which column of a table is which, such as “authority=LA name”; may be given again.",
)
@click.option("--preview", is_flag=True, help="Say what each row would do, and change nothing.")
@ROUND
@WHO
def bring_in(
    workspace: Path,
    what: str,
    file: Path,
    authority: str | None,
    columns: tuple[str, ...],
    preview: bool,
    round_name: str | None,
    who: str | None,
) -> None:
    """Bring in authorities, contacts, links, figures, actions, time, meeting dates or a SEF; all or nothing."""
    if columns and what in ("sef", "form", "sessions"):
        raise click.UsageError("--column goes with tables only: it says which column is which.")
    if what in ("sef", "form"):
        from peer_challenge.cli.forms import bring_in_sef

        bring_in_sef(workspace, file, authority, preview=preview, round_name=round_name, who=who)
        return
    if authority is not None:
        raise click.UsageError("--authority goes with sef and form only.")
    if what == "sessions":
        from peer_challenge.cli.work import bring_in_sessions

        bring_in_sessions(workspace, file, preview=preview, round_name=round_name, who=who)
        return
    from peer_challenge.cli.work import bring_in_table

    bring_in_table(workspace, what, file, columns, preview=preview, round_name=round_name, who=who)


def say_verdicts(verdicts: "Sequence[Verdict]") -> None:
    """Print what each row of a table would do; raises `UserError` where one is wrong."""
    from peer_challenge.jobs.bring_in import Outcome

    for each in verdicts:
        click.echo(f"Row {each.id}: {each.name or 'no name'}: {each.says}")
    wrong = sum(each.outcome is Outcome.WRONG for each in verdicts)
    if wrong:
        raise UserError(f"{count_of(wrong, 'row')} to put right; nothing would be brought in until then.")


@click.command()
@WORKSPACE
def check(workspace: Path) -> None:
    """Check that a round file is whole: database, hashes, newest values, screens and attachments."""
    from peer_challenge.storage.checking import faults_of
    from peer_challenge.storage.copies import working_copy
    from peer_challenge.storage.opening import open_store

    with working_copy(workspace) as copy:
        store = open_store(copy)
        try:
            faults = faults_of(store)
        finally:
            store.close()
    if faults:
        raise UserError("\n".join([f"{workspace.name} is not whole.", *faults]))
    click.echo(f"{workspace.name} is whole.")


@click.command()
@WORKSPACE
@click.option("--group", metavar="NAME", help="Only what belongs to one group's challenges and SEFs.")
@ROUND
def dump(workspace: Path, group: str | None, round_name: str | None) -> None:
    """Print current values and open versions as sorted lines of JSON: equal content gives equal bytes."""
    from peer_challenge.services.scopes import scopes_of_group
    from peer_challenge.storage.copies import working_copy
    from peer_challenge.storage.dumping import dump as lines_of
    from peer_challenge.storage.opening import open_store

    with working_copy(workspace) as copy:
        store = open_store(copy)
        try:
            if round_name is not None and group is None:
                raise click.UsageError("--round goes with --group: without a group the whole file is printed.")
            scopes = scopes_of_group(store, group, round_name) if group is not None else None
            for line in lines_of(store, scopes):
                click.echo(line)
        finally:
            store.close()
