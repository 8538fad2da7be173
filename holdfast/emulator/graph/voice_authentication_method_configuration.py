"""Voice calls as a method of signing in (research notes rows.json)."""

from __future__ import annotations

from holdfast.emulator.declared.statement import Property
from holdfast.emulator.method_configurations import EVERYBODY, SEEN, included, method_configuration
from holdfast.emulator.odata.schema import Flag, Text

SERVICE = method_configuration(
    "Voice",
    "disabled",
    "whether voice calls prove who somebody is",
    {
        "includeTargets": Property(included(), [{**EVERYBODY, "isRegistrationRequired": False}], SEEN),
        "isOfficePhoneAllowed": Property(Flag(), False, SEEN),
        "callerIdNumber": Property(Text(), None, SEEN, beta=True),
        "isCustomGreetingEnabled": Property(Flag(), False, SEEN, beta=True),
    },
)
