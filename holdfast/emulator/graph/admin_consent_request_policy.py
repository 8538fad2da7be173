"""The admin consent workflow, changed by PUT (api-facts 3.4, rows 4)."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Audit, Property, Roles
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Flag, Many, StructuredType, Text, Whole

_GET = documented("https://learn.microsoft.com/graph/api/adminconsentrequestpolicy-get", "2026-11-26")
_UPDATE = documented("https://learn.microsoft.com/graph/api/adminconsentrequestpolicy-update", "2026-11-26")
_REVIEWER = StructuredType(
    "accessReviewReviewerScope",
    {"query": Text(), "queryType": Text(), "queryRoot": Text()},
    nullable=False,
)

SERVICE = GraphSingleton(
    path="/policies/adminConsentRequestPolicy",
    entity="adminConsentRequestPolicy",
    doc="the admin consent workflow",
    method="PUT",
    properties={
        "id": Property(
            Text(),
            "adminConsentRequestPolicy",
            assumed("the documented answer has none; the audit log needs one"),
            writable=False,
        ),
        "isEnabled": Property(Flag(nullable=False), False, _GET),
        "notifyReviewers": Property(Flag(), False, _GET),
        "remindersEnabled": Property(Flag(), False, _GET),
        "requestDurationInDays": Property(
            Whole(least=0, most=60), 0, assumed("0 is documented; that 60 days are the most is the portal's")
        ),
        "version": Property(Whole(), 0, assumed("the service counts; here it stays 0"), writable=False),
        "reviewers": Property(
            Many(_REVIEWER),
            [],
            _GET,
            example=[{"query": "/users/b6879be8", "queryType": "MicrosoftGraph", "queryRoot": None}],
        ),
    },
    roles=Roles(
        read=("Policy.Read.All", "Policy.ReadWrite.ConsentRequest"),
        write=("Policy.ReadWrite.ConsentRequest",),
        evidence=_UPDATE,
    ),
    audit=Audit(
        "Policy",
        "Core Directory",
        "Update admin consent request policy",
        evidence=assumed("nobody has published the event; named as its neighbours are"),
    ),
    evidence=_UPDATE,
)
