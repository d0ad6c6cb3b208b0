"""Reports about hosts and the regional overview: made, issued, and written to a folder."""

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from peer_challenge.domain.choices import ReportState
from peer_challenge.domain.progress import Progress, silent
from peer_challenge.domain.records import Challenge
from peer_challenge.jobs.report_kinds import Kind, document_of, sef_sent
from peer_challenge.jobs.report_look import dressed
from peer_challenge.jobs.report_template import template_of
from peer_challenge.reports.feedback_report import feedback_document
from peer_challenge.reports.formats import Format, render
from peer_challenge.reports.network_overview import network_document
from peer_challenge.reports.overview_report import overview_document
from peer_challenge.reports.words_mark import words_mark
from peer_challenge.services.feedback import feedback_of
from peer_challenge.services.overview import overview_of
from peer_challenge.services.report_life import is_final, issue_final, issue_of
from peer_challenge.storage.files import write_whole
from peer_challenge.storage.queries.feedback import HostRow, hosts_of
from peer_challenge.storage.store import Applied, Store


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was written and what it is."""

    path: Path
    what: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written about a host, and as what; `template` is a Word document to take the styles of."""

    kind: Kind = Kind.FEEDBACK
    form: Format = Format.PDF
    template: bytes = b""


PLAIN = Wanted()


def report_of(store: Store, challenge: UUID, wanted: Wanted = PLAIN) -> bytes:
    """Return a document about a challenge as things stand; a final feedback report as PDF is its very bytes.

    In another format a final report is marked as a reading copy of what was issued.
    """
    if (wanted.kind, wanted.form) != (Kind.FEEDBACK, Format.PDF):
        template = wanted.template or _template(store, store.need(Challenge, challenge).round, wanted.form)
        return render(document_of(store, wanted.kind, challenge), wanted.form, template)
    issue = issue_of(store, challenge)
    if issue and issue.state is ReportState.FINAL:
        kept = store.attached(issue.sha256)
        assert kept is not None, "a final report's bytes are kept for ever"
        return kept
    return render(document_of(store, Kind.FEEDBACK, challenge), Format.PDF)


def overview_report_of(
    store: Store, round_id: UUID, form: Format = Format.PDF, template: bytes = b"", *, network: bool = False
) -> bytes:
    """Return the regional overview: the steering group's edition, or the one for the whole network."""
    view = overview_of(store, round_id)
    template = template or _template(store, round_id, form)
    document = network_document(view) if network else overview_document(view)
    return render(dressed(store, round_id, document), form, template)


def issue_report(store: Store, challenge: UUID) -> Applied:
    """Make a report final: draw it once more without “Draft”, keep its bytes, and never change them again.

    Raises `UserError` when it is final already or nothing has been agreed.
    """
    issue_final(store, challenge, "")  # says no before anything is drawn
    seen = store.number()
    view = replace(feedback_of(store, challenge), state=ReportState.FINAL, created=store.now())
    document = dressed(store, store.need(Challenge, challenge).round, feedback_document(view))
    content = render(document, Format.PDF)
    store.attach(content, "application/pdf")
    return store.apply(issue_final(store, challenge, sha256(content).hexdigest(), words_mark(document)), seen)


def write_report(store: Store, challenge: UUID, host: str, folder: Path, wanted: Wanted = PLAIN) -> Made:
    """Write one document into `folder` under its host's name, and say what it is."""
    return save_report(store, challenge, host, folder / f"{file_name(host)}-{wanted.kind}.{wanted.form}", wanted)


def save_report(store: Store, challenge: UUID, host: str, path: Path, wanted: Wanted = PLAIN) -> Made:
    """Write one document to `path`, and say what it is."""
    write_whole(path, report_of(store, challenge, wanted))
    state = ""
    if wanted.kind is Kind.FEEDBACK:
        state = ", final" if is_final(store, challenge) else ", draft"
    return Made(path, f"{wanted.kind.words} {host}{state}")


def write_overview(
    store: Store,
    round_id: UUID,
    folder: Path,
    form: Format = Format.PDF,
    template: bytes = b"",
    *,
    network: bool = False,
) -> Made:
    """Write the regional overview into `folder`."""
    edition = "-network" if network else ""
    path = folder / f"regional-overview{edition}.{form}"
    write_whole(path, overview_report_of(store, round_id, form, template, network=network))
    return Made(path, "regional overview for the network" if network else "regional overview")


def write_all(
    store: Store, round_id: UUID, folder: Path, progress: Progress = silent, wanted: Wanted = PLAIN
) -> list[Made]:
    """Write a document about every host; feedback with the overview. When stopped, the files there are whole."""
    hosts = _about(store, round_id, wanted.kind)
    overview = wanted.kind is Kind.FEEDBACK
    total = len(hosts) + overview
    made = []
    for done, each in enumerate(hosts):
        said = f"{wanted.kind.words} {each.host}"
        progress(done, total, said[:1].upper() + said[1:])
        made.append(write_report(store, each.id, each.host, folder, wanted))
    if overview:
        progress(len(hosts), total, "Regional overview")
        made.append(write_overview(store, round_id, folder, wanted.form, wanted.template))
    progress(total, total, "Done")
    return made


def file_name(host: str) -> str:
    """Return an authority's name as a file name that every mail system accepts."""
    return "-".join("".join(c if c.isalnum() and c.isascii() else " " for c in host.lower()).split()) or "authority"


def _about(store: Store, round_id: UUID, kind: Kind) -> list[HostRow]:
    """Return the hosts there is a document of this kind for: the first of each group, those that sent a SEF, or all."""
    hosts = hosts_of(store, round_id)
    if kind is Kind.TRIAD:
        firsts: dict[UUID, HostRow] = {}
        for each in hosts:
            firsts.setdefault(store.need(Challenge, each.id).group, each)
        return list(firsts.values())
    if kind is Kind.SEF:
        return [each for each in hosts if sef_sent(store, store.need(Challenge, each.id))]
    return hosts


def _template(store: Store, round_id: UUID, form: Format) -> bytes:
    return template_of(store, round_id) if form is Format.WORD else b""
