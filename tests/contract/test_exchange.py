"""The Exchange cmdlet endpoint over real HTTP: what api-facts 6 and 7 say of it.

Over 400 lines because every cmdlet is run through the one server and client that this file sets up.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.emulator import control
from holdfast.emulator.audit import Person
from holdfast.emulator.cmdlets.cmdlet import is_write
from holdfast.emulator.cmdlets.registry import all_cmdlets, run_as
from holdfast.emulator.exchange.mailbox.state import find_mailbox, list_mailboxes, seed_mailboxes
from tests.contract import sources
from tests.contract.cmdlets import Signed
from tests.contract.marks import assumed, documented, verified

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from tests.contract.conftest import Tiny

EXCHANGE_SCOPE = "https://outlook.office365.com/.default"
ADMIN_ROLES = ["Exchange Administrator", "Compliance Administrator"]
HOLD_COLUMNS = (
    "UserPrincipalName,LitigationHoldEnabled,LitigationHoldDuration,LitigationHoldDate,LitigationHoldOwner"
)
PERSON = Person("p-1", "Mallory", "mallory@contoso.com")


def mailbox(number: int, **more: Any) -> dict[str, Any]:
    return {
        "UserPrincipalName": f"user{number}@contoso.com",
        "DisplayName": f"User {number}",
        "ExchangeGuid": f"00000001-0000-4000-8000-{number:012x}",
        "ExternalDirectoryObjectId": f"00000002-0000-4000-8000-{number:012x}",
        "PersistedCapabilities": ["BPOS_S_Enterprise"],
        "WhenMailboxCreated": "2024-01-02T03:04:05Z",
        **more,
    }


class Exchange(Signed):
    """An application that calls the cmdlet endpoint of a tiny tenant."""

    def __init__(
        self,
        tiny: Tiny,
        roles: tuple[str, ...] = ("Exchange.ManageAsApp",),
        directory_roles: list[str] | None = None,
        scope: str = EXCHANGE_SCOPE,
        prefix: str = "",
    ) -> None:
        self.tiny = tiny
        self.prefix = prefix
        held = ADMIN_ROLES if directory_roles is None else directory_roles
        name = f"Exchange {sorted(roles)} {sorted(held)}"
        self.client_id = tiny.register(name, list(roles), directoryRoles=held)
        self.token = tiny.token(client_id=self.client_id, scope=scope)

    def url(self, end: str = "InvokeCommand") -> str:
        return f"{self.prefix}/adminapi/beta/{self.tiny.tenant_id}/{end}"

    def invoke(
        self, cmdlet: str, *, select: str = "", headers: Mapping[str, str] | None = None, **given: Any
    ) -> httpx.Response:
        url = f"{self.url()}?$select={select}" if select else self.url()
        return self.send("POST", url, call(cmdlet, **given), headers)

    def rows(self, cmdlet: str, *, select: str = "", **given: Any) -> list[dict[str, Any]]:
        answer = self.invoke(cmdlet, select=select, **given)
        assert answer.status_code == 200, answer.text
        rows: list[dict[str, Any]] = answer.json()["value"]
        return rows


def call(cmdlet: str, **given: Any) -> dict[str, Any]:
    return {"CmdletInput": {"CmdletName": cmdlet, "Parameters": given}}


@pytest.fixture
def exchange(tiny: Tiny) -> Exchange:
    seed_mailboxes(tiny.store, [mailbox(number) for number in range(1, 6)])
    return Exchange(tiny)


@verified(sources.EXO_ANSWERS, "Get-Mailbox")
def test_get_mailbox_of_one_gives_every_property_with_side_cars(exchange: Exchange) -> None:
    row = exchange.rows("Get-Mailbox", Identity="user1@contoso.com")[0]
    expected = {
        "LitigationHoldEnabled": False,
        "LitigationHoldDuration": "Unlimited",
        "LitigationHoldDate": None,
        "LitigationHoldOwner": "",
        "InPlaceHolds": [],
        "InPlaceHolds@odata.type": "#Collection(String)",
        "RetentionHoldEnabled": False,
        "SingleItemRecoveryEnabled": True,
        "RetainDeletedItemsFor": "14.00:00:00",
        "ComplianceTagHoldApplied": False,
        "DelayHoldApplied": False,
        "AuditEnabled": True,
        "AuditLogAgeLimit": "90.00:00:00",
        "ArchiveStatus": "None",
        "ArchiveState": "None",
        "ArchiveGuid": "00000000-0000-0000-0000-000000000000",
        "ArchiveGuid@data.type": "System.Guid",
        "AutoExpandingArchiveEnabled": False,
        "RecipientTypeDetails": "UserMailbox",
        "IsInactiveMailbox": False,
        "AccountDisabled": False,
        "ForwardingSmtpAddress": None,
        "DeliverToMailboxAndForward": False,
        "EmailAddresses": ["SMTP:user1@contoso.com"],
        "PersistedCapabilities": ["BPOS_S_Enterprise"],
        "ProhibitSendQuota": "99 GB (106,300,440,576 bytes)",
        "WhenMailboxCreated": "2024-01-02T03:04:05.0000000Z",
        "WhenMailboxCreated@data.type": "System.DateTime",
    }
    assert {name: row[name] for name in expected} == expected
    assert "LitigationHoldDate@data.type" not in row


@documented(sources.GET_MAILBOX, "Get-Mailbox")
@pytest.mark.parametrize(
    "identity",
    [
        "USER2@contoso.com",
        "00000002-0000-4000-8000-000000000002",
        "00000001-0000-4000-8000-000000000002",
        "user2",
    ],
)
def test_identity_finds_by_name_address_and_ids(exchange: Exchange, identity: str) -> None:
    rows = exchange.rows("get-mailbox", select="DisplayName", Identity=identity)
    assert rows == [{"DisplayName": "User 2"}]


@verified(sources.EXO_ANSWERS, "Get-Mailbox")
def test_unknown_identity_is_400_with_the_envelope_of_the_service(exchange: Exchange) -> None:
    answer = exchange.invoke("Get-Mailbox", Identity="nobody@contoso.com")
    error = answer.json()["error"]
    kind = "Microsoft.Exchange.Configuration.Tasks.ManagementObjectNotFoundException"
    assert answer.status_code == 400
    assert answer.headers["x-exceptiontype"] == kind
    assert error["code"] == "BadRequest"
    assert error["message"].endswith("Invalid Operation")
    assert error["details"][0]["code"] == "Client"
    assert error["details"][0]["message"].split("|")[1] == kind
    assert "'nobody@contoso.com' couldn't be found" in error["details"][0]["message"].split("|")[2]
    assert error["innererror"]["type"] == "Microsoft.Exchange.Admin.OData.Core.ODataServiceException"
    assert error["innererror"]["internalexception"]["type"] == kind


@documented(sources.EXO_CLIENT, "Get-Mailbox")
def test_pages_follow_next_link_with_the_same_body(exchange: Exchange) -> None:
    body = call("Get-Mailbox", ResultSize="Unlimited")
    names, url = [], f"{exchange.url()}?$select=UserPrincipalName,ExchangeGuid"
    while url:
        answer = exchange.send("POST", url, body, {"prefer": "odata.maxpagesize=2"})
        page = answer.json()
        assert set(page["value"][0]) == {
            "UserPrincipalName",
            "ExchangeGuid",
            "ExchangeGuid@data.type",
            "ExchangeGuid@odata.type",
        }
        names += [row["UserPrincipalName"] for row in page["value"]]
        url = page.get("@odata.nextLink", "")
        assert url.startswith(exchange.tiny.server.base_url) or not url
    assert names == [f"user{number}@contoso.com" for number in range(1, 6)]


@verified(sources.EXO_ANSWERS, "Get-Mailbox")
@pytest.mark.parametrize("spoil", ["body", "token", "application", "age"])
def test_next_link_of_another_request_is_refused(exchange: Exchange, spoil: str) -> None:
    body = call("Get-Mailbox", ResultSize="Unlimited")
    url = exchange.send("POST", exchange.url(), body, {"prefer": "odata.maxpagesize=2"}).json()[
        "@odata.nextLink"
    ]
    caller = exchange
    if spoil == "body":
        body = call("Get-Mailbox", ResultSize="3")
    elif spoil == "token":
        url = url[:-8] + "AAAAAAAA"
    elif spoil == "application":
        caller = Exchange(exchange.tiny, directory_roles=["Global Reader"])
    else:
        exchange.tiny.clock.advance(minutes=31)
    answer = caller.send("POST", url, body)
    text = answer.json()["error"]["details"][0]["message"]
    assert answer.status_code == 400
    assert text.endswith("Expired or Invalid pagination request. Default Expiry time is 00:30:00")


def fault(exchange: Exchange, name: str) -> None:
    one = {"route": "Get-Mailbox", "fault": name}
    control.set_faults(exchange.tiny.server.folder, [one], domain=exchange.tiny.domain)


@verified(sources.EXO_ANSWERS, "Get-Mailbox", "POST /adminapi/beta/{tenantId}/InvokeCommand")
@pytest.mark.parametrize(
    ("name", "cookie", "anchor", "status"),
    [
        ("page-refused", True, "a", 400),
        ("page-affinity", True, "a", 200),
        ("page-affinity", True, "b", 400),
        ("page-affinity", False, "a", 400),
    ],
)
def test_further_pages_are_refused_on_demand_as_by_another_server(
    exchange: Exchange, name: str, anchor: str, status: int, *, cookie: bool
) -> None:
    fault(exchange, name)
    exchange.tiny.http.cookies.clear()
    headers = {"prefer": "odata.maxpagesize=2", "x-anchormailbox": "a"}
    body = call("Get-Mailbox", ResultSize="Unlimited")
    first = exchange.send("POST", exchange.url(), body, headers)
    given = first.headers.get("set-cookie", "").partition(";")[0]
    exchange.tiny.http.cookies.clear()
    more = {"cookie": given} if cookie and given else {}

    second = exchange.send(
        "POST", first.json()["@odata.nextLink"], body, {**headers, "x-anchormailbox": anchor, **more}
    )

    assert second.status_code == status, second.text
    assert status == 200 or "Expired or Invalid pagination request" in second.text


@assumed(sources.OURS)
@pytest.mark.parametrize(
    ("name", "rows", "warnings", "errors"),
    [("cut-short", 2, 1, 0), ("rows-missing", 4, 0, 0), ("warning", 5, 1, 0), ("error-beside", 5, 0, 1)],
)
def test_answer_that_is_not_whole_on_demand(
    exchange: Exchange, name: str, rows: int, warnings: int, errors: int
) -> None:
    fault(exchange, name)
    answer = exchange.invoke("Get-Mailbox", ResultSize="Unlimited").json()
    told = len(answer["@adminapi.warnings"]), len(answer.get("@adminapi.errors", []))
    assert (len(answer["value"]), *told) == (rows, warnings, errors)
    assert "@odata.nextLink" not in answer


@documented(sources.GET_MAILBOX, "Get-Mailbox")
def test_result_size_limits_all_pages_together_and_warns(exchange: Exchange) -> None:
    body = call("Get-Mailbox", ResultSize=3)
    first = exchange.send("POST", exchange.url(), body, {"prefer": "odata.maxpagesize=2"}).json()
    second = exchange.send("POST", first["@odata.nextLink"], body, {"prefer": "odata.maxpagesize=2"}).json()
    assert [len(first["value"]), len(second["value"])] == [2, 1]
    assert len(first["@adminapi.warnings"]) == 1
    assert "increase the value for the ResultSize" in second["@adminapi.warnings"][0]
    assert "@odata.nextLink" not in second


@documented(sources.GET_MAILBOX, "Get-Mailbox")
def test_without_result_size_1000_come_with_a_warning(exchange: Exchange) -> None:
    seed_mailboxes(exchange.tiny.store, (mailbox(number) for number in range(6, 1002)))
    page = exchange.invoke("Get-Mailbox", select="Alias").json()
    assert len(page["value"]) == 1000
    assert page["@adminapi.warnings"][0].startswith("By default, only the first 1000 items are returned.")
    assert "@odata.nextLink" not in page
    assert exchange.invoke("Get-Mailbox", select="Alias", ResultSize="Unlimited").json()["@odata.nextLink"]


@documented(sources.MAILBOX_STATISTICS, "Get-MailboxStatistics")
def test_how_much_is_in_a_mailbox_is_told_of_one_at_a_time(exchange: Exchange) -> None:
    seed_mailboxes(exchange.tiny.store, [mailbox(11, RecipientTypeDetails="GroupMailbox")])
    for number in (1, 11):
        (row,) = exchange.rows("Get-MailboxStatistics", Identity=f"user{number}@contoso.com")
        assert row["TotalDeletedItemSize"] == "1 MB (1,048,576 bytes)"
        assert row["TotalItemSize"] == "25 MB (26,214,400 bytes)"
    kind, _ = exchange.refusal("Get-MailboxStatistics", Identity="nobody@x")
    assert kind.endswith("ManagementObjectNotFoundException")


@assumed("the switch is of the cmdlet's page, and recalled", "Get-MailboxStatistics")
def test_how_much_is_in_the_mailbox_of_a_deleted_user_is_told_when_asked_for(exchange: Exchange) -> None:
    gone = mailbox(12, IsInactiveMailbox=True, LitigationHoldEnabled=True)
    seed_mailboxes(exchange.tiny.store, [gone])
    asked = {"Identity": gone["ExchangeGuid"], "IncludeSoftDeletedRecipients": True}
    (row,) = exchange.rows("Get-MailboxStatistics", **asked)
    assert row["TotalItemSize"] == "25 MB (26,214,400 bytes)"
    kind, _ = exchange.refusal("Get-MailboxStatistics", Identity=gone["ExchangeGuid"])
    assert kind.endswith("ManagementObjectNotFoundException")


@documented(sources.GET_MAILBOX, "Get-Mailbox")
def test_inactive_deleted_group_and_public_folder_mailboxes_need_their_switch(exchange: Exchange) -> None:
    gone = [
        mailbox(8, IsInactiveMailbox=True, LitigationHoldEnabled=True),
        mailbox(9, IsSoftDeletedByRemove=True),
        mailbox(10, RecipientTypeDetails="SharedMailbox"),
        mailbox(11, RecipientTypeDetails="GroupMailbox"),
        mailbox(12, RecipientTypeDetails="PublicFolderMailbox"),
    ]
    seed_mailboxes(exchange.tiny.store, gone)

    def numbers(**given: Any) -> list[str]:
        rows = exchange.rows("Get-Mailbox", select="UserPrincipalName", ResultSize="Unlimited", **given)
        return [row["UserPrincipalName"].partition("@")[0].removeprefix("user") for row in rows]

    assert numbers() == ["1", "2", "3", "4", "5", "10"]
    assert numbers(InactiveMailboxOnly=True) == ["8"]
    assert numbers(IncludeInactiveMailbox=True) == ["1", "2", "3", "4", "5", "8", "10"]
    assert numbers(SoftDeletedMailbox=True) == ["9"]
    assert numbers(RecipientTypeDetails=["SharedMailbox"]) == ["10"]
    assert numbers(RecipientTypeDetails="SharedMailbox,Team") == ["10"]
    assert numbers(RecipientTypeDetails=["NoSuchMailbox"]) == []
    assert numbers(GroupMailbox=True) == ["11"]
    assert numbers(PublicFolder=True) == ["12"]
    for together in (("InactiveMailboxOnly", "SoftDeletedMailbox"), ("GroupMailbox", "PublicFolder")):
        kind, _ = exchange.refusal("Get-Mailbox", **dict.fromkeys(together, True))
        assert kind.endswith("AmbiguousParameterSetException")


@documented(sources.RECIPIENT_FILTER, "Get-Mailbox")
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LitigationHoldEnabled -eq $true", "2"),
        ('LitigationHoldEnabled -eq "False"', "1345"),
        ("LitigationHoldEnabled -ne 'True' -and Alias -like 'user*'", "1345"),
        ("DisplayName -eq 'user 1' -or (Alias -eq 'user3' -and AuditEnabled -eq $true)", "13"),
        ("RetentionComment -eq 'kept'", "4"),
        ("RetentionComment -ne $null", "4"),
        ("SingleItemRecoveryEnabled -eq $false", "5"),
        ("PersistedCapabilities -ne 'BPOS_S_Enterprise'", "3"),
        ("EmailAddresses -like 'SMTP:user4*'", "4"),
        ("-not (Alias -notlike '*1')", "1"),
        ("PrimarySmtpAddress -like '*_@contoso.com'", ""),
    ],
)
def test_filter_selects_as_opath_says(tiny: Tiny, text: str, expected: str) -> None:
    seed_mailboxes(
        tiny.store,
        [
            mailbox(1),
            mailbox(2, LitigationHoldEnabled=True),
            mailbox(3, PersistedCapabilities=["BPOS_S_Standard"]),
            mailbox(4, RetentionComment="kept"),
            mailbox(5, SingleItemRecoveryEnabled=False),
        ],
    )
    rows = Exchange(tiny).rows("Get-Mailbox", select="Alias", Filter=text)
    assert "".join(row["Alias"].removeprefix("user") for row in rows) == expected


@assumed("that it is refused is plain; the text is recalled", "Get-Mailbox")
@pytest.mark.parametrize(
    "text",
    ["LitigationHoldEnabled", "NoSuchThing -eq 'x'", "Alias -eq 'a' -and", "(Alias -eq 'a'", "Alias -is 'a'"],
)
def test_bad_filter_is_refused(exchange: Exchange, text: str) -> None:
    kind, message = exchange.refusal("Get-Mailbox", Filter=text)
    assert kind.endswith("ParameterTransformationException")
    assert "'Filter'" in message


@assumed(sources.OURS)
def test_filter_comparison_that_is_not_implemented_is_501(exchange: Exchange) -> None:
    assert exchange.invoke("Get-Mailbox", Filter="WhenCreated -gt '1/1/2026'").status_code == 501


@assumed(
    "the parameters are documented; how a row shows a duration, an owner and a lifted hold is recalled",
    "Get-Mailbox",
    "Set-Mailbox",
)
@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (2555, "2555.00:00:00"),
        ("2555", "2555.00:00:00"),
        ("90.00:00:00", "90.00:00:00"),
        ("unlimited", "Unlimited"),
    ],
)
def test_hold_is_set_dated_owned_and_lifted(exchange: Exchange, sent: Any, read: str) -> None:
    answer = exchange.invoke(
        "Set-Mailbox", Identity="user1", LitigationHoldEnabled=True, LitigationHoldDuration=sent
    )
    assert answer.json()["value"] == []
    held = exchange.rows("Get-Mailbox", select=HOLD_COLUMNS, Identity="user1")[0]
    assert held == {
        "UserPrincipalName": "user1@contoso.com",
        "LitigationHoldEnabled": True,
        "LitigationHoldDuration": read,
        "LitigationHoldOwner": "Exchange ['Exchange.ManageAsApp'] " + str(sorted(ADMIN_ROLES)),
        "LitigationHoldDate": "2026-03-01T12:00:00.0000000Z",
        "LitigationHoldDate@data.type": "System.DateTime",
    }
    exchange.tiny.clock.advance(minutes=10)
    again = exchange.invoke("Set-Mailbox", Identity="user1", LitigationHoldEnabled=True)
    assert "no settings" in again.json()["@adminapi.warnings"][0]
    assert exchange.rows("Get-Mailbox", select=HOLD_COLUMNS, Identity="user1")[0] == held
    exchange.invoke("Set-Mailbox", Identity="user1", LitigationHoldEnabled=False)
    lifted = exchange.rows("Get-Mailbox", select=HOLD_COLUMNS, Identity="user1")[0]
    assert lifted["LitigationHoldEnabled"] is False
    assert lifted["LitigationHoldDate"] is None
    assert lifted["LitigationHoldOwner"] == ""


@assumed(
    "that it needs one is documented; the words that license are of a public client, the text of an article",
    "Get-Mailbox",
    "Set-Mailbox",
)
def test_hold_needs_a_licence_of_the_mailbox(exchange: Exchange) -> None:
    seed_mailboxes(
        exchange.tiny.store,
        [
            mailbox(6, PersistedCapabilities=["BPOS_S_Standard"]),
            mailbox(7, PersistedCapabilities=["BPOS_S_Standard", "BPOS_S_ArchiveAddOn"]),
        ],
    )
    _, text = exchange.refusal("Set-Mailbox", Identity="user6", LitigationHoldEnabled=True)
    assert "license doesn't permit you to put a litigation hold" in text
    assert exchange.rows("Set-Mailbox", Identity="user7", LitigationHoldEnabled=True) == []
    assert exchange.rows("Get-Mailbox", select="LitigationHoldEnabled", Identity="user6") == [
        {"LitigationHoldEnabled": False}
    ]


@documented(sources.MAILBOX_AUDITING, "Get-Mailbox", "Set-Mailbox")
def test_a_list_of_actions_that_was_changed_is_of_the_default_set_no_longer_until_it_is_restored(
    exchange: Exchange,
) -> None:
    def told() -> list[Any]:
        """Return which lists are the service's own, and what is recorded of owners."""
        (row,) = exchange.rows("Get-Mailbox", Identity="user3")
        return [row["DefaultAuditSet"], "Send" in row["AuditOwner"]]

    assert told() == [["Admin", "Delegate", "Owner"], True]
    less = {"@odata.type": "#Exchange.GenericHashTable", "Remove": ["Send"]}
    exchange.rows("Set-Mailbox", Identity="user3", AuditOwner=less, AuditAdmin=["Update"])
    assert told() == [["Delegate"], False]
    exchange.rows("Set-Mailbox", Identity="user3", DefaultAuditSet=["Admin"])
    assert told() == [["Admin", "Delegate"], False]
    exchange.rows("Set-Mailbox", Identity="user3", DefaultAuditSet=["Owner"])
    assert told() == [["Admin", "Delegate", "Owner"], True]


