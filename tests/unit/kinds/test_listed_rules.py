"""Rules over all that one cmdlet lists: each object is judged, and a list without the service's own is not whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.kinds.exchange.audit_bypass import KIND as ACCOUNTS
from holdfast.kinds.exchange.calendar_sharing import KIND as CALENDARS
from holdfast.kinds.exchange.outbound_forwarding import KIND as POLICIES
from holdfast.kinds.exchange.outlook_add_ins import KIND as ADD_INS
from holdfast.kinds.exchange.remote_domain_forwarding import KIND as DOMAINS
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import Fake, run

if TYPE_CHECKING:
    from holdfast.kinds.services.listed import ListedRule

Row = dict[str, Any]
NO_DIRECTORY = ReadError("read-forbidden", "nobody may read who has a plan", Reason.PERMISSION)
"""No directory counts such objects: what is not allowed there does not matter."""
BESIDE = ("Get-HostedOutboundSpamFilterRule", "Get-AcceptedDomain")
"""What is read beside the objects, where some are left out."""


def policy(name: str, mode: Any, *, default: Any = False) -> Row:
    return {"Name": name, "Guid": f"id of {name}", "AutoForwardingMode": mode, "IsDefault": default}


def domain(name: str, forwards: Any, of: str = "", *, trusted: Any = False) -> Row:
    return {
        "Name": name,
        "Guid": f"id of {name}",
        "AutoForwardEnabled": forwards,
        "TrustedMailInboundEnabled": trusted,
        "DomainName": of or f"{name}.x",
    }


def account(name: str, bypasses: Any) -> Row:
    return {"Name": name, "Guid": f"id of {name}", "AuditBypassEnabled": bypasses}


def sharing(name: str, *entries: str, default: Any = False) -> Row:
    return {"Name": name, "Guid": f"id of {name}", "Default": default, "Domains": [*entries]}


def roles(name: str, *assigned: str, default: Any = False) -> Row:
    told = [f"{one}-{name}" for one in assigned if one != "MyCustomApps"]
    row = {"Name": name, "Guid": f"id of {name}", "IsDefault": default, "AssignedRoles": [*assigned]}
    return {**row, "RoleAssignments": told}


BUSY, DETAIL, CONTACTS = "CalendarSharingFreeBusySimple", "CalendarSharingFreeBusyDetail", "ContactsSharing"
CASES: dict[str, tuple[ListedRule, Row, list[Row], list[tuple[Any, ...]], list[Row]]] = {
    "policies": (
        POLICIES,
        {"excludedPolicies": ["board"]},
        [
            policy("Default", "Automatic", default=True),
            policy("Strict", "off"),
            policy("Sales", "On"),
            policy("Board", "On"),
            policy("strange", "Sometimes"),
            policy("untold", None),
        ],
        [("Default", "Off", "Automatic"), ("Sales", "Off", "On")],
        [
            {
                "cmdlet": "Set-HostedOutboundSpamFilterPolicy",
                "Identity": f"id of {name}",
                "AutoForwardingMode": "Off",
            }
            for name in ("Default", "Sales")
        ],
    ),
    "domains": (
        DOMAINS,
        {"excludedDomains": ["BOARD.x"]},
        [
            domain("Default", forwards=True, of="*"),
            domain("Strict", forwards=False),
            domain("Board", forwards=True),
            domain("board.x", forwards=True, of="elsewhere.x"),
            domain("strange", "True"),
            domain("untold", None),
        ],
        [("Default", False, True), ("board.x", False, True)],
        [
            {"cmdlet": "Set-RemoteDomain", "Identity": f"id of {name}", "AutoForwardEnabled": False}
            for name in ("Default", "board.x")
        ],
    ),
    "domains that are trusted": (
        DOMAINS,
        {"excludedDomains": ["BOARD.x"]},
        [
            domain("Default", forwards=True, of="*", trusted=True),
            domain("Hybrid", forwards=False, trusted=True),
            domain("Strict", forwards=False),
            domain("Board", forwards=False, trusted=True),
            domain("strange", forwards=False, trusted="True"),
            domain("untold", forwards=False, trusted=None),
        ],
        [("Default", False, True), ("Default", False, True), ("Hybrid", False, True)],
        [
            {"cmdlet": "Set-RemoteDomain", "Identity": "id of Default", "AutoForwardEnabled": False},
            *(
                {
                    "cmdlet": "Set-RemoteDomain",
                    "Identity": f"id of {name}",
                    "TrustedMailInboundEnabled": False,
                }
                for name in ("Default", "Hybrid")
            ),
        ],
    ),
    "accounts": (
        ACCOUNTS,
        {"excludedAccounts": ["board"]},
        [
            account("Asc-1", bypasses=True),
            account("Strict", bypasses=False),
            account("Board", bypasses=True),
            account("strange", "True"),
            account("untold", None),
        ],
        [("Asc-1", False, True)],
        [
            {
                "cmdlet": "Set-MailboxAuditBypassAssociation",
                "Identity": "id of Asc-1",
                "AuditBypassEnabled": False,
            }
        ],
    ),
    "calendars": (
        CALENDARS,
        {"excludedPolicies": ["board"]},
        [
            sharing(
                "Default", f"Anonymous: {DETAIL}", f"*:{BUSY}", f"a.x:{DETAIL}, {CONTACTS}", default=True
            ),
            sharing("Sales", f"*:{BUSY},{CONTACTS}"),
            sharing("Strict", f"anonymous:{BUSY}", f"a.x:{DETAIL}"),
            sharing("Board", f"*:{DETAIL}"),
            sharing("strange", "*:Everything"),
            {**sharing("untold"), "Domains": None},
        ],
        [
            (
                "Default",
                [f"Anonymous:{BUSY}", f"a.x:{DETAIL}, {CONTACTS}"],
                [f"Anonymous: {DETAIL}", f"*:{BUSY}", f"a.x:{DETAIL}, {CONTACTS}"],
            ),
            ("Sales", [], [f"*:{BUSY},{CONTACTS}"]),
        ],
        [
            {
                "cmdlet": "Set-SharingPolicy",
                "Identity": "id of Default",
                "Domains": [f"Anonymous:{BUSY}", f"a.x:{DETAIL}, {CONTACTS}"],
            },
            {"cmdlet": "Set-SharingPolicy", "Identity": "id of Sales", "Domains": []},
        ],
    ),
    "add-ins": (
        ADD_INS,
        {"excludedPolicies": ["board"]},
        [
            roles("Default", "My Marketplace Apps", "MyReadWriteMailboxApps", "MyCustomApps", default=True),
            roles("Strict", "MyBaseOptions"),
            roles("Board", "My Custom Apps"),
            {**roles("strange"), "AssignedRoles": "My Custom Apps"},
            {**roles("untold"), "AssignedRoles": None},
        ],
        [("Default", False, True)] * 3,
        [
            {"cmdlet": "Remove-ManagementRoleAssignment", "Identity": f"{one}-Default", "Confirm": False}
            for one in ("My Marketplace Apps", "MyReadWriteMailboxApps")
        ],
    ),
}


@pytest.mark.parametrize(("kind", "rule", "rows", "broken", "sent"), CASES.values(), ids=list(CASES))
def test_every_object_is_judged_and_those_that_break_the_rule_alone_are_changed(
    kind: ListedRule, rule: Row, rows: list[Row], broken: list[tuple[Any, ...]], sent: list[Row]
) -> None:
    fake = Fake(rows, dict.fromkeys(BESIDE, ()), uncounted=NO_DIRECTORY)

    judgement = run(kind.judge(fake.tenant, rule))
    run(kind.update(fake.tenant, kind.key, {}, rule))
    run(kind.delete(fake.tenant, kind.key, rule))

    assert [(one.member, one.expected, one.found) for one in judgement.violations] == broken
    assert judgement.covered == 1
    assert [one.member for one in judgement.unjudged] == ["strange", "untold"]
    assert judgement.exempt == {Reason.EXCLUDED: ("Board",)}
    assert judgement.uncounted is None
    assert fake.sent == sent


@pytest.mark.parametrize(("kind", "rule", "rows", "broken", "sent"), CASES.values(), ids=list(CASES))
def test_a_list_without_the_services_own_is_not_whole(
    kind: ListedRule, rule: Row, rows: list[Row], broken: list[tuple[Any, ...]], sent: list[Row]
) -> None:
    obeys = [one for one in rows if one["Name"] == "Strict"]

    judgement = run(kind.judge(Fake(obeys, dict.fromkeys(BESIDE, ())).tenant, rule))

    assert judgement.covered == 1
    assert judgement.uncounted is not None
    assert kind.noun in judgement.uncounted.told
    assert broken
    assert sent
