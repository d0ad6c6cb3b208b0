"""Next steps of a host."""

from datetime import date

import pytest

from peer_challenge.domain.choices import ActionState
from peer_challenge.domain.errors import UserError
from peer_challenge.services import actions
from tests.builders import a_triad_in_session


def test_next_steps_are_added_changed_and_removed(store):
    triad = a_triad_in_session(store)
    challenge = triad.challenges[0]
    store.apply(actions.add_action(store, challenge, "Close the loop", " Head of QA ", date(2027, 5, 24)))
    store.apply(actions.add_action(store, challenge, "Ask families"))
    first, second = actions.actions_of(store, challenge)
    assert (first.text, first.owner_role, first.due_on, first.authority) == (
        "Close the loop",
        "Head of QA",
        date(2027, 5, 24),
        triad.hosts[0],
    )
    store.apply(actions.edit_action(store, second.id, state=ActionState.DONE, impact="Heard 40 families"))
    store.apply(actions.remove_action(store, first.id))
    (left,) = actions.actions_of(store, challenge)
    assert (left.state, left.impact) == (ActionState.DONE, "Heard 40 families")
    with pytest.raises(UserError, match="what is to be done"):
        actions.edit_action(store, second.id, text=" ")