@documented(sources.SET_MAILBOX, "Get-Mailbox", "Set-Mailbox")
def test_other_settings_of_a_mailbox_read_back(exchange: Exchange) -> None:
    exchange.rows(
        "Set-Mailbox",
        Identity="user3",
        RetentionComment="On hold",
        RetentionUrl="https://contoso.com/hold",
        SingleItemRecoveryEnabled=False,
        RetainDeletedItemsFor="30",
        AuditEnabled="$false",
        AuditOwner={"@odata.type": "#Exchange.GenericHashTable", "Add": ["MailboxLogin"], "Remove": ["Send"]},
        ForwardingSmtpAddress="evil@example.com",
    )
    row = exchange.rows("Get-Mailbox", Identity="user3")[0]
    assert row["RetentionComment"] == "On hold"
    assert row["RetentionUrl"] == "https://contoso.com/hold"
    assert row["SingleItemRecoveryEnabled"] is False
    assert row["RetainDeletedItemsFor"] == "30.00:00:00"
    assert row["AuditEnabled"] is False
    assert "MailboxLogin" in row["AuditOwner"]
    assert "Send" not in row["AuditOwner"]
    assert row["ForwardingSmtpAddress"] == "smtp:evil@example.com"
    exchange.rows("Set-Mailbox", Identity="user3", ForwardingSmtpAddress=None, RetentionComment="")
    assert exchange.rows(
        "Get-Mailbox", select="ForwardingSmtpAddress,RetentionComment", Identity="user3"
    ) == [{"ForwardingSmtpAddress": None, "RetentionComment": ""}]


