"""Where an id of the directory belongs, a text that can be none is refused with its place, before anything is sent.

The service answers 1053 to 1056 or 1040, and the azuread plugin refuses a strength without its path, when other things
of the same run are made already. Public reports: KelvinTegelaar/CIPP #3614 and #4194 (names in place of ids),
hashicorp/terraform-provider-azuread #1504 and #1547 (paths in place of ids, and the other way round).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.record import record
from holdfast.kinds.field import Type
from holdfast.kinds.input_mistakes import mistakes, refused_values
from holdfast.kinds.registry import kinds
from holdfast.model.desired import SECRET, DesiredResource, reference
from holdfast.model.errors import RecordingError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.kinds.field import Field

GUID = "0d3f1a52-0c6b-4a8e-9f21-5b6c7d8e9f0a"
STRENGTH = "/policies/authenticationStrengthPolicies/"
POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
NO_IDS = [
    "CA-BreakGlass",
    "bg1@contoso.onmicrosoft.com",
    "Office 365",
    f"{{{GUID}}}",
    f"{GUID[:-1]}",
    "",
    f" {GUID}",
]
NO_IDS += [f"/groups/{GUID}", f"/identity/conditionalAccess/namedLocations/{GUID}", f"{GUID} {GUID}"]

Recorded = Callable[[str, str], list[DesiredResource]]


def id_fields(fields: Sequence[Field], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Field]]:
    for field in fields:
        if field.output:
            continue
        if field.type is Type.OBJECT:
            yield from id_fields(field.fields, (*path, field.name))
        elif field.id_or is not None:
            yield (*path, field.name), field


PLACES = [(kind, path, field) for kind in kinds().values() for path, field in id_fields(kind.fields)]
EVERY_PLACE = pytest.mark.parametrize(
    ("kind", "path", "field"), PLACES, ids=[f"{kind.name}-{'.'.join(path)}" for kind, path, _ in PLACES]
)


def at(fields: Sequence[Field], path: Sequence[str], value: str) -> dict[str, Any]:
    """Return inputs with `value` at a path."""
    name, *rest = path
    (field,) = (one for one in fields if one.name == name)
    inner: Any = at(field.fields, rest, value) if rest else value
    return {name: [inner] if field.many else inner}


@EVERY_PLACE
def test_what_can_be_no_id_is_refused_with_its_place(kind: Any, path: tuple[str, ...], field: Field) -> None:
    last = path[-1]
    for text in NO_IDS:
        if text == "" and not field.many and field.default is not None:
            continue
        inputs = at(kind.fields, path, text)
        for found in (
            list(refused_values(kind.fields, inputs)),
            list(mistakes(kind.fields, inputs, object())),
        ):
            told = [
                (place, why)
                for place, why in found
                if place.partition("[")[0].endswith(last) or last in place
            ]
            assert any(repr(text) in why or "may not be empty" in why for _, why in told), (text, found)


@EVERY_PLACE
def test_ids_words_and_what_stands_for_one_are_taken(kind: Any, path: tuple[str, ...], field: Field) -> None:
    words = [*(field.id_or or ()), *(["NewWordOfTheService"] if field.id_or else [])]
    for text in [GUID, GUID.upper(), *words, reference("azuread:index/group:Group", "G"), SECRET]:
        assert list(refused_values(kind.fields, at(kind.fields, path, text))) == []


@pytest.fixture
def recorded(tmp_path: Path) -> Recorded:
    def run(conditions: str, grant: str) -> list[DesiredResource]:
        (tmp_path / "__main__.py").write_text(f"""
import pulumi_azuread as azuread
group = azuread.Group("g", display_name="VIP", security_enabled=True)
ranges = azuread.NamedLocationIpArgs(ip_ranges=["203.0.113.0/24"])
place = azuread.NamedLocation("l", display_name="HQ", ip=ranges)
strength = azuread.AuthenticationStrengthPolicy("s", display_name="Keys", allowed_combinations=["fido2"])
everybody = {{"included_users": ["All"]}}
azuread.ConditionalAccessPolicy("p", display_name="P", state="disabled",
    conditions={{"client_app_types": ["all"], "applications": {{"included_applications": ["All"]}}, {conditions}}},
    grant_controls={{"operator": "OR", {grant}}})
""")
        return record(tmp_path, "acme")

    return run


USERS, PLACE = '"users": {**everybody, "excluded_groups": [%s]}', '"users": everybody, "locations": %s'
EXCEPT = '{"included_locations": ["All"], "excluded_locations": [%s]}'
MFA = '"built_in_controls": ["mfa"]'


@pytest.mark.parametrize(
    ("conditions", "grant", "told"),
    [
        (USERS % "group.id", MFA, "excludedGroups[0]: should be a GUID, is the path /groups/… of 'VIP'"),
        (
            PLACE % (EXCEPT % "place.id"),
            MFA,
            "is the path /identity/conditionalAccess/namedLocations/… of 'HQ'",
        ),
        (USERS % "group.object_id", f'"authentication_strength_policy_id": "{GUID}"', f"{STRENGTH} and then"),
        (
            USERS % "group.object_id",
            f'"authentication_strength_policy_id": "{STRENGTH}Keys"',
            f"{STRENGTH} and then",
        ),
    ],
)
def test_the_path_of_another_resource_is_no_id_and_a_strength_is_a_path(
    recorded: Recorded, conditions: str, grant: str, told: str
) -> None:
    with pytest.raises(RecordingError) as refused:
        recorded(conditions, grant)

    assert refused.value.slug == "value-refused-by-service"
    assert told in refused.value.message
    assert "holdfast-reference" not in refused.value.message


@pytest.mark.parametrize("strength", ["strength.id", f'"{STRENGTH}{GUID}"'])
def test_the_right_one_of_both_is_taken(recorded: Recorded, strength: str) -> None:
    conditions = f'{USERS % "group.object_id"}, "locations": {EXCEPT % "place.object_id"}'

    desired = recorded(conditions, f'"authentication_strength_policy_id": {strength}')

    (policy,) = (one for one in desired if one.token == POLICY)
    assert policy.inputs["conditions"]["users"]["excludedGroups"] == [
        reference("azuread:index/group:Group", "VIP")
    ]
