"""The kinds of document about one host's challenge, each from a round file to a neutral document."""

from collections.abc import Callable
from enum import StrEnum
from uuid import UUID

from peer_challenge.domain.choices import ReportState
from peer_challenge.domain.errors import UserError
from peer_challenge.domain.records import Authority, Challenge
from peer_challenge.jobs.reading_copy import reading_copy
from peer_challenge.jobs.report_look import dressed
from peer_challenge.reports.action_plan import action_plan_document
from peer_challenge.reports.document import Document
from peer_challenge.reports.effort_statement import effort_document
from peer_challenge.reports.feedback_report import feedback_document
from peer_challenge.reports.letter import letter_document
from peer_challenge.reports.sef_report import sef_document
from peer_challenge.reports.session_pack import session_pack_document
from peer_challenge.reports.triad_summary import triad_document
from peer_challenge.services.actions import actions_of
from peer_challenge.services.effort import effort_of
from peer_challenge.services.feedback import feedback_of
from peer_challenge.services.report_life import issue_of
from peer_challenge.services.sef_views import sef_view
from peer_challenge.services.session_pack import session_pack_of
from peer_challenge.services.submission_rows import NOT_SENT
from peer_challenge.services.submissions import versions
from peer_challenge.storage.store import Store


class Kind(StrEnum):
    """What is written about a host; by value, as the command line and file names say it."""

    FEEDBACK = "feedback"
    LETTER = "letter"
    TRIAD = "triad"
    SESSION_PACK = "session-pack"
    SEF = "sef"
    ACTIONS = "actions"
    EFFORT = "effort"

    @property
    def words(self) -> str:
        """What it is, before the host's name."""
        return _WORDS[self]


_WORDS = {
    Kind.FEEDBACK: "feedback to",
    Kind.LETTER: "letter to",
    Kind.TRIAD: "summary of the group of",
    Kind.SESSION_PACK: "session pack for the challenge to",
    Kind.SEF: "self-evaluation of",
    Kind.ACTIONS: "action plan of",
    Kind.EFFORT: "effort statement of",
}


def document_of(store: Store, kind: Kind, challenge: UUID) -> Document:
    """Return the document of a kind about one challenge, as things stand.

    Raises `UserError` when the challenge is gone, or the host has sent no SEF to print.
    """
    found = store.need(Challenge, challenge)
    return dressed(store, found.round, _MAKERS[kind](store, found))


def sef_sent(store: Store, challenge: Challenge) -> UUID | None:
    """Return the newest version of the host's SEF that was sent, None where none was."""
    sent = (each for each in versions(store, challenge.round, challenge.host) if each.state not in NOT_SENT)
    return next((each.id for each in sent), None)


def _feedback(store: Store, challenge: Challenge) -> Document:
    view, issue = feedback_of(store, challenge.id), issue_of(store, challenge.id)
    if issue is not None and issue.state is ReportState.FINAL:
        return reading_copy(view, issue)
    return feedback_document(view)


def _letter(store: Store, challenge: Challenge) -> Document:
    return letter_document(feedback_of(store, challenge.id))


def _triad(store: Store, challenge: Challenge) -> Document:
    return triad_document([feedback_of(store, each.id) for each in store.find(Challenge, group=challenge.group)])


def _session_pack(store: Store, challenge: Challenge) -> Document:
    return session_pack_document(session_pack_of(store, challenge.id))


def _sef(store: Store, challenge: Challenge) -> Document:
    sef = sef_sent(store, challenge)
    if sef is None:
        host = store.need(Authority, challenge.host).name
        raise UserError(f"{host} has not sent its SEF yet. Write the draft from its own page instead.")
    return sef_document(sef_view(store, sef), store.last_written(f"submission:{sef}"))


def _actions(store: Store, challenge: Challenge) -> Document:
    return action_plan_document(feedback_of(store, challenge.id), actions_of(store, challenge.id))


def _effort(store: Store, challenge: Challenge) -> Document:
    return effort_document(effort_of(store, challenge.round, challenge.host))


_MAKERS: dict[Kind, Callable[[Store, Challenge], Document]] = {
    Kind.FEEDBACK: _feedback,
    Kind.LETTER: _letter,
    Kind.TRIAD: _triad,
    Kind.SESSION_PACK: _session_pack,
    Kind.SEF: _sef,
    Kind.ACTIONS: _actions,
    Kind.EFFORT: _effort,
}