@documented(sources.RECOVERABLE, "Set-Mailbox")
def test_deleted_items_are_kept_30_days_at_most(exchange: Exchange) -> None:
    kind, text = exchange.refusal("Set-Mailbox", Identity="user1", RetainDeletedItemsFor="31.00:00:00")
    assert kind.endswith("ParameterTransformationException")
    assert "30.00:00:00" in text


@assumed("PowerShell's own words; where they stand in the envelope is recalled", "Set-Mailbox")
@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"NoSuchThing": 1}, "NoSuchThing"),
        ({"LitigationHoldDuration": "seven years"}, "LitigationHoldDuration"),
        ({"LitigationHoldEnabled": "maybe"}, "LitigationHoldEnabled"),
        ({"LitigationHoldDate": "someday"}, "LitigationHoldDate"),
    ],
)
def test_wrong_parameters_are_named(exchange: Exchange, given: dict[str, Any], named: str) -> None:
    kind, text = exchange.refusal("Set-Mailbox", Identity="user1", **given)
    assert kind.endswith(("ParameterBindingException", "ParameterTransformationException"))
    assert f"'{named}'" in text


@assumed("PowerShell's own words; where they stand in the envelope is recalled", "Set-Mailbox")
def test_missing_mandatory_parameter_is_named(exchange: Exchange) -> None:
    assert exchange.refusal("Set-Mailbox", AuditEnabled=True)[1].endswith("mandatory parameters: Identity.")


