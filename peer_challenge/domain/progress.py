"""How long work tells how far it is, and how it is stopped."""

from typing import Protocol


class Cancelled(Exception):  # noqa: N818 - a wish of the person, not an error
    """The person pressed Cancel; whatever was begun is left as it was before."""


class Progress(Protocol):
    """Told by a job after each step; may raise `Cancelled`."""

    def __call__(self, done: int, total: int, saying: str) -> None:
        """Report that `done` of `total` steps are finished and what is being done now."""
        ...


def silent(done: int, total: int, saying: str) -> None:
    """Report to nobody."""
