"""Finding the embedded tenant: whatever its description and certificate are, there is an answer in one sentence."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.model.errors import HoldfastError
from holdfast.model.plan import Cloud
from holdfast.tenant import embedded
from holdfast.tenant.embedded import EmbeddedApplication, EmbeddedServer, find_server
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.session import open_session
from tests.odd_files import ODD, make_odd

if TYPE_CHECKING:
    from collections.abc import Iterator

APPLICATION = {
    "tenant_id": "id",
    "client_id": "client",
    "client_secret": "secret",
    "domains": ["acme.example"],
}


@pytest.fixture
def described() -> Iterator[dict[str, Any]]:
    """What a server that listens says of itself."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        yield {
            "proxy_url": f"http://127.0.0.1:{port}",
            "ca_file": "/ca.pem",
            "metadata_host": f"127.0.0.1:{port}",
            "name_server": f"127.0.0.1:{port}",
            "tenants": {"acme.example": APPLICATION},
        }


def place(folder: Path) -> Path:
    path = folder / "tenant/server.json"
    path.parent.mkdir()
    return path


def test_server_that_listens_is_found(tmp_path: Path, described: dict[str, Any]) -> None:
    place(tmp_path).write_text(json.dumps(described))

    assert find_server(tmp_path, "acme.example").application("ID").client_id == "client"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "5",
        "null",
        "{}",
        "[" * 100_000,
        "\udcff",
        '{"proxy_url": 5}',
        '{"proxy_url": "http://a:99999999"}',
    ],
)
def test_description_that_is_none_is_told(tmp_path: Path, text: str) -> None:
    place(tmp_path).write_bytes(text.encode("utf-8", "surrogateescape"))

    with pytest.raises(HoldfastError, match="holdfast tenant serve"):
        find_server(tmp_path, "acme.example")


# A server without tenants, and an application without domains, are possible.
POSSIBLE: dict[str, tuple[object, ...]] = {"tenants": ({},), "domains": (None, [], {}, "absent")}
ODD_VALUES: tuple[object, ...] = (5, None, [], [5], {}, {"x": 5}, "absent")
WRONG = [
    (name, value)
    for name in ("proxy_url", "ca_file", "metadata_host", "name_server", "tenants")
    for value in ODD_VALUES
    if value not in POSSIBLE.get(name, ())
]
UNUSABLE = [
    (name, value) for name in APPLICATION for value in ODD_VALUES if value not in POSSIBLE.get(name, ())
]


@pytest.mark.parametrize(("name", "value"), WRONG, ids=str)
def test_description_with_a_part_of_another_type_is_told(
    tmp_path: Path, described: dict[str, Any], name: str, value: object
) -> None:
    facts = described | {"tenants": {"acme.example": APPLICATION}}
    facts[name] = value
    if value == "absent":
        del facts[name]
    place(tmp_path).write_text(json.dumps(facts))

    with pytest.raises(HoldfastError, match="holdfast tenant serve"):
        find_server(tmp_path, "acme.example")


@pytest.mark.parametrize(("name", "value"), UNUSABLE, ids=str)
def test_tenant_that_nobody_can_sign_in_to_is_no_other_clients_trouble(
    tmp_path: Path, described: dict[str, Any], monkeypatch: pytest.MonkeyPatch, name: str, value: object
) -> None:
    monkeypatch.setattr(embedded, "_SEEDED_WITHIN_SECONDS", 0)
    unusable: dict[str, Any] = {**APPLICATION}
    unusable[name] = value
    if value == "absent":
        del unusable[name]
    facts = described | {"tenants": {"odd.example": unusable, "acme.example": APPLICATION}}
    place(tmp_path).write_text(json.dumps(facts))

    assert (
        find_server(tmp_path, "acme.example").application("acme.example").client_id
        == APPLICATION["client_id"]
    )
    with pytest.raises(HoldfastError):
        find_server(tmp_path, "odd.example").application("odd.example")


class Walked(dict[str, EmbeddedApplication]):
    """Applications that count how often somebody goes through all of them."""

    walks = 0

    def items(self) -> Any:
        self.walks += 1
        return super().items()


def test_each_of_a_thousand_tenants_is_found_by_each_of_its_names_without_a_walk_through_the_others() -> None:
    every = Walked(
        (
            f"t{one}.example",
            EmbeddedApplication(f"id-{one}", f"client-{one}", "secret", (f"alias{one}.example",)),
        )
        for one in range(1000)
    )
    server = EmbeddedServer("http://127.0.0.1:1", Path("ca.pem"), "127.0.0.1:1", "127.0.0.1:1", every)

    for one in range(1000):
        for name in (f"t{one}.example", f"T{one}.Example", f"ID-{one}", f"id-{one}", f"Alias{one}.example"):
            assert server.application(name).client_id == f"client-{one}"
    assert not server.knows("t1000.example")
    assert every.walks == 1


@pytest.mark.parametrize("kind", ODD)
def test_description_and_certificate_without_an_end_are_told(tmp_path: Path, kind: str) -> None:
    path = place(tmp_path)
    make_odd(path, kind)

    with pytest.raises(HoldfastError, match="holdfast tenant serve"):
        find_server(tmp_path, "acme.example")
    with pytest.raises(HoldfastError, match="holdfast tenant serve"):
        open_session("http://127.0.0.1:1", path, HOSTS[Cloud.EMBEDDED])


@pytest.mark.parametrize("text", [b"", b"no certificate", b"\xff"])
def test_certificate_that_is_none_is_told(tmp_path: Path, text: bytes) -> None:
    path = tmp_path / "ca.pem"
    path.write_bytes(text)

    with pytest.raises(HoldfastError, match="holdfast tenant serve"):
        open_session("http://127.0.0.1:1", path, HOSTS[Cloud.EMBEDDED])
