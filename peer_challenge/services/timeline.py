"""The milestones of a round in order: what each is, on which days, how far it is, and which is the one now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from peer_challenge.domain.choices import Joining, ReportState
from peer_challenge.domain.days import day_in_words
from peer_challenge.domain.records import Round
from peer_challenge.services.marks import Mark
from peer_challenge.services.metrics import months_after
from peer_challenge.services.next_steps import CHECKED_AFTER_MONTHS
from peer_challenge.services.submission_rows import NOT_SENT
from peer_challenge.storage.queries.home import Standing


@dataclass(frozen=True, slots=True)
class Milestone:
    """A step of the round: its name, its day or days in words ("" as long as there are none), and how far it is."""

    id: str
    title: str
    when: str
    so_far: str
    mark: Mark

    @property
    def sentence(self) -> str:
        """The milestone as a screen reader says it."""
        said = _SAID[self.mark]
        return ", ".join(part for part in (self.title, self.when, self.so_far, said) if part) + "."


_SAID = {Mark.DONE: "done", Mark.LATE: "late", Mark.UNDER_WAY: "now", Mark.NOTHING: "to come"}


def timeline(this: Round, standings: Sequence[Standing], *, settled: bool, today: date) -> tuple[Milestone, ...]:
    """Return the milestones of a round as of `today`; the first that is not done is the one now, or late."""
    joined = [each for each in standings if each.joining is Joining.JOINED]
    found: list[Milestone] = []
    for make in (_groups, _sefs, _shared, _meetings, _reports, _checks):
        key, title, days, so_far, done = make(this, joined, settled)
        begun = all(each.mark is Mark.DONE for each in found)
        late = not done and bool(days) and max(days) < today
        mark = Mark.DONE if done else Mark.LATE if late else Mark.UNDER_WAY if begun else Mark.NOTHING
        found.append(Milestone(key, title, _span(days), so_far, mark))
    return tuple(found)


_Facts = tuple[str, str, Sequence[date], str, bool]


def _groups(_this: Round, joined: Sequence[Standing], settled: bool) -> _Facts:
    alone = sum(each.group is None for each in joined)
    done = settled and bool(joined) and not alone
    said = f"{len({each.group for each in joined})} settled" if done else f"{len(joined)} take part"
    return "groups", "Groups", (), said, done


def _sefs(this: Round, joined: Sequence[Standing], _settled: bool) -> _Facts:
    sent = sum(each.shared_on is not None or (each.sef is not None and each.sef not in NOT_SENT) for each in joined)
    over = _are_over(joined) or sent == len(joined)
    days = (this.sef_due,) if this.sef_due else ()
    return "sefs", "SEFs in", days, _of(sent, joined), bool(joined) and over


def _shared(this: Round, joined: Sequence[Standing], _settled: bool) -> _Facts:
    shared = sum(each.shared_on is not None for each in joined)
    over = _are_over(joined) or shared == len(joined)
    first = min((each.session_on for each in joined if each.session_on), default=None)
    days = (first - timedelta(days=this.share_days),) if first else ()
    return "shared", "SEFs shared", days, _of(shared, joined), bool(joined) and over


def _are_over(joined: Sequence[Standing]) -> bool:
    """Return whether every meeting was held: then what should have come before has, or is not waited for."""
    return all(each.held for each in joined)


def _meetings(_this: Round, joined: Sequence[Standing], _settled: bool) -> _Facts:
    groups = {each.group: each for each in joined if each.group}
    held = sum(each.held for each in groups.values())
    days = sorted({each.session_on for each in groups.values() if each.session_on})
    said = f"{held} of {len(groups)} held" if groups else ""
    return "meetings", "Meetings", days, said, bool(groups) and held == len(groups)


def _reports(_this: Round, joined: Sequence[Standing], _settled: bool) -> _Facts:
    hosts = [each for each in joined if each.challenge]
    final = sum(each.report is ReportState.FINAL for each in hosts)
    days = sorted({each.report_due for each in hosts if each.report_due})
    said = f"{final} of {len(hosts)} final" if hosts else ""
    return "reports", "Reports", days, said, bool(hosts) and final == len(hosts)


def _checks(_this: Round, joined: Sequence[Standing], _settled: bool) -> _Facts:
    last = max((each.session_on for each in joined if each.session_on), default=None)
    days = [months_after(last, months) for months in CHECKED_AFTER_MONTHS] if last else []
    return "checks", "Actions checked", days, "after 6 and 12 months", False


def _of(number: int, joined: Sequence[Standing]) -> str:
    return f"{number} of {len(joined)}" if joined else ""


def _span(days: Sequence[date]) -> str:
    """Return a day, or first and last: "3 to 12 November 2026"."""
    if not days:
        return ""
    first, last = min(days), max(days)
    if first == last:
        return day_in_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_in_words(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {day_in_words(last)}"
    return f"{first.day} {first:%b %Y} to {last.day} {last:%b %Y}"
