"""The time a solve may take, and the door through which it is cancelled."""

import time
from dataclasses import dataclass, field

from peer_challenge.domain.progress import Progress


class TimeUpError(Exception):
    """The clock ran out; whoever holds something worth keeping catches it."""


@dataclass
class Clock:
    """Counts down from `seconds` and tells `progress` at every look, which may raise `Cancelled`."""

    seconds: float
    progress: Progress
    started: float = field(default_factory=time.perf_counter)

    @property
    def left(self) -> float:
        """Return the seconds left, 0 when they are spent."""
        return max(0.0, self.seconds - (time.perf_counter() - self.started))

    def tell(self, saying: str) -> None:
        """Report the share of the time that is spent, in hundredths."""
        self.progress(100 - round(100 * self.left / self.seconds), 100, saying)

    def look(self, saying: str) -> None:
        """Report, then raise `TimeUpError` where no time is left."""
        self.tell(saying)
        if self.left <= 0:
            raise TimeUpError
