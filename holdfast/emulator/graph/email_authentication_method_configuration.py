"""Codes by e-mail as a method by which people prove who they are (research notes rows.json)."""

from __future__ import annotations

from holdfast.emulator.declared.statement import Property
from holdfast.emulator.method_configurations import EVERYBODY, SEEN, included, method_configuration
from holdfast.emulator.odata.schema import Text

SERVICE = method_configuration(
    "Email",
    "enabled",
    "whether codes by e-mail prove who somebody is",
    {
        "includeTargets": Property(included(), [{**EVERYBODY, "isRegistrationRequired": False}], SEEN),
        "allowExternalIdToUseEmailOtp": Property(
            Text(choices=("default", "enabled", "disabled")), "default", SEEN
        ),
    },
)
