"""Documented answers of the services, by hand: each kind reads its examples as their inputs, and writes those.

The property-based tests cannot see a wire name that is wrong both ways; these can.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.compare import compare
from holdfast.drift.references import Directory
from holdfast.kinds.registry import kinds
from tests.corpus.strategies import leaves, value_at

if TYPE_CHECKING:
    from holdfast.kinds.example import Example
    from holdfast.kinds.kind import Kind

BY_NAME = {kind.name: kind for kind in kinds().values()}
CASES = [
    pytest.param(kind, one, id=f"{kind.name}-{number}")
    for kind in BY_NAME.values()
    for number, one in enumerate(kind.examples)
]
POLICY = BY_NAME["ConditionalAccessPolicy"].examples[0].row
POLICY_INPUTS = BY_NAME["ConditionalAccessPolicy"].examples[0].inputs


@pytest.mark.parametrize("kind", BY_NAME.values(), ids=BY_NAME)
def test_every_kind_with_a_wire_object_has_examples_that_use_every_field(kind: Kind) -> None:
    if kind.is_rule:
        assert kind.examples == (), "a rule has no wire object of its own"
        return
    assert kind.examples, "write a documented answer, and what it says, as `examples` of the KIND"
    for leaf in leaves(kind.fields):
        assert any(value_at(one.inputs, leaf.path) is not None for one in kind.examples), leaf.shown


@pytest.mark.parametrize(("kind", "example"), CASES)
def test_documented_answer_is_read_as_its_inputs(kind: Kind, example: Example) -> None:
    live = kind.live(example.row, "an-id")

    assert live.inputs == example.inputs
    assert live.unmodelled == {}
    assert live.key == kind.key_of(example.inputs)


@pytest.mark.parametrize(("kind", "example"), CASES)
def test_inputs_are_written_under_documented_names_only(kind: Kind, example: Example) -> None:
    assert_within(kind.wire(example.inputs), example.row)


def assert_within(part: Any, whole: Any, path: str = "") -> None:
    """Assert that everything in `part` stands in `whole`, at the same place."""
    if isinstance(part, dict):
        assert isinstance(whole, dict), path
        for name, member in part.items():
            assert name in whole, f"{path}.{name}"
            assert_within(member, whole[name], f"{path}.{name}")
    else:
        assert part == whole, path


def test_all_external_tenants_are_a_wire_type_of_their_own() -> None:
    guests = [{"guestOrExternalUserTypes": ["internalGuest"], "externalTenants": [{"membershipKind": "all"}]}]

    wire = BY_NAME["ConditionalAccessPolicy"].wire(
        {"conditions": {"users": {"includedGuestsOrExternalUsers": guests}}}
    )

    assert wire["conditions"]["users"]["includeGuestsOrExternalUsers"] == {
        "guestOrExternalUserTypes": "internalGuest",
        "externalTenants": {
            "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants",
            "membershipKind": "all",
        },
    }


UNMODELLED = {
    "conditions.applications.includeAuthenticationContextClassReferences": ["c1"],
    "conditions.times": {"includedRanges": ["…"]},
    "conditions.agentIdRiskLevels": ["high"],
    "conditions.devices.includeDevices": ["x"],
    "sessionControls.continuousAccessEvaluation": {"mode": "strictLocation"},
    "sessionControls.secureSignInSession": {"isEnabled": True},
    "grantControls.someFutureControl": ["x"],
}


def policy_with(path: str, value: Any) -> dict[str, Any]:
    wire: dict[str, Any] = json.loads(json.dumps(POLICY))
    node = wire
    *parents, last = path.split(".")
    for name in parents:
        node = node[name]
    node[last] = value
    return wire


@pytest.mark.parametrize("path", UNMODELLED)
def test_condition_that_no_input_can_express_is_reported(path: str) -> None:
    kind = BY_NAME["ConditionalAccessPolicy"]

    (found,) = compare(kind, POLICY_INPUTS, kind.live(policy_with(path, UNMODELLED[path]), "x"), Directory())

    assert (found.path, found.expected, found.found) == (path, None, UNMODELLED[path])


@pytest.mark.parametrize(
    ("path", "nothing"),
    [
        *((path, None) for path in UNMODELLED),
        ("conditions.applications.includeAuthenticationContextClassReferences", []),
        ("conditions.devices.includeDevices", []),
        ("conditions.agents", {"includeAgentUsers": [], "excludeAgentUsers": [], "agentFilter": None}),
        ("sessionControls.secureSignInSession", {"isEnabled": False}),
    ],
)
def test_same_condition_that_says_nothing_is_not(path: str, nothing: Any) -> None:
    """As the service writes a condition that is not set."""
    kind = BY_NAME["ConditionalAccessPolicy"]

    assert compare(kind, POLICY_INPUTS, kind.live(policy_with(path, nothing), "x"), Directory()) == ()


@pytest.mark.parametrize(
    ("wire_path", "value", "path", "found"),
    [
        (
            "grantControls.builtInControls",
            ["mfa", "riskRemediation"],
            "grantControls.builtInControls",
            ["mfa", "riskRemediation"],
        ),
        (
            "conditions.clientAppTypes",
            ["browser", "mobileAppsAndDesktopClients", "newApps"],
            "conditions.clientAppTypes",
            ["browser", "mobileAppsAndDesktopClients", "newApps"],
        ),
        (
            "conditions.insiderRiskLevels",
            "elevated,new",
            "conditions.insiderRiskLevels",
            "elevated,new",
        ),
        (
            "conditions.authenticationFlows.transferMethods",
            "deviceCodeFlow,authenticationTransfer,newFlow",
            "conditions.authenticationFlowTransferMethods",
            ["deviceCodeFlow", "authenticationTransfer", "newFlow"],
        ),
        (
            "conditions.users.includeGuestsOrExternalUsers.guestOrExternalUserTypes",
            "internalGuest,serviceProvider,newGuest",
            "conditions.users.includedGuestsOrExternalUsers[0].guestOrExternalUserTypes",
            ["internalGuest", "serviceProvider", "newGuest"],
        ),
        ("conditions.users.excludeUsers", [], "conditions.users.excludedUsers", None),
        ("conditions.platforms.excludePlatforms", None, "conditions.platforms.excludedPlatforms", None),
    ],
)
def test_value_that_this_version_does_not_know_is_reported(
    wire_path: str, value: Any, path: str, found: Any
) -> None:
    kind = BY_NAME["ConditionalAccessPolicy"]

    (difference,) = compare(kind, POLICY_INPUTS, kind.live(policy_with(wire_path, value), "x"), Directory())

    assert difference.path == path
    if isinstance(found, list):
        assert sorted(difference.found) == sorted(found)
    else:
        assert difference.found == found


@pytest.mark.parametrize(
    ("wire_path", "value"),
    [
        ("grantControls.builtInControls", ["mfa", "unknownFutureValue"]),
        ("conditions.insiderRiskLevels", "elevated,unknownFutureValue"),
        ("state", "someNewState"),
        ("sessionControls.signInFrequency.frequencyInterval", "sometimes"),
    ],
)
def test_word_that_is_hidden_or_not_on_a_closed_list_is_not_understood(wire_path: str, value: Any) -> None:
    live = BY_NAME["ConditionalAccessPolicy"].live(policy_with(wire_path, value), "x")

    assert live.misread is not None
    assert wire_path in live.misread.message


def test_session_control_that_is_switched_off_is_reported_with_all_that_it_said() -> None:
    kind = BY_NAME["ConditionalAccessPolicy"]
    wire = policy_with("sessionControls.signInFrequency.isEnabled", value=False)

    found = compare(kind, POLICY_INPUTS, kind.live(wire, "x"), Directory())

    assert [(one.path, one.found) for one in found] == [
        ("sessionControls.signInFrequency", None),
        ("sessionControls.signInFrequencyAuthenticationType", None),
        ("sessionControls.signInFrequencyPeriod", None),
    ]


def test_order_of_address_ranges_and_of_countries_means_nothing() -> None:
    kind = BY_NAME["NamedLocation"]
    (ranges, addresses), (countries, home) = ((one.row, one.inputs) for one in kind.examples)
    turned = {**ranges, "ipRanges": ranges["ipRanges"][::-1]}
    shuffled = {**countries, "countriesAndRegions": countries["countriesAndRegions"][::-1]}

    assert compare(kind, addresses, kind.live(turned, "x"), Directory()) == ()
    assert compare(kind, home, kind.live(shuffled, "x"), Directory()) == ()


def test_location_that_became_another_type_is_reported_on_both_sides() -> None:
    kind = BY_NAME["NamedLocation"]
    (ranges, declared), (country, _) = ((one.row, one.inputs) for one in kind.examples)

    found = compare(
        kind, declared, kind.live({**country, "displayName": ranges["displayName"]}, "x"), Directory()
    )

    assert [(one.path, one.expected is None, one.found is None) for one in found] == [
        ("country.countriesAndRegions", True, False),
        ("country.countryLookupMethod", True, False),
        ("country.includeUnknownCountriesAndRegions", True, False),
        ("ip.ipRanges", False, True),
        ("ip.trusted", False, True),
    ]


# A real tenant's export, where it is present

EXPORT = (
    Path(os.environ.get("HOLDFAST_SHARED_DATA", Path(__file__).parents[4] / "shared" / "data"))
    / "conditional-access-export"
)


def exported(folder: str) -> list[dict[str, Any]]:
    rows = []
    for path in sorted((EXPORT / folder).glob("*.json")):
        raw = path.read_bytes()
        encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        rows.append(json.loads(raw.decode(encoding)))
    return rows


@pytest.mark.skipif(not EXPORT.is_dir(), reason=f"the exported tenant is not here: {EXPORT}")
@pytest.mark.parametrize(
    ("folder", "name"),
    [("ConditionalAccess", "ConditionalAccessPolicy"), ("NamedLocations", "NamedLocation")],
)
def test_every_object_of_a_real_tenant_is_read_and_written_without_loss(folder: str, name: str) -> None:
    kind = BY_NAME[name]
    rows = exported(folder)

    assert len(rows) == {"ConditionalAccess": 36, "NamedLocations": 3}[folder]
    for row in rows:
        live = kind.live(row, row["id"])
        again = kind.live({**kind.wire(live.inputs), "id": row["id"]}, row["id"])
        assert kind.normal(again.inputs) == kind.normal(live.inputs), row["displayName"]
        assert compare(kind, live.inputs, again, Directory()) == ()
        assert live.key == row["displayName"]
