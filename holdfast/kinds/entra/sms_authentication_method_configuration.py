"""Codes by SMS: whether they prove who somebody is."""

from __future__ import annotations

from holdfast.kinds.example import Example
from holdfast.kinds.services.method_configuration import method_configuration, offered
from holdfast.kinds.statement import Harmless

KIND = method_configuration(
    "Sms",
    title="Codes by SMS",
    doc="Codes by SMS as a method of signing in. A number can be taken over, and a code can be passed on.",
    fields=(
        offered(
            "`disabled` offers it to nobody, whoever has registered it; registrations are kept.", weak=True
        ),
    ),
    examples=(
        Example(
            row={
                "@odata.type": "#microsoft.graph.smsAuthenticationMethodConfiguration",
                "id": "Sms",
                "state": "enabled",
                "includeTargets": [
                    {"targetType": "group", "id": "all_users", "isRegistrationRequired": False}
                ],
            },
            inputs={"state": "enabled"},
        ),
    ),
    harmless=(
        Harmless(
            "includeTargets excludeTargets", "whom it is for while it is on: whether it is on is compared"
        ),
    ),
)
