"""What was once written to a log can be read for ever."""

import json
from pathlib import Path

from peer_challenge.domain.records import field_types
from peer_challenge.domain.vocabulary import KINDS, RETIRED, VERSION

GOLDEN = Path(__file__).parent.parent / "golden" / "vocabulary_v1.json"


def test_every_kind_and_field_ever_written_is_still_read() -> None:
    """A name may join; one that goes must be listed as retired. The golden file is what version 1 shipped with."""
    shipped = json.loads(GOLDEN.read_text(encoding="utf-8"))
    lost = [
        f"{kind}.{field}"
        for kind, fields in shipped.items()
        for field in fields
        if (kind, field) not in RETIRED and field not in field_types(KINDS[kind])
    ]
    assert not lost


def test_the_version_is_raised_when_the_vocabulary_grows() -> None:
    shipped = json.loads(GOLDEN.read_text(encoding="utf-8"))
    grown = {kind for kind in KINDS if kind not in shipped} | {
        f"{kind}.{field}" for kind in shipped for field in field_types(KINDS[kind]) if field not in shipped[kind]
    }
    assert VERSION == 1
    assert not grown, "raise VERSION, and add a golden file for it beside the old one"