@assumed(sources.OURS)
def test_real_parameter_that_is_not_implemented_is_501(exchange: Exchange) -> None:
    answer = exchange.invoke("Set-Mailbox", Identity="user1", RemoveDelayHoldApplied=True)
    assert answer.status_code == 501
    assert "RemoveDelayHoldApplied" in answer.json()["error"]["message"]


@documented(sources.SET_MAILBOX, "Set-Mailbox")
def test_common_parameters_are_taken(exchange: Exchange) -> None:
    assert exchange.rows("Set-Mailbox", Identity="user1", AuditEnabled=False, Force=True, Confirm=False) == []


@assumed("public clients always send the object; what happens without is recalled")
@pytest.mark.parametrize(
    "body",
    [
        None,
        {},
        {"CmdletInput": {"CmdletName": "Get-Mailbox"}},
        {"CmdletInput": {"CmdletName": "Get-Mailbox", "Parameters": []}},
    ],
)
def test_body_without_parameters_object_is_400(exchange: Exchange, body: Any) -> None:
    assert exchange.send("POST", exchange.url(), body).status_code == 400


@verified(sources.EXO_ANSWERS, "Get-Mailbox")
def test_token_without_the_role_or_for_graph_is_an_empty_401(exchange: Exchange) -> None:
    for caller in (
        Exchange(exchange.tiny, roles=("User.Read.All",)),
        Exchange(exchange.tiny, scope="https://graph.microsoft.com/.default"),
    ):
        answer = caller.invoke("Get-Mailbox")
        assert (answer.status_code, answer.content) == (401, b"")


