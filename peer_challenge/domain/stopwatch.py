"""Time measured so that neither a sleeping computer nor somebody who sets its clock adds any."""

from dataclasses import dataclass, replace
from datetime import datetime

GAP_SECONDS = 90
"""Two looks further apart than this were not made by a clock that ran: the computer slept in between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopwatch:
    """What was measured so far, as of a look at the wall clock and at one that only rises (seconds).

    `left_out` are the seconds during which the computer slept, or by which its clock was put forward.
    """

    wall: datetime
    rising: float
    spent: float = 0.0
    left_out: float = 0.0

    def looked(self, wall: datetime, rising: float) -> "Stopwatch":
        """Return the measure after a further look; to be taken more often than every 90 seconds."""
        step, by_wall = max(rising - self.rising, 0.0), (wall - self.wall).total_seconds()
        if step > GAP_SECONDS:  # some rising clocks go on during sleep, others stand
            return replace(self, wall=wall, rising=rising, left_out=self.left_out + step)
        jumped = by_wall - step
        slept = jumped if jumped > GAP_SECONDS else 0.0
        return replace(self, wall=wall, rising=rising, spent=self.spent + step, left_out=self.left_out + slept)

    def counted(self) -> "Stopwatch":
        """Return the measure with what was left out counted after all."""
        return replace(self, spent=self.spent + self.left_out, left_out=0.0)
