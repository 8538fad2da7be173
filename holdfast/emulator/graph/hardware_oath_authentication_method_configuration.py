"""Tokens that show codes by the clock, as a method by which people prove who they are (research notes rows.json)."""

from __future__ import annotations

from holdfast.emulator.declared.statement import Property
from holdfast.emulator.method_configurations import EVERYBODY, SEEN, included, method_configuration

SERVICE = method_configuration(
    "HardwareOath",
    "disabled",
    "whether tokens that show codes prove who somebody is",
    {
        "includeTargets": Property(included(), [{**EVERYBODY, "isRegistrationRequired": False}], SEEN),
    },
    versions=("beta",),
)