@verified(sources.EXO_ANSWERS, "Get-ComplianceTag", "Set-Mailbox")
def test_no_directory_role_or_no_such_cmdlet_is_403_of_nul_bytes(exchange: Exchange) -> None:
    reader = Exchange(exchange.tiny, directory_roles=["Global Reader"])
    nobody = Exchange(exchange.tiny, directory_roles=[])
    assert reader.rows("Get-Mailbox", select="Alias", Identity="user1") == [{"Alias": "user1"}]
    for answer in (
        nobody.invoke("Get-Mailbox"),
        reader.invoke("Set-Mailbox", Identity="user1", AuditEnabled=False),
        exchange.invoke("Get-NoSuchThing"),
        exchange.invoke("Get-ComplianceTag"),
    ):
        assert answer.status_code == 403
        assert answer.content
        assert answer.content.strip(b"\0") == b""


@assumed(sources.OURS)
def test_real_cmdlet_that_is_not_implemented_is_501(exchange: Exchange) -> None:
    answer = exchange.invoke("Get-MailboxFolderPermission")
    assert answer.status_code == 501
    assert "Get-Mailbox" in answer.json()["error"]["message"]


@assumed(sources.OURS)
def test_unknown_path_names_what_there_is_and_a_foreign_tenant_is_404(exchange: Exchange) -> None:
    unknown = exchange.send("GET", exchange.url("CasMailbox"))
    assert unknown.status_code == 501
    assert "InvokeCommand" in unknown.json()["error"]["message"]
    foreign = exchange.send("POST", "/adminapi/beta/other.onmicrosoft.com/InvokeCommand", call("Get-Mailbox"))
    assert foreign.status_code == 404
    by_domain = f"/adminapi/beta/{exchange.tiny.domain}/InvokeCommand"
    assert exchange.send("POST", by_domain, call("Get-Mailbox")).status_code == 200


