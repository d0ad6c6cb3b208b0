"""The subcommand that writes reports."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import click

from peer_challenge.cli.round_files import ROUND, WHO, WORKSPACE, opened
from peer_challenge.domain.errors import UserError
from peer_challenge.storage.queries.feedback import HostRow, hosts_of
from peer_challenge.storage.store import Store


@click.command()
@WORKSPACE
@click.option("--authority", metavar="NAME", help="The report of one host.")
@click.option("--all", "every", is_flag=True, help="Every report of the round, and the overview.")
@click.option("--overview", is_flag=True, help="The regional overview.")
@click.option("--final", is_flag=True, help="Issue the reports: they never change again.")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where to write.")
@ROUND
@WHO
def report(
    workspace: Path,
    authority: str | None,
    every: bool,
    overview: bool,
    final: bool,
    out: Path,
    round_name: str | None,
    who: str | None,
) -> None:
    """Write feedback reports or the regional overview as PDF."""
    from peer_challenge.jobs import reports
    from peer_challenge.services.rounds import round_named
    from peer_challenge.storage.files import folder_for

    if sum((authority is not None, every, overview)) != 1:
        raise click.UsageError("Say one of --authority NAME, --all or --overview.")
    if final and overview:
        raise click.UsageError("The overview is not issued: leave --final out.")
    with opened(workspace, to_write=final, who=who) as store:
        round_id = round_named(store, round_name).id
        if authority is not None:
            hosts = [_host(store, round_id, authority, final=final)]
        else:
            hosts = hosts_of(store, round_id) if every else []
        if final:
            _issue(store, hosts)
        folder = folder_for(out)
        if every:
            made = reports.write_all(store, round_id, folder)
        elif overview:
            made = [reports.write_overview(store, round_id, folder)]
        else:
            made = [reports.write_report(store, each.id, each.host, folder) for each in hosts]
    for each in made:
        click.echo(f"{each.path}  {each.what}")


def _host(store: Store, round_id: UUID, name: str, *, final: bool) -> HostRow:
    from peer_challenge.services.authorities import find_authority, is_named_exactly

    authority = find_authority(store, name)
    if not is_named_exactly(authority, name):
        if final:
            raise UserError(f"Nothing was issued: is “{name}” {authority.name}? Issuing needs the very name.")
        click.echo(f"“{name}” was taken for {authority.name}.", err=True)
    found = next((each for each in hosts_of(store, round_id) if each.host_id == authority.id), None)
    if found is None:
        raise UserError(f"{authority.name} is not a host in this round. Settle the groups first, or check the round.")
    return found


def _issue(store: Store, hosts: Sequence[HostRow]) -> None:
    """Issue what is not final yet; when a host has no agreed finding, it is named and nothing is issued."""
    from peer_challenge.jobs.reports import issue_report
    from peer_challenge.services.report_life import is_final, ready_to_issue

    waiting = [each.host for each in hosts if not ready_to_issue(store, each.id)]
    if waiting:
        raise UserError(f"Nothing was issued: no finding has been agreed for {', '.join(waiting)}.")
    for each in hosts:
        if not is_final(store, each.id):
            issue_report(store, each.id)
