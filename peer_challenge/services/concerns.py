"""Immediate concerns: that somebody was told, and nothing else; kept on this computer, outside the round file.

A concern is acted on through the host's own safeguarding procedure. What stands here is when who was told, how and by
whom, each a choice: there is no room for words about a child. The file lies beside the round files, so that no log,
search, file to send, report or backup ever holds it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from peer_challenge.domain.choices import Choice
from peer_challenge.domain.days import ENGLAND, clock_in_words, day_in_words
from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.domain.ids import known_id
from peer_challenge.storage.files import folder_for, write_whole
from peer_challenge.storage.settings import places


class Told(Choice):
    """Who was told."""

    HOST_DIRECTOR = "the host’s director"
    HOST_SAFEGUARDING = "the host’s safeguarding lead"
    HOST_QA_LEAD = "the host’s QA lead"
    FRONT_DOOR = "the front door of children’s social care"
    DESIGNATED_OFFICER = "the designated officer (LADO)"
    POLICE = "the police"


class How(Choice):
    """How they were told."""

    IN_PERSON = "in person"
    PHONE = "by phone"
    CALL = "in a separate call"
    SECURE_EMAIL = "by secure e-mail"


class By(Choice):
    """Who told them, as a role."""

    LEAD_CHALLENGER = "the lead challenger"
    THIRD_PEER = "the third peer"
    NOTE_TAKER = "the note taker"
    FACILITATOR = "the facilitator"
    COORDINATOR = "the coordinator"
    HOST = "the host itself"


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """That somebody was told; `at` is when."""

    at: datetime
    told: Told
    how: How
    by: By

    @property
    def id(self) -> UUID:
        """The same for the same four facts."""
        return known_id("concern", self.at.isoformat(), self.told, self.how, self.by)

    @property
    def sentence(self) -> str:
        """The concern in words."""
        there = self.at.astimezone(ENGLAND)
        when = f"{day_in_words(there.date())}, {clock_in_words(there.time())}"
        return f"{when}: {self.by.value} told {self.told.value} {self.how.value}."


def concerns_of(round_id: UUID) -> list[Concern]:
    """Return what this computer keeps for a round, in order of time.

    Raises `UserError` (exit 74) for a file that cannot be read: it is never taken for an empty one.
    """
    path = _place(round_id)
    try:
        kept = json.loads(path.read_bytes())
        return sorted((_read(each) for each in kept), key=lambda each: each.at)
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError, KeyError) as fault:
        raise UserError(
            f"{path} could not be read, so what was recorded in it cannot be shown. Do not delete it.",
            Exit.CANNOT_READ_OR_WRITE,
        ) from fault


def record_concern(round_id: UUID, at: datetime, told: Told, how: How, by: By) -> Concern:
    """Keep that somebody was told; raises `UserError` (exit 74) when the disk refuses."""
    concern = Concern(at=at, told=told, how=how, by=by)
    others = [each for each in concerns_of(round_id) if each.id != concern.id]
    _write(round_id, [*others, concern])
    return concern


def remove_concern(round_id: UUID, concern: UUID) -> None:
    """Remove what was recorded by mistake; the file goes with the last one."""
    left = [each for each in concerns_of(round_id) if each.id != concern]
    if left:
        _write(round_id, left)
    else:
        _place(round_id).unlink(missing_ok=True)


def _place(round_id: UUID) -> Path:
    return places().rounds.parent / "concerns" / f"{round_id}.json"


def _write(round_id: UUID, concerns: list[Concern]) -> None:
    path = _place(round_id)
    folder_for(path.parent)
    facts = [
        {"at": each.at.isoformat(), "told": each.told.name, "how": each.how.name, "by": each.by.name}
        for each in concerns
    ]
    write_whole(path, json.dumps(facts, indent=1).encode())  # readable by its user only


def _read(facts: Mapping[str, str]) -> Concern:
    return Concern(
        at=datetime.fromisoformat(facts["at"]),
        told=Told[facts["told"]],
        how=How[facts["how"]],
        by=By[facts["by"]],
    )
