"""Who may open a mailbox or send as somebody, who is in a group, and Microsoft 365 groups, as cmdlets show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from holdfast.emulator.exchange.distribution_group import SERVICE as GROUPS
from holdfast.emulator.exchange.distribution_group_member.cmdlets import MEMBERS
from holdfast.emulator.exchange.mailbox.state import seed_mailboxes
from tests.contract.conftest import USER
from tests.contract.marks import assumed
from tests.contract.test_exchange import Exchange

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

MAILBOX, SENDING = "Get-MailboxPermission", "Get-RecipientPermission"
MEMBER, UNIFIED = "Get-DistributionGroupMember", "Get-UnifiedGroup"
_RECALLED = "rows were not seen"


@pytest.fixture
def exchange(tiny: Tiny) -> Exchange:
    rows = [
        {
            "UserPrincipalName": f"{name}@{tiny.domain}",
            "PrimarySmtpAddress": f"{name}@{tiny.domain}",
            "DisplayName": name,
            "ExchangeGuid": f"0000000{number}-0000-4000-8000-000000000001",
            "ExternalDirectoryObjectId": USER
            if number == 1
            else f"0000000{number}-0000-4000-9000-000000000001",
            "RecipientTypeDetails": "UserMailbox",
        }
        for number, name in enumerate(("ada", "bob"), 1)
    ]
    seed_mailboxes(tiny.store, rows)
    return Exchange(tiny)


@assumed(_RECALLED, MAILBOX, SENDING)
def test_nobody_but_its_owner_opens_a_mailbox_or_sends_as_somebody(exchange: Exchange) -> None:
    ada = f"ada@{exchange.tiny.domain}"

    (opens,) = exchange.rows(MAILBOX, Identity=ada)
    (sends,) = exchange.rows(SENDING, Identity=ada)

    assert (opens["User"], opens["AccessRights"]) == ("NT AUTHORITY\\SELF", ["FullAccess", "ReadPermission"])
    assert (opens["Deny"], opens["IsInherited"]) == (False, False)
    assert (sends["Trustee"], sends["AccessRights"]) == ("NT AUTHORITY\\SELF", ["SendAs"])
    assert len(exchange.rows(SENDING)) == 2
    assert len(exchange.rows(SENDING, ResultSize=1)) == 1
    assert exchange.rows(SENDING, Trustee=ada) == []
    assert exchange.rows(MAILBOX, Identity=ada, User="bob") == []
    for cmdlet in (MAILBOX, SENDING):
        exchange.refusal(cmdlet, Identity="nobody")


@assumed(_RECALLED, MEMBER)
def test_members_of_a_distribution_group_are_shown_as_recipients(exchange: Exchange) -> None:
    ada, everybody = f"ada@{exchange.tiny.domain}", f"everybody@{exchange.tiny.domain}"
    exchange.refusal(MEMBER, Identity="Everybody")
    group = {"Name": "Everybody", "PrimarySmtpAddress": everybody, MEMBERS: [ada, "gone"]}
    exchange.tiny.store.put(GROUPS.collection, "everybody", group)

    for identity in ("everybody", everybody.upper()):
        (member,) = exchange.rows(MEMBER, Identity=identity)
        assert (member["PrimarySmtpAddress"], member["RecipientTypeDetails"]) == (ada, "UserMailbox")
    (shown,) = exchange.rows("Get-DistributionGroup")
    assert MEMBERS not in shown


@assumed(f"{_RECALLED}; the page names the properties", UNIFIED)
def test_microsoft_365_groups_are_those_of_graph(exchange: Exchange) -> None:
    tiny = exchange.tiny
    owner = tiny.register("Groups", ["Group.ReadWrite.All"])
    assert exchange.rows(UNIFIED) == []
    made = {}
    for name, types, visibility in (
        ("Team", ["Unified"], "Private"),
        ("Staff", ["Unified"], None),
        ("Sec", [], None),
    ):
        body = {
            "displayName": name,
            "mailNickname": name.lower(),
            "mailEnabled": bool(types),
            "securityEnabled": not types,
            "groupTypes": types,
        }
        given = {**body, **({"visibility": visibility} if visibility else {})}
        answer = tiny.graph("POST", "/groups", given, client_id=owner)
        assert answer.status_code == 201, answer.text
        made[name] = answer.json()["id"]

    rows = {one["DisplayName"]: one for one in exchange.rows(UNIFIED)}

    assert sorted(rows) == ["Staff", "Team"]
    assert (rows["Team"]["AccessType"], rows["Staff"]["AccessType"]) == ("Private", "Public")
    assert rows["Team"]["ExternalDirectoryObjectId"] == made["Team"]
    for identity in ("TEAM", made["Team"], rows["Team"]["PrimarySmtpAddress"]):
        assert exchange.rows(UNIFIED, Identity=identity) == [rows["Team"]]
    exchange.refusal(UNIFIED, Identity="Sec")
    assert exchange.rows(UNIFIED, IncludeAllProperties=True, ResultSize="Unlimited") == [*rows.values()]
