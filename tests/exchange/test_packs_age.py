"""The envelope: another program's reader and writer agree with ours, and nothing altered or mistyped opens."""

import base64
import io
import os

import pyrage
import pytest

from peer_challenge.domain.errors import UserError
from peer_challenge.exchange.packs import age

QUICK = 10

WRITTEN_BY_RAGE = """
YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBGNkVKOFRDTWtGeFMva0o5U0ZGYVZnIDE3ClF4SUE0eDk1UExQZ1RROGx3SkQyV05tWjJBOU5w
cFllRFdDU1pXVW5CUFkKLS0tIHFLa3ErY2hqb2l3Sm00TUZVejN2dU5Nd3cxNGdHK2taaWpLN1JNZDBOSk0KDUZiLv2vCF/IXT84GPHbPh8StD9Qpc/d
r7pJTlzqu2wGMViJXB8gCJibTqSmpS4mgfA=
"""
"""The rage library's own, kept because it chooses its work by the speed of the computer it runs on."""


def opened(envelope: bytes, passphrase: str = "apple orchard") -> bytes:
    return b"".join(age.decrypt(io.BytesIO(envelope), passphrase))


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 200_000])
def test_another_program_opens_what_is_written_here(size: int) -> None:
    plain = os.urandom(size)
    assert pyrage.passphrase.decrypt(age.encrypt(plain, "apple orchard", QUICK), "apple orchard") == plain


def test_what_another_program_wrote_is_opened_here() -> None:
    assert opened(base64.b64decode(WRITTEN_BY_RAGE)) == b"Seen in two teams."


def test_a_bit_altered_anywhere_is_noticed() -> None:
    envelope = age.encrypt(b"Audits close the loop.", "apple orchard", 2)
    for place in range(len(envelope)):
        altered = bytearray(envelope)
        altered[place] ^= 1 << place % 8
        with pytest.raises(UserError):
            opened(bytes(altered))


@pytest.mark.parametrize("length", [0, 10, 21, 100, -1, -17])
def test_what_was_cut_off_is_noticed(length: int) -> None:
    with pytest.raises(UserError):
        opened(age.encrypt(bytes(70_000), "apple orchard", 2)[:length])


def test_a_last_piece_taken_away_is_noticed() -> None:
    envelope = age.encrypt(bytes(65_536 + 10), "apple orchard", 2)
    with pytest.raises(UserError, match="altered or cut off"):
        opened(envelope[: -10 - 16])


def test_a_wrong_passphrase_is_one_sentence() -> None:
    with pytest.raises(UserError) as said:
        opened(age.encrypt(b"words", "apple orchard", QUICK), "apple orchid")
    assert said.value.sentence == (
        "The passphrase does not fit this file. Check it with the sender by telephone, then try again."
    )


def test_more_work_than_a_laptop_can_spare_is_refused_before_any_of_it_is_done() -> None:
    envelope = age.encrypt(b"words", "apple orchard", QUICK).replace(b" 10\n", b" 19\n", 1)
    with pytest.raises(UserError, match="more memory than a laptop can spare"):
        opened(envelope)
