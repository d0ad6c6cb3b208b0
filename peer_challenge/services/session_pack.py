"""What a challenge team takes to a session on paper: the agenda, the host's statements, and what to ask."""

from dataclasses import dataclass
from uuid import UUID

from peer_challenge.domain.records import AgendaItem, Challenge, PreparedQuestion, Session
from peer_challenge.services.console import LineView, StatementView, lines_of_round, statements_of
from peer_challenge.services.feedback import FeedbackView, feedback_of, session_of
from peer_challenge.services.questions import questions_of
from peer_challenge.storage.queries import sessions as queries
from peer_challenge.storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPackView:
    """One challenge as its team prepares it; statements are here only where the group may read the SEF."""

    challenge: FeedbackView
    session: Session | None
    agenda: tuple[AgendaItem, ...]
    lines: tuple[LineView, ...]
    statements: tuple[StatementView, ...]
    questions: tuple[PreparedQuestion, ...]


def session_pack_of(store: Store, challenge_id: UUID) -> SessionPackView:
    """Return the view of one challenge; raises `UserError` when the challenge is gone."""
    challenge = store.need(Challenge, challenge_id)
    lines = lines_of_round(store, challenge.round)
    sef = queries.shared_submission(store, challenge.round, challenge.host)
    session = session_of(store, challenge)
    return SessionPackView(
        challenge=feedback_of(store, challenge_id),
        session=session,
        agenda=tuple(store.find(AgendaItem, session=session.id)) if session else (),
        lines=lines,
        statements=statements_of(store, sef.id, challenge_id, lines) if sef else (),
        questions=tuple(questions_of(store, challenge_id)),
    )
