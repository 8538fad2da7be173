"""What every request to PIM says, of directory roles as of groups."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.emulator.odata.schema import Flag, StructuredType, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.odata.schema import Type

REQUESTED: Mapping[str, Type] = {
    "action": Text(
        nullable=False,
        choices=(
            *("adminAssign", "adminUpdate", "adminRemove", "selfActivate", "selfDeactivate"),
            *("adminExtend", "adminRenew", "selfExtend", "selfRenew"),
        ),
    ),
    "isValidationOnly": Flag(),
    "justification": Text(),
    "scheduleInfo": StructuredType(
        "requestSchedule",
        {
            "startDateTime": Text(),
            "recurrence": StructuredType("patternedRecurrence", {}),
            "expiration": StructuredType(
                "expirationPattern",
                {
                    "type": Text(choices=("notSpecified", "noExpiration", "afterDateTime", "afterDuration")),
                    "endDateTime": Text(),
                    "duration": Text(),
                },
            ),
        },
    ),
    "ticketInfo": StructuredType("ticketInfo", {"ticketNumber": Text(), "ticketSystem": Text()}),
}
"""All but for whom, and what."""