@documented(sources.EXO_CLIENT, "POST /adminapi/beta/{tenantId}/$batch")
def test_batch_answers_each_member_for_itself(exchange: Exchange) -> None:
    url = f"{exchange.tiny.server.base_url}{exchange.url()}"
    bodies = [
        call("Set-Mailbox", Identity="user1", LitigationHoldEnabled=True),
        call("Set-Mailbox", Identity="nobody", LitigationHoldEnabled=True),
        call("Get-Mailbox", Identity="user1"),
        call("Get-NoSuchThing"),
        {"CmdletInput": {}},
    ]
    members = [
        {"id": str(number), "method": "POST", "url": url, "headers": {"X-CmdletName": "x"}, "body": body}
        for number, body in enumerate(bodies)
    ]
    members[2]["url"] = f"{url}?$select=LitigationHoldEnabled"
    answer = exchange.send("POST", exchange.url("$batch"), {"requests": members})
    assert answer.status_code == 200
    responses: list[dict[str, Any]] = answer.json()["responses"]
    assert [(one["id"], one["status"]) for one in responses] == [
        ("0", 200),
        ("1", 400),
        ("2", 200),
        ("3", 403),
        ("4", 400),
    ]
    assert "nobody" in responses[1]["body"]["error"]["details"][0]["message"]
    assert responses[2]["body"]["value"] == [{"LitigationHoldEnabled": True}]
    assert responses[3]["body"] is None


