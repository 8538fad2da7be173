"""What is open for single other tenants: what is named passes, whatever else is closed by default and open is told."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.kinds.decode import MisreadError
from holdfast.kinds.entra import partner_trust
from holdfast.kinds.entra.partner_access import KIND
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import directory_id

if TYPE_CHECKING:
    from holdfast.kinds.services.partners import PartnersAssessment

PARTNER = directory_id("p")
OPEN = {"accessType": "allowed", "targets": [{"target": "AllUsers", "targetType": "user"}]}
NOBODY = {**OPEN, "accessType": "blocked"}
NO_APPLICATION = {
    "accessType": "blocked",
    "targets": [{"target": "AllApplications", "targetType": "application"}],
}
SOMEBODY = {"target": directory_id("g"), "targetType": "group"}
CLOSED: dict[str, Any] = {
    **{
        way: {"usersAndGroups": NOBODY, "applications": NO_APPLICATION}
        for way in ("b2bDirectConnectInbound", "b2bDirectConnectOutbound", "b2bCollaborationOutbound")
    },
    "m365CollaborationInbound": {"users": NOBODY},
    "appServiceConnectInbound": {"applications": NO_APPLICATION},
}
PARTS = [(way, part) for way, parts in CLOSED.items() for part in parts]


def judgement(said: Any, *opened: str, default: Any = CLOSED) -> Any:
    named = [{"tenantId": PARTNER.upper(), "opened": list(opened)}] if opened else None
    return KIND.judged(default, [{**CLOSED, "tenantId": PARTNER, **said}], {"partners": named})


def told(said: Any, *opened: str, **more: Any) -> dict[str, Any]:
    return {one.property: one.found for one in judgement(said, *opened, **more).violations}


@pytest.mark.parametrize(("way", "part"), PARTS)
def test_a_way_that_is_closed_by_default_is_open_for_named_tenants_alone(way: str, part: str) -> None:
    """Closed is what blocks everybody and everything: a block of some lets all others through."""
    closed = CLOSED[way][part]
    for side in (
        {**closed, "accessType": "allowed"},
        {**closed, "accessType": "Allowed", "targets": [SOMEBODY]},
        {**closed, "targets": [SOMEBODY]},
        {**closed, "targets": []},
    ):
        said = {way: {**CLOSED[way], part: side}}
        assert told(said) == {way: "allowed"}
        assert told(said, *(one for one in CLOSED if one != way)) == {way: "allowed"}
        assert told(said, default={}) == {way: "allowed"}, (
            "what no row tells of the default opens nothing there"
        )
        assert judgement(said, way.upper()).covered == 2
        assert judgement(said, default={**CLOSED, way: {part: OPEN}}).covered == 2, "it is open for everybody"


@pytest.mark.parametrize(("way", "part"), PARTS)
def test_what_a_tenant_does_not_say_is_as_by_default_and_what_is_not_understood_is_unknown(
    way: str, part: str
) -> None:
    for said in (None, {}, {part: None}, CLOSED[way]):
        assert judgement({way: said}).covered == 2
    wrong: list[Any] = [
        [],
        {part: []},
        {part: {}},
        {part: {**OPEN, "accessType": "perhaps"}},
        {part: {**NOBODY, "targets": "AllUsers"}},
        {part: {**NOBODY, "targets": [{}]}},
    ]
    for said in wrong:
        assert [one.member for one in judgement({way: said}).unjudged] == [PARTNER]
        with pytest.raises(MisreadError):
            judgement({}, default={**CLOSED, way: said})


def test_without_a_tenants_id_nothing_is_said() -> None:
    with pytest.raises(MisreadError):
        judgement({"tenantId": None})


@pytest.mark.parametrize("kind", [KIND, partner_trust.KIND], ids=lambda kind: kind.name)
def test_a_tenant_without_settings_for_all_others_is_not_understood(kind: PartnersAssessment) -> None:
    """Every tenant has them: without them it is not known what holds for those that nobody wrote anything for."""

    async def nothing(_: str) -> None:
        return None

    async def no_rows(_: str) -> list[dict[str, Any]]:
        return []

    tenant: Any = SimpleNamespace(graph=SimpleNamespace(entity=nothing, collection=no_rows))
    with pytest.raises(ReadError, match="as in every tenant") as refused:
        asyncio.run(kind.judge(tenant, {}))
    assert refused.value.reason is Reason.UNEXPECTED
