"""Sizes of files as people say them."""


def size_in_words(size: int) -> str:
    """Return a size in bytes in round figures: 1 kB, 350 kB, 1.2 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:,.1f} MB"
