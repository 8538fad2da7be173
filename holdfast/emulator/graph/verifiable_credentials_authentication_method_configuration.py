"""Credentials in a wallet as a method by which people prove who they are (research notes rows.json)."""

from __future__ import annotations

from holdfast.emulator.declared.statement import Property
from holdfast.emulator.method_configurations import SEEN, included, method_configuration

SERVICE = method_configuration(
    "VerifiableCredentials",
    "disabled",
    "whether credentials in a wallet prove who somebody is",
    {
        "includeTargets": Property(included(), [], SEEN),
    },
)
