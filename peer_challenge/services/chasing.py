"""Who is late in a round, with what, and the e-mail that asks for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from peer_challenge.domain.choices import Joining, ReportState, SubmissionState
from peer_challenge.domain.days import day_in_england, day_in_words
from peer_challenge.domain.records import Round
from peer_challenge.services.contacts import addresses_of, contacts_of, letter
from peer_challenge.services.standings import report_is_late, standings
from peer_challenge.services.submission_rows import NOT_SENT
from peer_challenge.storage.queries.home import Standing
from peer_challenge.storage.store import Store

_HOURS_AFTER = timedelta(days=7)
"""A week after the meeting people still know roughly how long they spent."""


@dataclass(frozen=True, slots=True)
class Late:
    """An authority that is late, and with what, a sentence each; `sef` says that its SEF is among it."""

    authority: UUID
    name: str
    asks: tuple[str, ...]
    sef: bool


@dataclass(frozen=True, slots=True)
class Chase:
    """An e-mail to one authority that is late, before it is sent; `to` may be empty where nobody is known."""

    late: Late
    to: tuple[str, ...]
    subject: str
    body: str


def late_in(this: Round, everyone: Sequence[Standing], today: date) -> tuple[Late, ...]:
    """Return the authorities from which something is overdue on `today`, by name, with what it is."""
    found = ((each, tuple(_asks(this, each, today))) for each in everyone)
    return tuple(
        Late(each.authority, each.name, asks, sef=_sef_is_late(this, each, today)) for each, asks in found if asks
    )


def chases(store: Store, round_id: UUID) -> list[Chase]:
    """Return an e-mail to each authority that is late today, to its QA leads, or else to everybody known there."""
    this, today = store.need(Round, round_id), day_in_england(store.now())
    return [
        Chase(
            each,
            addresses_of(contacts_of(store, each.authority)),
            f"{this.name}: a reminder",
            letter(store, this.marking, f"Dear colleagues in {each.name},", *each.asks, "Thank you."),
        )
        for each in late_in(this, standings(store, round_id), today)
    ]


def _asks(this: Round, each: Standing, today: date) -> Iterator[str]:
    if each.joining is Joining.INVITED and this.starts is not None and this.starts <= today:
        yield f"Please tell us whether {each.name} takes part; the round began on {day_in_words(this.starts)}."
    if each.joining is not Joining.JOINED:
        return
    due = each.sef_due or this.sef_due
    if due is not None and _sef_is_late(this, each, today):
        yield (
            f"Your self-evaluation was due on {day_in_words(due)} and has not come. The paper you have already is "
            "enough, or fill in the form attached."
        )
    if each.report is ReportState.WITH_HOST and report_is_late(each, today):
        yield "Your report waits for your check of its facts. Please send your corrections, or say that there are none."
    if each.held and not each.minutes and each.session_on and each.session_on + _HOURS_AFTER < today:
        yield (
            f"You met on {day_in_words(each.session_on)}. Roughly how many hours did your people spend on reading, "
            "meeting and writing? An estimate is enough."
        )


def _sef_is_late(this: Round, each: Standing, today: date) -> bool:
    due = each.sef_due or this.sef_due
    waiting = (each.sef or SubmissionState.NOT_STARTED) in NOT_SENT and not each.held and each.shared_on is None
    return each.joining is Joining.JOINED and waiting and due is not None and due < today
