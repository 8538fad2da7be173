"""Get-DistributionGroupMember (learn, same): who is in one distribution group; only read.

Members stand in the tenant's row of the group, by the identities of recipients, and are shown as those are (assumed).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.cmdlets import named_objects as objects
from holdfast.emulator.cmdlets.cmdlet import (
    EXCHANGE_WRITERS,
    RECIPIENT_READERS,
    CmdletOutput,
    Noun,
    Parameter,
    ParameterType,
    paged,
)
from holdfast.emulator.cmdlets.errors import not_found
from holdfast.emulator.exchange.distribution_group import SERVICE as GROUPS
from holdfast.emulator.exchange.recipient.cmdlets import RECIPIENT_ROW, recipient

if TYPE_CHECKING:
    from holdfast.emulator.cmdlets.cmdlet import Invocation

MEMBERS = "_members"
"""Where a group's row has them: no property of the service."""
_DEFAULT_RESULTS = 1000


def get_members(invocation: Invocation) -> CmdletOutput:
    """Get-DistributionGroupMember: of one group.

    Raises:
        CmdletError: there is none of that name, id or address.
    """
    given, tenant = invocation.given, invocation.tenant
    asked = given["Identity"].strip().casefold()
    group = next(
        (
            one
            for one in objects.living(tenant, GROUPS.collection)
            if objects.is_called(one, asked) or str(one.get("PrimarySmtpAddress", "")).casefold() == asked
        ),
        None,
    )
    if group is None:
        raise not_found(given["Identity"], tenant.domain)
    found = (recipient(tenant, one) for one in group.get(MEMBERS, ()))
    rows = [RECIPIENT_ROW.row(one, invocation.select) for one in found if one]
    return paged(invocation, rows[: given.get("ResultSize", _DEFAULT_RESULTS)])


CMDLETS = (
    Noun("DistributionGroupMember", "exchange", RECIPIENT_READERS, EXCHANGE_WRITERS).cmdlet(
        "Get",
        (
            Parameter("Identity", ParameterType.TEXT, required=True),
            Parameter("ResultSize", ParameterType.COUNT),
        ),
        get_members,
        "Who is in one distribution group.",
        frozenset({"IncludeSoftDeletedObjects"}),
    ),
)
"""Members of distribution groups, one group at a time."""
