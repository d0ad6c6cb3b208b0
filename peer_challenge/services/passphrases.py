"""Passphrases for files to send: made of plain words, one a group and round, kept on this computer only."""

import json
import secrets
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from uuid import UUID

import resources
from peer_challenge.storage.files import folder_for, write_whole

WORDS = 5
"""Five of some 1,500 words: about 52 bits, each guess at which costs a third of a second and 128 MB."""


def passphrase_for(group: UUID, kept_at: Path) -> str:
    """Return the passphrase of a group, made on first use and kept at `kept_at`; raises `UserError` (exit 74)."""
    kept = _kept(kept_at)
    if str(group) not in kept:
        return keep_passphrase(group, " ".join(secrets.choice(_words()) for _ in range(WORDS)), kept_at)
    return kept[str(group)]


def keep_passphrase(group: UUID, passphrase: str, kept_at: Path) -> str:
    """Remember a passphrase by which a file of a group was opened, so that it is typed once; return it.

    The group's own, which others have been told, stays the one that files are sent under.
    """
    kept = _kept(kept_at)
    kept[str(group) if str(group) not in kept else f"{group} {len(kept)}"] = passphrase
    folder_for(kept_at.parent)
    write_whole(kept_at, json.dumps(kept, indent=1, ensure_ascii=False).encode())
    return passphrase


def known_passphrases(kept_at: Path) -> tuple[str, ...]:
    """Return every passphrase kept on this computer, the one kept last first, each once."""
    return tuple(dict.fromkeys(reversed(_kept(kept_at).values())))


def as_meant(typed: str) -> str:
    """Return a passphrase as it was read out: spaces as one, and small letters where all of it is words of ours."""
    words = typed.replace("-", " ").casefold().split()
    if words and set(words) <= set(_words()):
        return " ".join(words)
    return typed.strip()


@cache
def _words() -> tuple[str, ...]:
    return tuple(resources.path("passphrase_words.txt").read_text(encoding="utf-8").split())


def _kept(kept_at: Path) -> dict[str, str]:
    """Return what is kept; a file that cannot be read counts as none, and the words can be typed again."""
    try:
        kept = json.loads(kept_at.read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(kept, Mapping):
        return {}
    return {group: words for group, words in kept.items() if isinstance(words, str)}
