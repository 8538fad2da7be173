"""How `defender.connection_filter_bounded` is tried."""

from __future__ import annotations

from typing import Any

from holdfast.kinds.defender.connection_filter import KIND
from tests.controls.shared import COMPARED
from tests.tried import Claim, Found, TriedControl

ALLOWED = {"allowed_addresses": ["203.0.113.0/24"]}
NOT_MET = {"Name": "Default", "Guid": "1", "IPAllowList": ["203.0.113.0/24"], "EnableSafeList": True}


def left(rule: dict[str, Any]) -> dict[str, Any]:
    """The row that an apply leaves of one with which an auditor finds nothing met."""
    row = dict(NOT_MET)
    for one in KIND.remedies(KIND.ruler(rule)(row).breaks):
        row |= one.parameters
    return row


LIST_EMPTY = Claim(
    kind="ConnectionFilter",
    asked=(("no address is left", lambda rule: left(rule)["IPAllowList"] == []),),
    without=ALLOWED,
)
SAFE_LIST_OFF = Claim(
    kind="ConnectionFilter",
    asked=(("the safe list is off", lambda rule: left(rule)["EnableSafeList"] is False),),
)

TRIED = TriedControl(
    narrowing={"allowed_addresses": ALLOWED},
    any_text={"allowed_addresses": COMPARED},
    claims={
        "MS.SECURITYSUITE.8.1v1": LIST_EMPTY,
        "2.1.12": LIST_EMPTY,
        "MS.SECURITYSUITE.8.2v1": SAFE_LIST_OFF,
        "2.1.13": SAFE_LIST_OFF,
    },
    found={
        "allow-address": (
            Found("ConnectionFilter", "members[Default].ipAllowList", expected=[], found=["203.0.113.66"]),
            Found("ConnectionFilter", "members[Default].enableSafeList", expected=False, found=True),
        )
    },
)
