"""The measures of time and value, each with its figure, what it rests on, and how it is worked out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peer_challenge.domain.choices import ReportState, Stage
from peer_challenge.domain.days import count_of, day_in_england
from peer_challenge.domain.records import Round
from peer_challenge.services import metrics
from peer_challenge.services.metrics import SafeCells
from peer_challenge.services.pauses import days_paused
from peer_challenge.services.reference import bank_holidays
from peer_challenge.services.report_life import days_held
from peer_challenge.services.rounds import rounds
from peer_challenge.services.time_spent import TimeTotals, hours_words
from peer_challenge.services.value import ValueView
from peer_challenge.storage.queries import value as queries
from peer_challenge.storage.queries.feedback import newest_issues
from peer_challenge.storage.store import Store

UNKNOWN = "Not known yet"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure in words: its figure, how many it rests on, its formula, and its figure as others may read it."""

    name: str
    figure: str
    rests_on: str
    formula: str
    for_others: str

    @property
    def id(self) -> str:
        """A row of its own for each."""
        return self.name

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return f"{self.name}: {self.figure}. {self.rests_on}."


def measures(
    store: Store, round_: Round, time: TimeTotals, value: ValueView, cells: SafeCells, today: date
) -> Iterator[Measure]:
    """Yield the measures in the order of the question: what it took, what it was worth, what followed."""
    sources = queries.sources_of_findings(store, round_.id)
    yield from _of_time(time, cells, len(sources))
    yield from _of_opinions(value)
    yield from _of_findings(store, round_, sources)
    yield from _of_reports(store, round_, value)
    yield from _of_steps(store, round_, value, today)
    yield _carried(store, round_)


def _of_time(time: TimeTotals, cells: SafeCells, findings: int) -> Iterator[Measure]:
    told = [each.person_minutes for each in time.challenges if each.person_minutes]
    many, spent = time.told >= metrics.FEWEST, time.person_minutes
    figure = f"median {hours_words(round(metrics.middle(told) or 0))}" if told else UNKNOWN
    yield Measure(
        "Hours on a challenge",
        figure,
        f"{len(told)} of {count_of(len(time.challenges), 'challenge')}",
        "all people’s time on a challenge; the middle one of those with any",
        _for_others(figure, many=len(told) >= metrics.FEWEST),
    )
    figure = hours_words(round(spent / findings)) if findings and spent else UNKNOWN
    yield Measure(
        "Hours for each agreed finding",
        figure,
        f"{hours_words(spent)} and {count_of(findings, 'agreed finding')}",
        "all time told ÷ agreed findings",
        _for_others(figure, many=many),
    )
    ready = {Stage.SET_UP, Stage.PREPARATION}
    each = metrics.per_head(sum(row.person_minutes for row in time.stages if row.stage in ready), time.told)
    figure = hours_words(round(each)) if each else UNKNOWN
    yield Measure(
        "Set-up and preparation for each authority",
        figure,
        time.coverage,
        "(set-up + preparation) ÷ authorities that told us",
        _for_others(figure, many=many and not ready & set(cells.together)),
    )
    figure = f"{metrics.days_of_work(spent):,.1f} days" if spent else UNKNOWN
    yield Measure(
        "As many days of a consultant",
        figure,
        hours_words(spent) if spent else time.coverage,
        "hours ÷ 7.4; no rate is assumed",
        _for_others(figure, many=many),
    )


def _of_opinions(value: ValueView) -> Iterator[Measure]:
    hosts = [each.by_host for each in value.rows if each.by_host]
    others = [score for each in value.rows for score in each.by_challengers]
    challenged = sum(bool(each.by_challengers) for each in value.rows)
    for name, scores, challenges in (
        ("Usefulness, say hosts", hosts, len(hosts)),
        ("Usefulness, say challengers", others, challenged),
    ):
        few = len(scores) < metrics.FEWEST
        said = ", ".join(map(str, sorted(scores))) if few else f"median {metrics.middle(scores):g}"
        figure = f"{said} of 5" if scores else UNKNOWN
        yield Measure(
            name,
            figure,
            count_of(len(scores), "answer") + (", too few for a median" if scores and few else ""),
            "from 1, not useful, to 5, very useful",
            _for_others(figure, many=challenges >= metrics.FEWEST),
        )


