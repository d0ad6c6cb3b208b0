"""The regional overview of a round, for the steering group."""

from collections.abc import Iterator

from peer_challenge.domain.choices import FindingKind, ReportState, Stage
from peer_challenge.domain.days import count_of, day_in_words
from peer_challenge.reports.charts import Bar, bars, in_words, stacked_bars, stacked_in_words
from peer_challenge.reports.document import (
    Block,
    Bullets,
    Callout,
    CalloutKind,
    Document,
    Figure,
    Heading,
    Item,
    Paragraph,
    Table,
    Title,
    Tone,
)
from peer_challenge.services.overview import HostProgress, LeadTimeBand, OverviewView

_SHOWN = (
    FindingKind.STRENGTH,
    FindingKind.CONSIDERATION,
    FindingKind.QUESTION,
    FindingKind.GOOD_PRACTICE,
    FindingKind.SUGGESTION,
)


def overview_document(view: OverviewView) -> Document:
    """Return the overview as the round stands."""
    return Document(
        title=f"Regional overview: {view.round_name}",
        created=view.created,
        blocks=(*_brief(view), *_themes(view), *_asks(view), *_time(view), *_value(view), *_progress(view)),
        marking=view.marking,
        status="" if view.finals == len(view.hosts) else "Draft",
        reference=f"{view.region} overview",
        subject=view.framework,
        author=view.region,
    )


def _brief(view: OverviewView) -> Iterator[Block]:
    yield Title("Regional overview", f"{view.round_name} · {view.framework}")
    shared = sum(each.shared for each in view.hosts)
    groups = len({each.group for each in view.hosts})
    of = len(view.hosts)
    yield Paragraph(
        f"{count_of(of, 'authority', 'authorities')} of {view.region or 'the region'} challenged one another in "
        f"{count_of(groups, 'group')}. {shared} shared the self-evaluation (SEF) with its group, {view.held} of {of} "
        f"sessions have a date, and {view.finals} of {of} reports are final.",
        Tone.LEAD,
    )
    hours = sum(view.minutes.values()) / 60
    if hours:
        yield Callout(
            CalloutKind.NOTE,
            "What it took",
            (
                Paragraph(
                    f"{hours:,.0f} hours are on record, from {view.logged_by} of {of} challenges: "
                    f"{_share(view)} of them administration (set-up and write-up). This is a first record; it "
                    "proves no saving."
                ),
            ),
        )


def _share(view: OverviewView) -> str:
    administration = view.minutes.get(Stage.SET_UP, 0) + view.minutes.get(Stage.WRITE_UP, 0)
    return f"{100 * administration / sum(view.minutes.values()):.0f} %"


def _themes(view: OverviewView) -> Iterator[Block]:
    yield Heading(1, "What was found")
    rows = [
        Bar(line.short or line.question, tuple(float(line.counts.get(kind, (0, 0))[0]) for kind in _SHOWN))
        for line in view.lines
    ]
    series = tuple(kind.words for kind in _SHOWN)
    if any(any(row.parts) for row in rows):
        yield Figure(stacked_bars(rows, series), stacked_in_words(rows, series), "Agreed findings by line of enquiry.")
    else:
        yield Paragraph("No findings have been agreed yet.")
        return
    for line in view.lines:
        yield Heading(2, line.short or line.question)
        if line.short:
            yield Paragraph(line.question)
        yield Bullets(
            tuple(
                f"{kind.words}: {count_of(*_with_noun(line.counts.get(kind, (0, 0))))}"
                for kind in _SHOWN
                if line.counts.get(kind, (0, 0))[0]
            )
            or ("Nothing has been agreed yet.",)
        )


def _with_noun(counted: tuple[int, int]) -> tuple[int, str, str]:
    findings, hosts = counted
    where = f"from {count_of(hosts, 'challenge')}"
    return findings, f"finding {where}", f"findings {where}"


def _asks(view: OverviewView) -> Iterator[Block]:
    yield Heading(1, "Asks and offers")
    if not view.asks and not view.offers:
        yield Paragraph("No authority has released an ask or an offer to the region yet.")
    for heading, said in (("Asks", view.asks), ("Offers", view.offers)):
        if said:
            yield Heading(2, heading)
            yield Bullets(tuple(Item(text, name) for name, text in said))


def _time(view: OverviewView) -> Iterator[Block]:
    if not view.minutes:
        return
    yield Heading(1, "Time by stage")
    values = [(stage.words, round(view.minutes[stage] / 60, 1)) for stage in Stage if stage in view.minutes]
    yield Figure(
        bars(values, "hours"),
        in_words(values, "hours"),
        f"Hours given and received, all authorities together, from {view.logged_by} of {len(view.hosts)} challenges.",
    )


def _value(view: OverviewView) -> Iterator[Block]:
    if not any(band.answers for band in view.bands):
        return
    yield Heading(1, "Usefulness, and when the SEF was shared")
    yield Table(
        header=("SEF shared", "Challenges", "Answers", "Usefulness, median of 1 to 5", "Set-up minutes, median"),
        rows=tuple(_band(band) for band in view.bands),
        widths=(0.3, 0.14, 0.12, 0.24, 0.2),
        numbers=frozenset({1, 2, 3, 4}),
        row_headers=True,
    )
    yield Paragraph(
        f"With {count_of(len(view.hosts), 'challenge')} these are differences to talk about, not proof of a cause.",
        Tone.QUIET,
    )


def _band(band: LeadTimeBand) -> tuple[str, ...]:
    useful = "No answer" if band.usefulness is None else f"{band.usefulness:g}"
    minutes = "None on record" if band.set_up_minutes is None else f"{band.set_up_minutes:,.0f}"
    return band.name, str(band.challenges), str(band.answers), useful, minutes


def _progress(view: OverviewView) -> Iterator[Block]:
    yield Heading(1, "Where each challenge stands")
    if not view.hosts:
        yield Paragraph("No plan of groups has been settled yet.")
        return
    yield Table(
        header=("Host", "Group", "Session", "SEF shared", "Report"),
        rows=tuple(_row(each) for each in view.hosts),
        widths=(0.26, 0.14, 0.22, 0.2, 0.18),
        row_headers=True,
    )


def _row(host: HostProgress) -> tuple[str, ...]:
    session = day_in_words(host.held_on) if host.held_on else "No date yet"
    shared = f"{count_of(host.lead_days, 'day')} before" if host.lead_days is not None else "Yes"
    return host.host, host.group, session, shared if host.shared else "No", _report(host.report)


def _report(state: ReportState | None) -> str:
    return state.words if state else "Not begun"
