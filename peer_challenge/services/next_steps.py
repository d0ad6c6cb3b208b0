"""What a coordinator does next in a round, the most pressing first; each step a line of the first page."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from peer_challenge.domain.choices import Joining, ReportState, SubmissionState
from peer_challenge.domain.days import count_of, day_in_words, in_a_row
from peer_challenge.domain.records import Round
from peer_challenge.services.metrics import months_after
from peer_challenge.services.places import Place
from peer_challenge.services.reference import known_successors, last_day_of
from peer_challenge.services.submission_rows import NOT_SENT
from peer_challenge.storage.queries.home import ActionsOpen, Standing

_SOON = timedelta(days=7)
_CHECK_LASTS = timedelta(days=30)
_COMING = timedelta(days=60)
_NAMED = 3
CHECKED_AFTER_MONTHS = (6, 12)
"""When somebody looks whether what was agreed has been done."""


class Urgency(StrEnum):
    """How pressing a step is."""

    LATE = "late"
    TODAY = "today"
    NEXT = "next"
    LATER = "later"

    @property
    def words(self) -> str:
        """The urgency as a chip says it."""
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: a sentence, who it is about, and where it is done. `target` is the record to go to."""

    id: str
    words: str
    detail: str
    place: Place
    target: UUID | None = None
    urgency: Urgency = Urgency.NEXT

    @property
    def sentence(self) -> str:
        """The step as a screen reader says it."""
        return ". ".join(part for part in (self.urgency.words, self.words, self.detail) if part) + "."


@dataclass(frozen=True)
class _Look:
    """What the rules below look at."""

    round: Round
    everyone: Sequence[Standing]
    settled: UUID | None
    draft: UUID | None
    today: date
    actions: ActionsOpen
    outdated: frozenset[UUID]
    joined: list[Standing] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "joined", [each for each in self.everyone if each.joining is Joining.JOINED])


def next_steps(
    this: Round,
    standings: Sequence[Standing],
    plans: tuple[UUID | None, UUID | None],
    today: date,
    *,
    own: UUID | None = None,
    actions: ActionsOpen,
    outdated: frozenset[UUID] = frozenset(),
) -> list[Step]:
    """Return what to do next as of `today`, late steps first; `plans` are the settled plan and the newest draft.

    `outdated` are the challenges whose final report does not say what the findings say any more.

    With `own`, the authority of somebody who does not coordinate, it is what they do: their own SEF, report and time,
    and what they challenge in their group.
    """
    look = _Look(this, standings, *plans, today, actions, outdated)
    steps = _steps_of_one(look, own) if own else (step for rule in _RULES for step in rule(look))
    order = list(Urgency)
    return sorted(steps, key=lambda step: order.index(step.urgency))


def _steps_of_one(look: _Look, own: UUID) -> Iterator[Step]:
    mine = [each for each in look.joined if each.authority == own]
    group = [each for each in look.joined if mine and each.group and each.group == mine[0].group]
    others = [each for each in group if each.authority != own]
    for rules, those in (((_meetings,), group), ((_sefs, _sharing, _own_report, _time), mine)):
        at = replace(look, everyone=those)
        yield from (step for rule in rules for step in rule(at))
    at = replace(look, everyone=others)
    yield from (*_findings(at), *_reports(at), *_outdated(at))


def names_of(standings: Iterable[Standing]) -> str:
    """Return a few names in a row: "Kent, Medway, Slough and 4 more"."""
    return in_short([each.name for each in standings])


def in_short(names: Sequence[str]) -> str:
    """Return the first names in a row, and how many more there are."""
    more = len(names) - _NAMED
    return f"{', '.join(names[:_NAMED])} and {more} more" if more > 1 else in_a_row(names)


def _joining(look: _Look) -> Iterator[Step]:
    if look.settled is None and look.joined and not any(each.answered_on for each in look.everyone):
        detail = f"{count_of(len(look.joined), 'authority', 'authorities')} on the list; none has said so yet"
        yield Step("ask", "Ask who joins: forms in Word", detail, Place.SEND_RECEIVE, look.round.id)
    asked = [each for each in look.everyone if each.joining is Joining.INVITED]
    if asked:
        who = f"{_authorities(asked)} not said whether {'it joins' if len(asked) == 1 else 'they join'}"
        yield Step("joining", who, names_of(asked), Place.AUTHORITIES, asked[0].authority)
    if len(look.joined) < 2:
        yield Step("join", "Say which authorities join", "A round needs at least two", Place.AUTHORITIES)


