"""Subcommands about files to send: make one, look into one, bring one in."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

import click

from peer_challenge.cli.round_files import ROUND, WHO, WORKSPACE, opened
from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.domain.sizes import size_in_words
from peer_challenge.storage.store import Store

if TYPE_CHECKING:
    from peer_challenge.exchange.packs.reading import PackRead

FILE = click.argument("file", type=click.Path(path_type=Path))
PASSPHRASE = click.option(
    "--passphrase-file", type=click.Path(path_type=Path), metavar="F", help="A file whose first line is the passphrase."
)


@click.group()
def pack() -> None:
    """Make, look into, or bring in a file to send."""


@pack.command("export")
@WORKSPACE
@click.option("--group", required=True, metavar="NAME", help="The group it is about.")
@click.option("--for", "reader", required=True, metavar="NAME", help="An authority of the group, or: coordinator.")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE", help="Where to write it.")
@PASSPHRASE
@click.option("--not-encrypted", is_flag=True, help="Leave it open to whoever gets hold of it.")
@ROUND
@WHO
def export(
    workspace: Path,
    group: str,
    reader: str,
    out: Path,
    passphrase_file: Path | None,
    not_encrypted: bool,
    round_name: str | None,
    who: str | None,
) -> None:
    """Write what one reader may read of a group; without more said, under the group's own passphrase."""
    from peer_challenge.jobs import pack_out
    from peer_challenge.services.packing import contents
    from peer_challenge.services.passphrases import as_meant, passphrase_for
    from peer_challenge.services.rounds import round_named
    from peer_challenge.services.scopes import group_named

    if passphrase_file is not None and not_encrypted:
        raise click.UsageError("Say --passphrase-file or --not-encrypted, not both.")
    given = as_meant(_first_line(passphrase_file)) if passphrase_file else None
    with opened(workspace, to_write=True, who=who) as store:
        round_ = round_named(store, round_name)
        found = group_named(store, round_, group)
        chosen = contents(store, round_.id, found.id, _reader(store, reader))
        words = None if not_encrypted else given or passphrase_for(found.id, pack_out.passphrases_kept_at())
        sent = pack_out.send(store, chosen, out, words)
    _tell_contents(sent.contents.counts, sent.contents.left_out + sent.contents.marks)
    click.echo(f"{out}  for {sent.contents.recipient_name}, {size_in_words(sent.written.size)}")
    if words is None:
        click.echo("Not encrypted: anybody who gets hold of it can read it.")
    elif given is None:
        click.echo(f"Passphrase, to be read out by telephone: {words}")


@pack.command()
@FILE
@PASSPHRASE
def inspect(file: Path, passphrase_file: Path | None) -> None:
    """Verify a file and say what it holds; nothing is brought in."""
    from peer_challenge.domain.days import day_in_england, day_in_words
    from peer_challenge.exchange.packs.signing import check_code
    from peer_challenge.jobs.pack_in import made_at, open_pack, record_counts

    read = open_pack(file, _first_line(passphrase_file) if passphrase_file else None)
    manifest = read.manifest
    group = f", {manifest.group.name}" if manifest.group else ""
    click.echo(f"{_plain(manifest.round.name)}{_plain(group)}, for {_plain(manifest.recipient.name)}")
    click.echo(f"Sent by {_plain(manifest.sender.name)} from {_plain(manifest.sender.laptop)}")
    click.echo(f"Made on {day_in_words(day_in_england(made_at(read)))}")
    click.echo(f"Check code of the laptop: {check_code(manifest.sender.key)}")
    click.echo(f"{'Encrypted' if read.encrypted else 'Not encrypted'}, intact, {size_in_words(read.size)}")
    _tell_contents(record_counts(read), ())


@pack.command("import")
@WORKSPACE
@FILE
@click.option("--preview", "only_preview", is_flag=True, help="Say what it would do, and change nothing.")
@click.option("--new", is_flag=True, help="Make the round file where there is none.")
@PASSPHRASE
@WHO
def bring_in(
    workspace: Path, file: Path, only_preview: bool, new: bool, passphrase_file: Path | None, who: str | None
) -> None:
    """Bring in a file somebody sent, all of it or nothing, after a backup."""
    from peer_challenge.jobs import pack_in
    from peer_challenge.storage.opening import create_store

    passphrase = _first_line(passphrase_file) if passphrase_file else None
    if not new and not workspace.exists():
        raise UserError(
            f"There is no file {workspace}. Check the name, or add --new to make it.", Exit.CANNOT_READ_OR_WRITE
        )
    read = pack_in.open_pack(file, passphrase)
    made = new and not workspace.exists()
    if made:
        create_store(workspace).close()
    try:
        _look_and_bring_in(workspace, read, only_preview, who)
    finally:
        if made and only_preview:
            workspace.unlink()
    click.echo("Nothing was changed." if only_preview else "Brought in.")


def _look_and_bring_in(workspace: Path, read: "PackRead", only_preview: bool, who: str | None) -> None:
    from peer_challenge.jobs import pack_in

    with opened(workspace, to_write=True, who=who) as store:
        found = pack_in.preview(store, read)
        for sentence in pack_in.preview_words(found):
            click.echo(_plain(sentence))
        if not only_preview:
            pack_in.bring_in(store, read)


def _reader(store: Store, name: str) -> UUID | None:
    from peer_challenge.services.authorities import named_exactly

    if name.casefold() == "coordinator":
        return None
    return named_exactly(store, name, "Nothing was written").id


def _first_line(path: Path) -> str:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as fault:
        raise UserError(f"{path} could not be read: {fault.strerror}.", Exit.CANNOT_READ_OR_WRITE) from fault
    except UnicodeDecodeError as fault:
        raise UserError(f"{path} does not hold a passphrase: it is no text.") from fault
    if not lines or not lines[0].strip():
        raise UserError(f"{path} does not hold a passphrase: its first line is empty.")
    return lines[0]


def _tell_contents(counts: Mapping[str, int], sentences: tuple[str, ...]) -> None:
    from peer_challenge.services.pack_words import count_words

    for kind, number in sorted(counts.items()):
        click.echo(f"  {count_words(kind, number)}")
    for sentence in sentences:
        click.echo(sentence)


def _plain(text: str) -> str:
    """Return text from elsewhere as a terminal may show it: without the characters that would steer it."""
    return "".join(each if each.isprintable() else "�" for each in text)
