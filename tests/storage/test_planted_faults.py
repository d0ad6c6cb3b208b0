"""Each fault planted in merging is found by the laws; without faults they find nothing."""

from pathlib import Path

import pytest

from peer_challenge.domain.errors import UserError
from peer_challenge.storage.checking import faults_of
from peer_challenge.storage.dumping import dump
from peer_challenge.storage.store import Store
from tests.storage import test_merge_examples, test_redaction, test_taking_back
from tests.storage.histories import random_history
from tests.storage.planted import FAULTS, Fault
from tests.storage.test_merge_laws import orders_agree
from tests.storage.travel import a_copy

HISTORIES = 60


def laws_hold(seed: int) -> None:
    """Play a history, exchange everything, and hold it to every law."""
    history = random_history(seed)
    try:
        for copy in history.copies:
            history.check(copy)
        history.exchange_all()
        for copy in history.copies:
            history.check(copy, complete=True)
            assert faults_of(copy.store) == []
        assert len({"\n".join(dump(copy.store)) for copy in history.copies}) == 1
    finally:
        history.close()


def found(fault: Fault) -> str:
    """Return what found the fault; "" when nothing did."""
    with fault.planted():
        for seed in range(HISTORIES):
            try:
                laws_hold(seed)
                if seed < 10:
                    orders_agree(seed)
            except Exception as error:  # noqa: BLE001 - any failure is a find
                return f"history {seed}: {error}"
    return ""


@pytest.mark.slow
@pytest.mark.parametrize("fault", [each for each in FAULTS if not each.example], ids=lambda each: each.name)
def test_the_laws_find(fault: Fault) -> None:
    assert found(fault), f"nobody noticed that {fault.name}"


@pytest.mark.slow
@pytest.mark.parametrize("fault", [each for each in FAULTS if each.example], ids=lambda each: each.name)
def test_an_example_finds(fault: Fault, tmp_path: Path) -> None:
    """Some faults need a liar, or an order of events that is rare; one named example each finds them."""
    example = next(
        getattr(module, fault.example)
        for module in (test_merge_examples, test_redaction, test_taking_back)
        if hasattr(module, fault.example)
    )
    made: list[Store] = []

    def copies(name: str) -> Store:
        made.append(a_copy(tmp_path, name))
        return made[-1]

    try:
        with fault.planted(), pytest.raises((AssertionError, pytest.fail.Exception, UserError)):
            example(copies)
    finally:
        for store in made:
            store.close()
