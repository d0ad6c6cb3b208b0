"""What writing the documents of every host takes of memory against those of one: prints the ratio of the two peaks.

Run `python benchmarks/memory_of_reports.py`. Each count is written by a process of its own, so that a peak is its own;
the aim is at most 1.15, which is flat in the number of reports.
"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

AIM = 1.15


def write(workspace: Path, count: int, folder: Path) -> int:
    """Write three documents about each of the first `count` hosts; return the greatest memory ever held, in KiB.

    A final feedback report is only copied, so a letter and a session pack, always drawn afresh, are written with it.
    """
    from peer_challenge.jobs.report_kinds import Kind
    from peer_challenge.jobs.reports import Wanted, write_report
    from peer_challenge.services.rounds import round_named
    from peer_challenge.storage.opening import open_store
    from peer_challenge.storage.queries.feedback import hosts_of

    store = open_store(workspace)
    for each in hosts_of(store, round_named(store).id)[:count]:
        for kind in (Kind.FEEDBACK, Kind.LETTER, Kind.SESSION_PACK):
            write_report(store, each.id, each.host, folder, Wanted(kind))
    store.close()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _peak(workspace: Path, count: int, folder: Path) -> int:
    run = [sys.executable, __file__, str(workspace), str(count), str(folder)]
    return int(subprocess.run(run, check=True, capture_output=True, text=True).stdout)


def main() -> None:
    """Print both peaks and their ratio."""
    from peer_challenge.jobs.demo import make_demo

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_demo(folder)
        one, all_ = (_peak(folder / "demo.pcw", count, folder) for count in (1, 19))
    print(f"one host {one / 1024:.0f} MiB, nineteen {all_ / 1024:.0f} MiB, ratio {all_ / one:.2f} (aim at most {AIM})")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(write(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])))
    else:
        main()