@assumed(
    "public clients send absolute addresses; what happens without is recalled",
    "POST /adminapi/beta/{tenantId}/$batch",
)
@pytest.mark.parametrize("url", ["/relative/InvokeCommand", "https://outlook.office365.com/elsewhere"])
def test_batch_member_without_an_absolute_admin_url_is_400(exchange: Exchange, url: str) -> None:
    member = {"id": "1", "method": "POST", "url": url, "body": call("Get-Mailbox")}
    answer = exchange.send("POST", exchange.url("$batch"), {"requests": [member]})
    assert answer.json()["responses"][0]["status"] == 400


@assumed(
    "public clients send ten at most; what happens with more is recalled",
    "POST /adminapi/beta/{tenantId}/$batch",
)
def test_batch_of_eleven_is_400(exchange: Exchange) -> None:
    url = f"{exchange.tiny.server.base_url}{exchange.url()}"
    members = [
        {"id": str(number), "method": "POST", "url": url, "body": call("Get-Mailbox")} for number in range(11)
    ]
    assert exchange.send("POST", exchange.url("$batch"), {"requests": members}).status_code == 400


@assumed(sources.OURS)
def test_request_log_tells_cmdlets_and_writes(exchange: Exchange) -> None:
    log = exchange.tiny.server.log
    since = log.last_id()
    exchange.rows("Get-Mailbox", select="Alias")
    exchange.rows("Set-Mailbox", Identity="user1", AuditEnabled=False)
    url = f"{exchange.tiny.server.base_url}{exchange.url()}"
    member = {
        "id": "1",
        "method": "POST",
        "url": url,
        "body": call("Set-Mailbox", Identity="user2", AuditEnabled=False),
    }
    exchange.send("POST", exchange.url("$batch"), {"requests": [member]})
    entries = [(one.cmdlet, one.write, bool(one.batch_parent), one.kind) for one in log.entries(since)]
    assert entries == [
        ("Get-Mailbox", False, False, "exchange"),
        ("Set-Mailbox", True, False, "exchange"),
        ("Set-Mailbox", True, True, "exchange"),
        ("", False, False, "exchange"),
    ]


@assumed("that it is refused is documented, type and text are not", "Set-OrganizationConfig")
def test_customer_lockbox_wants_its_licence(exchange: Exchange) -> None:
    exchange.rows("Set-OrganizationConfig", CustomerLockboxEnabled=True)
    exchange.tiny.licence("EXCHANGE_S_STANDARD")
    exchange.rows("Set-OrganizationConfig", CustomerLockboxEnabled=False)
    refusal = exchange.invoke("Set-OrganizationConfig", CustomerLockboxEnabled=True)
    assert (refusal.status_code, "LOCKBOX_ENTERPRISE" in refusal.text) == (400, True)


@documented(sources.ORGANIZATION_CONFIG, "Get-OrganizationConfig", "Set-OrganizationConfig")
def test_organization_config_reads_and_writes(exchange: Exchange) -> None:
    row = exchange.rows("Get-OrganizationConfig")[0]
    assert row["AuditDisabled"] is False
    assert row["PublicFoldersEnabled"] == "Local"
    assert row["InPlaceHolds"] == []
    assert row["OAuth2ClientProfileEnabled"] is True
    exchange.rows("Set-OrganizationConfig", AuditDisabled=True, AutoExpandingArchive=True)
    exchange.rows("Set-OrganizationConfig", RejectDirectSend=True, AutoExpandingArchive=False)
    columns = "AuditDisabled,RejectDirectSend,AutoExpandingArchiveEnabled"
    assert exchange.rows("Get-OrganizationConfig", select=columns) == [
        {"AuditDisabled": True, "RejectDirectSend": True, "AutoExpandingArchiveEnabled": True}
    ]


def audit(exchange: Exchange, **given: Any) -> list[dict[str, Any]]:
    period = {"StartDate": "2026-02-28", "EndDate": "3/2/2026 8:00 AM"}
    return exchange.rows("Search-UnifiedAuditLog", **{**period, **given})


@documented(sources.AUDIT_SEARCH)
def test_every_write_leaves_an_audit_record(exchange: Exchange) -> None:
    exchange.rows("Set-Mailbox", Identity="user1", LitigationHoldEnabled=True, LitigationHoldDuration=365)
    run_as(exchange.tiny.tenant, PERSON, "Set-Mailbox", {"Identity": "user1", "LitigationHoldDuration": "30"})
    person, app = audit(exchange, Operations="Set-Mailbox")
    data = json.loads(app["AuditData"])
    assert app["CreationDate"] == "2026-03-01T12:00:00.0000000Z"
    assert [app["ResultIndex"], app["ResultCount"]] == [2, 2]
    assert data["ObjectId"] == "00000002-0000-4000-8000-000000000001"
    assert {"Name": "LitigationHoldDuration", "Value": "365"} in data["Parameters"]
    assert data["AppId"] == exchange.client_id
    assert data["Workload"] == "Exchange"
    assert person["UserIds"] == "mallory@contoso.com"
    held = exchange.rows("Get-Mailbox", select="LitigationHoldDuration", Identity="user1")[0]
    assert held["LitigationHoldDuration"] == "30.00:00:00"


