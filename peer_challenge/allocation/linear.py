"""The linear and integer programs behind a plan, and the only place that speaks to HiGHS (imports highspy, numpy)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np

from peer_challenge.allocation.clock import Clock, TimeUpError
from peer_challenge.allocation.legal import Floats, Ints
from peer_challenge.domain.progress import Cancelled

_ARTIFICIAL = 1.0


class _Quiet(highspy.Highs):  # type: ignore[misc]
    """HiGHS on one thread, silent from the start: its banner would otherwise stand before the JSON on stdout."""

    def enableCallbacks(self) -> None:  # noqa: N802 - HiGHS's own name, called while it is being made
        self.setOptionValue("output_flag", False)
        self.setOptionValue("threads", 1)
        super().enableCallbacks()


@dataclass(frozen=True, eq=False)
class Columns:
    """Groups as columns: members padded with -1 up to the largest size, and what each costs."""

    members: Ints
    costs: Ints

    def __len__(self) -> int:
        return len(self.members)

    def take(self, which: Any) -> "Columns":
        """Return the columns at these places (a mask or indices)."""
        return Columns(self.members[which], self.costs[which])

    def sizes(self) -> Ints:
        """Return how many members each column has."""
        sizes: Ints = np.count_nonzero(self.members >= 0, axis=1)
        return sizes

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

    def entries(self, columns: Columns) -> tuple[Ints, Ints]:
        """Return where each column starts and the rows in which it stands, all with coefficient 1."""
        sizes = columns.sizes()
        rows = np.full((len(columns), columns.members.shape[1] + 1), -1, dtype=np.int64)
        rows[:, :-1] = columns.members
        for position, size in enumerate(self.size_rows):
            rows[sizes == size, -1] = self.count + position
        present = rows >= 0
        lengths = present.sum(axis=1)
        return np.cumsum(lengths) - lengths, rows[present]


class Relaxation:
    """The linear relaxation over columns that are added as their prices call for them."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._highs = _Quiet()
        right = shape.right_side
        nothing = np.zeros(0)
        self._highs.addRows(len(right), right, right, 0, np.zeros(len(right), np.int32), nothing, nothing)
        self._artificial = 0
        self._costs = np.zeros(0)

    def add(self, columns: Columns, *, paying: bool) -> None:
        """Add columns, at their cost or at none."""
        starts, rows = self._shape.entries(columns)
        count = len(columns)
        costs = columns.costs.astype(float)
        self._costs = np.concatenate([self._costs, costs])
        self._highs.addCols(
            count,
            costs if paying else np.zeros(count),
            np.zeros(count),
            np.full(count, highspy.kHighsInf),
            len(rows),
            starts.astype(np.int32),
            rows.astype(np.int32),
            np.ones(len(rows)),
        )

    def start_without_cost(self) -> None:
        """Price nothing but artificial columns that fill any row, so that the prices tell which groups are missing."""
        count = self._highs.getNumCol()
        self._highs.changeColsCost(count, np.arange(count, dtype=np.int32), np.zeros(count))
        rows = len(self._shape.right_side)
        signs = [1.0] * rows + [-1.0] * (rows - self._shape.count)
        where = [*range(rows), *range(self._shape.count, rows)]
        self._artificial = len(signs)
        self._first_artificial = count
        self._costs = np.concatenate([self._costs, np.zeros(len(signs))])
        self._highs.addCols(
            len(signs),
            np.full(len(signs), _ARTIFICIAL),
            np.zeros(len(signs)),
            np.full(len(signs), highspy.kHighsInf),
            len(signs),
            np.arange(len(signs), dtype=np.int32),
            np.array(where, dtype=np.int32),
            np.array(signs),
        )

    def end_without_cost(self) -> None:
        """Shut the artificial columns and let every group cost what it costs."""
        artificial = np.arange(self._first_artificial, self._first_artificial + self._artificial, dtype=np.int32)
        zeros = np.zeros(len(artificial))
        self._highs.changeColsBounds(len(artificial), artificial, zeros, zeros)
        count = self._highs.getNumCol()
        self._highs.changeColsCost(count, np.arange(count, dtype=np.int32), self._costs)

    @property
    def value(self) -> float:
        """Return what the solution last found costs."""
        return float(self._highs.getInfo().objective_function_value)

    def prices(self, clock: Clock) -> Floats | None:
        """Solve and return the price of each row, or None where the columns so far cannot make a plan."""
        self._highs.setOptionValue("time_limit", self._highs.getRunTime() + clock.left)
        self._highs.run()
        status = self._highs.getModelStatus()
        if status == highspy.HighsModelStatus.kTimeLimit:
            raise TimeUpError
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kModelEmpty):
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"the relaxation ended with {status}")
        return np.array(self._highs.getSolution().row_dual)


