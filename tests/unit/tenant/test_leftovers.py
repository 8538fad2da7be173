"""Two shells, two worlds: everything that `holdfast env` sets for the embedded tenant is found again, nothing else is.

Not proven here: that the shells obey what is printed; `tests/e2e/test_two_worlds.py` does, for those that are there.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from types import SimpleNamespace

import certifi
import pytest

import holdfast.tenant.tenant
from holdfast.apply import shell
from holdfast.cli.shells import Shell, assignment, removal
from holdfast.emulator.certificates import ORGANIZATION, certificate_authority
from holdfast.engine import Engine
from holdfast.model.embedded import AUTHORITY
from holdfast.model.errors import RefusedError
from holdfast.model.plan import Cloud, Plan
from holdfast.tenant.embedded import home
from holdfast.tenant.leftovers import (
    CREDENTIALS,
    PROXIES,
    TRUST,
    leftovers,
    refuse_foreign_trust,
    refuse_leftovers,
    refuse_state_in_demo,
)
from holdfast.tenant.tenant import open_tenant

TENANT = "contoso.onmicrosoft.com"
SAME_FOR_BOTH = {
    "HOLDFAST_HOME",
    "PIP_DISABLE_PIP_VERSION_CHECK",
    "PULUMI_OPTION_PRESERVE_CONFIG",
    "PULUMI_SKIP_UPDATE_CHECK",
    "PULUMI_STACK",
}
"""What a real client's shell is given as well, with its own value."""


class Server:
    """What a running server says of itself, and its authority; it answers nothing."""

    def __init__(self, project: Path) -> None:
        self.home = project / ".holdfast"
        folder = self.home / "tenant"
        folder.mkdir(parents=True)
        self.ca, _ = certificate_authority(folder)
        application = {"tenant_id": "t-1", "client_id": "c-1", "client_secret": "s-1"}
        facts = {
            "proxy_url": "http://127.0.0.1:40999",
            "ca_file": str(self.ca),
            "metadata_host": "127.0.0.1:40998",
            "name_server": "127.0.0.1:40997",
            "tenants": {TENANT: application},
        }
        (folder / "server.json").write_text(json.dumps(facts), encoding="utf-8")


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.delenv("HOLDFAST_HOME", raising=False)
    for name in (*TRUST, *PROXIES):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(
        "socket.create_connection", lambda *_, **__: type("Open", (), {"close": lambda _: None})()
    )
    return Server(tmp_path)


def plan(cloud: Cloud, client: str = "acme", tenant: str = TENANT) -> Plan:
    return Plan(client, tenant, cloud, "b@1.0.0", {}, (), (), delete_protected_data=False)


def fake_engine(project: Path) -> Engine:
    folder = project / "engine"
    return Engine(folder / "pulumi", folder / "pulumi-language-python", "3.0.0", "built")


