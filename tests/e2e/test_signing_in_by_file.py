"""A certificate that the shell names from where a person stands signs in the check, the apply and the repair."""

from __future__ import annotations

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
