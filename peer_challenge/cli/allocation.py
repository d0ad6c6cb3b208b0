"""The subcommand that groups authorities from a problem file."""

from pathlib import Path

import click


@click.command()
@click.argument("problem", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), metavar="F", help="Write the result here (standard output).")
@click.option("--count", is_flag=True, help="Only say how many legal plans there are, exactly (up to 21 authorities).")
def allocate(problem: Path, out: Path | None, count: bool) -> None:
    """Find the best groups for a problem file, with a proof, as JSON."""
    from peer_challenge.allocation import count_plans, load_problem, solve, to_text
    from peer_challenge.storage.files import write_whole

    read = load_problem(problem)
    text = str(count_plans(read)) if count else to_text(solve(read))
    if out is None:
        click.echo(text.rstrip("\n"))
    else:
        write_whole(out, f"{text.rstrip()}\n".encode())
