"""The subcommand that writes reports."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

import click

from peer_challenge.cli.round_files import ROUND, WHO, WORKSPACE, opened
from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.storage.queries.feedback import HostRow, hosts_of
from peer_challenge.storage.store import Store

if TYPE_CHECKING:
    from peer_challenge.jobs.reports import Made, Wanted

KINDS = ("feedback", "letter", "triad", "session-pack", "sef", "actions", "effort")


@click.command()
@WORKSPACE
@click.option("--authority", metavar="NAME", help="The report of one host.")
@click.option("--all", "every", is_flag=True, help="Every report of the round, and the overview.")
@click.option("--overview", is_flag=True, help="The regional overview.")
@click.option("--kind", type=click.Choice(KINDS), default="feedback", show_default=True, help="What about a host.")
@click.option(
    "--for",
    "edition",
    type=click.Choice(["steering-group", "network"]),
    default="steering-group",
    show_default=True,
    help="Who the overview is for: the network's names nobody but for practice it agreed to share.",
)
@click.option("--format", "form", type=click.Choice(["pdf", "html", "docx"]), default="pdf", show_default=True)
@click.option(
    "--template",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A Word document whose styles, header and footer Word reports take.",
)
@click.option("--final", is_flag=True, help="Issue the reports: they never change again.")
@click.option("--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="Where to write.")
@ROUND
@WHO
def report(workspace: Path, final: bool, out: Path, round_name: str | None, who: str | None, **asked: Any) -> None:
    """Write reports about hosts, or the regional overview, as PDF, HTML or Word."""
    from peer_challenge.services.rounds import round_named
    from peer_challenge.storage.files import folder_for

    _check(final=final, **asked)
    wanted = _wanted(asked["kind"], asked["form"], asked["template"])
    with opened(workspace, to_write=final, who=who) as store:
        round_id = round_named(store, round_name).id
        if asked["authority"] is not None:
            hosts = [_host(store, round_id, asked["authority"], final=final)]
        else:
            hosts = hosts_of(store, round_id) if asked["every"] else []
        if final:
            _issue(store, hosts)
        made = _written(store, round_id, hosts, folder_for(out), wanted, asked)
    for each in made:
        click.echo(f"{each.path}  {each.what}")


def _check(
    *, authority: str | None, every: bool, overview: bool, kind: str, form: str, template: Path | None, **more: Any
) -> None:
    """Raise `UsageError` for what does not go together."""
    if sum((authority is not None, every, overview)) != 1:
        raise click.UsageError("Say one of --authority NAME, --all or --overview.")
    if more["final"] and overview:
        raise click.UsageError("The overview is not issued: leave --final out.")
    if more["final"] and kind != "feedback":
        raise click.UsageError("Only feedback is issued: leave --final or --kind out.")
    if overview and kind != "feedback":
        raise click.UsageError("The overview is about no single host: leave --kind out.")
    if more["edition"] == "network" and not overview:
        raise click.UsageError("Only the overview has an edition for the network: say --overview as well.")
    if template is not None and form != "docx":
        raise click.UsageError("A template is for Word: say --format docx as well.")


def _wanted(kind: str, form: str, template: Path | None) -> "Wanted":
    from peer_challenge.jobs.report_kinds import Kind
    from peer_challenge.jobs.reports import Wanted
    from peer_challenge.reports.formats import Format

    return Wanted(Kind(kind), Format(form), _read(template) if template else b"")


def _read(template: Path) -> bytes:
    """Return a template's bytes, having said which styles it lacks."""
    from peer_challenge.reports.word import missing_styles

    try:
        content = template.read_bytes()
    except OSError as reason:
        raise UserError(f"{template} could not be read: {reason.strerror}.", Exit.CANNOT_READ_OR_WRITE) from reason
    if lacking := missing_styles(content):
        names = ", ".join(lacking)
        click.echo(f"{template} lacks the styles {names}: plain ones are used instead.", err=True)
    return content


def _written(
    store: Store, round_id: UUID, hosts: Sequence[HostRow], folder: Path, wanted: "Wanted", asked: dict[str, Any]
) -> "list[Made]":
    from peer_challenge.jobs import reports

    if asked["every"]:
        return reports.write_all(store, round_id, folder, wanted=wanted)
    if asked["overview"]:
        network = asked["edition"] == "network"
        return [reports.write_overview(store, round_id, folder, wanted.form, wanted.template, network=network)]
    return [reports.write_report(store, each.id, each.host, folder, wanted) for each in hosts]


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
    """Issue what is not final yet; when something stands in the way of one report, nothing is issued."""
    from peer_challenge.jobs.reports import issue_report
    from peer_challenge.services.report_life import checked_by_host, is_final, why_not_issued

    waiting = {each.host: why for each in hosts if (why := why_not_issued(store, each.id))}
    if waiting:
        said = " ".join(f"{host}: {why}" for host, why in waiting.items())
        raise UserError(f"Nothing was issued. {said}")
    for each in hosts:
        if not is_final(store, each.id):
            if not checked_by_host(store, each.id):
                click.echo(f"{each.host}: issued without having been with the host for factual accuracy.", err=True)
            issue_report(store, each.id)
