"""What the kinds send to change an object: only what is ours, in the service's order."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast

import pytest

from holdfast.kinds.live import LiveObject
from holdfast.kinds.registry import kinds
from holdfast.model.errors import ReadError, WriteError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Coroutine, Mapping

    from holdfast.kinds.kind import Kind
    from holdfast.tenant.cmdlet_wire import Endpoint, Invocation
    from holdfast.tenant.tenant import Tenant

Sent = tuple[str, str, Any]


class FakeGraph:
    """Keeps what is sent."""

    def __init__(self, fails: int = 0) -> None:
        self.sent: list[Sent] = []
        self.versions: set[str] = set()
        self.fails = fails
        self.row: dict[str, Any] | None = None
        """The one object of a singleton."""

    async def entity(self, _path: str, **_: Any) -> dict[str, Any] | None:
        return self.row

    def address(self, path: str) -> str:
        return f"https://graph.microsoft.com/v1.0{path}"

    async def write(
        self, method: str, path: str, body: Any = None, *, version: str = "v1.0"
    ) -> dict[str, Any]:
        self.versions.add(version)
        self.sent.append((method, path, body))
        if self.fails:
            raise WriteError("refused", "refused", status=self.fails)
        return {"id": "new-id", **(body or {})}


class FakeCmdlets:
    """Answers `Get-` with the given rows and keeps everything else."""

    def __init__(self, **rows: list[dict[str, Any]]) -> None:
        self.sent: list[tuple[str, dict[str, Any]]] = []
        self.asked: list[dict[str, Any]] = []
        self._rows = {f"Get-{noun}": found for noun, found in rows.items()}

    async def rows(self, endpoint: Endpoint, one: Invocation, select: Any = ()) -> list[dict[str, Any]]:
        return [row async for page in self.pages(endpoint, one, select) for row in page]

    async def pages(
        self, endpoint: Endpoint, one: Invocation, select: Any = ()
    ) -> AsyncIterator[list[dict[str, Any]]]:
        self.asked.append(dict(one.parameters))
        rows = self._rows[one.cmdlet]
        yield rows[:2]
        yield rows[2:]

    async def run(self, endpoint: Endpoint, one: Invocation) -> None:
        self.sent.append((one.cmdlet, dict(one.parameters)))


class FakeTenant:
    """A tenant that does as it is told."""

    def __init__(self, fails: int = 0, /, **rows: list[dict[str, Any]]) -> None:
        self.graph = FakeGraph(fails)
        self.cmdlets = FakeCmdlets(**rows)

    @property
    def tenant(self) -> Tenant:
        return cast("Tenant", self)

    def service_time(self) -> datetime:
        return datetime(2026, 11, 27, 12, tzinfo=UTC)


def run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(coroutine)


def kind_named(name: str) -> Kind:
    return next(kind for kind in kinds().values() if kind.name == name)


def update(
    name: str, old: Mapping[str, Any], new: Mapping[str, Any], **rows: list[dict[str, Any]]
) -> FakeTenant:
    fake = FakeTenant(**rows)
    run(kind_named(name).update(fake.tenant, "an-id", old, new))
    return fake


# Graph

OWNED = "ManagePermissionGrantsForOwnedResource.microsoft-dynamically-managed-permissions-for-team"


def test_what_owners_may_consent_to_goes_along_where_the_list_is_replaced() -> None:
    fake = FakeTenant()
    mine = "ManagePermissionGrantsForSelf.microsoft-user-default-legacy"
    permissions = {"permissionGrantPoliciesAssigned": [mine, OWNED], "allowedToCreateApps": True}
    fake.graph.row = {"defaultUserRolePermissions": permissions}

    changes: list[dict[str, Any]] = [{"permissionGrantPoliciesAssigned": []}, {"allowedToCreateApps": False}]
    for new in changes:
        run(kind_named("AuthorizationPolicy").update(fake.tenant, "authorizationPolicy", {}, new))

    assert [body["defaultUserRolePermissions"] for _, _, body in fake.graph.sent] == [
        {"permissionGrantPoliciesAssigned": [OWNED]},
        {"allowedToCreateApps": False},
    ]


def test_what_is_put_is_the_whole_object_and_what_is_not_ours_is_as_it_was() -> None:
    fake = FakeTenant()
    fake.graph.row = {"@odata.context": "c", "isEnabled": False, "version": 3, "remindersEnabled": True}

    run(
        kind_named("AdminConsentRequestPolicy").update(
            fake.tenant, "x", {}, {"enabled": True, "reviewers": []}
        )
    )

    path = "/policies/adminConsentRequestPolicy"
    assert fake.graph.sent == [("PUT", path, {"isEnabled": True, "reviewers": [], "remindersEnabled": True})]


def test_an_object_within_is_sent_whole_and_nothing_beside_it() -> None:
    fake = FakeTenant()
    addresses = {"nonDefaultUriAddition": {"state": "enabled"}}
    fake.graph.row = {
        "isEnabled": True,
        "applicationRestrictions": {"keyCredentials": [], "identifierUris": addresses},
        "servicePrincipalRestrictions": {"keyCredentials": []},
    }
    new = {"applicationRestrictions": {"passwordCredentials": [{"restrictionType": "passwordAddition"}]}}

    run(kind_named("DefaultAppManagementPolicy").update(fake.tenant, "x", {}, new))

    ((_, _, body),) = fake.graph.sent
    assert body == {
        "applicationRestrictions": {
            "keyCredentials": [],
            "identifierUris": addresses,
            "passwordCredentials": [{"restrictionType": "passwordAddition"}],
        }
    }


def test_nothing_is_written_where_it_is_not_known_what_has_to_go_along() -> None:
    fake = FakeTenant()

    with pytest.raises(ReadError, match="every tenant has exactly one"):
        run(kind_named("AuthorizationPolicy").update(fake.tenant, "x", {}, {"allowedToCreateApps": False}))
    assert fake.graph.sent == []


def test_policy_is_sent_whole_and_what_is_gone_is_sent_as_null() -> None:
    conditions = {"applications": {}, "users": {"includedUsers": ["All"]}, "clientAppTypes": ["all"]}
    new = {"displayName": "MFA", "state": "enabled", "conditions": conditions}
    old = {**new, "sessionControls": {"signInFrequency": 4}, "grantControls": {"operator": "OR"}}

    fake = update("ConditionalAccessPolicy", old, new)

    assert fake.graph.sent == [
        (
            "PATCH",
            "/identity/conditionalAccess/policies/an-id",
            {
                "displayName": "MFA",
                "state": "enabled",
                "conditions": {
                    "applications": {},
                    "users": {"includeUsers": ["All"]},
                    "clientAppTypes": ["all"],
                },
                "sessionControls": None,
                "grantControls": None,
            },
        )
    ]


def test_object_that_is_gone_already_is_deleted_without_an_error() -> None:
    gone, refused = FakeTenant(404), FakeTenant(403)

    run(kind_named("ConditionalAccessPolicy").delete(gone.tenant, "an-id", {}))
    with pytest.raises(WriteError):
        run(kind_named("ConditionalAccessPolicy").delete(refused.tenant, "an-id", {}))


@pytest.mark.parametrize(
    ("inputs", "methods"),
    [
        ({"ip": {"ipRanges": ["198.51.100.0/24"], "trusted": True}}, ["PATCH", "DELETE"]),
        ({"ip": {"ipRanges": ["198.51.100.0/24"]}}, ["DELETE"]),
        ({"country": {"countriesAndRegions": ["NL"]}}, ["DELETE"]),
    ],
)
def test_trusted_location_is_untrusted_before_it_is_deleted(
    inputs: dict[str, Any], methods: list[str]
) -> None:
    fake = FakeTenant()

    run(kind_named("NamedLocation").delete(fake.tenant, "an-id", inputs))

    assert [method for method, _, _ in fake.graph.sent] == methods


def test_combinations_of_a_strength_go_by_their_own_action_and_only_when_they_change() -> None:
    old = {"displayName": "Strong", "allowedCombinations": ["fido2", "windowsHelloForBusiness"]}

    same = update(
        "AuthenticationStrengthPolicy", old, {**old, "allowedCombinations": old["allowedCombinations"][::-1]}
    )
    less = update("AuthenticationStrengthPolicy", old, {**old, "allowedCombinations": ["fido2"]})

    path = "/policies/authenticationStrengthPolicies/an-id"
    assert same.graph.sent == [("PATCH", path, {"displayName": "Strong"})]
    assert less.graph.sent == [
        ("POST", f"{path}/updateAllowedCombinations", {"allowedCombinations": ["fido2"]}),
        ("PATCH", path, {"displayName": "Strong"}),
    ]


def test_only_members_that_come_and_go_are_sent() -> None:
    old = {"displayName": "CA-BreakGlass", "members": ["a", "b"]}

    fake = update("Group", old, {**old, "members": ["c", "b"]})

    assert [(method, path) for method, path, _ in fake.graph.sent] == [
        ("POST", "/groups/an-id/members/$ref"),
        ("DELETE", "/groups/an-id/members/a/$ref"),
    ]
    assert fake.graph.sent[0][2]["@odata.id"].endswith("/directoryObjects/c")


def test_member_in_another_letter_case_neither_comes_nor_goes() -> None:
    old = {"displayName": "CA-BreakGlass", "members": ["7D3F1A52-0C6B-4A8E-9F21-5B6C7D8E9F00"]}

    fake = update("Group", old, {**old, "members": [old["members"][0].lower()]})

    assert fake.graph.sent == []


def test_members_that_are_not_declared_are_left_alone() -> None:
    fake = update("Group", {"displayName": "Old", "members": ["a"]}, {"displayName": "New"})

    assert fake.graph.sent == [("PATCH", "/groups/an-id", {"displayName": "New"})]


def test_singleton_is_changed_and_never_deleted() -> None:
    fake = update("SecurityDefaults", {"enabled": True}, {"enabled": False})
    run(kind_named("SecurityDefaults").delete(fake.tenant, "an-id", {"enabled": False}))

    assert fake.graph.sent == [
        ("PATCH", "/policies/identitySecurityDefaultsEnforcementPolicy", {"isEnabled": False})
    ]


def test_a_method_is_changed_with_the_name_of_its_type() -> None:
    fake = update("SmsAuthenticationMethodConfiguration", {"state": "enabled"}, {"state": "disabled"})

    ((method, path, body),) = fake.graph.sent
    assert (method, path.rpartition("/")[2], fake.graph.versions) == ("PATCH", "sms", {"v1.0"})
    assert body == {
        "@odata.type": "#microsoft.graph.smsAuthenticationMethodConfiguration",
        "state": "disabled",
    }


def test_what_only_beta_knows_is_changed_by_beta_and_without_what_others_declare() -> None:
    fake = update("AuthenticationMethodsPolicy", {}, {"policyMigrationState": "migrationComplete"})

    assert fake.graph.versions == {"beta"}
    assert [body for _, _, body in fake.graph.sent] == [{"policyMigrationState": "migrationComplete"}]


# Cmdlets

LABEL = {
    "name": "Record",
    "retentionAction": "Keep",
    "retentionDurationDays": 2555,
    "retentionType": "CreationAgeInDays",
}


def test_label_is_sent_what_changed_and_nothing_that_is_fixed() -> None:
    fake = update("RetentionLabel", LABEL, {**LABEL, "retentionDurationDays": 3650, "isRecordLabel": True})

    assert fake.cmdlets.sent == [("Set-ComplianceTag", {"Identity": "an-id", "RetentionDuration": "3650"})]


def test_label_that_means_the_same_is_not_sent() -> None:
    fake = update(
        "RetentionLabel", LABEL, {**LABEL, "retentionDurationDays": "2555", "retentionAction": "keep"}
    )

    assert fake.cmdlets.sent == []


def test_label_of_another_name_is_not_taken_for_the_one_asked_for() -> None:
    """`Get-ComplianceTag` with an unknown identity gives all labels."""
    fake = FakeTenant(ComplianceTag=[{"Name": "Other"}, {"Name": "record"}])
    label = kind_named("RetentionLabel")

    found = run(label.get(fake.tenant, "Record", {}))
    assert isinstance(found, LiveObject)
    assert found.id == "record"
    assert run(label.get(fake.tenant, "Missing", {})) is None
    run(label.delete(fake.tenant, "Missing", {}))
    assert fake.cmdlets.sent == []


POLICIES = [
    {
        "Name": "Ours",
        "Guid": "AAAA",
        "Enabled": True,
        "ExchangeLocation": [{"DisplayName": "All", "Name": "All"}],
        "SharePointLocation": [],
        "OneDriveLocation": None,
        "HasRules": True,
    },
    {"Name": "Retention, no labels", "Guid": "BBBB", "HasRules": True},
    {"Name": "By name", "Guid": "CCCC", "HasRules": True, "DistributionStatus": "Error"},
    {"Name": "Not finished", "Guid": "DDDD", "HasRules": False},
]
RULES = [
    {"Name": "r1", "Policy": "aaaa", "PublishComplianceTag": "Record"},
    {"Name": "r2", "Policy": "aaaa", "PublishComplianceTag": "7d3f1a52-0c6b-4a8e-9f21-5b6c7d8e9f00,Deed"},
    {"Name": "r3", "Policy": "BBBB", "RetentionDuration": "30"},
    {"Name": "r4", "Policy": "By Name", "PublishComplianceTag": "Record"},
    {"Name": "r5", "Policy": "of another kind", "RetentionDuration": "30"},
]


def test_policies_are_read_with_the_labels_that_their_rules_publish() -> None:
    fake = FakeTenant(RetentionCompliancePolicy=POLICIES, RetentionComplianceRule=RULES)

    found = run(kind_named("RetentionLabelPolicy").collect(fake.tenant, frozenset({"not finished"})))

    assert {one.key: one.inputs.get("labels") for one in found} == {
        "Ours": ["Record", "Deed"],
        "By name": ["Record"],
        "Not finished": [],
    }
    assert found[0].inputs["exchangeLocation"] == ["All"]
    assert {one.key: one.unmodelled for one in found if one.unmodelled} == {
        "By name": {"DistributionStatus": "Error"}
    }
    assert {"DistributionDetail": True} in fake.cmdlets.asked


@pytest.mark.parametrize("written", ["our LABEL", "OUR label", "Our Label"])
def test_name_in_another_letter_case_is_found_and_never_sent(written: str) -> None:
    label = {
        "Name": "Our Label",
        "RetentionAction": "Keep",
        "RetentionDuration": "30",
        "IsRecordLabel": False,
    }
    policy = {**POLICIES[3], "Name": "Our Label"}
    for name, rows in (
        ("RetentionLabel", {"ComplianceTag": [{"Name": "Other"}, label]}),
        ("RetentionLabelPolicy", {"RetentionCompliancePolicy": [policy], "RetentionComplianceRule": []}),
    ):
        kind, fake = kind_named(name), FakeTenant(**rows)
        live = run(kind.get(fake.tenant, written, {}))

        assert live.id == "Our Label"
        assert [one.key for one in run(kind.collect(fake.tenant, frozenset({written})))][-1] == "Our Label"
        run(kind.update(fake.tenant, live.id, live.inputs, {**live.inputs, "name": written}))
        assert fake.cmdlets.sent == []


@pytest.mark.parametrize(
    ("policies", "rules", "told"),
    [
        (
            [{**POLICIES[0], "Guid": None}, *POLICIES[1:]],
            RULES,
            "Retention label policy 'Ours': Guid should be there",
        ),
        (POLICIES[1:], RULES, "the rule 'r1' is of the policy 'aaaa'"),
        (
            POLICIES,
            [*RULES, {**RULES[1], "Policy": "eeee"}],
            "the rule 'r2' is of the policy 'eeee'",
        ),
        (POLICIES, [{**RULES[0], "Policy": None}], "Policy should be there"),
        (
            POLICIES,
            [{**RULES[0], "Guid": "a"}, {**RULES[3], "Guid": "A"}],
            "Guid should be another in every row",
        ),
    ],
)
def test_rules_that_belong_to_nobody_leave_no_policy_judged(
    policies: list[dict[str, Any]], rules: list[dict[str, Any]], told: str
) -> None:
    fake = FakeTenant(RetentionCompliancePolicy=policies, RetentionComplianceRule=rules)

    with pytest.raises(ReadError) as raised:
        run(kind_named("RetentionLabelPolicy").collect(fake.tenant, frozenset()))
    assert told in str(raised.value)


def test_labels_and_places_that_come_and_go_are_sent_each_by_its_own_cmdlet() -> None:
    old = {"name": "Ours", "labels": ["Record", "Deed"], "exchangeLocation": ["All"], "enabled": True}
    new = {"name": "Ours", "labels": ["record", "Letter"], "sharePointLocation": ["All"], "enabled": False}

    own: dict[str, list[dict[str, Any]]] = {
        "RetentionCompliancePolicy": [{"Name": "an-id", "Guid": "aaaa"}, *POLICIES[1:]]
    }
    rules = [one for one in RULES if one["Policy"] == "aaaa"]

    fake = update("RetentionLabelPolicy", old, new, **own, RetentionComplianceRule=rules)
    with pytest.raises(ReadError) as raised:
        update("RetentionLabelPolicy", old, new, **own, RetentionComplianceRule=RULES)
    assert "rows that were not asked for" in str(raised.value)

    change, publish, withdraw = fake.cmdlets.sent
    assert change[0] == "Set-RetentionCompliancePolicy"
    assert {name: str(value).casefold() for name, value in change[1].items()} == {
        "Identity": "an-id",
        "Enabled": "false",
        "RemoveExchangeLocation": "['all']",
        "AddSharePointLocation": "['all']",
    }
    assert publish == ("New-RetentionComplianceRule", {"Policy": "an-id", "PublishComplianceTag": "Letter"})
    assert withdraw == ("Remove-RetentionComplianceRule", {"Identity": "r2", "Confirm": False})
