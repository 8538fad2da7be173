"""How `exchange.calendar_sharing_bounded` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    found={
        "open-calendars": (
            Found(
                "CalendarSharing",
                "members[Default Sharing Policy].domains",
                expected=["Anonymous:CalendarSharingFreeBusySimple"],
                found=["Anonymous:CalendarSharingFreeBusySimple", "*:CalendarSharingFreeBusyDetail"],
            ),
        )
    },
)
