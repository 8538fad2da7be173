"""Cmdlets about what accounts may do with mailboxes: their protocols, and whether what they do is recorded."""

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
