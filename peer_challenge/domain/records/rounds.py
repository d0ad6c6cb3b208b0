"""A round, who takes part, and one challenge per host."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from peer_challenge.domain.choices import ChallengePurpose, DutyKind, Joining
from peer_challenge.domain.records.base import Record, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Record):
    """One cycle of peer challenge. Dates are days in England; the report is due in working days after a session.

    What is kept for how many months is counted from the end of the round, of raw notes from the last final report;
    no statutory periods exist, so these are the usual ones, and each round may have its own. `poll_days` are the days
    on which groups are asked whether they could meet. `letterhead` is the region's name at the head of reports, `logo`
    the SHA-256 of a PNG and `logo_words` what it shows, `accent` a colour as RRGGBB; "" is the program's own look.
    """

    name: str = words()
    framework: UUID
    region: str = ""
    starts: date | None = None
    sef_due: date | None = None
    share_days: int = 14
    report_days: int = 10
    marking: str = "OFFICIAL-SENSITIVE"
    poll_days: tuple[date, ...] = ()
    word_template: str = ""
    word_template_name: str = ""
    letterhead: str = ""
    logo: str = ""
    logo_words: str = ""
    accent: str = ""
    keep_notes_months: int = 6
    keep_sefs_months: int = 18
    keep_time_months: int = 24
    keep_reports_months: int = 72
    keep_people_months: int = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation(Record):
    """Whether an authority takes part in a round, and why not; the id derives from both.

    `answered_on` is the day on which it said so, None where it was only put on the list. `kept_aside` is what no place
    was found for in the forms that it sent back, a line each.
    """

    round: UUID
    authority: UUID
    joining: Joining = Joining.INVITED
    reason: str = words()
    answered_on: date | None = None
    kept_aside: str = words()


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge(Record):
    """One host challenged by the others of its group; the id derives from group and host."""

    round: UUID
    group: UUID
    host: UUID
    purpose: ChallengePurpose = ChallengePurpose.QUALITY_ASSURANCE
    notes_to_coordinator: bool = False
    position: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty(Record):
    """Who does what in a challenge: an authority, and perhaps a person; `session` marks a stand-in for one session."""

    challenge: UUID
    kind: DutyKind
    authority: UUID | None = None
    person: UUID | None = None
    session: UUID | None = None
