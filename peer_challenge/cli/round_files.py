"""Subcommands about a round file as a whole: check, dump, and bringing in lists."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from peer_challenge.domain.errors import UserError
from peer_challenge.storage.store import Store

WORKSPACE = click.argument("workspace", type=click.Path(path_type=Path))
ROUND = click.option("--round", "round_name", metavar="NAME", help="Which round of the file (the latest).")
WHO = click.option("--as", "who", metavar="NAME", help="Who does it: a person of the round file.")


@contextmanager
def opened(path: Path, *, to_write: bool = False, who: str | None = None) -> Iterator[Store]:
    """Give the round file open, for reading unless `to_write`; acts are written under the person named `who`."""
    from peer_challenge.services.people import person_named
    from peer_challenge.storage.opening import open_store

    store = open_store(path, read_only=not to_write)
    try:
        if who is not None:
            store.who = person_named(store, who).id
        yield store
    finally:
        store.close()


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
    from peer_challenge.services.groups import scopes_of_group
    from peer_challenge.storage.copies import working_copy
    from peer_challenge.storage.dumping import dump as lines_of
    from peer_challenge.storage.opening import open_store

    with working_copy(workspace) as copy:
        store = open_store(copy)
        try:
            scopes = scopes_of_group(store, group, round_name) if group else None
            for line in lines_of(store, scopes):
                click.echo(line)
        finally:
            store.close()
