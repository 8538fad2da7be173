"""What becomes of an account's mailbox when the account is deleted or restored, and when its licence goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator.exchange.mailbox.state import seed_mailboxes
from tests.contract import sources
from tests.contract.conftest import USER
from tests.contract.marks import assumed, documented
from tests.contract.test_exchange import Exchange

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

SKU = "06ebc4ee-1bb5-47dd-8120-11324bc54e06"
PLAN = "efb87545-963c-4e0d-99df-69c6916d9eb0"
GUID = "00000001-0000-4000-8000-000000000001"
NOW = "2026-03-01T12:00:00.0000000Z"
HELD = {"LitigationHoldEnabled": True}


class Company:
    """A tiny tenant with one user, one mailbox, one product, and somebody who may do all of it."""

    def __init__(self, tiny: Tiny) -> None:
        self.tiny = tiny
        self.writer = tiny.register("Writer", ["User.ReadWrite.All", "AuditLog.Read.All"])
        self.exchange = Exchange(tiny)
        plan = {"servicePlanId": PLAN, "servicePlanName": "EXCHANGE_S_ENTERPRISE"}
        product = {"id": "sku", "skuId": SKU, "capabilityStatus": "Enabled", "servicePlans": [plan]}
        tiny.store.put("subscribedSkus", "sku", product)

    def mailbox(self, **more: Any) -> None:
        name = f"somebody@{self.tiny.domain}"
        row = {"UserPrincipalName": name, "ExchangeGuid": GUID, "ExternalDirectoryObjectId": USER}
        capable = {"PersistedCapabilities": ["BPOS_S_Enterprise"]}
        seed_mailboxes(self.tiny.store, [{**row, **capable, **more}])

    def graph(self, method: str, path: str, body: Any = None) -> Any:
        answer = self.tiny.graph(method, path, body, client_id=self.writer)
        return answer.json() if answer.content else {"status": answer.status_code}

    def licences(self, *, add: list[str] = [], remove: list[str] = []) -> Any:  # noqa: B006 - never changed
        given = {"addLicenses": [{"skuId": one} for one in add], "removeLicenses": remove}
        return self.graph("POST", f"/users/{USER}/assignLicense", given)

    def listed(self, **switches: Any) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.exchange.invoke("Get-Mailbox", **switches).json()["value"]
        return rows


@pytest.fixture
def company(tiny: Tiny) -> Company:
    return Company(tiny)


@documented(sources.INACTIVE_MAILBOXES, "DELETE /users/{id}", "Get-Mailbox")
@pytest.mark.parametrize(
    ("hold", "kept"),
    [
        ({}, False),
        (HELD, True),
        ({"ComplianceTagHoldApplied": True}, True),
        ({"DelayHoldApplied": True}, True),
        ({"InPlaceHolds": ["UniH7f1c2d3e4f5a4b6c8d9e0f1a2b3c4d5e"]}, True),
        ({"InPlaceHolds": ["mbx7f1c2d3e4f5a4b6c8d9e0f1a2b3c4d5e:1"]}, False),
        ({"InPlaceHolds": ["mbx7f1c2d3e4f5a4b6c8d9e0f1a2b3c4d5e:2"]}, True),
        ({"InPlaceHolds": ["mbx7f1c2d3e4f5a4b6c8d9e0f1a2b3c4d5e:3"]}, True),
        ({"InPlaceHolds": ["-mbx7f1c2d3e4f5a4b6c8d9e0f1a2b3c4d5e"]}, False),
    ],
    ids=str,
)
def test_a_hold_makes_the_mailbox_of_a_deleted_account_inactive(
    company: Company, hold: dict[str, Any], kept: bool
) -> None:
    company.mailbox(**hold)
    assert company.graph("DELETE", f"/users/{USER}") == {"status": 204}
    assert company.listed() == []
    (row,) = company.listed(**{"InactiveMailboxOnly" if kept else "SoftDeletedMailbox": True})
    assert (row["IsInactiveMailbox"], row["WhenSoftDeleted"]) == (kept, NOW)


@documented(sources.DELETED_ITEMS, "POST /directory/deletedItems/{id}/restore", "Get-Mailbox")
@pytest.mark.parametrize("hold", [{}, HELD], ids=str)
def test_a_restored_account_has_its_mailbox_back(company: Company, hold: dict[str, Any]) -> None:
    company.mailbox(**hold)
    company.graph("DELETE", f"/users/{USER}")
    company.graph("POST", f"/directory/deletedItems/{USER}/restore")
    (row,) = company.listed()
    assert (row["IsInactiveMailbox"], row["WhenSoftDeleted"], row["AccountDisabled"]) == (False, None, False)


@documented(sources.INACTIVE_MAILBOXES, "Set-Mailbox", "Get-Mailbox")
def test_an_inactive_mailbox_whose_last_hold_goes_is_soft_deleted(company: Company) -> None:
    company.mailbox(**HELD)
    company.graph("DELETE", f"/users/{USER}")
    company.exchange.invoke("Set-Mailbox", Identity=GUID, InactiveMailbox=True, LitigationHoldEnabled=False)
    assert company.listed(InactiveMailboxOnly=True) == []
    (row,) = company.listed(SoftDeletedMailbox=True)
    assert (row["WasInactiveMailbox"], row["InactiveMailboxRetireTime"]) == (True, NOW)


@documented(sources.INACTIVE_MAILBOXES, "New-RetentionCompliancePolicy", "Remove-RetentionCompliancePolicy")
def test_a_policy_over_all_mailboxes_keeps_them_until_it_goes(company: Company) -> None:
    compliance = Exchange(
        company.tiny, scope="https://ps.compliance.protection.outlook.com/.default", prefix="/compliance"
    )
    company.mailbox()
    compliance.invoke("New-RetentionCompliancePolicy", Name="Seven", ExchangeLocation=["All"])
    rule: dict[str, Any] = {"RetentionDuration": 2555, "RetentionComplianceAction": "Keep"}
    compliance.invoke("New-RetentionComplianceRule", Name="Seven", Policy="Seven", **rule)
    (organization,) = company.exchange.invoke("Get-OrganizationConfig").json()["value"]
    (hold,) = organization["InPlaceHolds"]
    assert (hold[:3], hold[-2:], len(hold)) == ("mbx", ":2", len("mbx") + 32 + len(":2"))
    company.graph("DELETE", f"/users/{USER}")
    assert len(company.listed(InactiveMailboxOnly=True)) == 1
    compliance.invoke("Remove-RetentionCompliancePolicy", Identity="Seven")
    assert len(company.listed(SoftDeletedMailbox=True)) == 1


def a_policy(company: Company, action: str = "Keep", **places: Any) -> tuple[Exchange, str]:
    """What asks Purview, and the id of a new policy as codes have it."""
    compliance = Exchange(
        company.tiny, scope="https://ps.compliance.protection.outlook.com/.default", prefix="/compliance"
    )
    (made,) = compliance.invoke("New-RetentionCompliancePolicy", Name="Seven", **places).json()["value"]
    rule: dict[str, Any] = {"RetentionDuration": 2555, "RetentionComplianceAction": action}
    compliance.invoke("New-RetentionComplianceRule", Name="Seven", Policy="Seven", **rule)
    return compliance, made["Guid"].replace("-", "")


def held_by(company: Company) -> tuple[list[str], bool]:
    (row,) = company.listed(Identity=GUID, IncludeInactiveMailbox=True)
    return row["InPlaceHolds"], row["DelayHoldApplied"]


@pytest.mark.parametrize(("action", "suffix"), [("Delete", 1), ("Keep", 2), ("KeepAndDelete", 3)])
@documented(
    sources.HOLDS_ON_A_MAILBOX, "New-RetentionComplianceRule", "Set-RetentionCompliancePolicy", "Get-Mailbox"
)
def test_a_mailbox_bears_the_code_of_a_policy_that_names_it_and_then_a_delay_hold(
    company: Company, action: str, suffix: int
) -> None:
    company.mailbox()
    somebody = f"Somebody@{company.tiny.domain}"
    compliance, policy = a_policy(company, action, ExchangeLocation=[somebody, "nobody@elsewhere.example"])
    assert held_by(company) == ([f"mbx{policy}:{suffix}"], False)
    compliance.invoke("Set-RetentionCompliancePolicy", Identity="Seven", Enabled=False)
    assert held_by(company) == ([], suffix != 1)


@documented(sources.HOLDS_ON_A_MAILBOX, "Set-RetentionCompliancePolicy", "Remove-RetentionCompliancePolicy")
def test_a_code_goes_with_the_place_and_with_the_policy(company: Company) -> None:
    company.mailbox()
    somebody, other = f"somebody@{company.tiny.domain}", "nobody@elsewhere.example"
    compliance, policy = a_policy(company, ExchangeLocation=[somebody, other])
    moved: dict[str, Any] = {"Identity": "Seven", "RemoveExchangeLocation": [somebody]}
    compliance.invoke("Set-RetentionCompliancePolicy", **moved)
    assert held_by(company) == ([], True)
    compliance.invoke("Set-RetentionCompliancePolicy", Identity="Seven", AddExchangeLocation=[somebody])
    assert held_by(company)[0] == [f"mbx{policy}:2"]
    compliance.invoke("Remove-RetentionCompliancePolicy", Identity="Seven")
    assert held_by(company) == ([], True)


@documented(sources.HOLDS_ON_A_MAILBOX, "New-RetentionComplianceRule", "Get-Mailbox")
def test_a_policy_that_names_a_mailbox_keeps_it_and_one_that_excepts_it_does_not(company: Company) -> None:
    company.mailbox()
    somebody = f"somebody@{company.tiny.domain}"
    compliance, policy = a_policy(company, ExchangeLocation=["All"], ExchangeLocationException=[somebody])
    assert held_by(company) == ([f"-mbx{policy}"], False)
    compliance.invoke(
        "Set-RetentionCompliancePolicy", Identity="Seven", RemoveExchangeLocationException=[somebody]
    )
    assert held_by(company) == ([], False)
    compliance.invoke(
        "Set-RetentionCompliancePolicy",
        Identity="Seven",
        RemoveExchangeLocation=["All"],
        AddExchangeLocation=[somebody],
    )
    assert held_by(company)[0] == [f"mbx{policy}:2"]
    company.graph("DELETE", f"/users/{USER}")
    assert len(company.listed(InactiveMailboxOnly=True)) == 1
    compliance.invoke("Remove-RetentionCompliancePolicy", Identity="Seven")
    assert len(company.listed(SoftDeletedMailbox=True)) == 1


@pytest.mark.parametrize(
    "more", [{}, {"LitigationHoldEnabled": True}, {"RecipientTypeDetails": "GroupMailbox"}]
)
@documented(sources.HOLDS_ON_A_MAILBOX, "Remove-RetentionCompliancePolicy", "Get-Mailbox")
def test_the_end_of_a_policy_over_all_leaves_a_delay_hold_where_nothing_else_holds(
    company: Company, more: dict[str, Any]
) -> None:
    company.mailbox(**more)
    compliance, _ = a_policy(company, ExchangeLocation=["All"])
    compliance.invoke("Remove-RetentionCompliancePolicy", Identity="Seven")
    switches = {"GroupMailbox": True} if "RecipientTypeDetails" in more else {}
    (row,) = company.listed(**switches)
    assert row["DelayHoldApplied"] is (not more)


@documented(sources.ASSIGN_LICENSE, "POST /users/{id}/assignLicense", "GET /users/{id}", "Get-Mailbox")
def test_licences_come_and_go_with_what_the_mailbox_may(company: Company) -> None:
    company.mailbox()
    assert company.licences(add=[SKU])["id"] == USER
    shown = f"/users/{USER}?$select=assignedLicenses,assignedPlans,licenseAssignmentStates"
    held = company.graph("GET", shown)
    assert held["assignedLicenses"] == [{"disabledPlans": [], "skuId": SKU}]
    assert [(one["servicePlanId"], one["capabilityStatus"]) for one in held["assignedPlans"]] == [
        (PLAN, "Enabled")
    ]
    assert [one["state"] for one in held["licenseAssignmentStates"]] == ["Active"]
    assert [(one["SKUAssigned"], one["PersistedCapabilities"]) for one in company.listed()] == [
        (True, ["BPOS_S_Enterprise"])
    ]
    company.licences(remove=[SKU])
    left = company.graph("GET", shown)
    assert (left["assignedLicenses"], left["licenseAssignmentStates"]) == ([], [])
    assert [one["capabilityStatus"] for one in left["assignedPlans"]] == ["Deleted"]
    assert [(one["SKUAssigned"], one["PersistedCapabilities"]) for one in company.listed()] == [(False, [])]
    events = company.graph("GET", "/auditLogs/directoryAudits")["value"]
    assert [one["activityDisplayName"] for one in events] == ["Change user license"] * 2


@assumed(
    "the texts are recalled; the status is Graph's for what it cannot do", "POST /users/{id}/assignLicense"
)
@pytest.mark.parametrize(
    "body",
    [
        None,
        {"addLicenses": []},
        {"addLicenses": [{"skuId": "no-such-product"}], "removeLicenses": []},
        {"addLicenses": [{}], "removeLicenses": []},
        {"addLicenses": [], "removeLicenses": [SKU]},
    ],
    ids=str,
)
def test_licences_that_are_not_there_are_refused(company: Company, body: Any) -> None:
    answer = company.graph("POST", f"/users/{USER}/assignLicense", body)
    assert answer["error"]["code"] == "Request_BadRequest"
    assert company.graph("GET", f"/users/{USER}?$select=assignedLicenses")["assignedLicenses"] == []


@assumed(
    "that Get-Mailbox tells it is seen in a live row; that it follows at once is not", "PATCH /users/{id}"
)
def test_the_mailbox_of_a_disabled_account_says_so_until_it_is_enabled_again(company: Company) -> None:
    company.mailbox()
    for enabled in (False, True):
        assert company.graph("PATCH", f"/users/{USER}", {"accountEnabled": enabled}) == {"status": 204}
        assert [one["AccountDisabled"] for one in company.listed()] == [not enabled]
