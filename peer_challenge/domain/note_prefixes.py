"""The character before a note that says what kind it is, typed in the console and in a form alike."""

from peer_challenge.domain.choices import NoteKind

PREFIXES = {
    "+": NoteKind.STRENGTH,
    "!": NoteKind.CONSIDERATION,
    "?": NoteKind.QUESTION,
    "*": NoteKind.GOOD_PRACTICE,
    "<": NoteKind.ASK,
    ">": NoteKind.OFFER,
}


def read_kind(text: str) -> tuple[NoteKind, str]:
    """Read a prefix that a person typed: the kind and the text without it.

    A prefix is one character before a letter, a quotation mark or a space: "+12%", "<5 days" and "?!" keep every
    character and say nothing about the note.
    """
    kind, rest = PREFIXES.get(text[:1], NoteKind.PLAIN), text[1:]
    plain_follows = rest[:1].isspace() or rest[:1].isalpha() or rest[:1] in {"", '"', "'", "“", "‘"}
    if kind is NoteKind.PLAIN or not plain_follows:
        return NoteKind.PLAIN, text
    follows = rest.lstrip()
    if text[0] in "<>" and follows[:1].isdigit():
        return NoteKind.PLAIN, text
    return kind, follows
