"""The key of this laptop, which signs what it sends, and the check code by which two people compare keys."""

import os
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from peer_challenge.domain.errors import Exit, UserError
from peer_challenge.exchange.packs.limits import refuse
from peer_challenge.storage.files import folder_for, write_whole

SIGNATURE_BYTES = 64
_KEY_BYTES = 32


class LaptopKey:
    """The private key of one laptop; `public` is what its files carry, in hexadecimal."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()

    @classmethod
    def fresh(cls) -> "LaptopKey":
        """Return a key that is kept nowhere, as the sample round's invented laptop has."""
        return cls(Ed25519PrivateKey.generate())

    def sign(self, content: bytes) -> bytes:
        """Return the 64 bytes of the signature of `content`."""
        return self._private.sign(content)


def laptop_key(path: Path) -> LaptopKey:
    """Return the key kept at `path`, made on first use and readable by this computer's user only.

    A key that cannot be read back is kept under another name, and a new one made: others then see a new laptop.
    Raises `UserError` (exit 74) when the folder refuses.
    """
    try:
        kept = path.read_bytes()
    except FileNotFoundError:
        return _made(path)
    except OSError as fault:
        sentence = f"The key of this laptop at {path} could not be read: {fault.strerror}."
        raise UserError(sentence, Exit.CANNOT_READ_OR_WRITE) from fault
    if len(kept) != _KEY_BYTES:
        write_whole(path.with_suffix(".damaged"), kept)
        return _made(path)
    return LaptopKey(Ed25519PrivateKey.from_private_bytes(kept))


def check_signature(key: str, signature: bytes, content: bytes) -> None:
    """Raise `UserError` unless `signature` is that of `content` by the public `key`, in hexadecimal."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(signature, content)
    except (InvalidSignature, ValueError):
        refuse("its signature does not fit: it was altered, or somebody else made it look like the sender’s")


def check_code(key: str) -> str:
    """Return the code of a public key that two people compare by telephone: four groups of four digits."""
    digits = f"{int.from_bytes(sha256(bytes.fromhex(key)).digest()) % 10**16:016}"
    return " ".join(digits[start : start + 4] for start in range(0, 16, 4))


def _made(path: Path) -> LaptopKey:
    secret = os.urandom(_KEY_BYTES)
    folder_for(path.parent)
    write_whole(path, secret)
    return LaptopKey(Ed25519PrivateKey.from_private_bytes(secret))
