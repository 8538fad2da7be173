"""What is done to all embedded tenants is done to none while one is not there: repeated, it would be done twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from holdfast.emulator import control
from tests.corpus.test_commands import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

DOMAIN = "contoso.onmicrosoft.com"
DOING = {
    "clock": ["+31d"],
    "tamper": ["demo"],
    "reset": [],
    "credential": ["--issuer", "https://token.example", "--subject", "a"],
}
"""By subcommand, what it is given; the clients of this repository live on two tenants, and here is one."""


@pytest.mark.parametrize("name", DOING)
def test_nothing_is_done_to_some_tenants_where_one_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path))
    control.seed(tmp_path / "tenant", DOMAIN, "small")
    before = control.contents(tmp_path / "tenant", DOMAIN)
    moment = control.tenant_time(tmp_path / "tenant", DOMAIN)

    found = CliRunner().invoke(COMMANDS[f"holdfast tenant {name}"], DOING[name])

    assert found.exit_code != 0
    assert DOMAIN not in found.output
    assert "there is no tenant" in str(found.exception)
    assert control.contents(tmp_path / "tenant", DOMAIN) == before
    assert (control.tenant_time(tmp_path / "tenant", DOMAIN) - moment).days == 0


def test_one_that_is_named_and_there_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path))
    control.seed(tmp_path / "tenant", DOMAIN, "small")
    found = CliRunner().invoke(COMMANDS["holdfast tenant clock"], ["+31d", "--tenant", DOMAIN])
    assert (found.exit_code, found.output.partition(":")[0]) == (0, DOMAIN)
