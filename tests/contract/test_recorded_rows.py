"""Rows are as whole as recorded ones: who judges a tenant takes a property that is missing for one that is off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
import pytest

from holdfast.emulator.cmdlets.unmodelled import FILE
from holdfast.emulator.exchange.mailbox.state import seed_mailboxes
from tests.contract import sources
from tests.contract.marks import verified
from tests.contract.test_exchange import Exchange, mailbox
from tests.contract.test_purview import Purview
from tests.corpus.schema import ROWS, WHY_SKIPPED
from tools.row_properties import written

if TYPE_CHECKING:
    from tests.contract.conftest import Tiny

RECORDED: dict[str, dict[str, list[Any]]] = orjson.loads(FILE.read_bytes())
SEEN = (
    "OrganizationConfig",
    "TransportConfig",
    "AdminAuditLogConfig",
    "HostedOutboundSpamFilterPolicy",
    "RemoteDomain",
    "AntiPhishPolicy",
    "SafeAttachmentPolicy",
    "AtpPolicyForO365",
    "SafeLinksPolicy",
    "MalwareFilterPolicy",
    "HostedContentFilterPolicy",
    "HostedConnectionFilterPolicy",
    "SharingPolicy",
    "AcceptedDomain",
    "ATPBuiltInProtectionRule",
    "TeamsProtectionPolicy",
    "OwaMailboxPolicy",
    "QuarantinePolicy",
)
"""Nouns of which a tenant that nobody touched has a row, and of which real rows were recorded."""


@verified(sources.EXO_ANSWERS, *(f"Get-{noun}" for noun in SEEN), "Get-ProtectionAlert")
def test_a_row_has_every_property_that_recorded_rows_have(tiny: Tiny) -> None:
    seed_mailboxes(tiny.store, [mailbox(1)])
    exchange, purview = Exchange(tiny), Purview(tiny)
    rows = {noun: exchange.rows(f"Get-{noun}") for noun in SEEN}
    rows["ProtectionAlert"] = purview.rows("Get-ProtectionAlert")

    lacking = {
        noun: missing
        for noun, found in rows.items()
        for row in found
        if (missing := sorted(RECORDED[noun].keys() - row.keys()))
    }

    assert all(rows.values()), [noun for noun, found in rows.items() if not found]
    assert not lacking, f"{sum(map(len, lacking.values()))} properties: {lacking}"


@verified(sources.EXO_ANSWERS, "Get-AntiPhishPolicy")
def test_what_nobody_can_change_here_is_answered_with_its_side_car_and_selected_by_name(tiny: Tiny) -> None:
    exchange = Exchange(tiny)
    (row,) = exchange.rows("Get-AntiPhishPolicy")
    assert (row["TargetedUsersToProtect"], row["TargetedUsersToProtect@odata.type"]) == (
        [],
        "#Collection(String)",
    )
    assert exchange.rows("Get-AntiPhishPolicy", select="Name,ExcludedSenders") == [
        {
            "Name": "Office365 AntiPhish Default",
            "ExcludedSenders@odata.type": "#Collection(String)",
            "ExcludedSenders": [],
        }
    ]


@verified(sources.EXO_ANSWERS)
@pytest.mark.skipif(not ROWS.is_file(), reason=WHY_SKIPPED)
def test_the_file_of_recorded_properties_is_as_the_rows_that_were_recorded() -> None:
    assert FILE.read_text(encoding="utf-8") == written(ROWS)
