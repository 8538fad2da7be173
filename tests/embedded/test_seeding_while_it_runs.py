"""What another process does to the tenants while a server runs: every client learns of it at its next command."""

from __future__ import annotations

import json
import os
import signal
import ssl
import subprocess
import time
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from holdfast.emulator import control
from holdfast.emulator.description import wait_until_told
from holdfast.emulator.seeds.errors import SeedError
from holdfast.emulator.server import TenantServer
from holdfast.emulator.store import TenantFolder
from holdfast.model.errors import HoldfastError
from holdfast.tenant.embedded import find_server
from tests.e2e.scratch import HOLDFAST, PATIENCE_SECONDS, REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ONE, TWO = "one.onmicrosoft.com", "two.onmicrosoft.com"


@contextmanager
def running(home: Path, **more: Any) -> Iterator[TenantServer]:
    with TenantServer(home / "tenant", **more) as server:
        yield server
        server.log.close()


def signed_in(home: Path, domain: str) -> int:
    """Status of a sign-in and a read with what a client is told now."""
    server = find_server(home, domain)
    application = server.application(domain)
    form = {
        "client_id": application.client_id,
        "client_secret": application.client_secret,
        "grant_type": "client_credentials",
        "scope": "https://graph.microsoft.com/.default",
    }
    trust = ssl.create_default_context(cafile=str(server.ca_file))
    with httpx.Client(proxy=server.proxy_url, verify=trust, trust_env=False, timeout=60) as http:
        url = f"https://login.microsoftonline.com/{application.tenant_id}/oauth2/v2.0/token"
        answer = http.post(url, data=form)
        if answer.status_code != 200:
            return answer.status_code
        headers = {"authorization": f"Bearer {answer.json()['access_token']}"}
        return http.get("https://graph.microsoft.com/v1.0/organization", headers=headers).status_code


def test_a_tenant_that_is_seeded_while_the_server_runs_is_there_at_once(tmp_path: Path) -> None:
    with running(tmp_path):
        with pytest.raises(HoldfastError, match="no tenant"):
            signed_in(tmp_path, ONE)
        for domain in (ONE, TWO):
            control.seed(tmp_path / "tenant", domain, "small")
            assert signed_in(tmp_path, domain) == 200


def test_other_ids_after_another_seed_reach_the_clients_at_once(tmp_path: Path) -> None:
    control.seed(tmp_path / "tenant", ONE, "small")
    with running(tmp_path):
        before = find_server(tmp_path, ONE).application(ONE)
        folder = TenantFolder(tmp_path / "tenant")
        store = folder.open(ONE)
        organization = store.all("organization")[0]
        with store.transaction():
            store.delete("organization", organization["id"])
            store.put("organization", "new-id", {**organization, "id": "new-id"})
            holdfast = next(one for one in store.all("applications") if one["displayName"] == "Holdfast")
            store.put("applications", holdfast["appId"], {**holdfast, "secret": "another"})
        wanted: dict[str, Any] = {
            "tenant_id": "new-id",
            "client_id": before.client_id,
            "client_secret": "another",
        }
        wanted["domains"] = list(before.domains)
        assert wait_until_told(tmp_path / "tenant", ONE, wanted)
        assert signed_in(tmp_path, ONE) == 200
        # The id of yesterday is nobody's.
        with pytest.raises(KeyError):
            folder.open(before.tenant_id)
        folder.close()


def test_a_tenant_whose_file_is_replaced_or_removed_is_served_as_it_is_now(tmp_path: Path) -> None:
    control.seed(tmp_path / "tenant", ONE, "small")
    control.seed(tmp_path / "tenant", TWO, "small")
    with running(tmp_path):
        assert signed_in(tmp_path, ONE) == 200
        for file in (tmp_path / "tenant").glob(f"{ONE}.sqlite*"):
            file.unlink()
        control.seed(tmp_path / "tenant", ONE, "small")
        assert signed_in(tmp_path, ONE) == 200
        for file in (tmp_path / "tenant").glob(f"{TWO}.sqlite*"):
            file.unlink()
        patience = time.monotonic() + PATIENCE_SECONDS
        while TWO in json.loads((tmp_path / "tenant" / "server.json").read_text())["tenants"]:
            assert time.monotonic() < patience, "it is still told of"
            time.sleep(0.02)
        assert signed_in(tmp_path, ONE) == 200
        assert not list((tmp_path / "tenant").glob(f"{TWO}.sqlite"))


