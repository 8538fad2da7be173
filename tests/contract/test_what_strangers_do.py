"""What clients do that are neither Holdfast nor its plugins: sessions ended, keys named, domains looked through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.contract import sources
from tests.contract.conftest import GROUP, USER, ask
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

STRENGTHS = "/policies/authenticationStrengthPolicies"
OTHER = "/identity/conditionalAccess/authenticationStrength"
CONFIGURATIONS = "{id}/combinationConfigurations"
ITEM = f"{CONFIGURATIONS}/{{configuration}}"
ROOTS = (STRENGTHS, f"{OTHER}/policies")
MODES = f"{OTHER}/authenticationMethodModes"
KEYS = {
    "@odata.type": "#microsoft.graph.fido2CombinationConfiguration",
    "appliesToCombinations": ["fido2"],
    "allowedAAGUIDs": ["cb69481e-8ff7-4039-93ec-0a2729a154a8"],
}


@assumed(
    "the pages of both actions, recalled",
    "POST /users/{id}/revokeSignInSessions",
    "POST /users/{id}/invalidateAllRefreshTokens",
)
def test_sessions_of_somebody_end_and_the_log_says_who_did_it(tiny: Tiny) -> None:
    path = f"/users/{USER}/revokeSignInSessions"
    ask(tiny, tiny.register("Reader", ["User.Read.All"]), "POST", path, want=403)
    helper = tiny.register("Helper", ["User.RevokeSessions.All", "User.Read.All"])
    tiny.clock.advance(days=1)
    assert ask(tiny, helper, "POST", path)["value"] is True
    read = f"/users/{USER}?$select=signInSessionsValidFromDateTime"
    assert ask(tiny, helper, "GET", read)["signInSessionsValidFromDateTime"] == tiny.tenant.stamp()
    (event,) = tiny.store.all("directoryAudits")
    assert event["activityDisplayName"] == "Update StsRefreshTokenValidFrom Timestamp"
    assert ask(tiny, helper, "POST", f"/beta/users/{USER}/invalidateAllRefreshTokens")["value"] is True
    ask(tiny, helper, "POST", "/users/nobody/revokeSignInSessions", want=404)


@documented(
    sources.SCHEMA,
    *(
        f"{method} {root}/{path}"
        for root in ROOTS
        for method, path in (
            *(("GET", CONFIGURATIONS), ("POST", CONFIGURATIONS)),
            *((method, ITEM) for method in ("GET", "PATCH", "DELETE")),
        )
    ),
)
def test_some_keys_alone_count_for_a_strength_of_the_tenants_own(tiny: Tiny) -> None:
    tiny.licence("AAD_PREMIUM")
    admin = tiny.register("Admin", ["Policy.Read.All", "Policy.ReadWrite.ConditionalAccess"])
    body = {"displayName": "Keys", "allowedCombinations": ["fido2"]}
    own = ask(tiny, admin, "POST", STRENGTHS, body, want=201)["id"]
    for root in ROOTS:
        path = f"{root}/{own}/combinationConfigurations"
        made = ask(tiny, admin, "POST", path, KEYS, want=201)
        item = f"{path}/{made['id']}"
        shown = {"id": made["id"], **KEYS}
        assert ask(tiny, admin, "GET", path)["value"] == [shown]
        assert ask(tiny, admin, "GET", f"{root}/{own}")["combinationConfigurations"] == [shown]
        change = {"@odata.type": KEYS["@odata.type"], "allowedAAGUIDs": []}
        ask(tiny, admin, "PATCH", item, change, want=204)
        assert ask(tiny, admin, "GET", item)["allowedAAGUIDs"] == []
        ask(tiny, admin, "POST", path, {**KEYS, "appliesToCombinations": ["sms"]}, want=400)
        ask(tiny, admin, "POST", path, {"appliesToCombinations": ["fido2"]}, want=400)
        ask(tiny, admin, "DELETE", item, want=204)
        ask(tiny, admin, "GET", item, want=404)
        ask(
            tiny,
            admin,
            "POST",
            f"{root}/00000000-0000-0000-0000-000000000004/combinationConfigurations",
            KEYS,
            want=400,
        )
    assert ask(tiny, admin, "GET", f"{STRENGTHS}/{own}")["combinationConfigurations"] == []


@assumed("types of the schema, names recalled", f"GET {OTHER}", f"GET {MODES}", f"GET {MODES}/{{mode}}")
def test_every_combination_is_made_of_ways_that_are_listed(tiny: Tiny) -> None:
    reader = tiny.register("Reader", ["Policy.Read.AuthenticationMethod"])
    combinations = ask(tiny, reader, "GET", OTHER)["combinations"]
    modes = {one["id"]: one for one in ask(tiny, reader, "GET", MODES)["value"]}
    assert {each for one in combinations for each in one.split(",")} == set(modes)
    strengths = ask(tiny, reader, "GET", STRENGTHS)["value"]
    assert all(set(one["allowedCombinations"]) <= set(combinations) for one in strengths)
    one = ask(tiny, reader, "GET", f"{MODES}/x509CertificateMultiFactor")
    assert one["authenticationMethod"] == "x509Certificate"
    assert ask(tiny, reader, "GET", f"{MODES}?$filter=authenticationMethod eq 'federation'")["value"] == [
        modes["federatedSingleFactor"],
        modes["federatedMultiFactor"],
    ]
    ask(tiny, reader, "GET", f"{MODES}/telepathy", want=404)


@assumed("the page, recalled", "GET /domains/{id}/domainNameReferences")
def test_a_domain_tells_who_uses_it(tiny: Tiny) -> None:
    reader = tiny.register("Reader", ["Domain.Read.All"])
    path = f"/domains/{tiny.domain}/domainNameReferences"
    user = tiny.store.get("users", USER)
    assert user is not None
    tiny.store.put("users", USER, {**user, "userPrincipalName": f"one@{tiny.domain}"})
    group = tiny.store.get("groups", GROUP)
    assert group is not None
    tiny.store.put("groups", GROUP, {**group, "mail": None, "proxyAddresses": []})
    assert [one["id"] for one in ask(tiny, reader, "GET", path)["value"]] == [USER]
    tiny.store.put("groups", GROUP, {**group, "proxyAddresses": [f"SMTP:team@{tiny.domain.upper()}"]})
    found = ask(tiny, reader, "GET", path)["value"]
    assert [(one["@odata.type"], one["id"]) for one in found] == [
        ("#microsoft.graph.user", USER),
        ("#microsoft.graph.group", GROUP),
    ]
    ask(tiny, reader, "GET", "/domains/nobodys.example/domainNameReferences", want=404)