def demo(project: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The variables of a shell in which `holdfast env` was evaluated for a client of the embedded tenant."""
    monkeypatch.setattr(shell, "azuread_installed", lambda _: False)
    monkeypatch.setattr(shell, "share_plugins", lambda _: None)
    engine = fake_engine(project)
    embedded = plan(Cloud.EMBEDDED, "contoso")
    return {"PATH": "/usr/bin", **shell.shell_environment(engine, project, embedded, home(project))}


def test_everything_that_the_demo_sets_is_found_and_would_be_unset(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    variables = demo(tmp_path, monkeypatch)
    found = leftovers(variables, server.home)
    assert set(variables) - SAME_FOR_BOTH == set(found), "a variable of the demo that a real shell would keep"
    assert {name for name, value in found.items() if value} == {"PATH"}
    assert "stand-in" in variables["PATH"]
    assert "stand-in" not in found["PATH"]
    assert "/usr/bin" in found["PATH"].split(os.pathsep)
    with pytest.raises(
        RefusedError, match=r"PULUMI_CONFIG_PASSPHRASE.*holdfast env acme.*\[embedded-shell\]"
    ):
        refuse_leftovers("acme", variables, server.home)


def test_the_demo_is_recognised_when_its_server_has_stopped_and_from_another_project(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    variables = demo(tmp_path, monkeypatch)
    (server.home / "tenant" / "server.json").unlink()
    assert set(leftovers(variables, tmp_path / "another" / ".holdfast")) == set(variables) - SAME_FOR_BOTH


OWN = {
    "ARM_CLIENT_ID": "mine",
    "ARM_CLIENT_SECRET": "mine",
    "ARM_METADATA_HOSTNAME": "login.microsoftonline.us",
    "AZURE_CLIENT_SECRET": "mine",
    "HTTPS_PROXY": "http://127.0.0.1:3128",
    "NODE_EXTRA_CA_CERTS": "/no/such/file",
    "PATH": "/opt/stand-in:/usr/bin",
    "PULUMI_BACKEND_URL": "file:///srv/state",
    "PULUMI_CONFIG_PASSPHRASE": "mine",
    "PULUMI_HOME": "/srv/pulumi",
    "SSL_CERT_FILE": certifi.where(),
}


def test_what_a_person_set_is_left_as_it_is(server: Server) -> None:
    assert leftovers(OWN, server.home) == {}
    refuse_leftovers("acme", OWN, server.home)
    refuse_foreign_trust(TENANT, OWN, server.home)


@pytest.mark.parametrize("name", TRUST)
@pytest.mark.parametrize("whole", [True, False], ids=["bundle", "authority"])
def test_no_variable_makes_a_real_session_trust_the_embedded_authority(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, *, whole: bool
) -> None:
    bundle = tmp_path / "authorities" / "bundle.pem"
    bundle.parent.mkdir()
    bundle.write_bytes((Path(certifi.where()).read_bytes() if whole else b"") + server.ca.read_bytes())
    monkeypatch.setenv(name, str(bundle.parent if name.endswith("_DIR") else bundle))
    with pytest.raises(RefusedError, match=rf"{name}.*nothing was sent.*\[embedded-trust\]"):
        open_tenant("acme.example", Cloud.GLOBAL, server.home)


@pytest.mark.parametrize("name", PROXIES)
@pytest.mark.parametrize(
    "written", ["http://127.0.0.1:40999", "127.0.0.1:40999", "http://u:p@localhost:40999/"]
)
def test_no_variable_leads_a_real_session_through_the_embedded_proxy(
    server: Server, monkeypatch: pytest.MonkeyPatch, name: str, written: str
) -> None:
    monkeypatch.setenv(name, written)
    with pytest.raises(RefusedError, match=rf"{name}.*\[embedded-trust\]"):
        open_tenant("acme.example", Cloud.GLOBAL, server.home)


def test_a_real_session_opens_in_a_shell_of_its_own(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        holdfast.tenant.tenant, "ways", lambda *_, **__: (SimpleNamespace(open=lambda: None, kind=None),)
    )
    assert open_tenant("acme.example", Cloud.GLOBAL, server.home).name == "acme.example"


@pytest.mark.parametrize("name", [f"{prefix}_{one}" for prefix in ("ARM", "AZURE") for one in CREDENTIALS])
def test_the_credential_of_the_embedded_tenant_is_known_by_its_value(server: Server, name: str) -> None:
    value = {"CLIENT_ID": "c-1", "CLIENT_SECRET": "s-1", "TENANT_ID": "t-1"}[name.partition("_")[2]]
    assert leftovers({name: value}, server.home) == {name: ""}
    assert leftovers({name: f"{value}x"}, server.home) == {}


STATES = {
    "the variable": ({"PULUMI_BACKEND_URL": "file://{project}/.holdfast/mine"}, ""),
    "below the home": (
        {"PULUMI_BACKEND_URL": "file://{project}/elsewhere/x", "HOLDFAST_HOME": "{project}/elsewhere"},
        "",
    ),
    "relative": ({"PULUMI_BACKEND_URL": "file://./.holdfast/mine"}, ""),
    "another project's": ({"PULUMI_BACKEND_URL": "file:///srv/x/.holdfast/state"}, ""),
    "the project's file": ({}, "backend: {{url: 'file://{project}/.holdfast/mine'}}"),
    "the login": ({"PULUMI_HOME": "{project}/login"}, ""),
    "the login, kept elsewhere": (
        {"PULUMI_CREDENTIALS_PATH": "{project}/login", "PULUMI_HOME": "{project}/none"},
        "",
    ),
}


@pytest.mark.parametrize(("variables", "text"), STATES.values(), ids=STATES)
def test_a_real_clients_state_is_never_kept_with_the_embedded_tenants(
    server: Server, tmp_path: Path, variables: dict[str, str], text: str
) -> None:
    (tmp_path / "Pulumi.yaml").write_text(text.format(project=tmp_path), encoding="utf-8")
    (tmp_path / "login").mkdir()
    chosen = {"current": f"file://{tmp_path}/.holdfast/state"}
    (tmp_path / "login" / "credentials.json").write_text(json.dumps(chosen), encoding="utf-8")
    environment = {name: value.format(project=tmp_path) for name, value in variables.items()}
    home = Path(environment.get("HOLDFAST_HOME", server.home))
    with pytest.raises(RefusedError, match=r"the state of acme would lie in .*\[real-state-in-demo\]"):
        refuse_state_in_demo("acme", environment, tmp_path, home)


@pytest.mark.parametrize(
    "address", ["file:///srv/state", "https://api.pulumi.com", "s3://bucket", "azblob://x", ""]
)
def test_any_other_backend_is_a_persons_own_choice(server: Server, tmp_path: Path, address: str) -> None:
    environment = {"PULUMI_BACKEND_URL": address, "PULUMI_HOME": str(tmp_path / "none")}
    refuse_state_in_demo("acme", environment, tmp_path, server.home)


def test_a_real_client_leaves_the_embedded_world_and_one_of_it_stays(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    variables = demo(tmp_path, monkeypatch)
    other = tmp_path / "other"
    (other / "tenant").mkdir(parents=True)
    for name, value in {**variables, "HOLDFAST_ADOPT": "x", "HOLDFAST_HOME": str(other)}.items():
        monkeypatch.setenv(name, value)
    assert shell.leave_embedded(tmp_path, plan(Cloud.EMBEDDED)) == {}
    with pytest.raises(RefusedError):
        shell.refuse_other_world(tmp_path, plan(Cloud.GLOBAL), home(tmp_path))
    left = shell.leave_embedded(tmp_path, plan(Cloud.GLOBAL))
    unset = {name for name, value in left.items() if not value}
    assert left.keys() - unset == {"PATH"}
    assert "stand-in" not in left["PATH"]
    assert os.environ["PATH"] == left["PATH"]
    assert unset == set(variables) - SAME_FOR_BOTH - {"PATH"} | {"HOLDFAST_ADOPT", "HOLDFAST_HOME"}
    assert not unset & set(os.environ)
    shell.refuse_other_world(tmp_path, plan(Cloud.GLOBAL), home(tmp_path))
    real = shell.shell_environment(fake_engine(tmp_path), tmp_path, plan(Cloud.GLOBAL), home(tmp_path))
    assert "stand-in" not in real["PATH"]
    assert real["HOLDFAST_HOME"] == str(server.home)
    mine = shell.shell_environment(fake_engine(tmp_path), tmp_path, plan(Cloud.GLOBAL), tmp_path / "mine")
    assert mine["HOLDFAST_HOME"] == str(tmp_path / "mine"), "whoever keeps the state elsewhere says so"


SYNTAX = {
    Shell.BASH: ("export X='a b'", "unset X"),
    Shell.ZSH: ("export X='a b'", "unset X"),
    Shell.FISH: ("set -gx X 'a b'", "set -e X"),
    Shell.POWERSHELL: ("$env:X = 'a b'", "Remove-Item -Path Env:X -ErrorAction SilentlyContinue"),
}


@pytest.mark.parametrize("syntax", Shell)
def test_every_shell_is_told_in_its_own_words(syntax: Shell) -> None:
    assert (assignment(syntax, "X", "a b"), removal(syntax, "X")) == SYNTAX[syntax]


def test_the_authority_is_called_the_same_in_both_rooms() -> None:
    assert AUTHORITY == ORGANIZATION
