"""Keys are taken from a file or the environment, and what is no key is told without a word of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from holdfast.history.signature import VARIABLE, public_key, signing_key
from holdfast.model.errors import HoldfastError
from tests.unit.history.made import record, result

if TYPE_CHECKING:
    from pathlib import Path

KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
PRIVATE = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
PUBLIC = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
LOCKED = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"password"))
ELLIPTIC = ec.generate_private_key(ec.SECP256R1())
OTHER = ELLIPTIC.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
OTHER_PUBLIC = ELLIPTIC.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def raw(key: Ed25519PrivateKey | None) -> bytes | None:
    return key.private_bytes_raw() if key else None


def test_file_goes_before_the_environment_and_neither_is_no_key(tmp_path: Path) -> None:
    (tmp_path / "key.pem").write_bytes(PRIVATE)
    variables = {VARIABLE: PRIVATE.decode()}

    assert raw(signing_key(None, {})) is None
    assert raw(signing_key(None, {VARIABLE: ""})) is None
    assert raw(signing_key(None, variables)) == b"k" * 32
    assert raw(signing_key(tmp_path / "key.pem", {VARIABLE: "nonsense"})) == b"k" * 32


@pytest.mark.parametrize(
    "content", [b"", b"\xff" * 10, PUBLIC, LOCKED, OTHER, PRIVATE[:60], PRIVATE.replace(b"M", b"N")]
)
def test_what_is_no_private_key_is_one_sentence_that_quotes_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key.pem").write_bytes(content)

    with pytest.raises(HoldfastError) as caught:
        signing_key(tmp_path / "key.pem", {})

    assert caught.value.slug == "record-key-unusable"
    assert caught.value.message.startswith(
        f"{tmp_path / 'key.pem'} is no private key: expected an Ed25519 key"
    )
    body = content.decode(errors="replace").splitlines()[1:2]
    assert not any(line in caught.value.message for line in body)


@pytest.mark.parametrize("content", [b"", PRIVATE, OTHER_PUBLIC])
def test_what_is_no_public_key_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "key.pem").write_bytes(content)

    with pytest.raises(HoldfastError, match="is no public key"):
        public_key(tmp_path / "key.pem")


def test_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(HoldfastError, match="No such file"):
        signing_key(tmp_path / "none.pem", {})
    with pytest.raises(HoldfastError, match="No such file"):
        public_key(tmp_path / "none.pem")


def test_public_key_of_the_file_is_the_one_that_signed_and_the_private_one_is_nowhere(tmp_path: Path) -> None:
    (tmp_path / "public.pem").write_bytes(PUBLIC)
    assert public_key(tmp_path / "public.pem") == KEY.public_key().public_bytes_raw()

    record(tmp_path / "history", result(0), key=KEY)

    body = PRIVATE.splitlines()[1]
    written = [one.read_bytes() for one in (tmp_path / "history").rglob("*") if one.is_file()]
    assert written
    assert not any(body in one or b"PRIVATE" in one for one in written)
