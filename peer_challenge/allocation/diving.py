"""Most of a good plan, quickly: groups are settled one after another, as the relaxation leans (highspy, numpy)."""

import numpy as np

from peer_challenge.allocation.clock import Clock
from peer_challenge.allocation.linear import Columns, Relaxation, Shape

_WHOLE = 1e-5


def settled_by_diving(shape: Shape, columns: Columns, few: int, clock: Clock) -> list[int]:
    """Return places of columns that go together, the surest first, when `few` authorities or fewer are left over.

    More are left where the columns cannot complete what was settled.
    """
    relaxation = Relaxation(shape)
    relaxation.add(columns, paying=True)
    holds = np.zeros((len(columns), shape.count + 1), dtype=bool)
    holds[np.arange(len(columns))[:, None], columns.members] = True
    holds = holds[:, :-1]
    shut = np.zeros(len(columns), dtype=bool)
    settled: list[int] = []
    while relaxation.prices(clock) is not None:
        clock.look("Looking for a first plan")
        values = relaxation.values
        new = np.setdiff1d(np.flatnonzero(values > 1 - _WHOLE), settled)
        settled += new.tolist()
        placed = holds[settled].any(axis=0)
        if shape.count - np.count_nonzero(placed) <= few:
            break
        values[settled] = 0.0
        surest = int(np.argmax(np.round(values, 6)))
        shut |= holds[:, placed | holds[surest]].any(axis=1)
        shut[[*settled, surest]] = False
        relaxation.shut(shut)
    return settled
