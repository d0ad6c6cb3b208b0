"""Groups asked for by reduced cost: found without tables exactly as with them."""

from dataclasses import replace
from itertools import combinations
from random import Random

import numpy as np
import pytest

from peer_challenge.allocation import Apart, PairCost, PerGroup, Problem, SetCost, Sizes, Together
from peer_challenge.allocation.clock import Clock
from peer_challenge.allocation.legal import instance_of
from peer_challenge.allocation.pricing import Prices, Source
from peer_challenge.domain.progress import silent


def _problem(seed, count=14):
    random = Random(seed)
    names = tuple(f"{i:02d}" for i in range(count))
    pairs = list(combinations(names, 2))
    return Problem(
        names,
        sizes=Sizes(3, 4, 5),
        pair_costs=tuple(PairCost(pair, random.randint(0, 50)) for pair in pairs),
        set_costs=(SetCost("counties", names[:5], 1, 15), SetCost("large", names[3:9], 0, 4)),
        apart=tuple(Apart(pair) for pair in random.sample(pairs, 8)),
        together=(Together(names[9:11]),),
        per_group=(PerGroup("strong", names[::2], 1), PerGroup("west", names[7:], 0, 3)),
    )


def _found(source, prices, limit, **how):
    found = source.below(prices, limit, 10**9, **how)
    return {tuple(row): cost for row, cost in zip(found.columns.members.tolist(), found.reduced.tolist(), strict=True)}


@pytest.mark.parametrize("base", [2, 3, 4])
@pytest.mark.parametrize("seed", range(6))
def test_parts_lead_to_every_group(monkeypatch, base, seed):
    instance = replace(instance_of(_problem(seed)), wanted={4: 1, 5: 2})
    clock = Clock(100.0, silent)
    with_tables = Source(instance, clock)
    monkeypatch.setattr("peer_challenge.allocation.pricing._base_size", lambda count, largest: base)
    without = Source(instance, clock)
    assert with_tables.lists_everything
    assert not without.lists_everything
    chance = np.random.default_rng(seed)
    for limit in (-60.0, -10.0, 0.0, 40.0, 200.0):
        prices = Prices(np.round(chance.uniform(-20, 60, instance.count)), {4: 30.0 * seed - 60, 5: float(10 * seed)})
        for paying in (True, False):
            expected = _found(with_tables, prices, limit, paying=paying)
            assert _found(without, prices, limit, paying=paying) == expected


def test_the_cheapest_are_kept_where_there_are_too_many():
    instance = instance_of(_problem(1))
    source = Source(instance, Clock(100.0, silent))
    prices = Prices(np.zeros(instance.count), dict.fromkeys(instance.wanted, 0.0))
    everything = source.below(prices, np.inf, 10**9)
    some = source.below(prices, np.inf, 20)
    assert everything.complete_to == np.inf
    assert len(some.columns) == 20 * len(instance.wanted)
    cheaper = everything.reduced < some.complete_to
    assert {tuple(r) for r in everything.columns.members[cheaper].tolist()} <= {
        tuple(r) for r in some.columns.members.tolist()
    }