def test_every_expected_tenant_comes_to_be_while_the_server_runs(tmp_path: Path) -> None:
    expected = [ONE]
    with running(tmp_path, expected=lambda: expected):
        assert signed_in(tmp_path, ONE) == 200
        # An id, a word and a path are no domains: nothing is made of them.
        expected += ["11111111-1111-4111-8111-111111111111", "contoso", "../evil.example", TWO]
        assert signed_in(tmp_path, TWO) == 200
    made = {file.name for file in tmp_path.rglob("*.sqlite")}
    assert made == {f"{ONE}.sqlite", f"{TWO}.sqlite", "requests.sqlite"}


def test_a_client_file_that_is_added_to_a_running_server_is_enough(tmp_path: Path) -> None:
    project = tmp_path / "project"
    (project / "clients").mkdir(parents=True)
    for name in ("Pulumi.yaml", "baselines", "components", "__main__.py"):
        (project / name).symlink_to(REPOSITORY / name)
    text = (REPOSITORY / "clients" / "Pulumi.contoso.yaml").read_text(encoding="utf-8")
    home = tmp_path / "home"
    with subprocess.Popen(
        [*HOLDFAST, "tenant", "serve"],
        cwd=project,
        env={**os.environ, "HOLDFAST_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            assert "embedded tenant" in process.stdout.readline()
            for number in range(3):
                domain = f"late{number}.onmicrosoft.com"
                added = text.replace("contoso.onmicrosoft.com", domain)
                (project / "clients" / f"Pulumi.late{number}.yaml").write_text(added, encoding="utf-8")
                assert signed_in(home, domain) == 200
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate(timeout=PATIENCE_SECONDS)


@pytest.mark.parametrize("name", ["contoso", "../evil.example", "", "a b.example"])
def test_a_tenant_has_the_name_of_a_domain(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="is no domain"):
        control.seed(tmp_path / "tenant", name, "small")
    assert not list(tmp_path.rglob("*.sqlite"))


def test_without_a_server_nothing_is_waited_for(tmp_path: Path) -> None:
    assert wait_until_told(tmp_path, ONE, {})
    (tmp_path / "server.json").write_text('{"proxy_url": "http://127.0.0.1:1", "tenants": {}}')
    assert wait_until_told(tmp_path, ONE, {})


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("large", {"mailboxes": -5}),
        ("large", {"policies": -1}),
        ("export", {"directory": "/nowhere/at/all"}),
    ],
)
@pytest.mark.parametrize("is_served", [True, False])
def test_seed_that_is_refused_leaves_no_tenant_and_every_other_as_it_was(
    tmp_path: Path, name: str, options: dict[str, Any], *, is_served: bool
) -> None:
    folder = tmp_path / "tenant"
    control.seed(folder, ONE, "small")
    with running(tmp_path) if is_served else nullcontext():
        with pytest.raises(SeedError):
            control.seed(folder, TWO, name, **options)
        assert TenantFolder(folder).domains() == [ONE]
        assert list(folder.glob(f"{TWO}*")) == []
        with pytest.raises(SeedError):
            control.seed(folder, ONE, name, **options)
        assert TenantFolder(folder).domains() == [ONE]
        if is_served:
            assert signed_in(tmp_path, ONE) == 200


def test_second_server_over_one_folder_is_refused_and_takes_nothing_away(tmp_path: Path) -> None:
    control.seed(tmp_path / "tenant", ONE, "small")
    with running(tmp_path):
        second = subprocess.run(
            [*HOLDFAST, "tenant", "serve"],
            cwd=REPOSITORY,
            env={**os.environ, "HOLDFAST_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            check=False,
        )
        assert second.returncode == 2
        assert f"as process {os.getpid()}" in second.stderr
        assert "[embedded-tenant-running]" in second.stderr
        assert signed_in(tmp_path, ONE) == 200


def test_server_that_ends_leaves_the_description_of_another_one(tmp_path: Path) -> None:
    control.seed(tmp_path / "tenant", ONE, "small")
    with running(tmp_path) as first:
        with running(tmp_path) as second:
            assert find_server(tmp_path, ONE).proxy_url == second.proxy_url
        with running(tmp_path):
            first.stop()
            assert signed_in(tmp_path, ONE) == 200
