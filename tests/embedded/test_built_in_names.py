"""What bears the name of one of Microsoft's own is told and refused before anything is written, through every door.

Over every kind of which there can be several objects, as if each had built-in ones; and over those that a tenant really
has, so that no kind with built-in objects is left out.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from pulumi.provider.experimental import provider as sdk

from holdfast.apply import unasked
from holdfast.apply.gates.built_in import require_own_names
from holdfast.apply.state import State
from holdfast.drift.judge import judge
from holdfast.drift.read import read
from holdfast.drift.recording import Recording
from holdfast.drift.seen import Live
from holdfast.emulator.store import TenantFolder
from holdfast.kinds.kind import Shape
from holdfast.kinds.live import LiveObject
from holdfast.kinds.registry import kinds
from holdfast.model.adoption import REPLACE
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import RefusedError
from holdfast.model.plan import Cloud, Plan
from holdfast.model.status import Status
from holdfast.provider.values import wrapped
from holdfast.provider.verbs import KindProvider
from tests.e2e.scratch import CONTOSO, Scratch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from holdfast.kinds.kind import Kind
    from holdfast.tenant.tenant import Tenant

PLAN = Plan("contoso", CONTOSO, Cloud.EMBEDDED, "core@1.0.0", {}, (), (), delete_protected_data=False)
OBJECTS = [one for one in kinds().values() if one.shape is Shape.OBJECT]
EVERY_OBJECT = pytest.mark.parametrize("kind", OBJECTS, ids=lambda one: one.name)
SPELT = pytest.mark.parametrize("spelt", [str, str.upper, str.lower], ids=["so", "upper", "lower"])
COMPLIANT_NETWORK = "3d46dbda-8382-466a-856d-eb00cbc6b910"
ID = "00000000-0000-0000-0000-000000000002"


class Provider(KindProvider):
    """A provider of one kind, in a tenant whose objects are given."""

    def __init__(self, kind: Kind, monkeypatch: pytest.MonkeyPatch, *objects: LiveObject) -> None:
        super().__init__("any", "1.0.0", {kind.token: kind})
        self.writes: list[str] = []

        async def collect(*_: object) -> list[LiveObject]:
            return list(objects)

        async def get(_kind: Kind, _tenant: object, name: str, _inputs: object) -> LiveObject | None:
            return next((one for one in objects if name in {one.id, one.key}), None)

        async def write(*_: object) -> str:
            self.writes.append("written")
            return ID

        for verb, answer in (("collect", collect), ("get", get), ("create", write), ("update", write)):
            monkeypatch.setattr(type(kind), verb, answer)

    async def open(self) -> Tenant:
        return None  # type: ignore[return-value] # the verbs of the kind above ask no tenant


def urn(kind: Kind) -> str:
    return f"urn:pulumi:contoso::holdfast::{kind.token}::one"


def declared(kind: Kind, name: str) -> DesiredResource:
    inputs = {**dict(kind.examples[0].inputs), kind.key: name}
    fields = {one.name for one in kind.fields if not one.output}
    given = {one: value for one, value in inputs.items() if one in fields}
    return DesiredResource(urn(kind), kind.token, "one", "", given)


def there(kind: Kind, name: str, object_id: str = ID, *, built_in: bool = True) -> LiveObject:
    return LiveObject(id=object_id, key=name, inputs={kind.key: name}, built_in=built_in)


def create(provider: Provider, kind: Kind, name: str) -> None:
    properties = wrapped(declared(kind, name).inputs)
    asked = sdk.CreateRequest(urn(kind), properties, 0, preview=False)
    asyncio.run(provider.create(asked))


def refusal(act: Any) -> str:
    with pytest.raises(RefusedError) as refused:
        act()
    assert refused.value.slug == "built-in-name"
    return str(refused.value)


@EVERY_OBJECT
@SPELT
def test_the_check_says_why_it_is_missing_and_an_apply_is_refused(kind: Kind, spelt: Any) -> None:
    wanted = declared(kind, spelt("Name of Theirs"))
    live = Live(objects={kind.token: (there(kind, "Name of Theirs"),)})

    (finding,) = [one for one in judge(kinds(), [wanted], live) if one.urn]

    assert finding.status is Status.MISSING
    assert f"is one of Microsoft's own ({ID})" in finding.explanation
    told = refusal(lambda: require_own_names(kinds(), [wanted], live))
    assert kind.key_of(wanted.inputs) in told
    assert ID in told


@EVERY_OBJECT
def test_another_name_and_an_object_of_ones_own_beside_it_pass(kind: Kind) -> None:
    theirs = there(kind, "Name of Theirs")
    own = there(kind, "Name of Theirs", "00000000-0000-0000-0000-0000000000aa", built_in=False)

    require_own_names(kinds(), [declared(kind, "Ours")], Live(objects={kind.token: (theirs,)}))
    require_own_names(kinds(), [declared(kind, "Name of Theirs")], Live(objects={kind.token: (theirs, own)}))
    require_own_names(kinds(), [declared(kind, "Name of Theirs")], Live())
    missing = judge(kinds(), [declared(kind, "Ours")], Live(objects={kind.token: (theirs,)}))
    assert [(one.status, one.explanation) for one in missing] == [(Status.MISSING, "")]


@EVERY_OBJECT
@pytest.mark.parametrize("replacing", ["[]", '["*"]'])
def test_a_provider_neither_makes_nor_takes_over_one(
    kind: Kind, replacing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(REPLACE, replacing)
    provider = Provider(kind, monkeypatch, there(kind, "Name of Theirs"))

    refusal(lambda: create(provider, kind, "Name of Theirs"))
    asked = sdk.ReadRequest(urn(kind), ID, {}, {})
    refusal(lambda: asyncio.run(provider.read(asked)))
    assert provider.writes == []

    create(provider, kind, "Ours")
    assert provider.writes == ["written"]


def test_a_program_by_hand_is_refused_before_its_first_resource() -> None:
    for kind in (one for one in OBJECTS if one.token.startswith("azuread:")):
        recording = Recording(PLAN, (declared(kind, "Name of Theirs"),), ())
        live = Live(objects={kind.token: (there(kind, "Name of Theirs"),)})

        refusal(lambda one=recording, found=live: unasked.refuse_less_protection(one, State(), found))


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    with Scratch(tmp_path / "scratch") as made:
        tenants = TenantFolder(made.tenants)
        tenants.open(CONTOSO).put(
            "namedLocations",
            COMPLIANT_NETWORK,
            {
                "@odata.type": "#microsoft.graph.compliantNetworkNamedLocation",
                "id": COMPLIANT_NETWORK,
                "displayName": "All Compliant Network locations",
                "compliantNetworkType": "allTenantCompliantNetworks",
                "isTrusted": False,
            },
        )
        tenants.close()
        yield made


def test_every_built_in_object_of_a_tenant_is_refused_by_its_name(scratch: Scratch) -> None:
    async def look(desired: list[DesiredResource]) -> Live:
        async with scratch.tenant() as tenant:
            return await read(tenant, kinds(), desired)

    everything = asyncio.run(look([declared(kind, "None of this name") for kind in OBJECTS]))
    built_in = [
        (kinds()[token], one) for token, found in everything.objects.items() for one in found if one.built_in
    ]
    assert {kind.name for kind, _ in built_in} == {"AuthenticationStrengthPolicy", "NamedLocation"}
    for kind, one in built_in:
        wanted = [declared(kind, one.key)]
        live = asyncio.run(look(wanted))
        (finding,) = [each for each in judge(kinds(), wanted, live) if each.urn]
        assert (finding.status, one.id in finding.explanation) == (Status.MISSING, True)
        refusal(lambda asked=wanted, found=live: require_own_names(kinds(), asked, found))
        refusal(
            lambda asked=wanted, found=live: unasked.refuse_less_protection(
                replace(Recording(PLAN, (), ()), desired=tuple(asked)), State(), found
            )
        )
