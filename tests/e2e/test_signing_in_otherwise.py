"""A client moves from a certificate to another way to sign in: nothing that the engine keeps asks for the old proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import serialization as said

from holdfast.emulator import control
from holdfast.model.status import ExitCode
from tests.certificates import certificate, key, pem
from tests.e2e.scratch import CONTOSO, Scratch, need_engine

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.engine


def test_whoever_moves_to_another_way_previews_repairs_and_destroys_without_the_old_one(
    tmp_path: Path,
) -> None:
    need_engine()
    file = tmp_path / "app.pem"
    file.write_bytes(pem(key(), certificate(key())))
    proof = {"AZURE_CLIENT_CERTIFICATE_PATH": str(file)}
    with Scratch(tmp_path / "scratch") as scratch:
        control.add_certificate(scratch.tenants, CONTOSO, certificate(key()).public_bytes(said.Encoding.PEM))
        scratch.sign_in_by("certificate")
        applied = scratch.holdfast("up", "contoso", **proof)
        assert applied.code == ExitCode.IN_SYNC, applied.all

        scratch.sign_in_by("")
        control.tamper(scratch.tenants, CONTOSO, "shorten-label")
        previewed = scratch.holdfast("preview", "contoso")
        assert "To be done: 1 updated." in previewed.all
        assert "no-credential" not in previewed.all
        repaired = scratch.holdfast("up", "contoso")
        assert repaired.code == ExitCode.IN_SYNC, repaired.all

        scratch.sign_in_by("certificate")
        assert scratch.holdfast("up", "contoso", **proof).code == ExitCode.IN_SYNC
        scratch.sign_in_by("")
        destroyed = scratch.holdfast("destroy", "contoso", "--yes", "--allow-less-protection")
        assert "3 deleted, 6 left in the tenant" in destroyed.all
        assert destroyed.code == ExitCode.IN_SYNC, destroyed.all
