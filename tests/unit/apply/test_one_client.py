"""Nothing is taken over where another client of the project names the same tenant, by whichever of its names."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from holdfast.apply.gates.one_client import require_one_client
from holdfast.model.errors import ReadError, RefusedError
from holdfast.model.plan import Cloud, Plan
from holdfast.model.status import Reason
from holdfast.plan.files import clients
from holdfast.plan.load import tenant_of

if TYPE_CHECKING:
    from pathlib import Path

PLAN = Plan("contoso", "Contoso.example", Cloud.EMBEDDED, "b@1.0.0", {}, (), (), delete_protected_data=False)
ID = "0d5c0000-0000-4000-8000-0000000000AB"
NAMES = frozenset({ID.lower(), "contoso.example", "contoso.onmicrosoft.com"})
URNS = ["urn:pulumi:contoso::holdfast::x:y:Z::a/policy"]


def names() -> frozenset[str]:
    return NAMES


def unread() -> frozenset[str]:
    raise ReadError("unread", "no", Reason.PERMISSION)


@pytest.mark.parametrize("tenant", ["contoso.example", "CONTOSO.EXAMPLE", ID, "contoso.onmicrosoft.com"])
def test_the_same_tenant_is_known_by_every_name(tenant: str) -> None:
    with pytest.raises(
        RefusedError, match=r"contoso and acme, twin name the same tenant.*a/policy"
    ) as caught:
        require_one_client(PLAN, {"twin": tenant, "acme": tenant, "other": "other.example"}, URNS, names)
    assert caught.value.slug == "shared-tenant"


@pytest.mark.parametrize("others", [{}, {"other": "other.example"}, {"broken": ""}])
def test_other_tenants_stand_in_nobodys_way(others: dict[str, str]) -> None:
    require_one_client(PLAN, others, URNS, names)


ODD = {
    "binary": b"\x00\xff\xfe",
    "empty": b"",
    "a list": b"[1, 2]",
    "no settings": b"config: 3\n",
    "a list of tenants": b"config:\n  holdfast:tenant: [a]\n",
    "a number": b"config:\n  holdfast:tenant: 5\n",
    "nothing": b"config:\n  holdfast:tenant: null\n",
}


def test_another_clients_file_that_is_none_stops_nobody_else(tmp_path: Path) -> None:
    folder = tmp_path / "clients"
    folder.mkdir()
    for name, content in ODD.items():
        (folder / f"Pulumi.{name}.yaml").write_bytes(content)
    (folder / "Pulumi.folder.yaml").mkdir()
    os.mkfifo(folder / "Pulumi.fifo.yaml")
    (folder / "Pulumi.endless.yaml").symlink_to("/dev/zero")
    (folder / "Pulumi.nowhere.yaml").symlink_to("gone")
    (folder / "Pulumi.twin.yaml").write_text("config:\n  holdfast:tenant: Contoso.example\n")

    found = {one: tenant_of(tmp_path, one) for one in clients(tmp_path)}

    assert set(found) == {*ODD, "folder", "fifo", "endless", "nowhere", "twin"}
    assert {one for one, tenant in found.items() if tenant} == {"twin"}
    assert found["twin"] == "Contoso.example"


def test_where_nothing_is_taken_over_nobody_asks() -> None:
    require_one_client(PLAN, {"twin": "contoso.example"}, [], unread)


def test_where_names_cannot_be_read_the_words_decide() -> None:
    require_one_client(PLAN, {"twin": "contoso.onmicrosoft.com"}, URNS, unread)
    with pytest.raises(RefusedError, match="name the same tenant"):
        require_one_client(PLAN, {"twin": "contoso.EXAMPLE"}, URNS, unread)
