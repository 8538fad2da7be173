"""A check of one client is a process of its own: what it does not need it does not load."""

from __future__ import annotations

import subprocess
import sys

import pytest

_NOT_NEEDED = (
    "holdfast.grace.periods",
    "holdfast.kinds.attested.attestation",
    "holdfast.model.horizon",
    "holdfast.model.wanted",
    "holdfast.tenant.azure_cli",
    "holdfast.tenant.managed_identity",
    "holdfast.tenant.pipeline_tokens",
)


@pytest.mark.parametrize("module", _NOT_NEEDED)
def test_what_only_some_clients_need_is_loaded_for_them_only(module: str) -> None:
    program = f"""
import sys
import holdfast.cli.commands.drift, holdfast.cli.one, holdfast.kinds.exchange.litigation_hold
from holdfast.tenant.ways import ways
assert [one.name for one in ways("t", {{"AZURE_CLIENT_ID": "c", "AZURE_CLIENT_SECRET": "s"}})] == ["secret"]
print({module!r} in sys.modules)
"""
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "False"


@pytest.mark.parametrize("module", ["dns", "holdfast.grace.facts", "holdfast.model.horizon"])
def test_no_kind_loads_what_only_a_look_ahead_or_a_question_of_dns_needs(module: str) -> None:
    program = f"""
import sys
from holdfast.kinds.registry import kinds
assert len([kinds()[token] for token in kinds()]) > 50
print({module!r} in sys.modules)
"""
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "False"