def _contacts(look: _Look) -> Iterator[Step]:
    """Yield that nobody can be written to, before the first meeting was held; the round's id opens bringing in."""
    if look.joined and not any(each.has_contact or each.held for each in look.everyone):
        detail = "No authority has anybody with an e-mail address yet"
        yield Step("contacts", "Bring in contacts", detail, Place.AUTHORITIES, look.round.id)


def _grouping(look: _Look) -> Iterator[Step]:
    if len(look.joined) < 2:
        return
    if look.settled is None:
        words = "Settle the draft plan" if look.draft else f"Put {len(look.joined)} authorities into groups"
        yield Step("groups", words, "Until then there are no sessions to plan", Place.TRIADS, look.draft)
        return
    alone = [each for each in look.joined if each.group is None]
    if alone:
        yield Step("alone", f"{_authorities(alone)} no group", names_of(alone), Place.TRIADS, alone[0].authority)


def _left(look: _Look) -> Iterator[Step]:
    """Yield who has declined and still sits in a group that has not met."""
    gone = [each for each in look.everyone if each.joining is Joining.DECLINED and each.group and not each.held]
    if gone:
        groups = in_a_row(list(dict.fromkeys(each.group_name for each in gone)))
        words = f"{names_of(gone)} {'does' if len(gone) == 1 else 'do'} not take part any more: repair the groups"
        yield Step("left", words, f"Sits in {groups} still", Place.TRIADS, gone[0].group, Urgency.TODAY)


def _sefs(look: _Look) -> Iterator[Step]:
    missing = [
        each
        for each in look.joined
        if each.group
        and each.shared_on is None
        and (each.sef or SubmissionState.NOT_STARTED) in NOT_SENT
        and not each.held
    ]
    by_day: dict[date | None, list[Standing]] = {}
    for each in missing:
        by_day.setdefault(each.sef_due or look.round.sef_due, []).append(each)
    for day, those in by_day.items():
        late = day is not None and day < look.today
        due = "" if day is None else f" – due {day_in_words(day)}"
        words = f"{count_of(len(those), 'SEF')} not in{due}"
        soon = day is not None and day - look.today <= _SOON
        urgency = Urgency.LATE if late else Urgency.NEXT if soon else Urgency.LATER
        target = those[0].authority if len(those) == 1 and those[0].sef else None
        yield Step(f"sef {day}", words, names_of(those), Place.SEFS, target, urgency)


def _sharing(look: _Look) -> Iterator[Step]:
    sent = {SubmissionState.SUBMITTED, SubmissionState.ACCEPTED}
    waiting = [each for each in look.joined if each.sef in sent and each.shared_on is None and not each.held]
    if waiting:
        words = f"Share {count_of(len(waiting), 'SEF')} with the group"
        first = min((each.session_on for each in waiting if each.session_on), default=None)
        late = first is not None and first - look.today <= timedelta(days=look.round.share_days)
        urgency = Urgency.LATE if late else Urgency.NEXT
        yield Step("share", words, names_of(waiting), Place.SEFS, waiting[0].authority, urgency)


def _dates(look: _Look) -> Iterator[Step]:
    without = [each for each in look.joined if each.group and each.session_on is None and not each.held]
    groups = list(dict.fromkeys(each.group_name for each in without))
    if groups:
        many = f"{len(groups)} groups" if len(groups) > 1 else groups[0]
        yield Step("dates", f"No date yet for {many}", names_of(without), Place.MEETINGS, without[0].group)