def _of_findings(store: Store, round_: Round, sources: list[int]) -> Iterator[Measure]:
    two = sum(each >= 2 for each in sources)
    yield Measure(
        "Findings that rest on two kinds of source",
        f"{two} of {len(sources)}" if sources else UNKNOWN,
        count_of(len(sources), "agreed finding"),
        "the SEF, what was heard, and each kind of evidence are a kind each",
        metrics.part_of(two, len(sources)) if sources else UNKNOWN,
    )
    asks, matched = queries.asks_and_matched(store, round_.id)
    yield Measure(
        "Asks brought together with an offer",
        f"{matched} of {asks}" if asks else UNKNOWN,
        count_of(asks, "ask"),
        "the coordinator introduced the two authorities to each other",
        metrics.part_of(matched, asks) if asks else UNKNOWN,
    )


def _of_reports(store: Store, round_: Round, value: ValueView) -> Iterator[Measure]:
    held, holidays = {each.id: each.held_on for each in value.rows}, frozenset(bank_holidays())
    paused = days_paused(store, round_.id)
    took = [
        metrics.working_days(
            day, day_in_england(issue.issued_at), holidays | days_held(issue) | paused.get(challenge, frozenset())
        )
        for challenge, issue in newest_issues(store, round_.id).items()
        if issue.state is ReportState.FINAL and issue.issued_at and (day := held.get(challenge))
    ]
    within = sum(each <= round_.report_days for each in took)
    middle = f"median {metrics.middle(took):g}" if took else UNKNOWN
    yield Measure(
        "Working days from meeting to final report",
        f"{middle}, {within} of {len(took)} within {round_.report_days}" if took else UNKNOWN,
        f"{len(took)} of {count_of(len(value.rows), 'report')} final",
        "of reports final so far; weekends, bank holidays and days on hold or paused left out",
        _for_others(middle, many=len(took) >= metrics.FEWEST),
    )
    asked = queries.corrections(store, round_.id)
    yield Measure(
        "Corrections proposed by hosts",
        str(asked),
        "all reports together",
        "counted, not judged",
        metrics.count_for_others(asked),
    )


def _for_others(figure: str, *, many: bool) -> str:
    return figure if many or figure == UNKNOWN else metrics.TOO_FEW


def _of_steps(store: Store, round_: Round, value: ValueView, today: date) -> Iterator[Measure]:
    taken = queries.steps(store, round_.id)
    held = {each.id: each.held_on for each in value.rows}
    yield Measure(
        "Next steps taken on",
        str(len(taken)),
        "those dropped are left out",
        "counted",
        metrics.count_for_others(len(taken)),
    )
    for months in (6, 12):
        due = [
            (each, day)
            for each in taken
            if (day := held.get(each.challenge)) and metrics.months_after(day, months) <= today
        ]
        done = sum(metrics.done_within(months, day, each.done_on) for each, day in due)
        yield Measure(
            f"Next steps done at {months} months",
            f"{done} of {len(due)}" if due else UNKNOWN,
            f"{len(due)} whose meeting is {months} months past",
            f"done by the day {months} months after the meeting",
            metrics.part_of(done, len(due)) if due else UNKNOWN,
        )
    activities = [each for each, *_ in queries.qa_activities(store, round_.id)]
    yield Measure(
        "QA activity prompted",
        f"{len(activities)}, {sum(each.done_on is not None for each in activities)} of them done",
        f"{len({each.challenge for each in activities})} of {count_of(len(value.rows), 'challenge')}",
        "as hosts and challengers noted it",
        metrics.count_for_others(len(activities)),
    )


def _carried(store: Store, round_: Round) -> Measure:
    order = rounds(store)
    at = next(number for number, each in enumerate(order) if each.id == round_.id)
    now = _newest_texts(store, round_.id)
    before = _newest_texts(store, order[at - 1].id) if at else {}
    both = before.keys() & now.keys()
    share = metrics.carried_share(
        (text for each in both for text in before[each]), (text for each in both for text in now[each])
    )
    figure = f"{share}%" if share is not None else UNKNOWN
    return Measure(
        "SEF text carried over from last round",
        figure,
        f"{count_of(len(both), 'authority', 'authorities')} with a SEF in both rounds",
        "words in paragraphs that stood there before ÷ all words",
        _for_others(figure, many=len(both) >= metrics.FEWEST),
    )


def _newest_texts(store: Store, round_id: UUID) -> dict[UUID, list[str]]:
    found: dict[UUID, tuple[UUID, list[str]]] = {}
    for authority, sef, text in queries.texts_by_authority(store, round_id):
        if authority not in found or found[authority][0] != sef:
            found[authority] = (sef, [])
        found[authority][1].append(text)
    return {authority: texts for authority, (_, texts) in found.items()}
