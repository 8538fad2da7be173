"""Codes by SMS as a method of signing in (research notes rows.json)."""

from __future__ import annotations

from holdfast.emulator.declared.statement import Property
from holdfast.emulator.method_configurations import EVERYBODY, SEEN, included, method_configuration
from holdfast.emulator.odata.schema import Flag

SERVICE = method_configuration(
    "Sms",
    "disabled",
    "whether codes by SMS prove who somebody is",
    {
        "includeTargets": Property(
            included(isUsableForSignIn=Flag()),
            [{**EVERYBODY, "isRegistrationRequired": False, "isUsableForSignIn": True}],
            SEEN,
        )
    },
)
