"""The subcommand that groups authorities from a problem file."""

import json
from pathlib import Path

import click


@click.command()
@click.argument("problem", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), metavar="F", help="Write the result here (standard output).")
@click.option("--count", is_flag=True, help="Only say how many legal plans there are, exactly (up to 21 authorities).")
def allocate(problem: Path, out: Path | None, count: bool) -> None:
    """Find the best groups for a problem file, with a proof, as JSON."""
    from peer_challenge.allocation.reading import load_problem
    from peer_challenge.storage.files import write_whole

    read = load_problem(problem)
    if count:
        from peer_challenge.allocation.count import count_plans

        text = str(count_plans(read))
    else:
        from peer_challenge.allocation.solver import solve, to_json

        text = json.dumps(to_json(solve(read)), ensure_ascii=False, indent=1)
    if out is None:
        click.echo(text)
    else:
        write_whole(out, f"{text}\n".encode())
