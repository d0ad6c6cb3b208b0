"""How much a file to send may hold, and how a file that goes beyond it is refused (docs/formats.md, section 6)."""

from typing import Final, NoReturn

from peer_challenge.domain.errors import UserError

MB = 1_000_000
FORMAT: Final = "peer-challenge-pack/1"
MOST_FILE_BYTES = 200 * MB
MOST_INFLATED_BYTES = 500 * MB
MOST_MEMBER_BYTES = 50 * MB
MOST_TIMES_PACKED = 100
FREE_OF_RATIO_BYTES = 1 * MB
MOST_MEMBERS = 5_000
MOST_LINES = 500_000
MOST_LINE_BYTES = 1 * MB
MOST_DEPTH = 32
MOST_VERSIONS = 64
MOST_TEXT = 1_000_000
MOST_YEARS_AHEAD = 50
"""How far ahead of this laptop a clock in a file may be: clocks go wrong, but one at the end of time stays newest."""


def refuse(why: str) -> NoReturn:
    """Say no to a file: `why` completes “This file cannot be brought in: …”."""
    raise UserError(f"This file cannot be brought in: {why}. Nothing was changed. Ask the sender to send it again.")
