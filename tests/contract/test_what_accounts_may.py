"""Cmdlets about what accounts may do with mailboxes: their protocols, their roles, and whether it is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.emulator.exchange.mailbox.state import seed_mailboxes
from tests.contract import sources
from tests.contract.marks import documented
from tests.contract.test_exchange import Exchange, mailbox

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny


@pytest.fixture
def exchange(tiny: Tiny) -> Exchange:
    others = [mailbox(4, IsInactiveMailbox=True), mailbox(5, RecipientTypeDetails="GroupMailbox")]
    seed_mailboxes(tiny.store, [*(mailbox(number) for number in range(1, 4)), *others])
    return Exchange(tiny)


def in_pages(exchange: Exchange, cmdlet: str, column: str) -> list[str]:
    """A column of all rows, which come in pages of three at most."""
    found, url = [], exchange.url()
    body = {"CmdletInput": {"CmdletName": cmdlet, "Parameters": {"ResultSize": "Unlimited"}}}
    while url:
        answer = exchange.send("POST", url, body, {"Prefer": "odata.maxpagesize=3"}).json()
        assert len(answer["value"]) <= 3
        found += [one[column] for one in answer["value"]]
        url = answer.get("@odata.nextLink", "")
    return found


@documented(sources.SET_CAS_MAILBOX, "Get-CASMailbox", "Set-CASMailbox")
def test_a_mailbox_follows_the_organization_until_it_says_otherwise(exchange: Exchange) -> None:
    columns = "PrimarySmtpAddress,SmtpClientAuthenticationDisabled,PopEnabled"
    rows = exchange.rows("Get-CASMailbox", select=columns, ResultSize="Unlimited")
    assert [one["PrimarySmtpAddress"] for one in rows] == [
        f"user{number}@contoso.com" for number in (1, 2, 3)
    ]
    assert {(one["SmtpClientAuthenticationDisabled"], one["PopEnabled"]) for one in rows} == {(None, True)}

    for identity, value in (("user2@contoso.com", False), ("user3", True)):
        exchange.rows("Set-CASMailbox", Identity=identity, SmtpClientAuthenticationDisabled=value)
    exchange.rows("Set-CASMailbox", Identity="user2", PopEnabled=False)
    switches = {
        one["PrimarySmtpAddress"]: (one["SmtpClientAuthenticationDisabled"], one["PopEnabled"])
        for one in exchange.rows("Get-CASMailbox", select=columns)
    }
    assert switches["user1@contoso.com"] == (None, True)
    assert switches["user2@contoso.com"] == (False, False)
    assert switches["user3@contoso.com"] == (True, True)


@documented(sources.SET_CAS_MAILBOX, "Get-CASMailbox", "Set-CASMailbox")
def test_protocols_are_listed_in_part_paged_and_refused_for_nobody(exchange: Exchange) -> None:
    (same,) = exchange.rows("Get-Mailbox", Identity="user3")
    (one,) = exchange.rows("Get-CASMailbox", Identity=same["Guid"])
    assert (one["Guid"], one["SmtpClientAuthenticationDisabled"]) == (same["Guid"], None)
    limit = {"Filter": "PrimarySmtpAddress -like 'user2*'", "ResultSize": "Unlimited"}
    assert [one["DisplayName"] for one in exchange.rows("Get-CASMailbox", **limit)] == ["User 2"]
    assert len(exchange.rows("Get-CASMailbox", ResultSize=2)) == 2
    first = exchange.invoke(
        "Get-CASMailbox", headers={"Prefer": "odata.maxpagesize=2"}, ResultSize="Unlimited"
    )
    assert len(first.json()["value"]) == 2
    assert "@odata.nextLink" in first.json()
    for cmdlet in ("Get-CASMailbox", "Set-CASMailbox"):
        kind, _ = exchange.refusal(cmdlet, Identity="nobody")
        assert "ObjectNotFound" in kind or "NotFound" in kind


@documented(
    sources.SET_AUDIT_BYPASS, "Get-MailboxAuditBypassAssociation", "Set-MailboxAuditBypassAssociation"
)
def test_an_account_is_excused_from_the_audit_and_recorded_again(exchange: Exchange) -> None:
    name = "Get-MailboxAuditBypassAssociation"
    rows = exchange.rows(name, ResultSize="Unlimited")
    assert {one["Name"] for one in rows} > {"user1", "user2", "user3"}
    assert len({one["Guid"] for one in rows}) == len(rows) > 3
    assert {one["AuditBypassEnabled"] for one in rows} == {False}
    own = rows[0]
    for identity, excused in (("user2@contoso.com", True), (own["Guid"], True), ("user2", False)):
        exchange.rows("Set-MailboxAuditBypassAssociation", Identity=identity, AuditBypassEnabled=excused)
        (row,) = exchange.rows(name, Identity=identity)
        assert row["AuditBypassEnabled"] is excused
    shown = {one["Name"]: one["AuditBypassEnabled"] for one in exchange.rows(name)}
    assert [one for one, excused in shown.items() if excused] == [own["Name"]]
    for cmdlet, given in ((name, {}), ("Set-MailboxAuditBypassAssociation", {"AuditBypassEnabled": True})):
        exchange.refusal(cmdlet, Identity="nobody", **given)


@documented(sources.SET_AUDIT_BYPASS, "Get-MailboxAuditBypassAssociation")
def test_accounts_come_in_pages_each_once(exchange: Exchange) -> None:
    name, whole = "Get-MailboxAuditBypassAssociation", {"ResultSize": "Unlimited"}
    every = [one["Guid"] for one in exchange.rows(name, **whole)]
    assert [one["Guid"] for one in exchange.rows(name, ResultSize=4)] == every[:4]
    assert in_pages(exchange, name, "Guid") == every


@documented(
    sources.ROLE_POLICIES,
    "Get-RoleAssignmentPolicy",
    "Get-ManagementRoleAssignment",
    "New-ManagementRoleAssignment",
    "Remove-ManagementRoleAssignment",
)
def test_a_role_is_taken_from_a_policy_by_its_assignment(exchange: Exchange) -> None:
    (policy,) = exchange.rows("Get-RoleAssignmentPolicy")
    role, assignment = "My Custom Apps", f"My Custom Apps-{policy['Name']}"
    assert role in policy["AssignedRoles"]
    assert assignment in policy["RoleAssignments"]
    assert [one["Role"] for one in exchange.rows("Get-ManagementRoleAssignment", Identity=assignment)] == [
        role
    ]

    exchange.rows("Remove-ManagementRoleAssignment", Identity=assignment.upper(), Confirm=False)
    (left,) = exchange.rows("Get-RoleAssignmentPolicy", Identity=policy["Guid"])
    assert {*policy["AssignedRoles"]} - {*left["AssignedRoles"]} == {role}
    assert len(exchange.rows("Get-ManagementRoleAssignment")) == len(left["RoleAssignments"])
    for cmdlet in ("Get-ManagementRoleAssignment", "Remove-ManagementRoleAssignment"):
        exchange.refusal(cmdlet, Identity=assignment)

    exchange.rows("New-ManagementRoleAssignment", Role=role, Policy=policy["Name"])
    assert {*exchange.rows("Get-RoleAssignmentPolicy")[0]["AssignedRoles"]} == {*policy["AssignedRoles"]}
    for given in ({"Role": role}, {"Role": "My Own"}, {"Role": role, "Policy": "Another"}):
        exchange.refusal("New-ManagementRoleAssignment", **{"Policy": policy["Name"], **given})
    exchange.refusal("Get-RoleAssignmentPolicy", Identity="Another")


@documented(sources.ACCEPTED_DOMAIN, "Get-AcceptedDomain")
def test_the_verified_domains_are_accepted(exchange: Exchange) -> None:
    rows = exchange.rows("Get-AcceptedDomain")
    assert exchange.tiny.domain in {one["DomainName"] for one in rows}
    assert {one["DomainType"] for one in rows} == {"Authoritative"}
    (one,) = exchange.rows("Get-AcceptedDomain", Identity=exchange.tiny.domain.upper())
    assert one["DomainName"] == exchange.tiny.domain
    exchange.refusal("Get-AcceptedDomain", Identity="elsewhere.example")


@documented(
    sources.SET_TRANSPORT_RULE,
    "Get-TransportRule",
    "New-TransportRule",
    "Set-TransportRule",
    "Enable-TransportRule",
)
def test_a_transport_rule_is_on_until_it_is_made_or_set_off(exchange: Exchange) -> None:
    exchange.rows("New-TransportRule", Name="On", SetSCL=-1)
    exchange.rows("New-TransportRule", Name="Off", Enabled=False)
    exchange.rows("Set-TransportRule", Identity="On", Mode="Audit")
    rows = {one["Name"]: one for one in exchange.rows("Get-TransportRule")}
    assert {name: one["State"] for name, one in rows.items()} == {"On": "Enabled", "Off": "Disabled"}
    assert (rows["On"]["SetSCL"], rows["On"]["Mode"], rows["On"]["BlindCopyTo"]) == ("-1", "Audit", None)
    exchange.refusal("Set-TransportRule", Identity="Off", Enabled=True)  # the page has no such parameter
    exchange.rows("Enable-TransportRule", Identity="Off")
    assert exchange.rows("Get-TransportRule", Identity="Off")[0]["State"] == "Enabled"


@documented(
    sources.SET_INBOUND_CONNECTOR, "Get-InboundConnector", "New-InboundConnector", "Set-InboundConnector"
)
def test_an_inbound_connector_is_on_and_has_nobody_believed_until_it_is_told_to(exchange: Exchange) -> None:
    exchange.rows("New-InboundConnector", Name="Gateway", SenderDomains=["smtp:*;1"])
    (made,) = exchange.rows("Get-InboundConnector")
    assert (made["Enabled"], made["ConnectorType"], made["TreatMessagesAsInternal"]) == (
        True,
        "Partner",
        False,
    )
    exchange.rows(
        "Set-InboundConnector", Identity="Gateway", ConnectorType="OnPremises", EFSkipIPs=["192.0.2.1"]
    )
    (changed,) = exchange.rows("Get-InboundConnector", Identity="Gateway")
    assert (changed["ConnectorType"], changed["EFSkipIPs"]) == ("OnPremises", ["192.0.2.1"])
    exchange.refusal("Set-InboundConnector", Identity="Gateway", ConnectorType="Hybrid")


@documented(sources.GET_RECIPIENT, "Get-Recipient", "Set-Mailbox")
def test_a_mailbox_forwards_to_a_recipient_of_the_list_by_his_name(exchange: Exchange) -> None:
    exchange.rows("New-MailContact", Name="Ana Outside", ExternalEmailAddress="ana@outside.example")
    kinds = {one["DisplayName"]: one["RecipientTypeDetails"] for one in exchange.rows("Get-Recipient")}
    assert kinds == {
        "Ana Outside": "MailContact",
        **{f"User {number}": "UserMailbox" for number in (1, 2, 3)},
        "User 5": "GroupMailbox",
    }, "nobody gets mail in an inactive mailbox"
    (one,) = exchange.rows("Get-Recipient", Identity="ana outside")
    assert one["ExternalEmailAddress"] == "SMTP:ana@outside.example"

    (other,) = exchange.rows("Get-Recipient", Identity="user2@contoso.com")
    for wanted, name in (("Ana Outside", "Ana Outside"), ("user2", other["Name"]), (None, None)):
        exchange.rows("Set-Mailbox", Identity="user1", ForwardingAddress=wanted)
        (row,) = exchange.rows("Get-Mailbox", select="ForwardingAddress", Identity="user1")
        assert row["ForwardingAddress"] == name
    for cmdlet, given in (("Get-Recipient", "Identity"), ("Set-Mailbox", "ForwardingAddress")):
        exchange.refusal(cmdlet, **{"Identity": "user1", given: "nobody"})


@documented(sources.GET_RECIPIENT, "Get-Recipient")
def test_recipients_come_in_pages_each_once(exchange: Exchange) -> None:
    for name in ("Ana", "Ben", "Cem"):
        exchange.rows("New-MailContact", Name=name, ExternalEmailAddress=f"{name}@outside.example")
    name, whole = "Get-Recipient", {"ResultSize": "Unlimited"}
    every = [one["Name"] for one in exchange.rows(name, **whole)]
    assert len({*every}) == len(every) == 7
    assert [one["Name"] for one in exchange.rows(name, ResultSize=5)] == every[:5]
    assert in_pages(exchange, name, "Name") == every


@documented(sources.PRIORITY_ACCOUNTS, "Get-User", "Set-User")
def test_priority_accounts_are_listed_by_a_switch_alone_and_are_250_at_most(exchange: Exchange) -> None:
    listed = exchange.rows("Get-User", select="UserPrincipalName")
    assert [one["UserPrincipalName"] for one in listed] == [
        f"user{number}@contoso.com" for number in (1, 2, 3)
    ]
    assert exchange.rows("Get-User", IsVIP=True) == []
    for identity, vip in (("user1@contoso.com", True), ("user3", True), ("user1", False)):
        exchange.rows("Set-User", Identity=identity, VIP=vip)
    (tagged,) = exchange.rows("Get-User", IsVIP=True, ResultSize="Unlimited")
    (same,) = exchange.rows("Get-User", Identity="user3")
    assert tagged == same, "no property of a row tells"

    for cmdlet, given in (("Get-User", {}), ("Set-User", {"VIP": True})):
        kind, _ = exchange.refusal(cmdlet, Identity="nobody", **given)
        assert "NotFound" in kind
    seed_mailboxes(exchange.tiny.store, [mailbox(number) for number in range(10, 260)])
    for number in range(10, 259):
        exchange.rows("Set-User", Identity=f"user{number}", VIP=True)
    assert len(exchange.rows("Get-User", IsVIP=True, ResultSize="Unlimited")) == 250
    assert "250" in "".join(exchange.refusal("Set-User", Identity="user259", VIP=True))
    exchange.rows("Set-User", Identity="user3", VIP=True)
