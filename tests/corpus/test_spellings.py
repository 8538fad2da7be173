"""Two spellings of one meaning are no drift, in either direction, whatever else a policy says; near misses are."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.drift.compare import compare
from holdfast.drift.references import Directory
from holdfast.kinds.registry import kinds
from holdfast.normalise.sign_in_spellings import SPELLINGS
from holdfast.provider.state import changed_paths, inputs_after_read
from tests.corpus.properties import each
from tests.corpus.rows import live, row

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from holdfast.kinds.kind import Kind
    from tests.corpus.properties import Count

KIND = kinds()["azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"]
EXAMPLES = 25
TYPES = [
    "b2bCollaborationGuest",
    "b2bCollaborationMember",
    "b2bDirectConnectUser",
    "internalGuest",
    "serviceProvider",
    "otherExternalUser",
]
ALL_TENANTS = [{"membershipKind": "all"}]
ONE_TENANT = [{"membershipKind": "enumerated", "members": ["11111111-2222-4333-8444-555555555555"]}]
A_USER = "22222222-2222-4333-8444-555555555555"
A_GROUP, A_ROLE, TERMS = (f"0d3f1a52-0c6b-4a8e-9f21-5b6c7d8e9f{one}" for one in ("0a", "0b", "0c"))
STRENGTH = "/policies/authenticationStrengthPolicies/00000000-0000-0000-0000-000000000004"


def grant(operator: str, **controls: object) -> dict[str, Any]:
    return {"grantControls": {"operator": operator, **controls}}


def conditions(**said: object) -> dict[str, Any]:
    return {"conditions": said}


def users(**said: object) -> dict[str, Any]:
    return conditions(users=said)


def guests(side: str, types: list[str], tenants: object = None) -> dict[str, Any]:
    block = {"guestOrExternalUserTypes": types, **({"externalTenants": tenants} if tenants else {})}
    return {f"{side}GuestsOrExternalUsers": [block]}


PLATFORMS = {"includedPlatforms": ["all"]}
FOUR = ["other", "browser", "exchangeActiveSync", "mobileAppsAndDesktopClients"]
SAME: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "one built-in control": (grant("AND", builtInControls=["mfa"]), grant("OR", builtInControls=["mfa"])),
    "one strength": (
        grant("AND", authenticationStrengthPolicyId=STRENGTH),
        grant("OR", authenticationStrengthPolicyId=STRENGTH),
    ),
    "one terms of use": (grant("and", termsOfUses=[TERMS]), grant("OR", termsOfUses=[TERMS])),
    "one custom factor": (
        grant("AND", customAuthenticationFactors=["c"]),
        grant("OR", customAuthenticationFactors=["c"]),
    ),
    **{
        f"{side} guests by word and by block{' of all tenants' if tenants else ''}": (
            users(**{f"{side}Users": ["GuestsOrExternalUsers", "a"]}),
            users(**{f"{side}Users": ["a"]}, **guests(side, TYPES[::-1], tenants)),
        )
        for side in ("included", "excluded")
        for tenants in (None, ALL_TENANTS)
    },
    "guests by word alone": (
        users(excludedUsers=["GuestsOrExternalUsers"]),
        users(**guests("excluded", TYPES, ALL_TENANTS)),
    ),
    **{
        f"guests by word, and nobody beside their block{' of all tenants' if tenants else ''}": (
            users(includedUsers=["GuestsOrExternalUsers"]),
            users(includedUsers=["None"], **guests("included", TYPES, tenants)),
        )
        for tenants in (None, ALL_TENANTS)
    },
    "every platform": (conditions(platforms={"includedPlatforms": ["ALL"]}), conditions(platforms=None)),
    "every location": (conditions(locations={"includedLocations": ["All"]}), conditions(locations={})),
    "every client application": (conditions(clientAppTypes=["all"]), conditions(clientAppTypes=FOUR)),
    "no authentication flow": (
        conditions(authenticationFlowTransferMethods=["none"]),
        conditions(authenticationFlowTransferMethods=None),
    ),
    "everybody, and somebody besides": (
        users(includedUsers=["All"]),
        users(
            includedUsers=[A_USER, "GuestsOrExternalUsers", "All"],
            includedGroups=[A_GROUP],
            includedRoles=[A_ROLE],
        ),
    ),
    "everybody, and guests besides": (
        users(includedUsers=["All"]),
        users(includedUsers=["All"], **guests("included", ["internalGuest"], ONE_TENANT)),
    ),
    **{
        f"{side} guests of all tenants, and of which no tenants are named": (
            users(includedGroups=[A_GROUP], **guests(side, ["internalGuest"], ALL_TENANTS)),
            users(includedGroups=[A_GROUP], **guests(side, ["internalGuest"])),
        )
        for side in ("included", "excluded")
    },
    **{
        f"nobody, and {where} besides": (users(includedUsers=["None"], **part), users(**part))
        for where, part in (
            ("a group", {"includedGroups": [A_GROUP]}),
            ("a role", {"includedRoles": [A_ROLE]}),
            ("guests", guests("included", ["internalGuest"], ONE_TENANT)),
        )
    },
    "every platform, and one besides": (
        conditions(platforms={"includedPlatforms": ["all", "iOS"]}),
        conditions(platforms=None),
    ),
    "every location, and the trusted and one by its id besides": (
        conditions(locations={"includedLocations": ["AllTrusted", "All", A_USER]}),
        conditions(locations={"includedLocations": ["All"]}),
    ),
    "every client application, and one besides": (
        conditions(clientAppTypes=["all", "browser"]),
        conditions(clientAppTypes=FOUR),
    ),
    "every application, and one besides": (
        conditions(applications={"includedApplications": ["All"]}),
        conditions(
            applications={"includedApplications": ["Office365", "All", A_USER, "MicrosoftAdminPortals"]}
        ),
    ),
}
NOT_THE_SAME: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "two built-in controls": (
        grant("AND", builtInControls=["mfa", "compliantDevice"]),
        grant("OR", builtInControls=["mfa", "compliantDevice"]),
        "grantControls.operator",
    ),
    "a control and a strength": (
        grant("AND", builtInControls=["mfa"], authenticationStrengthPolicyId=STRENGTH),
        grant("OR", builtInControls=["mfa"], authenticationStrengthPolicyId=STRENGTH),
        "grantControls.operator",
    ),
    "a control that is gone": (
        grant("AND", builtInControls=["mfa", "compliantDevice"]),
        grant("OR", builtInControls=["mfa"]),
        "grantControls.builtInControls",
    ),
    "an operator that nobody knows": (
        grant("AND", builtInControls=["mfa"]),
        grant("XOR", builtInControls=["mfa"]),
        "grantControls.operator",
    ),
    "five types of guests": (
        users(excludedUsers=["GuestsOrExternalUsers"]),
        users(**guests("excluded", TYPES[:5], ALL_TENANTS)),
        "conditions.users.excludedUsers",
    ),
    "guests of one tenant": (
        users(includedUsers=["GuestsOrExternalUsers"]),
        users(**guests("included", TYPES, ONE_TENANT)),
        "conditions.users.includedUsers",
    ),
    "guests on the other side": (
        users(includedUsers=["GuestsOrExternalUsers"]),
        users(**guests("excluded", TYPES)),
        "conditions.users.includedUsers",
    ),
    "guests by word, and nobody beside the word": (
        users(includedUsers=["GuestsOrExternalUsers"]),
        users(includedUsers=["None", "GuestsOrExternalUsers"]),
        "conditions.users.includedUsers",
    ),
    "guests by word, and nobody beside a block of five types": (
        users(includedUsers=["GuestsOrExternalUsers"]),
        users(includedUsers=["None"], **guests("included", TYPES[1:], ALL_TENANTS)),
        "conditions.users.includedUsers",
    ),
    "guests by word, and somebody else": (
        users(excludedUsers=["GuestsOrExternalUsers"]),
        users(excludedUsers=["a"], **guests("excluded", TYPES)),
        "conditions.users.excludedUsers",
    ),
    "one tenant's guests": (
        users(includedUsers=["None"], **guests("included", ["internalGuest"])),
        users(includedUsers=["None"], **guests("included", ["internalGuest"], ONE_TENANT)),
        "conditions.users.includedGuestsOrExternalUsers[0].externalTenants[0].membershipKind",
    ),
    "every platform but one": (
        conditions(platforms=PLATFORMS),
        conditions(platforms={**PLATFORMS, "excludedPlatforms": ["linux"]}),
        "conditions.platforms.excludedPlatforms",
    ),
    "some platforms": (
        conditions(platforms=None),
        conditions(platforms={"includedPlatforms": ["android", "iOS", "windows", "macOS", "linux"]}),
        "conditions.platforms.includedPlatforms",
    ),
    "every location but the trusted": (
        conditions(locations=None),
        conditions(locations={"includedLocations": ["All"], "excludedLocations": ["AllTrusted"]}),
        "conditions.locations.excludedLocations",
    ),
    "three client applications": (
        conditions(clientAppTypes=["all"]),
        conditions(clientAppTypes=FOUR[1:]),
        "conditions.clientAppTypes",
    ),
    "no client applications": (
        conditions(clientAppTypes=["all"]),
        conditions(clientAppTypes=[]),
        "conditions.clientAppTypes",
    ),
    "no authentication flow, and one": (
        conditions(authenticationFlowTransferMethods=None),
        conditions(authenticationFlowTransferMethods=["none", "deviceCodeFlow"]),
        "conditions.authenticationFlowTransferMethods",
    ),
    "everybody, and nobody": (
        users(includedUsers=["All"]),
        users(includedUsers=["None"]),
        "conditions.users.includedUsers",
    ),
    "everybody, and a group instead": (
        users(includedUsers=["All"]),
        users(includedGroups=[A_GROUP]),
        "conditions.users.includedUsers",
    ),
    "everybody, and one excluded": (
        users(includedUsers=["All"]),
        users(includedUsers=["All"], excludedUsers=["a"]),
        "conditions.users.excludedUsers",
    ),
    "nobody, and a user besides": (
        users(includedUsers=[A_USER]),
        users(includedUsers=[A_USER, "None"]),
        "conditions.users.includedUsers",
    ),
    "nobody, and a user and a group besides": (
        users(includedUsers=[A_USER], includedGroups=[A_GROUP]),
        users(includedUsers=[A_USER, "None"], includedGroups=[A_GROUP]),
        "conditions.users.includedUsers",
    ),
    "nobody, and a group instead": (
        users(includedUsers=["None"]),
        users(includedGroups=[A_GROUP]),
        "conditions.users.includedGroups",
    ),
    "nobody, and a group excluded": (
        users(includedUsers=["None"]),
        users(includedUsers=["None"], excludedGroups=[A_GROUP]),
        "conditions.users.excludedGroups",
    ),
    "every platform, and one besides, but one": (
        conditions(platforms=PLATFORMS),
        conditions(platforms={"includedPlatforms": ["all", "iOS"], "excludedPlatforms": ["linux"]}),
        "conditions.platforms.excludedPlatforms",
    ),
    "every platform, and one that nobody knows": (
        conditions(platforms=PLATFORMS),
        conditions(platforms={"includedPlatforms": ["all", "newPlatform"]}),
        "conditions.platforms.includedPlatforms",
    ),
    "every client application, and one that nobody knows": (
        conditions(clientAppTypes=["all"]),
        conditions(clientAppTypes=["all", "newApps"]),
        "conditions.clientAppTypes",
    ),
    "everybody, and guests that nobody knows": (
        users(includedUsers=["All"]),
        users(includedUsers=["All"], **guests("included", ["newGuest"])),
        "conditions.users.includedGuestsOrExternalUsers[0].guestOrExternalUserTypes",
    ),
    **{
        f"every {what}, and {word!r} besides": (
            conditions(**{place: {name: ["All"]}}),
            conditions(**{place: {name: ["All", word]}}),
            f"conditions.{place}.{name}",
        )
        for what, place, name in (
            ("user", "users", "includedUsers"),
            ("application", "applications", "includedApplications"),
            ("location", "locations", "includedLocations"),
        )
        for word in ("None", "AllNewOnes")
    },
    **{
        f"{side} guests by word, and guests that nobody knows besides, {how}": (
            users(
                **{f"{side}Users": ["GuestsOrExternalUsers"]}, **(guests(side, declared) if declared else {})
            ),
            users(**{f"{side}Users": ["GuestsOrExternalUsers"]}, **guests(side, [*declared, "newGuest"])),
            f"conditions.users.{side}GuestsOrExternalUsers[0].guestOrExternalUserTypes",
        )
        for side in ("included", "excluded")
        for how, declared in (("where none are named", []), ("where all are named", TYPES))
    },
    "guests of a tenant, and of which no tenants are named": (
        users(includedGroups=[A_GROUP], **guests("excluded", ["internalGuest"], ONE_TENANT)),
        users(includedGroups=[A_GROUP], **guests("excluded", ["internalGuest"])),
        "conditions.users.excludedGuestsOrExternalUsers[0].externalTenants[0].membershipKind",
    ),
    "every application, and one excluded": (
        conditions(applications={"includedApplications": ["All"]}),
        conditions(applications={"includedApplications": ["All"], "excludedApplications": ["a"]}),
        "conditions.applications.excludedApplications",
    ),
}


def with_part(inputs: Mapping[str, Any], part: Mapping[str, Any]) -> dict[str, Any]:
    """Return `inputs` with `part`: whole conditions and controls of it in place of theirs."""
    merged = copy.deepcopy(dict(inputs))
    if "conditions" in part:
        merged["conditions"] = {**merged["conditions"], **part["conditions"]}
        merged["conditions"] = {name: value for name, value in merged["conditions"].items() if value}
    return {**merged, **{name: value for name, value in part.items() if name != "conditions"}}


def found(kind: Kind, declared: dict[str, Any], there: dict[str, Any]) -> list[str]:
    one = live(kind, row(kind, there), "id")
    return [difference.path for difference in compare(kind, declared, one, Directory())]


@pytest.mark.parametrize("name", SAME)
def test_two_spellings_of_one_meaning_are_no_drift_and_no_change(name: str, count_case: Count) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        first, second = (with_part(inputs, part) for part in SAME[name])
        for declared, there in ((first, second), (second, first)):
            count_case(KIND.token)
            assert found(KIND, declared, there) == []
            assert changed_paths(KIND, there, declared) == []
            read = inputs_after_read(KIND, live(KIND, row(KIND, there), "id"), declared)
            assert changed_paths(KIND, read, declared) == []
            assert KIND.normal(read) == KIND.normal(declared)

    each(KIND, test, examples=EXAMPLES)


def test_spellings_of_one_meaning_mean_the_same_as_each_other() -> None:
    """What two pairs have in common makes more than two spellings of one meaning, each of which is like the others."""
    base = {"displayName": "x", "state": "enabled", "conditions": {"clientAppTypes": ["browser"]}}
    alike: list[list[dict[str, Any]]] = []
    for pair in SAME.values():
        whole = [with_part(base, part) for part in pair]
        forms = [KIND.normal(one) for one in whole]
        met = [known for known in alike if any(KIND.normal(one) in forms for one in known)]
        alike = [known for known in alike if known not in met] + [
            [one for known in met for one in known] + whole
        ]

    assert max(map(len, alike)) > 2
    assert [
        (declared, there)
        for known in alike
        for declared in known
        for there in known
        if found(KIND, declared, there) or changed_paths(KIND, there, declared)
    ] == []


@pytest.mark.parametrize("name", NOT_THE_SAME)
def test_what_may_mean_something_else_is_drift_at_its_path(name: str, count_case: Count) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        *parts, path = NOT_THE_SAME[name]
        first, second = (with_part(inputs, part) for part in parts)
        for declared, there in ((first, second), (second, first)):
            count_case(KIND.token)
            assert path in found(KIND, declared, there)

    each(KIND, test, examples=EXAMPLES)


@pytest.mark.parametrize("name", SAME)
def test_change_beside_another_spelling_is_all_that_is_told(name: str, count_case: Count) -> None:
    def test(inputs: dict[str, Any], _: random.Random) -> None:
        first, second = (with_part(inputs, part) for part in SAME[name])
        for declared, there in ((first, second), (second, first)):
            count_case(KIND.token)
            changed = {**there, "state": "enabled" if declared["state"] != "enabled" else "disabled"}
            assert found(KIND, declared, changed) == ["state"]

    each(KIND, test, examples=EXAMPLES)


@pytest.mark.parametrize("one", SPELLINGS, ids=lambda one: one.words)
def test_every_spelling_has_a_source_and_a_date(one: Any) -> None:
    assert one.source.startswith("https://")
    assert "2026-" in one.source


@pytest.mark.parametrize("one", SPELLINGS, ids=lambda one: one.words)
def test_every_row_is_needed(one: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the row some pair of `SAME` is drift: so the pairs try every row."""
    monkeypatch.setattr(
        "holdfast.normalise.sign_in_spellings.SPELLINGS", tuple(row for row in SPELLINGS if row is not one)
    )
    base = {
        "displayName": "x",
        "state": "enabled",
        "conditions": {"applications": {"includedApplications": ["a"]}, "clientAppTypes": ["browser"]},
    }

    assert any(
        found(KIND, with_part(base, first), with_part(base, second)) for first, second in SAME.values()
    )