@assumed("nobody says so, and nobody has seen a record of a refused write")
def test_refused_write_leaves_nothing(exchange: Exchange) -> None:
    exchange.refusal("Set-Mailbox", Identity="user1", AuditEnabled=False, RetainDeletedItemsFor=31)
    assert audit(exchange) == []
    assert exchange.rows("Get-Mailbox", select="AuditEnabled", Identity="user1") == [{"AuditEnabled": True}]


@documented(sources.AUDIT_SEARCH, "Search-UnifiedAuditLog", "Set-Mailbox")
def test_audit_search_filters(exchange: Exchange) -> None:
    for number in (1, 2):
        exchange.rows("Set-Mailbox", Identity=f"user{number}", AuditEnabled=False)
    run_as(exchange.tiny.tenant, PERSON, "Set-OrganizationConfig", {"AuditDisabled": True})
    first = "00000002-0000-4000-8000-000000000001"
    assert len(audit(exchange)) == 3
    assert len(audit(exchange, ObjectIds=[first])) == 1
    assert len(audit(exchange, ObjectIds="00000002*")) == 2
    assert len(audit(exchange, UserIds="Mallory@contoso.com")) == 1
    assert len(audit(exchange, Operations=["Set-Mailbox"], UserIds="mallory@contoso.com")) == 0
    assert len(audit(exchange, RecordType="ExchangeAdmin", FreeText="auditdisabled")) == 1
    assert len(audit(exchange, StartDate="2026-03-01T12:00:01Z")) == 0
    assert len(audit(exchange, ResultSize=2)) == 2
    exchange.refusal("Search-UnifiedAuditLog", StartDate="2026-03-02", EndDate="2026-03-01")
    exchange.refusal("Search-UnifiedAuditLog", StartDate="2026-03-01", EndDate="2026-03-02", ResultSize=5001)


@documented(sources.AUDIT_SEARCH, "Search-UnifiedAuditLog", "Set-Mailbox")
def test_audit_session_gives_the_next_block_each_time(exchange: Exchange) -> None:
    for number in range(1, 6):
        exchange.rows("Set-Mailbox", Identity=f"user{number}", AuditEnabled=False)
    session = {"SessionId": "s", "SessionCommand": "ReturnLargeSet", "ResultSize": 2}
    blocks = [audit(exchange, **session) for _ in range(4)]
    assert [[row["ResultIndex"] for row in block] for block in blocks] == [[1, 2], [3, 4], [5], []]
    assert {row["ResultCount"] for block in blocks for row in block} == {5}
    assert len({row["Identity"] for block in blocks for row in block}) == 5


@assumed(
    "seen in the module's own requests; the shape of the answer is recalled",
    "GET /adminapi/v1.0/{tenantId}/EXOModuleFile",
)
def test_module_file_lists_the_cmdlets_that_the_roles_allow(exchange: Exchange) -> None:
    reader = Exchange(exchange.tiny, directory_roles=["Global Reader"])
    url = f"/adminapi/v1.0/{exchange.tiny.tenant_id}/EXOModuleFile?Version=3.9.2"
    exported = reader.send("GET", url).json()["value"][0]["exportedCmdlets"]
    assert exported == sorted(exported)
    assert {"Get-AdminAuditLogConfig", "Get-Mailbox", "Search-UnifiedAuditLog"} <= set(exported)
    assert all(one.startswith(("Get-", "Search-")) for one in exported)
    assert not {"Get-ComplianceTag", "Get-RetentionCompliancePolicy"} & set(exported)


@assumed(sources.OURS)
def test_every_cmdlet_is_documented_and_reads_are_told_from_writes() -> None:
    cmdlets = all_cmdlets()
    assert len(cmdlets) > 20
    for cmdlet in cmdlets:
        assert cmdlet.doc.endswith(".")
        assert cmdlet.allowed.directory
        assert cmdlet.allowed.management
        assert not {one.name for one in cmdlet.parameters} & cmdlet.unimplemented
        assert cmdlet.write is not cmdlet.name.startswith(("Get-", "Search-"))
    assert is_write("Remove-Anything")
    assert not is_write("test-Anything")


@assumed(sources.OURS)
def test_seeding_keeps_only_differences_and_refuses_unknown_properties(tiny: Tiny) -> None:
    seed_mailboxes(tiny.store, [mailbox(1, AuditEnabled=True, RetentionComment="x", LitigationHoldOwner="")])
    stored = find_mailbox(tiny.store, "user1")
    assert stored is not None
    assert stored.differences() == {"RetentionComment": "x"}
    with pytest.raises(ValueError, match="no property NoSuchThing"):
        seed_mailboxes(tiny.store, [mailbox(2, NoSuchThing=1)])
    assert len(list_mailboxes(tiny.store, "TRUE", (), 0, 9)) == 1
