"""The regional overview of a round, in the edition for its steering group."""

from collections.abc import Iterator, Sequence

from peer_challenge.domain.choices import FindingKind, ReportState
from peer_challenge.domain.days import count_of, day_in_words
from peer_challenge.reports.answer_part import answer_blocks
from peer_challenge.reports.charts import Bar
from peer_challenge.reports.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Table,
    Title,
    Tone,
    stacked_figure,
)
from peer_challenge.reports.introductions_part import introductions_named
from peer_challenge.reports.overview_edition import edition
from peer_challenge.reports.wording import KINDS, heading_of
from peer_challenge.services.overview import HostProgress, LineThemes, OverviewView
from peer_challenge.services.submission_rows import Sharing


def overview_document(view: OverviewView) -> Document:
    """Return the overview as the round stands; a draft until every report is final."""
    parts = (_brief, _answer, _found, _asks_and_offers, _progress)
    return edition(view, "Regional overview", "the steering group", *parts)


def _brief(view: OverviewView) -> Iterator[Block]:
    yield Title("Regional overview", f"For the steering group · {view.round_name}")
    yield Paragraph(" ".join(_where_it_stands(view)), Tone.LEAD)
    yield Paragraph(
        "This edition is for the steering group alone: it names authorities, says when each shared its SEF and how "
        "far its report has come. What a report says belongs to its host, so findings are only counted here.",
        Tone.QUIET,
    )


def _answer(view: OverviewView) -> Iterator[Block]:
    yield from answer_blocks(view.answer)


def _where_it_stands(view: OverviewView) -> Iterator[str]:
    if not view.hosts:
        yield "No groups have been settled yet."
        return
    region = f"{view.region} " if view.region else ""
    authorities = count_of(len(view.hosts), f"{region}authority", f"{region}authorities")
    groups = count_of(len({each.group for each in view.hosts}), "group")
    yield f"{authorities} in {groups} {'challenges' if len(view.hosts) == 1 else 'challenge'} one another{_when(view)}."
    yield _shared(view)
    yield _reports(view)


def _when(view: OverviewView) -> str:
    days = sorted(each.held_on for each in view.hosts if each.held_on)
    if not days:
        return "; no session has a date yet"
    first, last = day_in_words(days[0]), day_in_words(days[-1])
    when = f" on {first}" if days[0] == days[-1] else f" in sessions from {first} to {last}"
    undated = len(view.hosts) - len(days)
    return f"{when}; for {count_of(undated, 'host')} there is no date yet" if undated else when


def _shared(view: OverviewView) -> str:
    in_time, late = (sum(each.sharing is kind for each in view.hosts) for kind in (Sharing.IN_TIME, Sharing.LATE))
    if not in_time + late:
        return "No self-evaluation (SEF) was shared before its session."
    return (
        f"{in_time + late} of {len(view.hosts)} self-evaluations (SEFs) were shared before the session, {in_time} of "
        f"them at least {count_of(view.share_days, 'day')} ahead."
    )


def _reports(view: OverviewView) -> str:
    if view.finals == len(view.hosts):
        return "Every report is final."
    due = [each.due_on for each in view.hosts if each.due_on and each.report is not ReportState.FINAL]
    by = f"; the last of the others is due on {day_in_words(max(due))}" if due else ""
    return f"{view.finals} of {count_of(len(view.hosts), 'report')} {'is' if view.finals == 1 else 'are'} final{by}."


def _found(view: OverviewView) -> Iterator[Block]:
    yield Heading(1, "What was found")
    if not any(line.counts for line in view.lines):
        yield Paragraph("No findings have been agreed yet.")
        return
    series = tuple(heading_of(kind) for kind in KINDS)
    rows = [Bar(_name(line), tuple(float(line.counts.get(kind, (0, 0))[0]) for kind in KINDS)) for line in view.lines]
    yield stacked_figure(rows, series, "Line of enquiry", caption="Agreed findings by line of enquiry.")
    for line in view.lines:
        yield Heading(2, _name(line))
        said = tuple(_counted(kind, line, len(view.hosts)) for kind in KINDS if kind in line.counts)
        yield Bullets(said) if said else Paragraph("Nothing has been agreed yet.")


def _name(line: LineThemes) -> str:
    return line.short or line.question or "Line of enquiry"


def _counted(kind: FindingKind, line: LineThemes, of: int) -> str:
    findings, challenges = line.counts[kind]
    every = "all " if challenges == of > 1 else ""
    return f"{count_of(findings, *KINDS[kind])}, from {every}{count_of(challenges, 'challenge')}"


def _asks_and_offers(view: OverviewView) -> Iterator[Block]:
    yield Heading(1, "Asks and offers")
    if not view.released:
        yield Paragraph("No authority has released an ask or an offer to the region yet.")
        return
    yield Paragraph("Only what an authority released to the region is here.", Tone.QUIET)
    yield Table(
        header=("Authority", "Asks for", "Offers"),
        rows=tuple((each.authority, _points(each.asks), _points(each.offers)) for each in view.released),
        widths=(0.22, 0.39, 0.39),
        row_headers=True,
    )
    yield from introductions_named(view)


def _points(said: Sequence[str]) -> str:
    return "\n".join(said) or "Nothing"


def _progress(view: OverviewView) -> Iterator[Block]:
    yield Heading(1, "Where each challenge stands")
    if not view.hosts:
        yield Paragraph("A challenge begins when a plan of groups is settled.")
        return
    yield Table(
        header=("Host", "Group", "Session", "SEF shared", "Report"),
        rows=tuple(_row(each) for each in view.hosts),
        widths=(0.22, 0.11, 0.23, 0.19, 0.25),
        row_headers=True,
    )


def _row(host: HostProgress) -> tuple[str, ...]:
    session = day_in_words(host.held_on) if host.held_on else "No date yet"
    return host.host, host.group, session, _lead(host), _report(host)


def _lead(host: HostProgress) -> str:
    if host.lead_days is None:
        return "Yes" if host.shared else "No"
    if host.lead_days > 0:
        return f"{count_of(host.lead_days, 'day')} before"
    return "On the day" if host.lead_days == 0 else "After the session"


def _report(host: HostProgress) -> str:
    if host.report is ReportState.FINAL:
        return host.report.words
    state = host.report.words if host.report else "Not begun"
    return f"{state}; due {day_in_words(host.due_on)}" if host.due_on else state