def _meetings(look: _Look) -> Iterator[Step]:
    for group in _each_group(look.joined):
        each = group[0]
        day = each.session_on
        if day is None or each.held:
            continue
        key, who = f"session {each.group}", names_of(group)
        if all(other.paused for other in group if other.challenge) and each.challenge:
            words = f"{each.group_name} waits: give its meeting another day when it can go on"
            yield Step(key, words, who, Place.MEETINGS, each.group, Urgency.LATER)
            continue
        if day < look.today:
            words = f"{each.group_name} was to meet on {day_in_words(day)}: say it was held, or give another day"
            yield Step(key, words, who, Place.SESSION, each.session, Urgency.LATE)
        elif day == look.today:
            yield Step(key, f"{each.group_name} meets today", who, Place.SESSION, each.session, Urgency.TODAY)
        elif day - look.today <= _SOON:
            yield Step(key, f"{each.group_name} meets on {day_in_words(day)}", who, Place.SESSION, each.session)


def _unfit_days(look: _Look) -> Iterator[Step]:
    """Yield the meetings on days when somebody cannot meet, or is not there any more; one that waits is no matter."""
    coming = [each for each in look.joined if each.session_on and not each.held and not each.paused]
    yield from _moved(look, "cannot", [each for each in coming if each.cannot], "cannot meet")
    ended = [
        each for each in coming if each.session_on and (last_day_of(each.name, each.ends) or date.max) < each.session_on
    ]
    yield from _moved(look, "ended", ended, "will have ended")


def _moved(look: _Look, key: str, those: Sequence[Standing], what: str) -> Iterator[Step]:
    groups = list(dict.fromkeys(each.group_name for each in those))
    days = {each.session_on for each in those if each.session_on}
    if not those:
        return
    on = f"on {day_in_words(*days)}" if len(days) == 1 else "on the days of their meetings"
    words = f"{names_of(those)} {what} {on}: move the meeting{'s' if len(groups) > 1 else ''} of {in_short(groups)}"
    day = min(days, default=look.today)
    urgency = Urgency.TODAY if day - look.today <= _SOON else Urgency.NEXT
    yield Step(key, words, "Give another day under Meetings", Place.MEETINGS, those[0].group, urgency)


def _findings(look: _Look) -> Iterator[Step]:
    for group in _each_group(look.joined):
        hosts = [each for each in group if each.held and each.challenge]
        none = [each for each in hosts if not each.findings]
        if none:
            yield _by_report_day(look, "write", f"Write the findings for {names_of(none)}", none, Place.FINDINGS)
        unagreed = [each for each in hosts if each.unagreed]
        if unagreed:
            number = sum(each.unagreed for each in unagreed)
            words = f"{count_of(number, 'finding')} to agree for {names_of(unagreed)}"
            yield _by_report_day(look, "agree", words, unagreed, Place.FINDINGS)


def _reports(look: _Look) -> Iterator[Step]:
    for group in _each_group(look.joined):
        ready = [each for each in group if each.held and each.challenge and each.findings and not each.unagreed]
        for state, say in _REPORTS.items():
            those = [each for each in ready if each.report is state]
            if those:
                yield _by_report_day(look, f"report {state}", say(those), those, Place.FEEDBACK)


def _outdated(look: _Look) -> Iterator[Step]:
    those = [each for each in look.joined if each.challenge in look.outdated]
    if those:
        many = f"{len(those)} final reports no longer say what the findings say"
        words = many if len(those) > 1 else f"{those[0].name}’s final report no longer says what its findings say"
        detail = f"{names_of(those)}: begin a new version" if len(those) > 1 else "Begin a new version to print it"
        yield Step("outdated", words, detail, Place.FEEDBACK, those[0].challenge)


def _begin_reports(those: Sequence[Standing]) -> str:
    if len(those) == 1:
        return f"{those[0].name}’s findings are agreed; its report has not been begun"
    return f"Findings are agreed: begin the reports for {names_of(those)}"


def _agree_reports(those: Sequence[Standing]) -> str:
    if len(those) == 1:
        return f"{those[0].name}’s findings are agreed; its report is a draft"
    return f"Agree the draft reports for {names_of(those)}"


def _send_reports(those: Sequence[Standing]) -> str:
    return f"Send {names_of(those)} {'its report' if len(those) == 1 else 'their reports'} to check"


def _await_reports(those: Sequence[Standing]) -> str:
    return f"{names_of(those)} {'is checking its report' if len(those) == 1 else 'are checking their reports'}"


