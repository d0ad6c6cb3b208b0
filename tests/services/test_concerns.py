"""An immediate concern: four facts in a file of its own."""

import os
import stat
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from peer_challenge.domain.errors import UserError
from peer_challenge.services import concerns
from peer_challenge.services.concerns import By, How, Told

AT = datetime(2026, 11, 5, 10, 42, tzinfo=UTC)
FACTS = (Told.DESIGNATED_OFFICER, How.PHONE, By.LEAD_CHALLENGER)


def test_a_concern_is_kept_by_round_and_shown_in_order(home):
    one, other = uuid4(), uuid4()
    later = concerns.record_concern(one, AT.replace(hour=12), Told.POLICE, How.PHONE, By.HOST)
    first = concerns.record_concern(one, AT, *FACTS)
    assert concerns.record_concern(one, AT, *FACTS) == first
    assert concerns.concerns_of(one) == [first, later]
    assert concerns.concerns_of(other) == []
    assert first.sentence == (
        "5 November 2026, 10:42am: the lead challenger told the designated officer (LADO) by phone."
    )


def test_only_its_user_can_read_the_file_and_it_goes_with_the_last(home):
    round_id = uuid4()
    kept = concerns.record_concern(round_id, AT, *FACTS)
    (file,) = (home / "concerns").iterdir()
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    concerns.remove_concern(round_id, kept.id)
    assert list((home / "concerns").iterdir()) == []


def test_a_file_that_cannot_be_read_is_never_written_over(home):
    round_id = uuid4()
    concerns.record_concern(round_id, AT, *FACTS)
    (file,) = (home / "concerns").iterdir()
    file.write_text("not ours")
    with pytest.raises(UserError, match="could not be read"):
        concerns.record_concern(round_id, AT, *FACTS)
    assert file.read_text() == "not ours"
