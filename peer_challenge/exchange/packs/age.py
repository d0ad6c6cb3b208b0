"""The age envelope with a passphrase (https://age-encryption.org/v1), read and written piece by piece.

Written here on the primitives of `cryptography`, because the libraries at hand choose the work factor by the speed of
the sender's computer: what a fast one writes, a reader that guards its memory must refuse.
"""

import base64
import binascii
import os
import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from hmac import compare_digest
from hmac import new as hmac
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from peer_challenge.domain.errors import UserError
from peer_challenge.exchange.packs.limits import refuse

MAGIC = b"age-encryption.org/v1\n"
MOST_WORK = 18
OWN_WORK = 17
"""Two to this power steps of scrypt: about half a second and 128 MB on a council laptop, once a file."""

_CHUNK = 64 * 1024
_TAG = 16
_HEADER_BYTES = 200
_STANZA = re.compile(rb"-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n([A-Za-z0-9+/]{43})\n--- ([A-Za-z0-9+/]{43})\n")
_ALTERED = "it was altered or cut off on its way"


class PassphraseNeededError(UserError):
    """The file is encrypted, and no passphrase was given."""


class WrongPassphraseError(UserError):
    """The envelope is sound as far as can be seen, and the passphrase does not open it."""

    def __init__(self) -> None:
        super().__init__(
            "The passphrase does not fit this file. Check it with the sender by telephone, then try again."
        )


def is_encrypted(first: bytes) -> bool:
    """Return whether a file that begins with `first` is an age envelope."""
    return first.startswith(MAGIC.rstrip())


def encrypt(plain: bytes, passphrase: str, work: int = OWN_WORK) -> bytes:
    """Return `plain` in an envelope that `passphrase` opens."""
    salt, file_key, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    wrapped = ChaCha20Poly1305(_wrap_key(passphrase, salt, work)).encrypt(bytes(12), file_key, None)
    header = MAGIC + b"-> scrypt %s %d\n%s\n---" % (_b64(salt), work, _b64(wrapped))
    parts = [header, b" ", _b64(_mac(file_key, header)), b"\n", nonce]
    stream = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
    starts = range(0, max(len(plain), 1), _CHUNK)
    for number, start in enumerate(starts):
        last = number == len(starts) - 1
        parts.append(stream.encrypt(_nonce(number, last=last), plain[start : start + _CHUNK], None))
    return b"".join(parts)


def decrypt(file: BinaryIO, passphrase: str, told: Callable[[int], None] = lambda _: None) -> Iterator[bytes]:
    """Yield what the envelope in `file` holds, each piece checked; `told` hears how many bytes have been read.

    Raises `UserError` for a wrong passphrase, an envelope of another make, or one altered anywhere.
    """
    head = file.read(_HEADER_BYTES)
    found = _STANZA.match(head, len(MAGIC)) if head.startswith(MAGIC) else None
    if found is None:
        refuse("it is not encrypted with a passphrase as Peer Challenge does it")
    work = int(found[2])
    if work > MOST_WORK:
        refuse("opening it would take more memory than a laptop can spare")
    signed = head[: found.start(4) - 1]
    file_key = _file_key(_bytes(found[1]), work, _bytes(found[3]), passphrase)
    if not compare_digest(_mac(file_key, signed), _bytes(found[4])):
        refuse(_ALTERED)
    file.seek(found.end())
    nonce = file.read(16)
    if len(nonce) != 16:
        refuse(_ALTERED)
    yield from _chunks(file, ChaCha20Poly1305(_derived(file_key, nonce, b"payload")), told)


def _chunks(file: BinaryIO, stream: ChaCha20Poly1305, told: Callable[[int], None]) -> Iterator[bytes]:
    sealed = file.read(_CHUNK + _TAG)
    number = 0
    while True:
        after = file.read(_CHUNK + _TAG)
        try:
            piece = stream.decrypt(_nonce(number, last=not after), sealed, None)
        except (InvalidTag, ValueError):
            refuse(_ALTERED)
        if not piece and number:
            refuse(_ALTERED)  # the last piece is empty only where everything is
        yield piece
        told(file.tell())
        if not after:
            return
        sealed, number = after, number + 1


def _file_key(salt: bytes, work: int, wrapped: bytes, passphrase: str) -> bytes:
    try:
        return ChaCha20Poly1305(_wrap_key(passphrase, salt, work)).decrypt(bytes(12), wrapped, None)
    except InvalidTag as fault:
        raise WrongPassphraseError from fault


def _wrap_key(passphrase: str, salt: bytes, work: int) -> bytes:
    salted = b"age-encryption.org/v1/scrypt" + salt
    return Scrypt(salt=salted, length=32, n=2**work, r=8, p=1).derive(passphrase.encode("utf-8", "replace"))


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac(_derived(file_key, b"", b"header"), header, sha256).digest()


def _derived(file_key: bytes, salt: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=salt, info=purpose).derive(file_key)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


def _b64(content: bytes) -> bytes:
    return base64.b64encode(content).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    try:
        content = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error:
        refuse(_ALTERED)
    if _b64(content) != text:
        refuse(_ALTERED)  # a second spelling of the same bytes
    return content