@dataclass(frozen=True)
class Closed:
    """What the integer program over some columns gave.

    `chosen` are the columns of its best plan (None: no plan found), `bound` what no plan of these columns goes below
    (infinite where none exists), `finished` whether that is settled rather than cut short.
    """

    chosen: list[int] | None
    bound: float
    finished: bool


@dataclass(frozen=True, eq=False)
class Cut:
    """At most so many of some columns may be chosen."""

    columns: Ints
    most: int


def close(shape: Shape, columns: Columns, costs: Floats, cuts: Sequence[Cut], clock: Clock, seed: int) -> Closed:
    """Choose columns at least cost so that every row and every cut is met.

    Costs of whole plans are known to differ by whole numbers, so a difference below one ends the search.
    """
    highs = _Quiet()
    highs.passModel(_program(shape, columns, costs, cuts))
    for option, value in (
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.999),
        ("random_seed", seed % 2**31),
        ("time_limit", clock.left),
    ):
        highs.setOptionValue(option, value)
    cancelled = _listen(highs, clock)
    highs.run()
    if cancelled:
        raise cancelled[0]
    status = highs.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Closed(None, float("inf"), finished=True)
    info = highs.getInfo()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    chosen = np.flatnonzero(np.array(highs.getSolution().col_value) > 0.5).tolist() if found else None
    finished = status == highspy.HighsModelStatus.kOptimal
    if not finished and status not in (
        highspy.HighsModelStatus.kTimeLimit,
        highspy.HighsModelStatus.kInterrupt,
    ):
        raise RuntimeError(f"the integer program ended with {status}")
    return Closed(chosen, info.mip_dual_bound, finished)


def _program(shape: Shape, columns: Columns, costs: Floats, cuts: Sequence[Cut]) -> highspy.HighsLp:
    starts, rows = shape.entries(columns)
    right = shape.right_side
    lp = highspy.HighsLp()
    lp.num_col_ = len(columns)
    lp.num_row_ = len(right) + len(cuts)
    lp.col_cost_ = costs
    lp.col_lower_ = np.zeros(len(columns))
    lp.col_upper_ = np.ones(len(columns))
    lp.row_lower_ = np.concatenate([right, np.full(len(cuts), -highspy.kHighsInf)])
    lp.row_upper_ = np.concatenate([right, [float(cut.most) for cut in cuts]])
    column_of = np.repeat(np.arange(len(columns)), np.diff(np.append(starts, len(rows))))
    column_of = np.concatenate([column_of, *(cut.columns for cut in cuts)]).astype(np.int64)
    row_of = np.concatenate([rows, *(np.full(len(cut.columns), len(right) + i) for i, cut in enumerate(cuts))])
    order = np.lexsort((row_of, column_of))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.searchsorted(column_of[order], np.arange(len(columns) + 1)).astype(np.int32)
    lp.a_matrix_.index_ = row_of[order].astype(np.int32)
    lp.a_matrix_.value_ = np.ones(len(order))
    lp.integrality_ = [highspy.HighsVarType.kInteger] * len(columns)
    return lp


def _listen(highs: highspy.Highs, clock: Clock) -> list[Cancelled]:
    """Let HiGHS stop when the person cancels; an exception may not cross its callback, so it is raised afterwards."""
    cancelled: list[Cancelled] = []

    def ask(event: Any) -> None:
        try:
            clock.tell("Proving that no better plan exists")
        except Cancelled as wish:
            cancelled.append(wish)
            event.interrupt()

    highs.cbMipInterrupt += ask
    return cancelled
