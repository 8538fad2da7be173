"""Codes of an app by the clock, as a method by which people prove who they are; third parties' apps too."""

from __future__ import annotations

from holdfast.emulator.declared.statement import Property
from holdfast.emulator.evidence import assumed
from holdfast.emulator.method_configurations import EVERYBODY, included, method_configuration

SERVICE = method_configuration(
    "SoftwareOath",
    "disabled",
    "whether codes by the clock prove who somebody is",
    {
        "includeTargets": Property(
            included(),
            [{**EVERYBODY, "isRegistrationRequired": False}],
            assumed("as the other methods; no answer of it was seen"),
        ),
    },
)
