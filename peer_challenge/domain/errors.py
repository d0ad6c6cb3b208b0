"""The one error a person is meant to read; every other exception is a fault of the program."""

from enum import IntEnum


class Exit(IntEnum):
    """What a command tells the shell, as promised in the command line's description."""

    DONE = 0
    USAGE = 2
    WRONG_INPUT = 65
    UNAVAILABLE = 69
    CANNOT_READ_OR_WRITE = 74


class UserError(Exception):
    """A plain sentence saying what is wrong, where, and what to do; never a traceback.

    `exit_code` is what the command line ends with; the window shows the sentence where it happened.
    """

    def __init__(self, sentence: str, exit_code: Exit = Exit.WRONG_INPUT) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.exit_code = exit_code
