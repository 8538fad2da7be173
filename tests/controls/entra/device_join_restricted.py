"""How `entra.device_join_restricted` is tried."""

from __future__ import annotations

from tests.tried import Found, TriedControl

TRIED = TriedControl(
    enough={"joined_by": ({"joined_by": []}, {"joined_by": ["44fefd10-e4f9-43e8-a3a9-2b0a2d4b3a9d"]})},
    too_little={"joined_by": ({"joined_by": ["All"]},)},
    found={
        "widen-device-quota": (Found("DeviceRegistrationPolicy", "userDeviceQuota", expected=10, found=100),)
    },
)
