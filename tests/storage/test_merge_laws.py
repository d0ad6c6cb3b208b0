"""The laws of merging (docs/decisions.md): any order, any number of times, no word lost, none invented, none unseen."""

import itertools
import os
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from peer_challenge.storage.checking import faults_of
from peer_challenge.storage.dumping import dump
from tests.storage.histories import FIELDS, RECORDS, History, random_history

COPIES = 3
WHO, RECORD, FIELD = st.integers(0, COPIES - 1), st.sampled_from(RECORDS), st.sampled_from(FIELDS)
VIEW = st.one_of(st.none(), st.integers(0, 4))
SEED = st.integers(0, 10**6)


class Copies(RuleBasedStateMachine):
    """Three people, three clocks ten years apart, and a post that delivers anything at any time."""

    def __init__(self) -> None:
        super().__init__()
        self.history = History(COPIES)

    @rule(who=WHO, record=RECORD, name=FIELD, view=VIEW)
    def edit(self, who: int, record: Any, name: str, view: int | None) -> None:
        self.history.edit(who, record, name, view)

    @rule(who=WHO, record=RECORD, view=VIEW)
    def remove(self, who: int, record: Any, view: int | None) -> None:
        self.history.remove(who, record, view)

    @rule(who=WHO)
    def look(self, who: int) -> None:
        self.history.look(who)

    @rule(who=WHO, again=st.booleans())
    def undo(self, who: int, again: bool) -> None:
        self.history.undo(who, redo=again)

    @rule(who=WHO, record=RECORD, name=FIELD)
    def strike_out(self, who: int, record: Any, name: str) -> None:
        self.history.strike_out(who, record, name)

    @rule(who=WHO, records=st.sets(RECORD, min_size=1), withheld=st.frozensets(FIELD, max_size=1))
    def post(self, who: int, records: set[Any], withheld: frozenset[str]) -> None:
        self.history.post(who, records, withheld)

    @rule(who=WHO, pack=st.integers(0, 50), seed=SEED)
    def bring(self, who: int, pack: int, seed: int) -> None:
        if self.history.packs:
            self.history.bring(who, pack % len(self.history.packs), seed)

    @rule(who=WHO)
    def take_back(self, who: int) -> None:
        self.history.take_back(who)

    @rule(who=WHO, years=st.integers(-10, 10))
    def set_clock(self, who: int, years: int) -> None:
        self.history.copies[who].years = years

    @invariant()
    def holds(self) -> None:
        for copy in self.history.copies:
            self.history.check(copy)

    def teardown(self) -> None:
        try:
            self.history.exchange_all()
            every = [list(dump(copy.store)) for copy in self.history.copies]
            assert every[0] == every[1] == every[2], "copies that know the same do not say the same"
            for copy in self.history.copies:
                self.history.check(copy, complete=True)
                assert faults_of(copy.store) == []
        finally:
            self.history.close()


def stateful(examples: int) -> type:
    """Return the machine as a test case over so many histories."""
    made = Copies.TestCase
    made.settings = settings(
        max_examples=examples,
        stateful_step_count=25,
        deadline=None,
        database=None,
        derandomize=examples < 1000,
        suppress_health_check=list(HealthCheck),
    )
    return made


class TestCopies(stateful(25)):  # type: ignore[misc]
    """A few histories at every run."""


@pytest.mark.slow
def test_two_thousand_histories() -> None:
    case = stateful(2000)("runTest")  # type: ignore[call-arg]
    case.runTest()


def orders_agree(seed: int) -> None:
    """L1 and L12: the packs of one history, brought in in each order, say the same."""
    history = random_history(seed)
    try:
        posts = [history.post(copy.index) for copy in history.copies]
        said = set()
        for order in itertools.permutations(posts):
            fresh = History(1)
            fresh.told, fresh.struck, fresh.packs = history.told, history.struck, history.packs
            for pack in order:
                fresh.take_in(0, pack)
            fresh.check(fresh.copies[0])
            said.add("\n".join(dump(fresh.copies[0].store)))
            fresh.close()
        assert len(said) == 1, f"the order of packs matters (seed {seed})"
    finally:
        history.close()


FIXED = tuple(range(30))


@pytest.mark.parametrize("seed", FIXED)
def test_any_order_of_packs_says_the_same(seed: int) -> None:
    orders_agree(seed)


@pytest.mark.slow
def test_three_thousand_histories_in_six_orders() -> None:
    fresh = random.SystemRandom().randrange(10**9) if "PC_SEED" not in os.environ else int(os.environ["PC_SEED"])
    print(f"fresh seed {fresh}: set PC_SEED to play it again")
    for seed in [*range(2000), *range(fresh, fresh + 1000)]:
        orders_agree(seed)


@pytest.mark.parametrize("seed", FIXED[:10])
def test_clocks_decide_neither_heads_nor_versions(seed: int) -> None:
    """L9: the same acts under other clocks leave the same heads, and the same values stand."""
    found = []
    for years in ((0, 0, 0), (10, -10, 0), (-3, 10, -10)):
        history = random_history(seed, years=years)
        history.exchange_all()
        found.append([(history.heads(copy), list(dump(copy.store))) for copy in history.copies])
        history.close()
    assert found[0] == found[1] == found[2]
