"""Labels, policies and rules on the compliance endpoint over real HTTP: what api-facts 5.3 and 6.8 say.

Over 400 lines because every cmdlet is run through the one server and client that this file sets up.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.cmdlets.named_objects import DISTRIBUTION_SETTING
from tests.contract import sources
from tests.contract.cmdlets import Signed
from tests.contract.marks import assumed, documented

if TYPE_CHECKING:
    import httpx

    from tests.contract.conftest import Tiny

EXCHANGE_SCOPE = "https://outlook.office365.com/.default"
COMPLIANCE_SCOPE = "https://ps.compliance.protection.outlook.com/.default"
LABEL = {
    "Name": "Seven years",
    "RetentionAction": "KeepAndDelete",
    "RetentionDuration": "2555",
    "RetentionType": "CreationAgeInDays",
    "Notes": "For users",
    "Comment": "For admins",
}
POLICY = {"Name": "Labels for all", "ExchangeLocation": ["All"], "SharePointLocation": "All"}


class Purview(Signed):
    """An application that calls the compliance endpoint by its direct path, or the Exchange one."""

    def __init__(
        self,
        tiny: Tiny,
        directory_roles: list[str] | None = None,
        scope: str = COMPLIANCE_SCOPE,
        prefix: str = "/compliance",
    ) -> None:
        self.tiny = tiny
        self.url = f"{prefix}/adminapi/beta/{tiny.tenant_id}/InvokeCommand"
        held = ["Compliance Administrator"] if directory_roles is None else directory_roles
        client_id = tiny.register(f"Purview {held}", ["Exchange.ManageAsApp"], directoryRoles=held)
        self.token = tiny.token(client_id=client_id, scope=scope)

    def invoke(self, cmdlet: str, **given: Any) -> httpx.Response:
        return self.send("POST", self.url, {"CmdletInput": {"CmdletName": cmdlet, "Parameters": given}})

    def rows(self, cmdlet: str, **given: Any) -> list[dict[str, Any]]:
        answer = self.invoke(cmdlet, **given)
        assert answer.status_code == 200, answer.text
        rows: list[dict[str, Any]] = answer.json()["value"]
        return rows

    def one(self, cmdlet: str, **given: Any) -> dict[str, Any]:
        rows = self.rows(cmdlet, **given)
        assert len(rows) == 1
        return rows[0]

    def publish(self) -> dict[str, Any]:
        self.rows("New-ComplianceTag", **LABEL)
        self.rows("New-RetentionCompliancePolicy", **POLICY)
        return self.one(
            "New-RetentionComplianceRule", Policy=POLICY["Name"], PublishComplianceTag=LABEL["Name"]
        )


@pytest.fixture
def purview(tiny: Tiny) -> Purview:
    return Purview(tiny)


@pytest.fixture
def slow(purview: Purview) -> Purview:
    """A tenant where a change takes a minute to be distributed."""
    purview.tiny.store.set_setting(DISTRIBUTION_SETTING, 60)
    return purview


@assumed(
    "the parameters are documented; the row is recalled, none was captured",
    "Get-ComplianceTag",
    "New-ComplianceTag",
)
def test_label_reads_back_as_it_was_made(purview: Purview) -> None:
    plan = json.dumps({"Settings": [{"Key": "FilePlanPropertyDepartment", "Value": "Legal"}]})
    created = purview.one("New-ComplianceTag", **LABEL, FilePlanProperty=plan)
    label = purview.one("Get-ComplianceTag", Identity="seven YEARS")
    assert label == created
    expected = {
        "Name": "Seven years",
        "RetentionAction": "KeepAndDelete",
        "RetentionDuration": "2555",
        "RetentionType": "CreationAgeInDays",
        "HasRetentionAction": True,
        "IsRecordLabel": False,
        "Regulatory": False,
        "Notes": "For users",
        "Comment": "For admins",
        "FilePlanMetadata": plan,
        "Disabled": False,
        "Guid@data.type": "System.Guid",
        "WhenCreatedUTC": "2026-03-01T12:00:00.0000000Z",
    }
    assert {name: label[name] for name in expected} == expected
    assert purview.one("Get-ComplianceTag", Identity=label["Guid"]) == label


@assumed("that it is taken is documented; how it reads is recalled", "New-ComplianceTag")
def test_unlimited_duration_reads_unlimited(purview: Purview) -> None:
    assert purview.one("New-ComplianceTag", **{**LABEL, "RetentionDuration": "unlimited"})[
        "RetentionDuration"
    ] == ("Unlimited")


@assumed("seen once by a maintainer of a public client, not captured")
def test_get_with_an_unknown_identity_gives_all(purview: Purview) -> None:
    for name in ("a", "b"):
        purview.rows("New-ComplianceTag", **{**LABEL, "Name": name})
        purview.rows("New-RetentionCompliancePolicy", **{**POLICY, "Name": name})
        purview.rows("New-RetentionComplianceRule", Name=name, Policy=name, RetentionDuration=1)
    for noun in ("ComplianceTag", "RetentionCompliancePolicy", "RetentionComplianceRule"):
        assert [row["Name"] for row in purview.rows(f"Get-{noun}", Identity="nobody")] == ["a", "b"]
        assert [row["Name"] for row in purview.rows(f"Get-{noun}", Identity=None)] == ["a", "b"]
        assert [row["Name"] for row in purview.rows(f"Get-{noun}", Identity="b")] == ["b"]


@documented(sources.EXO_CLIENT, "Get-ComplianceTag", "New-ComplianceTag")
def test_list_is_paged_by_next_link(purview: Purview) -> None:
    for name in ("a", "b", "c"):
        purview.rows("New-ComplianceTag", **{**LABEL, "Name": name})
    body = {"CmdletInput": {"CmdletName": "Get-ComplianceTag", "Parameters": {}}}
    first = purview.send("POST", purview.url, body, {"prefer": "odata.maxpagesize=2"}).json()
    assert "/compliance/adminapi/" in first["@odata.nextLink"]
    second = purview.send("POST", first["@odata.nextLink"], body).json()
    assert [row["Name"] for row in first["value"] + second["value"]] == ["a", "b", "c"]
    assert "@odata.nextLink" not in second


@documented(sources.SET_LABEL, "New-ComplianceTag", "Set-ComplianceTag")
@pytest.mark.parametrize("name", ["Name", "RetentionAction", "RetentionType", "IsRecordLabel", "Regulatory"])
def test_what_is_fixed_at_creation_has_no_parameter_on_set(purview: Purview, name: str) -> None:
    purview.rows("New-ComplianceTag", **LABEL)
    kind, text = purview.refusal("Set-ComplianceTag", Identity=LABEL["Name"], **{name: "x"})
    assert kind.endswith("ParameterBindingException")
    assert f"'{name}'" in text


@documented(sources.SET_LABEL)
def test_label_texts_and_duration_change(purview: Purview) -> None:
    purview.rows("New-ComplianceTag", **LABEL)
    purview.tiny.clock.advance(minutes=5)
    purview.rows("Set-ComplianceTag", Identity=LABEL["Name"], RetentionDuration=365, Notes="", Comment="New")
    label = purview.one("Get-ComplianceTag", Identity=LABEL["Name"])
    assert [label["RetentionDuration"], label["Notes"], label["Comment"]] == ["365", "", "New"]
    assert label["WhenChangedUTC"] == "2026-03-01T12:05:00.0000000Z"


@assumed("that it can only grow is documented for records; the text is recalled")
@pytest.mark.parametrize(
    ("flag", "duration", "allowed"),
    [
        ("IsRecordLabel", 3650, True),
        ("IsRecordLabel", "Unlimited", True),
        ("IsRecordLabel", 365, False),
        ("Regulatory", 3650, False),
        ("Regulatory", 2555, True),
    ],
)
def test_duration_of_a_record_label_is_never_cut(
    purview: Purview, flag: str, duration: Any, allowed: bool
) -> None:
    purview.rows("New-ComplianceTag", **LABEL, **{flag: True})
    answer = purview.invoke("Set-ComplianceTag", Identity=LABEL["Name"], RetentionDuration=duration)
    assert answer.status_code == (200 if allowed else 400)
    read = purview.one("Get-ComplianceTag", Identity=LABEL["Name"])["RetentionDuration"]
    assert read == (str(duration) if allowed else "2555")


@assumed(
    "which parameters go together is documented; the texts are recalled",
    "Get-ComplianceTag",
    "New-ComplianceTag",
)
@pytest.mark.parametrize(
    "given",
    [
        {**LABEL, "RetentionDuration": "0"},
        {**LABEL, "RetentionDuration": "a while"},
        {**LABEL, "RetentionAction": "Forget"},
        {**LABEL, "RetentionType": "EventAgeInDays"},
        {**LABEL, "RetentionAction": "Delete", "IsRecordLabel": True},
        {**LABEL, "FilePlanProperty": "no json"},
        {"Name": "x", "RetentionAction": "Keep"},
        {"Notes": "no name"},
    ],
)
def test_bad_labels_are_refused(purview: Purview, given: dict[str, Any]) -> None:
    purview.refusal("New-ComplianceTag", **given)
    assert purview.rows("Get-ComplianceTag") == []


@assumed(
    "that names are unique is documented; the text is recalled",
    "New-ComplianceTag",
    "New-RetentionCompliancePolicy",
)
def test_names_are_taken_once(purview: Purview) -> None:
    purview.rows("New-ComplianceTag", **LABEL)
    purview.rows("New-RetentionCompliancePolicy", **POLICY)
    assert "already exists" in purview.refusal("New-ComplianceTag", **{**LABEL, "Name": "SEVEN years"})[1]
    assert "already exists" in purview.refusal("New-RetentionCompliancePolicy", **POLICY)[1]


@assumed("that it stays is documented; the text is recalled")
def test_label_in_use_is_not_removed(purview: Purview) -> None:
    rule = purview.publish()
    _, text = purview.refusal("Remove-ComplianceTag", Identity=LABEL["Name"])
    assert rule["Name"] in text
    purview.rows("Remove-RetentionCompliancePolicy", Identity=POLICY["Name"], Confirm=False)
    assert purview.rows("Get-RetentionComplianceRule") == []
    purview.rows("Remove-ComplianceTag", Identity=LABEL["Name"], Confirm=False)
    assert purview.rows("Get-ComplianceTag") == []
    assert "couldn't be found" in purview.refusal("Remove-ComplianceTag", Identity=LABEL["Name"])[1]


@assumed("that it stays is documented; the text is recalled", "New-ComplianceTag", "Remove-ComplianceTag")
def test_regulatory_label_is_never_removed(purview: Purview) -> None:
    purview.rows("New-ComplianceTag", **LABEL, Regulatory=True)
    assert "regulatory" in purview.refusal("Remove-ComplianceTag", Identity=LABEL["Name"])[1]


@documented(sources.GET_RETENTION_POLICY, "Get-RetentionCompliancePolicy", "New-RetentionCompliancePolicy")
def test_locations_and_distribution_show_only_with_detail(purview: Purview) -> None:
    purview.rows("New-RetentionCompliancePolicy", **POLICY)
    plain = purview.one("Get-RetentionCompliancePolicy", Identity=POLICY["Name"])
    detailed = purview.one("Get-RetentionCompliancePolicy", Identity=POLICY["Name"], DistributionDetail=True)
    assert [plain["ExchangeLocation"], plain["DistributionStatus"]] == [[], ""]
    assert [detailed["ExchangeLocation"], detailed["SharePointLocation"]] == [["All"], ["All"]]
    assert detailed["OneDriveLocation"] == []
    assert detailed["DistributionStatus"] == "Success"
    assert (
        detailed["Workload"]
        == plain["Workload"]
        == "Exchange, SharePoint, OneDriveForBusiness, Skype, ModernGroup"
    )
    assert [detailed["Enabled"], detailed["Mode"]] == [True, "Enforce"]


@assumed(
    "which locations go together is documented; the texts are recalled",
    "Get-RetentionCompliancePolicy",
    "New-RetentionCompliancePolicy",
)
@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({}, "location"),
        ({"ExchangeLocationException": ["a@contoso.com"]}, "location"),
        ({"ExchangeLocation": "All", "TeamsChatLocation": "All"}, "TeamsChatLocation"),
        ({"ExchangeLocation": ["All", "a@contoso.com"]}, "ExchangeLocation"),
        (
            {"ExchangeLocation": ["a@contoso.com"], "ExchangeLocationException": ["b@contoso.com"]},
            "Exception",
        ),
    ],
)
def test_bad_locations_are_refused(purview: Purview, given: dict[str, Any], named: str) -> None:
    assert named in purview.refusal("New-RetentionCompliancePolicy", Name="x", **given)[1]
    assert purview.rows("Get-RetentionCompliancePolicy") == []


@assumed(sources.OURS)
def test_adaptive_scopes_are_not_implemented(purview: Purview) -> None:
    answer = purview.invoke("New-RetentionCompliancePolicy", Name="x", AdaptiveScopeLocation=["y"])
    assert answer.status_code == 501


@documented(sources.SET_RETENTION_POLICY, "Set-RetentionCompliancePolicy")
def test_locations_are_added_and_removed(purview: Purview) -> None:
    purview.rows("New-RetentionCompliancePolicy", Name="p", ExchangeLocation=["a@contoso.com"])
    purview.rows(
        "Set-RetentionCompliancePolicy",
        Identity="p",
        AddExchangeLocation=["b@contoso.com", "A@contoso.com"],
        RemoveExchangeLocation=["a@contoso.com"],
        AddOneDriveLocation="All",
        Enabled=False,
        Comment="why",
    )
    policy = purview.one("Get-RetentionCompliancePolicy", Identity="p", DistributionDetail=True)
    assert policy["ExchangeLocation"] == ["b@contoso.com", "A@contoso.com"]
    assert policy["OneDriveLocation"] == ["All"]
    assert [policy["Enabled"], policy["Comment"]] == [False, "why"]
    kind, _ = purview.refusal("Set-RetentionCompliancePolicy", Identity="p", AddTeamsChatLocation="All")
    assert kind.endswith("AmbiguousParameterSetException")
    _, text = purview.refusal(
        "Set-RetentionCompliancePolicy",
        Identity="p",
        RemoveExchangeLocation=policy["ExchangeLocation"],
        RemoveOneDriveLocation="All",
    )
    assert "last location" in text


RULES: dict[str, dict[str, Any]] = {
    "Publish": {"PublishComplianceTag": LABEL["Name"]},
    "Apply": {"ApplyComplianceTag": LABEL["Name"], "ContentMatchQuery": "invoice"},
    "Hold": {"Name": "two years", "RetentionDuration": "730", "RetentionComplianceAction": "KeepAndDelete"},
}
"""A rule of every type that there is."""


@assumed("the switch is documented; HasRules, Type and the words of the answer are recalled")
@pytest.mark.parametrize("kind", RULES)
def test_a_policy_says_that_it_has_rules_and_of_which_type_where_it_is_asked(
    purview: Purview, kind: str
) -> None:
    purview.rows("New-ComplianceTag", **LABEL)
    purview.rows("New-RetentionCompliancePolicy", **POLICY)
    (before,) = purview.rows("Get-RetentionCompliancePolicy", RetentionRuleTypes=True)
    purview.rows("New-RetentionComplianceRule", Policy=POLICY["Name"], **RULES[kind])
    (after,) = purview.rows("Get-RetentionCompliancePolicy", RetentionRuleTypes=True)
    (unasked,) = purview.rows("Get-RetentionCompliancePolicy", DistributionDetail=True)
    seen = [(row["HasRules"], row["RetentionRuleTypes"]) for row in (before, after, unasked)]
    assert seen == [(False, []), (True, [kind]), (True, [])]
    assert {row["Type"] for row in (before, after, unasked)} == {"Hold"}
    assert (unasked["Mode"], unasked["DistributionStatus"]) == ("Enforce", "Success")
    (rule,) = purview.rows("Get-RetentionComplianceRule", Policy=POLICY["Name"])
    purview.rows("Remove-RetentionComplianceRule", Identity=rule["Name"])
    assert [row["HasRules"] for row in purview.rows("Get-RetentionCompliancePolicy")] == [False]


@documented(sources.SET_RETENTION_POLICY, "Remove-RetentionCompliancePolicy")
def test_preservation_lock_holds(purview: Purview) -> None:
    purview.rows("New-RetentionCompliancePolicy", **POLICY)
    purview.rows("New-RetentionComplianceRule", Name="r", Policy=POLICY["Name"], RetentionDuration=100)
    purview.rows("Set-RetentionCompliancePolicy", Identity=POLICY["Name"], RestrictiveRetention=True)
    for cmdlet, given in (
        ("Set-RetentionCompliancePolicy", {"Enabled": False}),
        ("Set-RetentionCompliancePolicy", {"RestrictiveRetention": False}),
        ("Set-RetentionCompliancePolicy", {"RemoveSharePointLocation": "All"}),
        ("Remove-RetentionCompliancePolicy", {}),
    ):
        assert "Preservation Lock" in purview.refusal(cmdlet, Identity=POLICY["Name"], **given)[1]
    assert "Lock" in purview.refusal("Set-RetentionComplianceRule", Identity="r", RetentionDuration=99)[1]
    assert "Lock" in purview.refusal("Remove-RetentionComplianceRule", Identity="r")[1]
    start = "ExpirationDateOption"
    purview.rows("Set-RetentionComplianceRule", Identity="r", **{start: "ModificationAgeInDays"})
    sooner = purview.refusal("Set-RetentionComplianceRule", Identity="r", **{start: "CreationAgeInDays"})
    assert "Lock" in sooner[1]
    purview.rows("Set-RetentionComplianceRule", Identity="r", RetentionDuration=101)
    purview.rows("Set-RetentionCompliancePolicy", Identity=POLICY["Name"], AddOneDriveLocation="All")


@documented(sources.NEW_RETENTION_RULE)
def test_publishing_rule_names_policy_and_label(purview: Purview) -> None:
    rule = purview.publish()
    label = purview.one("Get-ComplianceTag", Identity=LABEL["Name"])
    policy = purview.one("Get-RetentionCompliancePolicy", Identity=POLICY["Name"])
    assert rule["Policy"] == policy["Guid"]
    assert rule["PublishComplianceTag"] == f"{label['Guid']},Seven years"
    assert purview.rows("Get-RetentionComplianceRule", Policy=POLICY["Name"]) == [rule]
    again = {"Policy": POLICY["Name"], "PublishComplianceTag": LABEL["Name"]}
    assert "already in the policy" in purview.refusal("New-RetentionComplianceRule", **again)[1]
    purview.rows("New-ComplianceTag", **{**LABEL, "Name": "Another"})
    purview.rows("New-RetentionComplianceRule", **{**again, "PublishComplianceTag": "Another"})
    assert len(purview.rows("Get-RetentionComplianceRule", Policy=policy["Guid"])) == 2


@assumed("which parameters go together is documented; the texts are recalled")
@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"PublishComplianceTag": "No such label"}, "No such label"),
        ({"Name": "r", "PublishComplianceTag": "Seven years"}, "Name"),
        ({"PublishComplianceTag": "Seven years", "RetentionDuration": 5}, "RetentionDuration"),
        ({"Name": "r", "RetentionDuration": 5, "Policy": "No such policy"}, "No such policy"),
        ({"Name": "r", "RetentionComplianceAction": "Burn"}, "RetentionComplianceAction"),
        ({"RetentionDuration": 5}, "Name"),
    ],
)
def test_bad_rules_are_refused(purview: Purview, given: dict[str, Any], named: str) -> None:
    purview.rows("New-ComplianceTag", **LABEL)
    purview.rows("New-RetentionCompliancePolicy", **POLICY)
    _, text = purview.refusal("New-RetentionComplianceRule", **{"Policy": POLICY["Name"], **given})
    assert named in text
    assert purview.rows("Get-RetentionComplianceRule") == []


@documented(
    sources.NEW_RETENTION_RULE,
    "Get-RetentionComplianceRule",
    "New-RetentionComplianceRule",
    "Remove-RetentionComplianceRule",
    "Set-RetentionComplianceRule",
)
def test_retention_policy_has_one_rule(purview: Purview) -> None:
    purview.rows("New-RetentionCompliancePolicy", **POLICY)
    given = {"Policy": POLICY["Name"], "RetentionDuration": "Unlimited", "RetentionComplianceAction": "keep"}
    rule = purview.one("New-RetentionComplianceRule", Name="r", **given)
    assert [rule["RetentionDuration"], rule["RetentionComplianceAction"]] == ["Unlimited", "Keep"]
    assert "Only one rule" in purview.refusal("New-RetentionComplianceRule", Name="s", **given)[1]
    purview.rows("Set-RetentionComplianceRule", Identity="r", RetentionDuration=365, Comment="shorter")
    changed = purview.one("Get-RetentionComplianceRule", Identity="r")
    assert [changed["RetentionDuration"], changed["Comment"]] == ["365", "shorter"]
    kind, text = purview.refusal("Set-RetentionComplianceRule", Identity="r", PublishComplianceTag="x")
    assert kind.endswith("ParameterBindingException")
    assert "PublishComplianceTag" in text
    purview.rows("Remove-RetentionComplianceRule", Identity="r")
    assert purview.rows("Get-RetentionComplianceRule") == []


@assumed(
    "labels are not for Teams, as its overview has it; that the cmdlet refuses them is recalled",
    "New-RetentionComplianceRule",
)
def test_labels_do_not_go_into_teams_policies(purview: Purview) -> None:
    purview.rows("New-ComplianceTag", **LABEL)
    purview.rows("New-RetentionCompliancePolicy", Name="t", TeamsChatLocation="All")
    purview.refusal("New-RetentionComplianceRule", Policy="t", PublishComplianceTag=LABEL["Name"])
    names = [row["Name"] for row in purview.rows("Get-RetentionCompliancePolicy", TeamsPolicyOnly=True)]
    assert names == ["t"]
    assert purview.rows("Get-RetentionCompliancePolicy", ExcludeTeamsPolicy=True) == []


def status(purview: Purview) -> list[str]:
    rows = purview.rows("Get-RetentionCompliancePolicy", DistributionDetail=True)
    return [f"{row['Mode']} {row['DistributionStatus']}" for row in rows]


@assumed("that it takes time is documented; what is refused meanwhile is recalled")
def test_distribution_takes_its_time_and_holds_up_rules(slow: Purview) -> None:
    slow.rows("New-ComplianceTag", **LABEL)
    slow.rows("New-RetentionCompliancePolicy", **POLICY)
    rule = {"Policy": POLICY["Name"], "PublishComplianceTag": LABEL["Name"]}
    assert status(slow) == ["Enforce Pending"]
    assert "being deployed" in slow.refusal("New-RetentionComplianceRule", **rule)[1]
    slow.tiny.clock.advance(seconds=60)
    assert status(slow) == ["Enforce Success"]
    name = slow.one("New-RetentionComplianceRule", **rule)["Name"]
    assert status(slow) == ["Enforce Pending"]
    assert "being deployed" in slow.refusal("Set-RetentionComplianceRule", Identity=name, Comment="x")[1]
    slow.tiny.clock.advance(seconds=60)
    slow.rows("Set-RetentionCompliancePolicy", Identity=POLICY["Name"], RetryDistribution=True)
    assert status(slow) == ["Enforce Pending"]


@assumed("that it takes time is documented; how it looks meanwhile is recalled")
def test_removal_of_a_policy_takes_its_time(slow: Purview) -> None:
    slow.rows("New-RetentionCompliancePolicy", **POLICY)
    slow.rows("Remove-RetentionCompliancePolicy", Identity=POLICY["Name"])
    assert status(slow) == ["PendingDeletion Pending"]
    assert "pending deletion" in slow.refusal("Remove-RetentionCompliancePolicy", Identity=POLICY["Name"])[1]
    assert "already exists" in slow.refusal("New-RetentionCompliancePolicy", **POLICY)[1]
    slow.tiny.clock.advance(seconds=60)
    assert status(slow) == []
    slow.rows("New-RetentionCompliancePolicy", **POLICY)
    assert len(slow.tiny.store.all("retentionCompliancePolicies")) == 1


@documented(sources.APP_ONLY, "Remove-ComplianceTag")
def test_reader_reads_and_exchange_administrator_does_not_write(purview: Purview) -> None:
    purview.rows("New-ComplianceTag", **LABEL)
    for role, reads in (
        ("Security Reader", True),
        ("Global Reader", True),
        ("Exchange Administrator", False),
    ):
        caller = Purview(purview.tiny, [role])
        assert caller.invoke("Get-ComplianceTag").status_code == (200 if reads else 403)
        refused = caller.invoke("Remove-ComplianceTag", Identity=LABEL["Name"])
        assert refused.status_code == 403
        assert refused.content.strip(b"\0") == b""
    assert purview.invoke("Get-Mailbox").status_code == 403


@assumed("each endpoint has an audience of its own; the answer is recalled")
def test_exchange_token_is_not_for_compliance(purview: Purview) -> None:
    exchange = Purview(purview.tiny, scope=EXCHANGE_SCOPE)
    answer = exchange.invoke("Get-ComplianceTag")
    assert (answer.status_code, answer.content) == (401, b"")


@documented(sources.EXO_CLIENT, "GET /adminapi/beta/{tenantId}/EXOBanner('AutogenSession')")
def test_banner_redirects_to_the_region(purview: Purview) -> None:
    path = f"/adminapi/beta/{purview.tiny.tenant_id}/EXOBanner('AutogenSession')?Version=3.9.2"
    answer = purview.send("GET", f"/compliance{path}")
    assert answer.status_code == 302
    region = "eur02b.ps.compliance.protection.outlook.com"
    assert answer.headers["location"] == f"https://{region}{path}"
    there = purview.send("GET", path, headers={"host": region})
    assert (there.status_code, there.json()) == (200, {"value": []})


@documented(sources.AUDIT_SEARCH)
def test_every_change_leaves_an_audit_record(purview: Purview) -> None:
    purview.publish()
    purview.rows("Set-ComplianceTag", Identity=LABEL["Name"], RetentionDuration=30)
    reader = Purview(purview.tiny, scope=EXCHANGE_SCOPE, prefix="")
    period = {"StartDate": "2026-03-01", "EndDate": "2026-03-02"}
    records = reader.rows("Search-UnifiedAuditLog", **period)
    assert [record["Operations"] for record in records] == [
        "Set-ComplianceTag",
        "New-RetentionComplianceRule",
        "New-RetentionCompliancePolicy",
        "New-ComplianceTag",
    ]
    data = json.loads(records[0]["AuditData"])
    assert [data["ObjectId"], data["Workload"]] == ["Seven years", "SecurityComplianceCenter"]
    assert {"Name": "RetentionDuration", "Value": "30"} in data["Parameters"]


@documented(sources.AUDIT_ON_OR_OFF, "Get-AdminAuditLogConfig", "Set-AdminAuditLogConfig")
def test_the_audit_log_is_told_at_the_exchange_endpoint_only(tiny: Tiny) -> None:
    """The trap: the compliance endpoint says that it is off whatever is set, and cannot switch it."""
    exchange = Purview(tiny, ["Exchange Administrator"], EXCHANGE_SCOPE, "")
    compliance, ingestion = Purview(tiny), "UnifiedAuditLogIngestionEnabled"
    assert exchange.one("Get-AdminAuditLogConfig")[ingestion] is True
    assert compliance.one("Get-AdminAuditLogConfig")[ingestion] is False
    assert compliance.invoke("Set-AdminAuditLogConfig", **{ingestion: False}).status_code == 403
    exchange.rows("Set-AdminAuditLogConfig", **{ingestion: False})
    assert exchange.one("Get-AdminAuditLogConfig")[ingestion] is False
    record = json.loads(str(tiny.store.all("unifiedAudit")[-1]["AuditData"]))
    assert (record["Operation"], record["ObjectId"]) == (
        "Set-AdminAuditLogConfig",
        "Admin Audit Log Settings",
    )


@documented(
    sources.AUDIT_RETENTION,
    "New-UnifiedAuditLogRetentionPolicy",
    "Set-UnifiedAuditLogRetentionPolicy",
)
def test_audit_retention_has_each_number_once_and_is_for_something(purview: Purview) -> None:
    noun = "UnifiedAuditLogRetentionPolicy"
    teams = {"Name": "Teams", "RetentionDuration": "TenYears", "Priority": 1, "RecordTypes": "MicrosoftTeams"}
    purview.rows(f"New-{noun}", **teams)
    _, taken = purview.refusal(f"New-{noun}", **{**teams, "Name": "Mail", "RecordTypes": ["ExchangeItem"]})
    assert "'Teams'" in taken
    wrong: list[dict[str, Any]] = [{"RecordTypes": []}, {"Priority": 10001}, {"RetentionDuration": "OneYear"}]
    for more in wrong:
        purview.refusal(f"New-{noun}", **{**teams, "Name": "Mail", "Priority": 2, **more})
    purview.rows(f"Set-{noun}", Identity="Teams", RetentionDuration="SevenDays", Priority=1)
    assert purview.one(f"Get-{noun}")["RetentionDuration"] == "SevenDays"
