"""A setting of a rule or of an assessment that asks for less is told, and one that asks for more is no question.

Each property has a direction by `test_settings`; here the settings of controls go both ways.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.kinds.field import Protects, Type
from holdfast.kinds.protecting import NOTHING, agrees, loosened_properties, looser
from holdfast.kinds.registry import kinds
from tools.docs.declared import declares

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.kinds.field import Field

TWO, THREE = ["bg1@x.example", "bg2@x.example"], ["bg1@x.example", "bg2@x.example", "mallory@x.example"]
APP, OTHER = "0badcafe-0000-4000-8000-000000000301", "0badcafe-0000-4000-8000-000000000302"
EMERGENCY = {"emergency_group": "CA-BreakGlass", "emergency_accounts": TWO, "hold_days": 365}


def known(*applications: Mapping[str, Any]) -> dict[str, Any]:
    return {"known_applications": [*applications]}


CASES: list[tuple[str, str, dict[str, Any], dict[str, Any]]] = [
    (
        "entra.break_glass_excluded",
        "accounts",
        {"group": "CA-BreakGlass", "accounts": TWO},
        {"group": "CA-BreakGlass", "accounts": THREE},
    ),
    ("entra.inactive_accounts_secured", "inactiveDays", EMERGENCY, {**EMERGENCY, "inactive_days": 365}),
    ("entra.inactive_accounts_secured", "leftAloneDays", EMERGENCY, {**EMERGENCY, "left_alone_days": 1}),
    (
        "entra.inactive_accounts_secured",
        "breakGlassAccounts",
        EMERGENCY,
        {**EMERGENCY, "emergency_accounts": THREE},
    ),
    ("entra.global_admins_bounded", "most", {"most": 4}, {"most": 8}),
    ("entra.trusted_locations_bounded", "widestIpv4Prefix", {}, {"widest_ipv4_prefix": 8}),
    ("entra.trusted_locations_bounded", "widestIpv6Prefix", {}, {"widest_ipv6_prefix": 16}),
    ("entra.app_permissions_bounded", "applications", {}, known({"app_id": APP})),
    ("entra.app_permissions_bounded", "applications", known({"app_id": APP}), known({"app_id": OTHER})),
    (
        "entra.app_permissions_bounded",
        "applications",
        known({"app_id": APP, "permissions": ["User.Read.All"]}),
        known({"app_id": APP, "permissions": ["User.Read.All", "Mail.ReadWrite"]}),
    ),
    (
        "entra.groups_creation_restricted",
        "groupCreationAllowedGroupId",
        {},
        {"made_by": ["44fefd10-e4f9-43e8-a3a9-2b0a2d4b3a9d"]},
    ),
    ("backup.restore_tried", "withinDays", {"sessions": True}, {"sessions": True, "within_days": 1095}),
    ("backup.restore_tried", "asked", {}, {"within_days": 1095}),
    ("sharepoint.version_history_kept", "asked", {"versions": 100}, {"versions": 1}),
    (
        "purview.personal_data_not_kept_forever",
        "exchangeLocationDays",
        {"endings": [{"locations": ["exchange"], "within_days": 365}]},
        {"endings": [{"locations": ["exchange"], "within_days": 3650}]},
    ),
    (
        "purview.personal_data_not_kept_forever",
        "oneDriveLocationDays",
        {"endings": [{"locations": ["exchange", "onedrive"], "within_days": 365}]},
        {"endings": [{"locations": ["exchange"], "within_days": 365}]},
    ),
    (
        "exchange.litigation_hold_enabled",
        "scopes",
        {"duration_days": 365, "scopes": [{"group": "Board", "duration_days": 3650}]},
        {"duration_days": 365, "scopes": [{"group": "Board", "duration_days": 3000}]},
    ),
]


MEASURES = {Protects.HIGHER, Protects.LOWER, Protects.EARLIER, Protects.ALLOWED}
"""Directions in which a value asks for something, and no value for nothing."""


def measured(fields: Sequence[Field], above: str = "") -> Iterator[tuple[str, Field]]:
    """Every property that asks for something by its value and may have none, those inside items of lists as well."""
    for one in fields:
        if one.protecting in MEASURES and not (one.required or one.output) and one.default is None:
            yield f"{above}{one.name}", one
        yield from measured(one.fields, f"{above}{one.name}.")


MEASURED = [
    pytest.param(kind.fields, path, one, id=f"{kind.name}-{path}")
    for kind in kinds().values()
    for path, one in measured(kind.fields)
]


def asking(field: Field) -> Any:
    """Some value with which a property asks for something."""
    if field.many:
        return ["some"]
    if field.type in {Type.INTEGER, Type.DAYS}:
        return max(field.minimum or 0, 30)
    return field.values[0] if field.values else "some"


def told(control: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> set[str]:
    """The properties by which what a control declares asks for less."""
    was = {one["name"]: one for one in declares(control, before) if isinstance(one, dict)}
    return {
        path
        for one in declares(control, after)
        if one["name"] in was and one["type"] in kinds()
        for path, _, _ in loosened_properties(
            kinds()[one["type"]].fields, was[one["name"]]["inputs"], one["inputs"]
        )
    }


@pytest.mark.parametrize(("control", "path", "before", "after"), CASES)
def test_asking_for_less_is_told(
    control: str, path: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    assert path in told(control, before, after)


@pytest.mark.parametrize(("control", "_path", "before", "after"), CASES)
def test_asking_for_more_is_no_question(
    control: str, _path: str, before: dict[str, Any], after: dict[str, Any]
) -> None:
    if OTHER in str(after):
        pytest.skip("one application in the place of another lets one in either way")
    assert not told(control, after, before)


def test_another_order_is_no_question() -> None:
    first, second = {"app_id": APP}, {"app_id": OTHER}
    control = "entra.app_permissions_bounded"
    assert not told(control, known(first, second), known(second, first))


@pytest.mark.parametrize(("_fields", "_path", "field"), MEASURED)
def test_a_value_that_is_taken_out_is_told(_fields: Sequence[Field], _path: str, field: Field) -> None:
    assert looser(field, asking(field), None)
    assert not looser(field, None, asking(field)) or field.many


@pytest.mark.parametrize(("fields", "path", "field"), MEASURED)
def test_that_a_value_is_taken_out_is_agreed_to_by_the_word_nothing_alone(
    fields: Sequence[Field], path: str, field: Field
) -> None:
    assert agrees(fields, path, NOTHING, None)
    assert not agrees(fields, path, asking(field), None)
    assert not agrees(fields, path, NOTHING, asking(field))