_REPORTS: dict[ReportState | None, Callable[[Sequence[Standing]], str]] = {
    None: _begin_reports,
    ReportState.DRAFT: _agree_reports,
    ReportState.AGREED: _send_reports,
    ReportState.WITH_HOST: _await_reports,
}


def _time(look: _Look) -> Iterator[Step]:
    silent = [each for each in look.joined if each.held and not each.minutes]
    if silent:
        words = f"{_authorities(silent)} told no time yet"
        yield Step("time", words, names_of(silent), Place.TIME, silent[0].challenge, Urgency.LATER)


def _succession(look: _Look) -> Iterator[Step]:
    """Yield who ends without anybody named to follow, and who has ended while this round goes on with it."""
    for each in look.joined:
        key, at = f"succession {each.authority}", (Place.AUTHORITIES, each.authority)
        if each.ends is not None and each.ends < look.today and each.report is not ReportState.FINAL:
            words = f"{each.name} ended on {day_in_words(each.ends)}; this round goes on with it to its end"
            yield Step(key, words, "", *at, Urgency.LATER)
        names, day = known_successors(each.name)
        if each.ends is None and day is not None and day - look.today <= _COMING:
            words = f"{each.name} ends on {day_in_words(day - timedelta(days=1))}: say who follows it"
            yield Step(key, words, in_a_row(names), *at, Urgency.LATER)


def _own_report(look: _Look) -> Iterator[Step]:
    for each in look.joined:
        if each.report is ReportState.WITH_HOST:
            words = f"Check the facts in the report for {each.name}"
            yield _by_report_day(look, "check", words, [each], Place.FEEDBACK)


def _actions(look: _Look) -> Iterator[Step]:
    """Yield the check 6 or 12 months after the meetings while it is due, and what is overdue."""
    late, still_open = look.actions.late, look.actions.open
    if not still_open:
        return
    for months in CHECKED_AFTER_MONTHS:
        days = {
            each.name: months_after(each.session_on, months) for each in look.joined if each.held and each.session_on
        }
        those = [each for each in look.joined if each.name in days]
        those = [each for each in those if -_SOON <= look.today - days[each.name] <= _CHECK_LASTS]
        if those:
            words = f"Ask how far the actions are, {months} months after the meeting"
            yield Step(f"check {months}", words, names_of(those), Place.LISTS)
    if late:
        words = f"{count_of(late, 'action')} overdue, of {still_open} not finished"
        yield Step("actions", words, "Save reminders, or say what was done", Place.LISTS, None, Urgency.LATER)


_RULES: tuple[Callable[[_Look], Iterator[Step]], ...] = (
    _meetings,
    _unfit_days,
    _joining,
    _contacts,
    _grouping,
    _left,
    _sefs,
    _dates,
    _sharing,
    _findings,
    _reports,
    _outdated,
    _time,
    _actions,
    _succession,
)


def _by_report_day(look: _Look, key: str, words: str, those: Sequence[Standing], place: Place) -> Step:
    key = f"{key} {those[0].group}"
    waiting = [each for each in those if each.paused]
    if len(waiting) == len(those):
        return Step(key, words, f"{those[0].group_name}, paused", place, those[0].challenge, Urgency.LATER)
    days = [each.report_due for each in those if each.report_due and not each.paused]
    if not days:
        return Step(key, words, "", place, those[0].challenge)
    first = min(days)
    late = first < look.today
    detail = f"{those[0].group_name}, {'report' if len(those) == 1 else 'reports'} due {day_in_words(first)}"
    detail += f"; {names_of(waiting)} paused" if waiting else ""
    urgency = Urgency.LATE if late else Urgency.TODAY if first == look.today else Urgency.NEXT
    return Step(key, words, detail, place, those[0].challenge, urgency)


def _each_group(standings: Iterable[Standing]) -> Iterator[list[Standing]]:
    groups: dict[UUID, list[Standing]] = {}
    for each in standings:
        if each.group is not None:
            groups.setdefault(each.group, []).append(each)
    yield from sorted(groups.values(), key=lambda group: group[0].session_on or date.max)


def _authorities(those: Sequence[Standing]) -> str:
    return f"{those[0].name} has" if len(those) == 1 else f"{len(those)} authorities have"
