"""The one question of time at the end: roughly how long a team spent on a challenge reading, meeting and writing.

It shows what was told so far, and an estimate never comes to stand beside other entries of the same stage.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.changes import ChangeSet, edit, remove
from peer_challenge.domain.choices import EntryMode, Stage
from peer_challenge.domain.days import count_of
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.ids import known_id
from peer_challenge.domain.records import TimeEntry
from peer_challenge.services.time_spent import MOST_MINUTES, hours_words, log_time
from peer_challenge.storage.queries import time_checks as queries
from peer_challenge.storage.store import Store

ASKED: Mapping[str, Stage] = {"reading": Stage.PREPARATION, "meeting": Stage.SESSION, "writing": Stage.WRITE_UP}
"""What is asked, and the stage it is kept under."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a team told of one challenge so far, in minutes of all its people together; 0 where it told nothing."""

    id: UUID
    challenge: UUID
    authority: UUID
    reading: int = 0
    meeting: int = 0
    writing: int = 0


class ToldOtherwiseError(UserError):
    """Time of a stage was told by other entries, and differently; the sentence says both, and that it is left."""


@dataclass(frozen=True, slots=True)
class TimeCheck:
    """Something to look at in the ledger: time that may be counted twice, or that is missing."""

    id: str
    words: str
    twice: bool

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        return self.words


def estimate_of(store: Store, challenge: UUID, authority: UUID) -> Estimate:
    """Return what an authority told so far, by whatever entries: timers, meetings, Excel or an earlier answer."""
    told = queries.told_by(store, challenge, authority)
    said = {name: told.get(stage, 0) for name, stage in ASKED.items()}
    return Estimate(known_id("time_estimate", challenge, authority), challenge, authority, **said)


def tell_estimate(store: Store, challenge: UUID, authority: UUID, **minutes: int) -> ChangeSet:
    """Keep what a team answered, marked as an estimate; a second answer changes the first, and 0 takes it back.

    What is not named stays as it was, and so does what is told already. An estimate that an older file holds beside
    other entries goes once those are confirmed. Raises `ToldOtherwiseError` where other entries of the stage say
    something else, `UserError` for more minutes than can be right.
    """
    changes = ChangeSet(_LABEL, ())
    for name, said in minutes.items():
        changes += _told(store, challenge, authority, ASKED[name], said)
    return ChangeSet(_LABEL, changes.changes)


def checks(store: Store, round_id: UUID) -> tuple[TimeCheck, ...]:
    """Return what may be counted twice, then who has told nothing of a challenge whose meeting was held."""
    twice = tuple(
        TimeCheck(
            f"twice:{each.challenge}:{each.authority}:{each.stage}",
            f"{each.authority_name}’s {each.stage.words.lower()} on {each.host_name} may be counted twice: "
            f"{hours_words(each.estimated)} estimated beside {hours_words(each.otherwise)} told otherwise. "
            "Keep one of them.",
            True,
        )
        for each in queries.told_twice(store, round_id)
    )
    return twice + tuple(
        TimeCheck(
            f"gap:{each.challenge}",
            f"{each.host_name}: {count_of(each.silent, 'authority', 'authorities')} of {each.of} in the challenge "
            f"{'has' if each.silent == 1 else 'have'} not told any time on it.",
            False,
        )
        for each in queries.not_told(store, round_id)
    )


_LABEL = "Say roughly how long it took"
_ROUNDING = 3  # minutes: hours are shown to a tenth, so 4.2 and 4.3 both say the 255 minutes that were told


def _key(challenge: UUID, authority: UUID, stage: Stage) -> UUID:
    """Every copy that answers makes the same entry, so that none is counted twice."""
    return known_id("time_estimate", challenge, authority, stage)


def _told(store: Store, challenge: UUID, authority: UUID, stage: Stage, minutes: int) -> ChangeSet:
    before = store.get(TimeEntry, _key(challenge, authority, stage))
    own = before.minutes * before.people if before else 0
    told = queries.told_by(store, challenge, authority).get(stage, 0)
    if minutes == told:
        return ChangeSet(_LABEL, ())
    if otherwise := told - own:
        if before and minutes in (0, otherwise):
            return remove(_LABEL, before)
        if abs(minutes - told) <= _ROUNDING:
            return ChangeSet(_LABEL, ())
        raise ToldOtherwiseError(
            f"Told already: {round(told / 60, 2):g} hours; the form says {round(minutes / 60, 2):g}; left as it is. "
            "If the form is right, change the entries of time."
        )
    if not 0 <= minutes <= MOST_MINUTES:
        raise UserError(f"{minutes:,} minutes cannot be right. Give 0 to 6,000 minutes of all your people together.")
    if not minutes:
        return remove(_LABEL, before) if before else ChangeSet(_LABEL, ())
    if before:
        return edit(_LABEL, before, minutes=minutes, people=1, mode=EntryMode.ESTIMATE)
    id_ = _key(challenge, authority, stage)
    return log_time(store, challenge, authority, stage, minutes, mode=EntryMode.ESTIMATE, id_=id_)
