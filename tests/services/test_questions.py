"""Questions prepared for a host."""

import pytest

from peer_challenge.domain.errors import UserError
from peer_challenge.services import questions
from tests.builders import a_triad_in_session


def test_questions_are_prepared_shared_ticked_and_removed(store):
    triad = a_triad_in_session(store)
    challenge = triad.challenges[0]
    for text in ("What changed?", "Who checks?"):
        store.apply(questions.prepare_question(store, challenge, text, line=triad.lines[0], asked_by=triad.hosts[1]))
    first, second = questions.questions_of(store, challenge)
    assert [first.text, second.text] == ["What changed?", "Who checks?"]
    store.apply(questions.share_questions(store, challenge))
    at = store.now()
    store.apply(questions.tick_question(store, second.id, at))
    store.apply(questions.edit_question(store, first.id, "What changed for children?"))
    first, second = questions.questions_of(store, challenge)
    assert first.shared
    assert second.shared
    assert (first.text, first.asked_at, second.asked_at) == ("What changed for children?", None, at)
    assert not questions.share_questions(store, challenge)
    store.apply(questions.tick_question(store, second.id, None))
    store.apply(questions.remove_question(store, first.id))
    (left,) = questions.questions_of(store, challenge)
    assert left.asked_at is None


def test_a_question_needs_words(store):
    triad = a_triad_in_session(store)
    with pytest.raises(UserError, match="no question yet"):
        questions.prepare_question(store, triad.challenges[0], " ")
