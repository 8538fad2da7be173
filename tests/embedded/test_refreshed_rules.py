"""A rule that declares nothing is still the stack's: no read, as before each `pulumi up`, takes it out of the state."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from pulumi.provider.experimental import provider as sdk

from holdfast.kinds.registry import kinds
from holdfast.model.errors import RefusedError
from holdfast.provider.state import NOTHING_DECLARED
from holdfast.provider.values import wrapped
from holdfast.provider.verbs import KindProvider
from tests.e2e.scratch import Scratch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.kinds.kind import Kind
    from holdfast.tenant.tenant import Tenant

RULES = [one for one in kinds().values() if one.is_rule]
SILENT = [one for one in RULES if not any(each.required for each in one.fields)]
"""Those of which a program may declare nothing at all."""
JUDGED = [one for one in RULES if not one.writes]


class Provider(KindProvider):
    """A provider of every kind, in the embedded tenant."""

    def __init__(self, scratch: Scratch) -> None:
        super().__init__("any", "1.0.0", kinds())
        self._scratch = scratch

    async def open(self) -> Tenant:
        return await self._scratch.tenant().__aenter__()


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    with Scratch(tmp_path_factory.mktemp("refreshed") / "scratch") as made:
        yield made


async def read(scratch: Scratch, kind: Kind, outputs: dict[str, object]) -> sdk.ReadResponse:
    provider = Provider(scratch)
    urn = f"urn:pulumi:contoso::holdfast::{kind.token}::one"
    try:
        return await provider.read(sdk.ReadRequest(urn, f"{kind.id_prefix}{kind.key}", wrapped(outputs), {}))
    finally:
        await (await provider.tenant()).__aexit__(None, None, None)


@pytest.mark.parametrize("kind", SILENT, ids=lambda one: one.name)
def test_a_refresh_finds_a_rule_that_declares_nothing(scratch: Scratch, kind: Kind) -> None:
    found = asyncio.run(read(scratch, kind, dict(NOTHING_DECLARED)))

    assert found.resource_id == f"{kind.id_prefix}{kind.key}"
    assert not found.inputs


@pytest.mark.parametrize("kind", JUDGED, ids=lambda one: one.name)
def test_of_what_is_only_judged_there_is_nothing_to_import(scratch: Scratch, kind: Kind) -> None:
    with pytest.raises(RefusedError) as refusal:
        asyncio.run(read(scratch, kind, {}))

    assert refusal.value.slug == "import-not-found"
