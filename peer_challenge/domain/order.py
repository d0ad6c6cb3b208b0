"""Fractional positions: text that sorts, with room for another between any two."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def between(before: str, after: str) -> str:
    """Return a position that sorts after `before` and before `after`; "" stands for the open end.

    Raises `ValueError` when `before` does not sort before `after`.
    """
    if after and before >= after:
        raise ValueError(f"{before!r} does not sort before {after!r}")
    shared = ""
    while True:
        low = _DIGITS.index(before[len(shared)]) if len(shared) < len(before) else 0
        high = _DIGITS.index(after[len(shared)]) if after and len(shared) < len(after) else len(_DIGITS)
        if high - low > 1:
            return shared + _DIGITS[(low + high) // 2]
        shared += _DIGITS[low]
        if high != low:
            after = ""  # once below `after`, only `before` bounds what follows


def row_of(count: int) -> list[str]:
    """Return `count` positions in order, evenly spread, for records made at once."""
    width = 1
    while len(_DIGITS) ** width < count + 2:
        width += 1
    step = len(_DIGITS) ** width // (count + 1)
    return [_in_digits(step * (index + 1), width) for index in range(count)]


def _in_digits(number: int, width: int) -> str:
    text = ""
    for _ in range(width):
        number, digit = divmod(number, len(_DIGITS))
        text = _DIGITS[digit] + text
    return text.rstrip("0")
