"""Who signs in as an application by an expression is read of the tenant, and another expression is another finding."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from holdfast.emulator import control
from holdfast.emulator.server import TenantServer
from holdfast.emulator.signin.applications import COLLECTION
from holdfast.emulator.signin.credentials import EXPRESSION, federated_document
from holdfast.emulator.store import TenantFolder
from holdfast.kinds.entra.federated_credentials import KIND
from holdfast.model.plan import Cloud
from holdfast.tenant.tenant import open_tenant

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.kinds.judgement import Judgement

DOMAIN = "contoso.onmicrosoft.com"
ISSUER = "https://token.actions.githubusercontent.com"


def judged(home: Path) -> Judgement:
    async def judge() -> Judgement:
        async with open_tenant(DOMAIN, Cloud.EMBEDDED, home) as tenant:
            return await KIND.judge(tenant, {})

    return asyncio.run(judge())


def let_in(home: Path, value: str) -> None:
    folder = TenantFolder(home / "tenant")
    store = folder.open(DOMAIN)
    (reader,) = (row for row in store.all(COLLECTION) if row["displayName"] == "Reader")
    said: dict[str, Any] = {"name": "any", "issuer": ISSUER, "audiences": ["api://x"]}
    said[EXPRESSION] = {"value": value, "languageVersion": 1}
    own = federated_document(said, (), "f1000000-0000-4000-8000-0000f1000000")
    store.put(COLLECTION, reader["appId"], {**reader, "federatedCredentials": [own]})
    folder.close()


def test_whoever_meets_an_expression_is_told_by_the_expression_of_now(tmp_path: Path) -> None:
    (tmp_path / "tenant").mkdir()
    control.seed(tmp_path / "tenant", DOMAIN, "small")
    found = []
    for value in ("claims['sub'] eq 'repo:contoso/a'", "claims['sub'] matches '*'"):
        let_in(tmp_path, value)
        with TenantServer(tmp_path / "tenant") as server:
            judgement = judged(tmp_path)
            server.log.close()
        assert not judgement.unjudged
        found += [(one.member.partition(" ")[0], one.found) for one in judgement.violations]

    assert found == [
        ("Reader", [f"{ISSUER} (whoever meets claims['sub'] eq 'repo:contoso/a')"]),
        ("Reader", [f"{ISSUER} (whoever meets claims['sub'] matches '*')"]),
    ]
