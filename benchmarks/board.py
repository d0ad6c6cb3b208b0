"""What a move on the board costs: the move itself, scoring it, and the whole board, for a region and for all England.

Medians in milliseconds; the aims are 10 ms for scoring a move with 153 authorities, and a first suggestion for a
region on screen within half a second (the page's own part is measured with the window).
"""

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from statistics import median
from time import perf_counter
from uuid import UUID

from peer_challenge.domain.changes import add
from peer_challenge.domain.choices import Joining
from peer_challenge.domain.ids import link_id, new_id
from peer_challenge.domain.records import Authority, Group, Participation, Relationship, Round
from peer_challenge.services import groups, reference
from peer_challenge.services.board import board
from peer_challenge.services.plan_rules import question_of
from peer_challenge.services.plans import new_plan, suggest
from peer_challenge.services.typed_groups import type_groups
from peer_challenge.storage.opening import create_store
from peer_challenge.storage.store import Store

RUNS = 21


def main() -> None:
    """Measure a region and all England."""
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder) / "region.pcw", ["South East"])
        measure(Path(folder) / "england.pcw", reference.regions())


def measure(path: Path, regions: Iterable[str]) -> None:
    """Make a round of these regions in a file, groups of three in order of name, and print what moves cost."""
    store = create_store(path)
    authorities = [each for region in regions for each in reference.authorities_of_region(region)]
    links = [link for region in regions for link in reference.relationships_of_region(region)]
    plan = drafted(store, authorities, links)
    question = question_of(store, plan)
    moved = authorities[0].id
    targets = cycle([group.id for group in store.find(Group, plan=plan)])
    print(f"{len(authorities)} authorities")
    print(f"  rules worked out  {timed(lambda: question_of(store, plan)):7.1f} ms")
    print(f"  move made         {timed(lambda: groups.place(store, plan, moved, next(targets))):7.1f} ms")
    print(f"  move scored       {timed(lambda: board(store, plan, question)):7.1f} ms")
    print(f"  move kept on disk {timed(lambda: store.apply(groups.place(store, plan, moved, next(targets)))):7.1f} ms")
    if len(authorities) < 40:
        suggest(store, plan)
        print(f"  groups suggested  {timed(lambda: suggest(store, plan)):7.1f} ms")
    store.close()


def drafted(store: Store, authorities: list[Authority], links: list[Relationship]) -> UUID:
    """Return a draft plan with every authority placed."""
    made = Round(id=new_id(), name="Benchmark", framework=new_id())
    parts = (
        Participation(id=link_id("participation", made.id, each.id), round=made.id, authority=each.id)
        for each in authorities
    )
    joined = (replace(part, joining=Joining.JOINED) for part in parts)
    store.apply(add("Set up", made, *authorities, *links, *joined))
    act = new_plan(store, made.id)
    store.apply(act)
    plan = act.changes[0].record.id
    codes = [each.gss_code for each in authorities]
    lines = ["; ".join(codes[at : at + 3]) for at in range(0, len(codes) - len(codes) % 3, 3)]
    lines[-1] = "; ".join([lines[-1], *codes[len(codes) - len(codes) % 3 :]])
    store.apply(type_groups(store, plan, "\n".join(lines)))
    return plan


def timed(act: Callable[[], object]) -> float:
    """Return the median of some runs in milliseconds."""
    times = []
    for _ in range(RUNS):
        begun = perf_counter()
        act()
        times.append((perf_counter() - begun) * 1000)
    return median(times)


if __name__ == "__main__":
    main()
