"""Which days suit: candidate days of a round, what each authority says to them, and the best days for a group."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, add, edit, remove
from peer_challenge.domain.choices import DayChoice, SessionState
from peer_challenge.domain.days import count_of, day_in_words
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id
from peer_challenge.domain.records import Authority, DayAnswer, Round, Session
from peer_challenge.domain.working_days import is_working_day, usual_school_holiday
from peer_challenge.services.reference import bank_holidays
from peer_challenge.storage.queries import meetings as queries
from peer_challenge.storage.store import Store

MOST_DAYS = 60
"""More candidate days than anybody answers on one page."""


@dataclass(frozen=True, slots=True)
class BestDay:
    """A candidate day for a group, `id`; `cannot`, `if_need_be` and `silent` are names of authorities.

    `against` says what else speaks against it: no school day, or another group that day with somebody in common.
    """

    id: date
    can: int
    if_need_be: tuple[str, ...]
    cannot: tuple[str, ...]
    silent: tuple[str, ...]
    against: tuple[str, ...]

    @property
    def suits_all(self) -> bool:
        """Whether everybody has said that they can, if need be at least."""
        return not self.cannot and not self.silent

    @property
    def words(self) -> str:
        """Who can, in words."""
        said = ["Everybody can"] if self.suits_all and not self.if_need_be else []
        if not said:
            said = [f"{self.can} can"]
        for names, what in (
            (self.if_need_be, "if need be"),
            (self.cannot, "cannot"),
            (self.silent, "not said"),
        ):
            if names:
                said.append(f"{what}: {', '.join(names)}")
        return "; ".join(said) + "."

    @property
    def sentence(self) -> str:
        """The day as a screen reader says it."""
        return " ".join([f"{self.id:%A} {day_in_words(self.id)}: {self.words}", *self.against])


def answer_id(round_id: UUID, authority: UUID, day: date) -> UUID:
    """Return the id under which every copy keeps an authority's answer about a day."""
    return known_id("day_answer", round_id, authority, day.isoformat())


def ask_about(store: Store, round_id: UUID, days: Iterable[date]) -> ChangeSet:
    """Set the days that the round asks authorities about; raises `UserError` for one that nobody works on."""
    holidays = bank_holidays()
    chosen = tuple(sorted(set(days)))
    for day in chosen:
        if not is_working_day(day, holidays):
            raise UserError(f"{day:%A} {day_in_words(day)} is a weekend or a bank holiday. Choose a working day.")
    if len(chosen) > MOST_DAYS:
        raise UserError(f"{count_of(len(chosen), 'day')} are more than anybody answers. Choose at most {MOST_DAYS}.")
    return edit("Choose days to ask about", store.need(Round, round_id), poll_days=chosen)


def answer_days(
    store: Store, round_id: UUID, authority: UUID, said: Mapping[date, DayChoice | None], label: str = "Answer days"
) -> ChangeSet:
    """Keep what an authority says to days, candidate days or others; None takes an answer back."""
    store.need(Authority, authority)
    changes = ChangeSet(label, ())
    for day, can in sorted(said.items()):
        key = answer_id(round_id, authority, day)
        before = store.get(DayAnswer, key)
        if can is None:
            changes += remove(label, before) if before else ChangeSet(label, ())
        elif before is None:
            changes += add(label, DayAnswer(id=key, round=round_id, authority=authority, day=day, can=can))
        else:
            changes += edit(label, before, can=can)
    return changes


def bad_dates(store: Store, round_id: UUID, authority: UUID, days: Iterable[date]) -> ChangeSet:
    """Make `days` those on which an authority cannot meet, as its joining form says; other answers stand."""
    wanted = set(days)
    no_more = [each for each in answers_of(store, round_id, authority) if each.can is DayChoice.NO]
    taken_back = remove("Bad dates", *(each for each in no_more if each.day not in wanted))
    return ChangeSet("Bad dates", taken_back.changes) + answer_days(
        store, round_id, authority, dict.fromkeys(wanted, DayChoice.NO), "Bad dates"
    )


def answers_of(store: Store, round_id: UUID, authority: UUID) -> list[DayAnswer]:
    """Return what an authority has said to days, by day."""
    return sorted(store.find(DayAnswer, round=round_id, authority=authority), key=lambda each: each.day)


def working_days_between(first: date, last: date) -> list[date]:
    """Return the working days from `first` to `last`, without those in the usual school holidays.

    Raises `UserError` where the days are the wrong way round, or too many.
    """
    if last < first:
        raise UserError("The last day is before the first. Turn them round.")
    holidays = bank_holidays()
    days = [first + timedelta(days=each) for each in range((last - first).days + 1)]
    found = [day for day in days if is_working_day(day, holidays) and not usual_school_holiday(day, holidays)]
    if len(found) > MOST_DAYS:
        raise UserError(f"Those are {count_of(len(found), 'day')}. Choose at most {MOST_DAYS}, a shorter time.")
    return found


def best_days(store: Store, round_id: UUID, group: UUID) -> list[BestDay]:
    """Return the round's candidate days for a group, the best first; those on which somebody cannot come last.

    First count those who cannot, then those who did not say, then "if need be", then what else speaks against a day.
    """
    round_ = store.need(Round, round_id)
    members, said = queries.names_in_group(store, group), queries.answers_in_group(store, round_id, group)
    busy = _other_groups(store, round_id, group)
    found = [_judged(day, members, said, busy.get(day, ())) for day in round_.poll_days]
    return sorted(
        found,
        key=lambda each: (
            len(each.cannot),
            len(each.silent),
            len(each.if_need_be),
            len(each.against),
            each.id,
        ),
    )


def _judged(
    day: date, members: Mapping[UUID, str], said: Mapping[tuple[UUID, date], DayChoice], busy: Iterable[str]
) -> BestDay:
    def those(choice: DayChoice | None) -> tuple[str, ...]:
        return tuple(name for id_, name in members.items() if said.get((id_, day)) is choice)

    holiday = usual_school_holiday(day, bank_holidays())
    against = [f"Within the usual {holiday}."] if holiday else []
    return BestDay(
        day,
        len(those(DayChoice.YES)),
        those(DayChoice.IF_NEED_BE),
        those(DayChoice.NO),
        those(None),
        (*against, *busy),
    )


def _other_groups(store: Store, round_id: UUID, group: UUID) -> dict[date, list[str]]:
    """Return day → what speaks against it because another group with somebody in common meets then."""
    said: dict[date, list[str]] = {}
    shared = queries.shared_with(store, round_id, group)
    for each in store.find(Session, round=round_id):
        if each.held_on and each.group != group and each.state is not SessionState.CANCELLED:
            for who in shared.get(each.group, ()):
                said.setdefault(each.held_on, []).append(f"{who.words} that day.")
    return said
