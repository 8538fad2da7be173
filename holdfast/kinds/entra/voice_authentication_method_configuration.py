"""Voice calls: whether they prove who somebody is."""

from __future__ import annotations

from holdfast.kinds.example import Example
from holdfast.kinds.services.method_configuration import method_configuration, offered
from holdfast.kinds.statement import Harmless

KIND = method_configuration(
    "Voice",
    title="Voice calls",
    doc="Voice calls as a method of signing in. A number can be taken over, and a call can be answered by habit.",
    fields=(
        offered(
            "`disabled` offers it to nobody, whoever has registered it; registrations are kept.", weak=True
        ),
    ),
    examples=(
        Example(
            row={
                "@odata.type": "#microsoft.graph.voiceAuthenticationMethodConfiguration",
                "id": "Voice",
                "state": "enabled",
                "isOfficePhoneAllowed": False,
            },
            inputs={"state": "enabled"},
        ),
    ),
    harmless=(
        Harmless(
            "includeTargets excludeTargets", "whom it is for while it is on: whether it is on is compared"
        ),
        Harmless("isOfficePhoneAllowed", "which numbers may be called while it is on"),
        Harmless(
            "callerIdNumber isCustomGreetingEnabled",
            "from which number, and with which words, it is called",
            seen="beta's voiceAuthenticationMethodConfiguration (recalled)",
        ),
    ),
)
