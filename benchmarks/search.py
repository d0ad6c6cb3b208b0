"""How long a search takes among a hundred thousand notes: a rare word, a common one, a beginning, within a place.

Prints milliseconds, of this machine, and the ratio to a count of the same words by SQLite alone. `--notes N` sets how
many.
"""

import argparse
import random
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from peer_challenge.domain import records as r
from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import FindingKind, NoteKind
from peer_challenge.domain.ids import new_id
from peer_challenge.services.places import Place
from peer_challenge.services.search import search_everything
from peer_challenge.storage.opening import create_store
from peer_challenge.storage.store import Store

WORDS = (
    "audit dip sampling shows a rise in the quality of plans chairs escalate early but alerts are not closed in ten "
    "days and nobody tells the family what changed managers moderate monthly children are heard in reviews voice "
    "feedback learning reaches practice after supervision complaints thresholds partners schools health police"
).split()
LIMIT_MILLISECONDS = 50
AT_ONCE = 10_000
RUNS = 7


def fill(store: Store, count: int) -> None:
    """Write `count` notes on three hosts, one rare word in every thousandth, and a finding for every hundredth."""
    draw = random.Random(5)
    authorities = [r.Authority(id=new_id(), name=name) for name in ("Kent", "Medway", "Slough")]
    round_, group, session = new_id(), new_id(), new_id()
    hosts = [r.Challenge(id=new_id(), round=round_, group=group, host=each.id) for each in authorities]
    store.apply(add("Set up", *authorities, *hosts))
    for start in range(0, count, AT_ONCE):
        made: list[r.Record] = []
        for number in range(start, min(start + AT_ONCE, count)):
            text = f"{' '.join(draw.choices(WORDS, k=22))} {'saxifrage' if number % 1000 == 7 else ''}"
            challenge = hosts[number % 3].id
            made.append(
                r.Note(
                    id=new_id(),
                    session=session,
                    challenge=challenge,
                    at=datetime.now(UTC),
                    text=text,
                    kind=NoteKind.CONSIDERATION,
                )
            )
            if number % 100 == 0:
                made.append(r.Finding(id=new_id(), challenge=challenge, kind=FindingKind.STRENGTH, text=text))
        store.apply(add("Add notes", *made))


def milliseconds(work: Callable[[], object]) -> float:
    """The median of a few runs, after one that warms the file up."""
    work()
    taken = []
    for _ in range(RUNS):
        began = perf_counter()
        work()
        taken.append((perf_counter() - began) * 1000)
    return median(taken)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=100_000)
    count = parser.parse_args().notes
    with tempfile.TemporaryDirectory() as folder:
        store = create_store(Path(folder) / "bench.pcw")
        began = perf_counter()
        fill(store, count)
        print(f"{count:,} notes made in {perf_counter() - began:.0f} s, {store.path.stat().st_size / 1e6:.0f} MB")
        slowest = 0.0
        for words, place in (
            ("saxifrage", None),
            ("supervision thresholds", None),
            ("audit", None),
            ("a", None),
            ("audit quality children", None),
            ("audit", Place.FINDINGS),
            ("audit", Place.TIME),
        ):
            found = len(search_everything(store, words, place))
            taken = milliseconds(lambda words=words, place=place: search_everything(store, words, place))  # type: ignore[misc]
            where = f" in {place.value}" if place else ""
            print(f"“{words}”{where}: {found} shown in {taken:.1f} ms")
            slowest = max(slowest, taken)
        print(f"slowest {slowest:.1f} ms (limit {LIMIT_MILLISECONDS})")
        store.close()


if __name__ == "__main__":
    main()
