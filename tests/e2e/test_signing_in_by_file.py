"""A certificate that the shell names from where a person stands signs in the check, the apply and the repair."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import serialization as said

from holdfast.emulator import control
from holdfast.model.status import ExitCode
from tests.certificates import certificate, key, pem
from tests.e2e.scratch import CONTOSO, HOLDFAST, Scratch, need_engine

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.scratch import Printed

pytestmark = pytest.mark.engine

OWN, OTHER = certificate(key()), certificate(key(1))


def below(scratch: Scratch, *arguments: str, file: str = "app.pem") -> Printed:
    """What a person sees who stands in a folder below the project."""
    walk = ("sh", "-c", 'cd keys && exec "$@"', "sh")
    return scratch.run(*walk, *HOLDFAST, *arguments, AZURE_CLIENT_CERTIFICATE_PATH=file)


def test_whoever_checks_by_a_certificate_applies_and_repairs_by_it(tmp_path: Path) -> None:
    need_engine()
    with Scratch(tmp_path) as scratch:
        scratch.sign_in_by("certificate")
        keys = scratch.project / "keys"
        keys.mkdir()
        (keys / "app.pem").write_bytes(pem(key(), OWN))
        (keys / "other.pem").write_bytes(pem(key(1), OTHER))
        control.add_certificate(scratch.tenants, CONTOSO, OWN.public_bytes(said.Encoding.PEM))

        applied = below(scratch, "up", "contoso")
        assert applied.code == ExitCode.IN_SYNC, applied.all
        control.tamper(scratch.tenants, CONTOSO, "shorten-label")
        assert below(scratch, "drift", "contoso").code == ExitCode.DRIFT
        repaired = below(scratch, "up", "contoso")
        assert repaired.code == ExitCode.IN_SYNC, repaired.all

        since = scratch.log.last_id()
        refused = below(scratch, "up", "contoso", file="other.pem")
        assert refused.code == ExitCode.NO_ANSWER
        assert "AADSTS700027" in refused.err
        assert "Nothing was changed [look-failed]" in refused.err
        assert "way-in-closed" not in refused.err
        asked = [one for one in scratch.log.entries(since) if one.kind != "discovery"]
        assert all(one.status >= HTTPStatus.BAD_REQUEST for one in asked), "nobody was let in"

        unread = below(scratch, "drift", "contoso", file="other.pem")
        assert unread.code == ExitCode.NO_ANSWER
        assert unread.out.count("AADSTS700027") == 1, "one cause is told once"


READS = (("drift", "contoso"), ("horizon", "contoso"), ("doctor", "contoso"))


@pytest.mark.parametrize(
    ("way", "sort"),
    [
        *(("certificate", sort) for sort in ("a file", "no folder", "a folder", "full")),
        *(("secret", sort) for sort in ("a file", "full")),
    ],
)
def test_whatever_signs_in_has_no_library_write_the_keys_of_its_connections(
    tmp_path: Path, way: str, sort: str
) -> None:
    """Commands, the plugins and what examines a program that was started by hand: each is a process of its own."""
    need_engine()
    with Scratch(tmp_path) as scratch:
        proof = able_to_sign_in(scratch, way)
        wanted = {"a file": "keys.log", "no folder": "none/keys.log", "a folder": ".", "full": "/dev/full"}[
            sort
        ]
        keys = scratch.project / wanted
        shell = {**proof, "SSLKEYLOGFILE": str(keys)}
        tried = [scratch.holdfast(*words, **shell) for words in READS]
        last = (
            scratch.holdfast("up", "contoso", **shell)
            if sort == "full"
            else scratch.pulumi("preview", **shell)
        )
        tried.append(last)

        for one in tried:
            assert "unreachable" not in one.all, one.all
            assert "could not be reached" not in one.all, one.all
            assert "Traceback" not in one.all, one.all
        assert tried[0].code == ExitCode.DRIFT, tried[0].all
        assert tried[-1].code == 0, tried[-1].all
        assert not keys.is_file()


def able_to_sign_in(scratch: Scratch, way: str) -> dict[str, str]:
    """Has the client's file name the way; what a shell needs for it."""
    scratch.sign_in_by(way)
    if way == "secret":
        told = json.loads((scratch.tenants / "server.json").read_bytes())
        return {"AZURE_CLIENT_SECRET": str(told["tenants"][CONTOSO]["client_secret"])}
    file = scratch.project / "app.pem"
    file.write_bytes(pem(key(), OWN))
    control.add_certificate(scratch.tenants, CONTOSO, OWN.public_bytes(said.Encoding.PEM))
    return {"AZURE_CLIENT_CERTIFICATE_PATH": str(file)}
