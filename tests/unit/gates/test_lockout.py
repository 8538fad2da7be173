"""Which policies can lock the break-glass accounts out: every property by which one reaches or leaves out users.

Not proven here: that an account gets in with the proofs it has, over all policies together.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from holdfast.gates.before_writing import POLICY, STRENGTH, examine
from holdfast.gates.lockout import BreakGlass, Risk, danger, danger_now
from holdfast.kinds.entra.conditional_access_policy import KIND
from holdfast.model.desired import DesiredResource, reference
from holdfast.model.directory import SYNC_ROLE
from holdfast.model.errors import RefusedError
from holdfast.model.plan import NO_SECOND_FACTOR, Cloud, Plan, PlannedControl, PlanWarning

TODAY = date(2026, 11, 26)
GROUP = "azuread:index/group:Group"
USER = "azuread:index/user:User"
ROLE = "62e90394-69f5-4237-9190-012177145e10"
IDS = {
    "group": "aaaaaaaa-0000-4000-8000-000000000001",
    "bg1": "aaaaaaaa-0000-4000-8000-000000000002",
    "bg2": "aaaaaaaa-0000-4000-8000-000000000003",
    "other": "aaaaaaaa-0000-4000-8000-000000000004",
}
BY_NAME = BreakGlass(
    frozenset({reference(GROUP, "Emergency").casefold()}),
    frozenset({reference(USER, "bg1@a.example").casefold(), reference(USER, "bg2@a.example").casefold()}),
    by_id=False,
)
BY_ID = BreakGlass(BY_NAME.groups | {IDS["group"]}, BY_NAME.accounts | {IDS["bg1"], IDS["bg2"]}, by_id=True)
EXCLUDED = {"excludedGroups": [reference(GROUP, "emergency")]}
"""In another letter case: names of groups have none."""

REACHES: dict[str, dict[str, Any]] = {
    "all users": {"includedUsers": ["All"]},
    "all users in other letters": {"includedUsers": ["all"]},
    "an account by name": {"includedUsers": [reference(USER, "BG2@a.example")]},
    "an account beside others": {
        "includedUsers": [reference(USER, "x@a.example"), reference(USER, "bg1@a.example")]
    },
    "a group by name": {"includedGroups": [reference(GROUP, "Marketing")]},
    "a group by id": {"includedGroups": [IDS["other"]]},
    "the break-glass group itself": {"includedGroups": [reference(GROUP, "Emergency")]},
    "their role": {"includedRoles": [ROLE]},
    "another role": {"includedRoles": ["194ae4cb-b126-40b2-bd5b-6091b380977d"]},
    "a role beside nobody": {"includedUsers": ["None"], "includedRoles": [ROLE]},
    "guests and a group": {"includedUsers": ["GuestsOrExternalUsers"], "includedGroups": [IDS["other"]]},
    "a secret": {"includedUsers": ["[secret]"]},
    "a text for a list": {"includedUsers": "All"},
    "an include that nobody knows yet": {"includedAgents": ["All"]},
}
SPARES: dict[str, dict[str, Any]] = {
    "nobody": {"includedUsers": ["None"]},
    "guests by the old word": {"includedUsers": ["GuestsOrExternalUsers"]},
    "accounts of agents": {"includedUsers": ["AllAgentIdUsers"]},
    "guests by the block": {
        "includedGuestsOrExternalUsers": [{"guestOrExternalUserTypes": ["b2bCollaborationGuest"]}]
    },
    "one other person": {"includedUsers": [reference(USER, "x@a.example")]},
    "an empty list": {"includedUsers": [], "includedGroups": []},
    "nothing at all": {},
}
DOES_NOT_HELP: dict[str, dict[str, Any]] = {
    "nothing": {},
    "another group": {"excludedGroups": [reference(GROUP, "Emergency accounts")]},
    "the accounts one by one": {
        "excludedUsers": [reference(USER, "bg1@a.example"), reference(USER, "bg2@a.example")]
    },
    "their role": {"excludedRoles": [ROLE]},
    "guests": {"excludedUsers": ["GuestsOrExternalUsers"]},
    "the group among the users": {"excludedUsers": [reference(GROUP, "Emergency")]},
    "a text for a list": {"excludedGroups": reference(GROUP, "Emergency")},
}


def policy(users: object, **more: object) -> dict[str, Any]:
    grant = {"operator": "OR", "builtInControls": ["mfa"]}
    return {
        "displayName": "P",
        "state": "enabled",
        "conditions": {"users": users},
        "grantControls": grant,
        **more,
    }


@pytest.mark.parametrize("users", REACHES.values(), ids=REACHES)
@pytest.mark.parametrize("exclusion", DOES_NOT_HELP.values(), ids=DOES_NOT_HELP)
def test_a_policy_that_reaches_them_and_does_not_exclude_the_group_is_a_lockout(
    users: dict[str, Any], exclusion: dict[str, Any]
) -> None:
    for break_glass in (BY_NAME, BY_ID):
        verdict = danger(policy({**users, **exclusion}), break_glass)
        assert verdict.risk is Risk.LOCKOUT
        assert verdict.reason


@pytest.mark.parametrize("users", [*REACHES.values()], ids=REACHES)
def test_the_excluded_group_makes_every_policy_safe(users: dict[str, Any]) -> None:
    assert danger(policy({**users, **EXCLUDED}), BY_NAME).risk is Risk.NONE
    assert (
        danger(policy({**users, "excludedGroups": [IDS["other"], IDS["group"].upper()]}), BY_ID).risk
        is Risk.NONE
    )


@pytest.mark.parametrize("users", SPARES.values(), ids=SPARES)
def test_a_policy_that_cannot_reach_them_is_safe(users: dict[str, Any]) -> None:
    assert danger(policy(users), BY_NAME).risk is Risk.NONE


@pytest.mark.parametrize("users", [None, [], "All", 1])
def test_users_that_are_not_understood_are_a_lockout(users: object) -> None:
    assert danger(policy(users), BY_NAME).risk is Risk.LOCKOUT
    assert (
        danger({"state": "enabled", "grantControls": {}, "conditions": users}, BY_NAME).risk is Risk.LOCKOUT
    )


@pytest.mark.parametrize("users", [None, {}])
@pytest.mark.parametrize(
    ("workloads", "risk"),
    [
        ({"includedServicePrincipals": ["ServicePrincipalsInMyTenant"]}, Risk.NONE),
        ({"filter": {"mode": "include", "rule": "CustomSecurityAttribute.A_b -eq 1"}}, Risk.NONE),
        ({"excludedServicePrincipals": [IDS["other"]]}, None),
        ({"includedServicePrincipals": []}, None),
        ("ServicePrincipalsInMyTenant", None),
        (None, None),
    ],
)
def test_a_policy_about_workload_identities_may_speak_of_no_users(
    users: object, workloads: object, risk: Risk | None
) -> None:
    said = policy(users)
    said["conditions"]["clientApplications"] = workloads
    assert danger(said, BY_ID).risk is (risk or danger(policy(users), BY_ID).risk)


@pytest.mark.parametrize("users", REACHES.values(), ids=REACHES)
def test_a_policy_about_workload_identities_that_speaks_of_users_is_judged_by_them(
    users: dict[str, Any],
) -> None:
    said = policy(users)
    said["conditions"]["clientApplications"] = {"includedServicePrincipals": ["ServicePrincipalsInMyTenant"]}
    assert danger(said, BY_ID).risk is Risk.LOCKOUT


@pytest.mark.parametrize("users", REACHES.values(), ids=REACHES)
def test_of_what_a_tenant_has_leaving_out_each_account_as_it_is_today_is_safe(users: dict[str, Any]) -> None:
    both, one = ([IDS["bg1"], IDS["bg2"].upper(), IDS["other"]], [IDS["bg1"], IDS["other"]])
    assert danger_now(policy({**users, "excludedUsers": both}), BY_ID).risk is Risk.NONE
    assert danger(policy({**users, "excludedUsers": both}), BY_ID).risk is Risk.LOCKOUT
    for few in ([], one, None, ",".join(both)):
        assert danger_now(policy({**users, "excludedUsers": few}), BY_ID).risk is Risk.LOCKOUT
    for unknown in (BY_NAME, BreakGlass(BY_ID.groups, frozenset(), by_id=True)):
        said = policy({**users, "excludedUsers": both})
        assert danger_now(said, unknown) == danger(said, unknown)


def test_a_policy_with_session_controls_only_demands_nothing() -> None:
    users = {"includedUsers": ["All"]}
    assert (
        danger(policy(users, grantControls=None, sessionControls={"signInFrequency": 1}), BY_NAME).risk
        is Risk.NONE
    )
    assert danger(policy(users, sessionControls={"signInFrequency": 1}), BY_NAME).risk is Risk.LOCKOUT


def test_an_id_is_undecided_until_the_tenant_was_read() -> None:
    listed = policy({"includedUsers": [IDS["bg1"]]})
    excluded = policy({"includedUsers": ["All"], "excludedGroups": [IDS["group"]]})
    stranger = policy({"includedUsers": ["All"], "excludedGroups": [IDS["other"]]})
    assert [danger(one, BY_NAME).risk for one in (listed, excluded, stranger)] == [Risk.UNDECIDED] * 3
    assert [danger(one, BY_ID).risk for one in (listed, excluded, stranger)] == [
        Risk.LOCKOUT,
        Risk.NONE,
        Risk.LOCKOUT,
    ]
    assert danger(policy({"includedUsers": [IDS["other"]]}), BY_ID).risk is Risk.NONE


def test_a_client_without_a_group_has_nothing_that_could_be_excluded() -> None:
    nobody = BreakGlass(frozenset(), frozenset(), by_id=False)
    for excluded in ({}, EXCLUDED, {"excludedGroups": [IDS["group"]]}):
        assert danger(policy({"includedUsers": ["All"], **excluded}), nobody).risk is Risk.LOCKOUT


def test_every_property_of_users_that_the_kind_knows_is_judged_here() -> None:
    conditions = next(one for one in KIND.fields if one.name == "conditions")
    users = next(one for one in conditions.fields if one.name == "users")
    named = {name for case in (*REACHES.values(), *SPARES.values(), *DOES_NOT_HELP.values()) for name in case}
    left = {one.name for one in users.fields} - named
    assert left == {"excludedGuestsOrExternalUsers"}, left  # guests are none of the tenant's own


# --- over a whole program


def plan(**more: Any) -> Plan:
    settings = {"group": "Emergency", "accounts": ["bg1@a.example", "bg2@a.example"]}
    facts: dict[str, Any] = {
        "client": "a",
        "tenant": "a.example",
        "cloud": Cloud.GLOBAL,
        "baseline": "b@1.0.0",
        "parameters": {},
        "controls": (PlannedControl("entra.break_glass_excluded", settings),),
        "exceptions": (),
        "delete_protected_data": False,
    }
    return Plan(**{**facts, **more})


def declared(inputs: dict[str, Any], control: str = "", token: str = POLICY) -> DesiredResource:
    return DesiredResource(f"urn:{token}:{inputs.get('displayName')}", token, "mine", control, inputs)


STATES = {
    "enabled": (1, 0),
    "Enabled": (1, 0),
    "somethingNew": (1, 0),
    "enabledForReportingButNotEnforced": (0, 1),
    "disabled": (0, 0),
}


@pytest.mark.parametrize(("state", "counts"), STATES.items())
@pytest.mark.parametrize("control", ["", "entra.mfa_required"])
def test_enabled_ones_are_refused_and_report_only_ones_warned_about(
    state: str, counts: tuple[int, int], control: str
) -> None:
    one = declared(policy({"includedUsers": ["All"]}, state=state), control)
    examined = examine(plan(), [declared(policy(SPARES["nobody"])), one], TODAY)
    assert (len(examined.refusals), len(examined.warnings)) == counts
    told = " ".join([*(one.message for one in examined.refusals), *map(str, examined.warnings)])
    assert not told or all(word in told for word in ("`P`", "all users", "`Emergency`", control or "by hand"))


def test_a_refusal_says_that_nothing_was_written() -> None:
    examined = examine(plan(), [declared(policy({"includedUsers": ["All"]}))], TODAY)
    with pytest.raises(
        RefusedError, match=r"^nothing was written: .*\[break-glass-locked-out\] \[refused-before-writing\]$"
    ):
        examined.raise_if_refused()
    assert [str(one)[:25] for one in examined.as_warnings()] == ["`holdfast up` refuses: th"]


def test_without_the_control_the_group_that_sign_in_controls_exclude_is_meant() -> None:
    only = (PlannedControl("entra.mfa_required", {"break_glass_group": "Emergency"}),)
    safe = declared(policy({"includedUsers": ["All"], **EXCLUDED}))
    assert not examine(plan(controls=only), [safe], TODAY).refusals
    assert "has no break-glass group" in examine(plan(controls=()), [safe], TODAY).refusals[0].message


def test_accounts_are_the_same_with_blanks_around_them() -> None:
    settings = {"group": "Emergency", "accounts": [" bg1@a.example", "bg2@a.example "]}
    blank = plan(controls=(PlannedControl("entra.break_glass_excluded", settings),))
    listed = declared(policy({"includedUsers": [reference(USER, "BG1@a.example")]}))
    by_id = declared(policy({"includedUsers": [IDS["bg1"]]}))
    for one, ids in ((listed, None), (by_id, KNOWN)):
        refusals = examine(blank, [one], TODAY, ids).refusals
        assert [told.slug for told in refusals] == ["break-glass-locked-out"]


def test_the_tenants_ids_decide_what_names_could_not() -> None:
    by_hand = declared(policy({"includedUsers": ["All"], "excludedGroups": [IDS["other"]]}))
    ids = {
        (GROUP, "emergency"): IDS["group"],
        (USER, "bg1@a.example"): IDS["bg1"],
        (USER, "bg2@a.example"): IDS["bg2"],
    }
    assert [one.slug for one in examine(plan(), [by_hand], TODAY).warnings] == ["break-glass-undecided"]
    assert [one.slug for one in examine(plan(), [by_hand], TODAY, ids).refusals] == ["break-glass-locked-out"]


LOCKS_OUT = policy({"includedUsers": ["All"]})
SAFE = policy({"includedUsers": ["All"], **EXCLUDED})
OTHERWISE: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "state": ({**LOCKS_OUT, "state": "disabled"}, LOCKS_OUT),
    "grantControls": ({**LOCKS_OUT, "grantControls": None}, LOCKS_OUT),
    "conditions": (SAFE, LOCKS_OUT),
    "conditions.*": (SAFE, LOCKS_OUT),
    "*": ({**SAFE, "state": "disabled"}, LOCKS_OUT),
    "conditions.users": (SAFE, LOCKS_OUT),
    'conditions["users"].excludedGroups': (SAFE, LOCKS_OUT),
    "conditions.users.excludedGroups[0]": (
        SAFE,
        policy({"includedUsers": ["All"], "excludedGroups": [IDS["other"], IDS["group"]]}),
    ),
    "conditions.users.includedUsers": (policy({"includedUsers": ["None"]}), LOCKS_OUT),
    "conditions.users.includedGroups": (policy({}), policy({"includedGroups": [IDS["other"]]})),
    "conditions.users.includedRoles": (policy({}), policy({"includedRoles": [ROLE]})),
}
"""By what is ignored: what is declared, which is safe, and what is there, which makes it none."""
KNOWN = {
    (GROUP, "emergency"): IDS["group"],
    (USER, "bg1@a.example"): IDS["bg1"],
    (USER, "bg2@a.example"): IDS["bg2"],
}


@pytest.mark.parametrize(("path", "sides"), OTHERWISE.items())
def test_what_the_engine_ignores_is_judged_as_it_is_in_the_tenant(
    path: str, sides: tuple[dict[str, Any], dict[str, Any]]
) -> None:
    one = replace(declared(sides[0]), ignored=(path,))
    found = [
        examine(plan(), [one], TODAY, KNOWN, there={one.urn: before})
        for before in ([sides[1]], [one.inputs], [])
    ]
    assert [[told.slug for told in each.refusals] for each in found] == [["break-glass-locked-out"], [], []]
    assert path in found[0].refusals[0].message
    both = examine(plan(), [one], TODAY, KNOWN, there={one.urn: [one.inputs, sides[1]]})
    assert len(both.refusals) == 1
    unread = examine(plan(), [one], TODAY)
    assert not unread.refusals
    told = [str(told) for told in unread.warnings]
    off = one.inputs["state"] == "disabled" and path not in ("state", "*")
    assert off or [path in each for each in told] == [True], told


@pytest.mark.parametrize(
    "path", ["conditions.users.excludedUsers", "conditions.locations", "sessionControls"]
)
def test_what_decides_nothing_may_be_ignored(path: str) -> None:
    one = replace(declared(SAFE), ignored=(path,))
    assert examine(plan(), [one], TODAY).as_warnings() == ()


def test_security_defaults_beside_any_enabled_policy_are_refused() -> None:
    defaults = "m365:entra:SecurityDefaults"
    safe = policy({"includedUsers": ["All"], **EXCLUDED})
    for on, state in itertools.product((True, False), STATES):
        one, switch = declared({**safe, "state": state}), declared({"enabled": on}, "x", defaults)
        slugs = {refusal.slug for refusal in examine(plan(), [switch, one], TODAY).refusals}
        expected = {"security-defaults-and-policies"} if on and state.casefold() == "enabled" else set()
        assert slugs == expected, (on, state)


STRENGTHS = "authenticationStrengthPolicies"
GRANTS = {
    "mfa": ({"builtInControls": ["mfa"]}, False),
    "a strength of Microsoft's": (
        {"authenticationStrengthPolicyId": f"/policies/{STRENGTHS}/{'0' * 8}-{'0000-' * 3}{'0' * 11}2"},
        False,
    ),
    "a strength that nobody has read": ({"authenticationStrengthPolicyId": "/policies/x"}, True),
    "block": ({"builtInControls": ["block"]}, True),
    "a device": ({"builtInControls": ["compliantDevice"]}, True),
    "session only": (None, True),
    "what is not understood": ("mfa", True),
    "or a device": ({"operator": "OR", "builtInControls": ["mfa", "compliantDevice"]}, False),
    "or terms": ({"operator": "OR", "builtInControls": ["mfa"], "termsOfUses": ["x"]}, True),
    "and terms": ({"operator": "AND", "builtInControls": ["mfa"], "termsOfUses": ["x"]}, False),
    "or a new password": ({"operator": "OR", "builtInControls": ["mfa", "passwordChange"]}, True),
}


@pytest.mark.parametrize(("grant", "warned"), GRANTS.values(), ids=GRANTS)
def test_security_defaults_off_are_warned_about_unless_an_enabled_policy_asks_for_more(
    grant: object, warned: bool
) -> None:
    off = plan(
        warnings=(PlanWarning(NO_SECOND_FACTOR, "off", "file:1"),),
        accepted_warnings={NO_SECOND_FACTOR: "why"},
    )
    one = policy({"includedUsers": ["All"], **EXCLUDED}, grantControls=grant)
    told = examine(off, [declared(one)], TODAY).warnings
    for_nothing = (
        "the warning `no-second-factor` is accepted and not given: take it out of `holdfast:accepted_warnings` "
        "[covers-nothing]"
    )
    assert [str(one) for one in told] == (
        ["file:1: off [no-second-factor] (accepted: why)"] if warned else [for_nothing]
    )
    assert len(examine(off, [declared({**one, "state": "disabled"})], TODAY).warnings) == 1


ALL = {
    "users": {"includedUsers": ["All"], **EXCLUDED},
    "applications": {"includedApplications": ["All"]},
    "clientAppTypes": ["all"],
}
FOR_ALL: dict[str, dict[str, Any]] = {
    "as it is": {},
    "nothing that narrows": {"locations": None, "signInRiskLevels": [], "devices": {}},
    "every location": {"locations": {"includedLocations": ["All"]}},
    "both modern client types": {"clientAppTypes": ["browser", "mobileAppsAndDesktopClients"]},
    "emergency accounts left out one by one too": {
        "users": {"includedUsers": ["All"], **EXCLUDED, "excludedUsers": [reference(USER, "bg1@a.example")]}
    },
    "the role that synchronises the directory left out": {
        "users": {"includedUsers": ["All"], **EXCLUDED, "excludedRoles": [SYNC_ROLE]}
    },
}
LEFT_OUT = {
    "excludedUsers": [IDS["other"]],
    "excludedGroups": [*EXCLUDED["excludedGroups"], IDS["other"]],
    "excludedRoles": [ROLE],
    "excludedGuestsOrExternalUsers": [{"guestOrExternalUserTypes": ["b2bCollaborationGuest"]}],
    "excludedMoonWalkers": ["x"],
}
FOR_SOME: dict[str, dict[str, Any]] = {
    **{
        f"{name} beside the break-glass group": {"users": {"includedUsers": ["All"], **EXCLUDED, name: value}}
        for name, value in LEFT_OUT.items()
    },
    "an application left out": {
        "applications": {"includedApplications": ["All"], "excludedApplications": ["x"]}
    },
    "administrators": {"users": {"includedRoles": [ROLE], **EXCLUDED}},
    "a group": {"users": {"includedGroups": [IDS["other"]], **EXCLUDED}},
    "one person": {"users": {"includedUsers": [IDS["other"]]}},
    "guests": {"users": {"includedUsers": ["GuestsOrExternalUsers"]}},
    "one application": {"applications": {"includedApplications": ["Office365"]}},
    "an action": {"applications": {"includedUserActions": ["urn:user:registersecurityinfo"]}},
    "filtered applications": {
        "applications": {"includedApplications": ["All"], "filter": {"mode": "exclude", "rule": "x"}}
    },
    "one client type": {"clientAppTypes": ["browser"]},
    "legacy clients": {"clientAppTypes": ["exchangeActiveSync", "other"]},
    "one location": {"locations": {"includedLocations": ["x"]}},
    "a location left out": {"locations": {"includedLocations": ["All"], "excludedLocations": ["AllTrusted"]}},
    "one platform": {"platforms": {"includedPlatforms": ["iOS"]}},
    "a platform left out": {"platforms": {"includedPlatforms": ["all"], "excludedPlatforms": ["linux"]}},
    "risky sign-ins": {"signInRiskLevels": ["high"]},
    "risky users": {"userRiskLevels": ["high"]},
    "risky insiders": {"insiderRiskLevels": "elevated"},
    "risky workloads": {"servicePrincipalRiskLevels": ["high"]},
    "some devices": {"devices": {"filter": {"mode": "include", "rule": "x"}}},
    "some flows": {"authenticationFlowTransferMethods": ["deviceCodeFlow"]},
    "workloads": {"clientApplications": {"includedServicePrincipals": ["x"]}},
    "a condition that nobody knows yet": {"moonPhases": ["full"]},
}


@pytest.mark.parametrize("conditions", (FOR_ALL | FOR_SOME).values(), ids=FOR_ALL | FOR_SOME)
def test_a_second_factor_for_some_is_none_for_the_tenant(conditions: dict[str, Any]) -> None:
    off = plan(warnings=(PlanWarning(NO_SECOND_FACTOR, "off", "file:1"),))
    one = policy({}, conditions={**ALL, **conditions})
    told = [one.slug for one in examine(off, [declared(one)], TODAY).warnings]
    assert (NO_SECOND_FACTOR in told) == (conditions in FOR_SOME.values())


def test_every_condition_of_a_policy_is_among_those_that_narrow() -> None:
    (conditions,) = (field for field in KIND.fields if field.name == "conditions")
    assert {field.name for field in conditions.fields} <= {
        name for some in FOR_SOME.values() for name in some
    }


COMBINATIONS: dict[str, tuple[list[str], bool]] = {
    "keys": (["fido2"], True),
    "two factors": (["password,sms", "password,microsoftAuthenticatorPush"], True),
    "Windows Hello and certificates": (["windowsHelloForBusiness", "x509CertificateMultiFactor"], True),
    "a pass for once": (["temporaryAccessPassOneTime"], True),
    "a password": (["password"], False),
    "keys, or a text message": (["fido2", "sms"], False),
    "a certificate of one factor": (["x509CertificateSingleFactor"], False),
    "another directory's single factor": (["federatedSingleFactor"], False),
    "a method that nobody knows yet": (["moonPhase"], False),
    "nothing": ([], False),
}


@pytest.mark.parametrize(("combinations", "enough"), COMBINATIONS.values(), ids=COMBINATIONS)
def test_a_strength_of_ones_own_is_a_second_factor_when_each_of_its_combinations_is(
    combinations: list[str], enough: bool
) -> None:
    off = plan(warnings=(PlanWarning(NO_SECOND_FACTOR, "off", "file:1"),))
    inputs = {"displayName": "Own", "allowedCombinations": combinations}
    strength = DesiredResource("urn:strength", STRENGTH, "own", "", inputs)
    grant = {"operator": "OR", "authenticationStrengthPolicyId": reference(STRENGTH, "Own")}
    one = declared(policy({"includedUsers": ["All"], **EXCLUDED}, grantControls=grant))
    told = [one.slug for one in examine(off, [strength, one], TODAY).warnings]
    assert (NO_SECOND_FACTOR in told) is not enough


@pytest.mark.parametrize("by_id", [False, True])
@pytest.mark.parametrize("who", ["sync@a.example", "somebody@a.example"])
def test_of_single_accounts_only_those_that_synchronise_the_directory_may_be_left_out(
    who: str, *, by_id: bool
) -> None:
    ids = {(USER, "sync@a.example"): IDS["other"], (USER, "somebody@a.example"): IDS["group"]}
    synced = {"directory_sync": "account", "directory_sync_accounts": ["Sync@a.example"]}
    off = plan(
        warnings=(PlanWarning(NO_SECOND_FACTOR, "off", "file:1"),),
        controls=(*plan().controls, PlannedControl("entra.mfa_required", synced)),
    )
    word = ids[USER, who] if by_id else reference(USER, who)
    one = policy({"includedUsers": ["All"], **EXCLUDED, "excludedUsers": [word]})
    told = [one.slug for one in examine(off, [declared(one)], TODAY, ids).warnings]
    assert (NO_SECOND_FACTOR in told) is (who != "sync@a.example")


@pytest.mark.parametrize("paths", [("conditions.users.excludedGroups",), ("conditions", "state")])
def test_lockout_that_the_client_file_accepts_is_told_as_such(paths: tuple[str, ...]) -> None:
    one = declared(policy({"includedUsers": ["All"]}))
    (alone,) = examine(plan(), [one], TODAY).refusals
    (accepted,) = examine(plan(), [one], TODAY, None, {one.urn: paths}).refusals

    assert "add it to `excluded_groups`" in alone.message
    assert "excluded_groups" not in accepted.message
    assert f"the client file accepts {', '.join(paths)} as it is in the tenant" in accepted.message
    assert accepted.message.endswith("take that exception out")


@pytest.mark.parametrize("of", ["policy", "defaults"])
def test_security_defaults_beside_a_policy_that_the_client_file_accepts_are_told_as_such(of: str) -> None:
    one = declared(policy({"includedUsers": ["All"], **EXCLUDED}))
    defaults = declared({"enabled": True}, token="m365:entra:SecurityDefaults")
    left = {one.urn: ("state",)} if of == "policy" else {defaults.urn: ("enabled",)}
    (told,) = examine(plan(), [one, defaults], TODAY, None, left).refusals

    assert told.slug == "security-defaults-and-policies"
    assert told.message.endswith("take that exception out")
