"""The formulas of time and value: plain numbers in, plain numbers out, each worked by hand in its test."""

from calendar import monthrange
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from uuid import UUID

from peer_challenge.domain.choices import Stage
from peer_challenge.domain.working_days import is_working_day

HOURS_A_DAY = 7.4
"""The working day that hours are turned into days with."""

FEWEST = 3
"""The smallest count, and the smallest number of authorities a figure may rest on, where others read it."""

TOO_FEW = "Too few to show"


@dataclass(frozen=True, slots=True)
class Cell:
    """The person-minutes of a stage, and the authorities that they come from."""

    stage: Stage
    person_minutes: int
    authorities: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class SafeCells:
    """Stages that others may read, and what had to be put together so that none of it can be worked out."""

    shown: tuple[Cell, ...]
    together: tuple[Stage, ...]
    together_minutes: int

    def share_of(self, stages: Iterable[Stage]) -> int | None:
        """Return the share of all time in whole per cent; None where it would tell what was put together."""
        wanted = set(stages)
        if wanted & set(self.together):
            return None
        spent = sum(each.person_minutes for each in self.shown if each.stage in wanted)
        return percent(spent, sum(each.person_minutes for each in self.shown) + self.together_minutes)


@dataclass(frozen=True, slots=True)
class Against:
    """The same authorities in two rounds: how many they are, and their person-minutes before and now."""

    authorities: int
    before: int
    now: int

    @property
    def each_before(self) -> float:
        """Hours for each of them in the round before."""
        return hours(self.before) / self.authorities

    @property
    def each_now(self) -> float:
        """Hours for each of them in this round."""
        return hours(self.now) / self.authorities


def hours(person_minutes: float) -> float:
    """Return person-minutes as hours, not rounded."""
    return person_minutes / 60


def percent(part: float, whole: float) -> int:
    """Return a part in whole per cent of the whole; 0 of nothing."""
    return round(100 * part / whole) if whole else 0


def per_head(total: float, count: int) -> float | None:
    """Return the mean; None where there is nobody to share it."""
    return total / count if count else None


def middle(values: Sequence[float]) -> float | None:
    """Return the median; None of nothing."""
    return median(values) if values else None


def days_of_work(person_minutes: int) -> float:
    """Return working days of 7.4 hours."""
    return hours(person_minutes) / HOURS_A_DAY


def cost(person_minutes: int, day_rate: int) -> int:
    """Return what as many days of a consultant would cost, in whole pounds."""
    return round(days_of_work(person_minutes) * day_rate)


def months_after(day: date, months: int) -> date:
    """Return the same day some months on; the last of the month where that month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def done_within(months: int, held_on: date, done_on: date | None) -> bool:
    """Return whether something was done by that many months after the meeting."""
    return done_on is not None and done_on <= months_after(held_on, months)


def working_days(first: date, last: date, days_off: Collection[date]) -> int:
    """Return how many working days after the first the last is; 0 on the same day or before it."""
    days = (first + timedelta(days=each) for each in range(1, (last - first).days + 1))
    return sum(is_working_day(day, days_off) for day in days)


def ratio_words(given: int, received: int) -> str:
    """Return for example "1.5 : 1" or "1 : 2.0", given first; "" where a side is nothing."""
    if not given or not received:
        return ""
    if given >= received or round(received / given, 1) == 1:
        return f"{given / received:.1f} : 1"
    return f"1 : {received / given:.1f}"


def against(before: Mapping[UUID, int], now: Mapping[UUID, int]) -> Against | None:
    """Return both rounds' minutes of the authorities that told both times; None where there is none."""
    both = before.keys() & now.keys()
    if not both:
        return None
    return Against(len(both), sum(before[each] for each in both), sum(now[each] for each in both))


def carried_share(before: Iterable[str], now: Iterable[str]) -> int | None:
    """Return how much of a text stood in the one before, by words of whole paragraphs; None where there is no text."""
    known = {" ".join(part.split()) for text in before for part in text.splitlines() if part.strip()}
    parts = [" ".join(part.split()) for text in now for part in text.splitlines() if part.strip()]
    words = sum(len(part.split()) for part in parts)
    return percent(sum(len(part.split()) for part in parts if part in known), words) if words else None


def safe_cells(cells: Sequence[Cell]) -> SafeCells:
    """Keep back each stage that rests on fewer than three authorities.

    What is kept back is put together with the smallest stages left until it rests on three authorities and on two
    stages at least, because what is missing from a known total is no secret when it stands alone.
    """
    shown = sorted((each for each in cells if each.person_minutes), key=lambda each: each.person_minutes)
    back = [each for each in shown if len(each.authorities) < FEWEST]
    shown = [each for each in shown if each not in back]
    while back and shown and (len(back) < 2 or len(frozenset().union(*(each.authorities for each in back))) < FEWEST):
        back.append(shown.pop(0))
    order = list(Stage)
    return SafeCells(
        tuple(sorted(shown, key=lambda each: order.index(each.stage))),
        tuple(sorted((each.stage for each in back), key=order.index)),
        sum(each.person_minutes for each in back),
    )


def count_for_others(count: int) -> str:
    """Return a count as others may read it."""
    return f"{count:,}" if count >= FEWEST else "none" if count == 0 else "fewer than three"


def part_of(count: int, of: int) -> str:
    """Return a count in words that give away neither fewer than three nor all but one or two."""
    if count == 0:
        return "none"
    if of < FEWEST or count < FEWEST:
        return "fewer than three"
    if count == of:
        return f"all {of:,}"
    return "almost all" if of - count < FEWEST else f"{count:,} of {of:,}"
