"""Codes by e-mail: whether they prove who somebody is."""

from __future__ import annotations

from holdfast.kinds.example import Example
from holdfast.kinds.services.method_configuration import method_configuration, offered
from holdfast.kinds.statement import Harmless

KIND = method_configuration(
    "Email",
    title="Codes by e-mail",
    doc="Codes by e-mail as a method by which people prove who they are. Whoever reads the mail has the code.",
    fields=(
        offered(
            "`disabled` offers it to nobody, whoever has registered it; registrations are kept.", weak=True
        ),
    ),
    examples=(
        Example(
            row={
                "@odata.type": "#microsoft.graph.emailAuthenticationMethodConfiguration",
                "id": "Email",
                "state": "enabled",
                "allowExternalIdToUseEmailOtp": "default",
            },
            inputs={"state": "enabled"},
        ),
    ),
    harmless=(
        Harmless(
            "includeTargets excludeTargets", "whom it is for while it is on: whether it is on is compared"
        ),
        Harmless(
            "allowExternalIdToUseEmailOtp",
            "how guests without an account elsewhere get in, which policies over guests are for",
        ),
    ),
)
