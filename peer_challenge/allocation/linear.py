"""The linear and integer programs behind a plan, and the only place that speaks to HiGHS (imports highspy, numpy)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from peer_challenge.allocation.clock import Clock, TimeUpError
from peer_challenge.allocation.legal import Bools, Chosen, Floats, Ints
from peer_challenge.allocation.odd_sets import couples
from peer_challenge.domain.progress import Cancelled

_LESS_THAN_ONE = 0.999  # costs are whole


class _Quiet(highspy.Highs):  # type: ignore[misc]
    """HiGHS on one thread, silent from the start: its banner would otherwise stand before the JSON on stdout."""

    def enableCallbacks(self) -> None:  # noqa: N802 - HiGHS's own name, called while it is being made
        self.setOptionValue("output_flag", False)
        self.setOptionValue("threads", 1)
        super().enableCallbacks()


Placed = tuple[Chosen, ...]


@dataclass(frozen=True, eq=False)
class Columns:
    """Groups as columns: members padded with -1 up to the largest size, and what each costs."""

    members: Ints
    costs: Ints | Floats

    def __len__(self) -> int:
        return len(self.members)

    def take(self, which: Any) -> "Columns":
        """Return the columns at these places (a mask or indices)."""
        return Columns(self.members[which], self.costs[which])

    def sizes(self) -> Ints:
        """Return how many members each column has."""
        sizes: Ints = np.count_nonzero(self.members >= 0, axis=1)
        return sizes

    def groups(self) -> Placed:
        """Return the members of each, in order."""
        return tuple(sorted(tuple(i for i in row if i >= 0) for row in self.members.tolist()))

    def joined(self, other: "Columns") -> "Columns":
        """Return both, one copy of each group, in lexicographic order."""
        members = np.concatenate([self.members, other.members])
        _, first = np.unique(members, axis=0, return_index=True)
        return Columns(members[first], np.concatenate([self.costs, other.costs])[first])


@dataclass(frozen=True, eq=False)
class Shape:
    """The rows of the program: each authority in one group, and how many groups of each size but the commonest.

    The row left out follows from the others.
    """

    count: int
    wanted: dict[int, int]

    @property
    def size_rows(self) -> list[int]:
        """Return the sizes that have a row, in order after the authorities."""
        return sorted(self.wanted, key=lambda size: (-self.wanted[size], size))[1:]

    @property
    def right_side(self) -> Floats:
        """Return what each row must come to."""
        return np.array([1.0] * self.count + [float(self.wanted[size]) for size in self.size_rows])

    def entries(self, columns: Columns, odd: Sequence[Chosen]) -> tuple[Ints, Ints, Floats]:
        """Return where each column starts, the rows in which it stands, odd sets last, and how often it does."""
        sizes = columns.sizes()
        stand, place = np.nonzero(columns.members >= 0)
        rows, stands = [columns.members[stand, place]], [stand]
        for position, size in enumerate(self.size_rows):
            stands.append(np.flatnonzero(sizes == size))
            rows.append(np.full(len(stands[-1]), self.count + position))
        found = couples(columns.members, odd, self.count)
        stand, place = np.nonzero(found)
        values = [np.ones(sum(map(len, rows))), found[stand, place]]
        stands.append(stand)
        rows.append(self.count + len(self.size_rows) + place)
        stand, row, value = np.concatenate(stands), np.concatenate(rows), np.concatenate(values)
        order = np.lexsort((row, stand))
        return np.searchsorted(stand[order], np.arange(len(columns))), row[order], value[order]


@dataclass(frozen=True, eq=False)
class Cut:
    """At most so many of some columns may be chosen."""

    columns: Ints
    most: int


class Relaxation:
    """The linear relaxation over columns that are added as their prices call for them."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._highs = _Quiet()
        right = shape.right_side
        nothing = np.zeros(0)
        self._highs.addRows(len(right), right, right, 0, np.zeros(len(right), np.int32), nothing, nothing)
        self._filling = np.zeros(0, dtype=np.int32)
        self._costs = np.zeros(0)
        self._place = np.zeros(0, dtype=np.int64)
        self._odd: list[Chosen] = []

    def add(self, columns: Columns, *, paying: bool) -> None:
        """Add columns, at their cost or at none."""
        starts, rows, values = self._shape.entries(columns, self._odd)
        count = len(columns)
        costs = columns.costs.astype(float)
        self._place = np.append(self._place, self._highs.getNumCol() + np.arange(count))
        self._costs = np.concatenate([self._costs, costs])
        self._highs.addCols(
            count,
            costs if paying else np.zeros(count),
            np.zeros(count),
            np.full(count, highspy.kHighsInf),
            len(rows),
            starts.astype(np.int32),
            rows.astype(np.int32),
            values,
        )

    def cut(self, sets: Sequence[Chosen], columns: Columns) -> None:
        """Add a row for each odd set; the columns are all that were added, in that order."""
        if not sets:
            return
        found = couples(columns.members, sets, self._shape.count).T
        row, column = np.nonzero(found)
        self._highs.addRows(
            len(sets),
            np.full(len(sets), -highspy.kHighsInf),
            np.array([len(odd) // 2 for odd in sets], dtype=float),
            len(row),
            np.searchsorted(row, np.arange(len(sets))).astype(np.int32),
            self._place[column].astype(np.int32),
            found[row, column].astype(float),
        )
        self._odd += sets

    def limit(self, cuts: Sequence[Cut]) -> None:
        """Add a row for each cut on the columns, by the order in which they were added."""
        for cut in cuts:
            where = self._place[cut.columns].astype(np.int32)
            self._highs.addRow(-highspy.kHighsInf, float(cut.most), len(where), where, np.ones(len(where)))

    def shut(self, which: Bools) -> None:
        """Leave these columns out, and none but these."""
        upper = np.where(which, 0.0, highspy.kHighsInf)
        self._highs.changeColsBounds(len(which), self._place.astype(np.int32), np.zeros(len(which)), upper)

    def fill(self, cost: float) -> None:
        """Add columns that fill any row at this cost, so that prices tell which groups are missing."""
        rows = len(self._shape.right_side)
        signs = [1.0] * rows + [-1.0] * (rows - self._shape.count)
        where = [*range(rows), *range(self._shape.count, rows)]
        self._filling = self._highs.getNumCol() + np.arange(len(signs), dtype=np.int32)
        self._highs.addCols(
            len(signs),
            np.full(len(signs), cost),
            np.zeros(len(signs)),
            np.full(len(signs), highspy.kHighsInf),
            len(signs),
            np.arange(len(signs), dtype=np.int32),
            np.array(where, dtype=np.int32),
            np.array(signs),
        )

    @property
    def filled(self) -> float:
        """Return how much of the rows the solution last found fills with none of the groups."""
        return float(np.array(self._highs.getSolution().col_value)[self._filling].sum())

    def leave_costs_out(self) -> None:
        """Price nothing but filling, until it ends; columns are to be added at no cost from here on."""
        self._highs.changeColsCost(len(self._place), self._place.astype(np.int32), np.zeros(len(self._place)))
        self._highs.changeColsCost(len(self._filling), self._filling, np.ones(len(self._filling)))

    def end_filling(self) -> None:
        """Let nothing but groups fill the rows, each at what it costs."""
        zeros = np.zeros(len(self._filling))
        self._highs.changeColsBounds(len(self._filling), self._filling, zeros, zeros)
        self._highs.changeColsCost(len(self._place), self._place.astype(np.int32), self._costs)

    @property
    def value(self) -> float:
        """Return what the solution last found costs."""
        return float(self._highs.getInfo().objective_function_value)

    @property
    def values(self) -> Floats:
        """Return how much of each column the solution last found takes."""
        return np.array(self._highs.getSolution().col_value)[self._place]

    @property
    def reduced(self) -> Floats:
        """Return the reduced cost of each column at the solution last found."""
        return np.array(self._highs.getSolution().col_dual)[self._place]

    def prices(self, clock: Clock) -> Floats | None:
        """Solve and return the price of each row, or None where the columns so far cannot make a plan."""
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + clock.left)
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kUnknown:  # the basis it went on from led it astray
            self._highs.clearSolver()
            self._highs.run()
            status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kTimeLimit:
            raise TimeUpError
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kModelEmpty):
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"the relaxation ended with {status}")
        return np.array(self._highs.getSolution().row_dual)

    def whole(self, saying: str, clock: Clock) -> list[int] | None:
        """Return a plan of little cost, as places by the order in which columns were added, or None if none was met.

        HiGHS looks no further than the root of its tree, where its heuristics find most of what there is to find.
        """
        count = self._highs.getNumCol()
        kind = np.full(count, highspy.HighsVarType.kInteger)
        self._highs.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kind)
        self._highs.setOptionValue("mip_max_nodes", 1)
        self._highs.setOptionValue("mip_abs_gap", _LESS_THAN_ONE)
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + clock.left)
        stopped: list[Cancelled] = []

        def look(event: Any) -> None:
            try:
                clock.tell(saying)
            except Cancelled as error:  # not through HiGHS, but raised again below
                stopped.append(error)
                event.interrupt()

        self._highs.cbMipInterrupt += look
        self._highs.run()
        self._highs.cbMipInterrupt -= look
        if stopped:
            raise stopped[0]
        if self._highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        chosen: list[int] = np.flatnonzero(self.values > 0.5).tolist()
        return chosen
