"""A shell of the embedded tenant becomes one of a real client, and a real client is refused in it until then.

Not proven here: that Microsoft would be reached; nothing is sent to it.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import Desk, Terminal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

pytestmark = pytest.mark.engine

SHELLS: Sequence[str] = [one for one in ("bash", "zsh") if shutil.which(one)]
OF_THE_DEMO = (
    "ARM_CLIENT_ID",
    "ARM_CLIENT_SECRET",
    "ARM_METADATA_HOSTNAME",
    "ARM_TENANT_ID",
    "PULUMI_BACKEND_URL",
    "PULUMI_HOME",
    "SSL_CERT_FILE",
)


def value(terminal: Terminal, name: str) -> str:
    return terminal.typed(f'printf "%s" "${{{name}-unset}}"').printed.strip()


def add_real_client(desk: Desk) -> None:
    contoso = desk.scratch.project / "clients" / "Pulumi.contoso.yaml"
    text = contoso.read_text(encoding="utf-8")
    real = text.replace("contoso.onmicrosoft.com", "acme.example").replace("cloud: embedded", "cloud: global")
    own = "\n".join(line for line in real.splitlines() if not line.startswith("encryptionsalt"))
    (contoso.parent / "Pulumi.acme.yaml").write_text(own, encoding="utf-8")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_first_use_that_fails_leaves_nothing_of_the_demo_in_the_shell(
    desk: Desk, tmp_path: Path, shell: str
) -> None:
    add_real_client(desk)
    terminal = desk.shell("contoso", shell)
    terminal.typed(f"export HOME={tmp_path}")
    printed = terminal.typed('eval "$(holdfast env acme)"', code=None).printed
    assert "[engine-stack-init]" in printed, printed
    assert "PULUMI_BACKEND_URL or PULUMI_ACCESS_TOKEN" in printed, printed
    assert {name: value(terminal, name) for name in OF_THE_DEMO} == dict.fromkeys(OF_THE_DEMO, "unset")
    assert "stand-in" not in value(terminal, "PATH")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_real_client_is_refused_in_a_demo_shell_and_at_home_after_env(
    desk: Desk, tmp_path: Path, shell: str
) -> None:
    add_real_client(desk)
    state = tmp_path / "state"
    state.mkdir()
    with (desk.scratch.project / "Pulumi.yaml").open("a", encoding="utf-8") as file:
        file.write(f"backend:\n  url: file://{state}\n")
    terminal = desk.shell("contoso", shell)
    for command in ("drift", "report", "preview", "up", "destroy --yes"):
        printed = terminal.typed(f"holdfast {command} acme", code=2).printed
        assert "[embedded-trust]" in printed or "[embedded-shell]" in printed, printed
    printed = terminal.typed("pulumi preview --stack acme --non-interactive", code=None).printed
    assert "[embedded-shell]" in printed or "no stack named" in printed, printed
    terminal.typed("export PULUMI_CONFIG_PASSPHRASE=mine")
    terminal.typed("holdfast env acme > variables && . ./variables")
    theirs = {**dict.fromkeys(OF_THE_DEMO, "unset"), "ARM_TENANT_ID": "acme.example"}
    assert {name: value(terminal, name) for name in OF_THE_DEMO} == theirs
    assert value(terminal, "PULUMI_CONFIG_PASSPHRASE") == "mine"
    assert "stand-in" not in value(terminal, "PATH")
    assert value(terminal, "PULUMI_STACK") == "acme"
    assert list(state.glob("**/acme.json"))
    assert not list(desk.scratch.home.glob("**/acme.json*"))
    printed = terminal.typed("holdfast drift acme", code=2).printed
    assert "embedded" not in printed, printed
    terminal.typed(f"export HOLDFAST_HOME={desk.scratch.home}")
    terminal.typed('eval "$(holdfast env contoso)"')
    terminal.typed("holdfast drift contoso", code=1)
