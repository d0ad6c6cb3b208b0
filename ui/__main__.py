"""The command's start: a first word that names a subcommand, or an option, needs no window; anything else opens one."""

import sys


def main() -> int:
    """Run the command line, or open the window on the file named (or on none)."""
    arguments = sys.argv[1:]
    if arguments and (arguments[0].startswith("-") or _is_subcommand(arguments[0])):
        from peer_challenge.cli import main as run

        return run(arguments)
    from ui.start import open_window

    return open_window(arguments)


def _is_subcommand(word: str) -> bool:
    from peer_challenge.cli.main import NAMES

    return word in NAMES


if __name__ == "__main__":
    sys.exit(main())
