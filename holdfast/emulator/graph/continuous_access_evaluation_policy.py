"""For whom a session is evaluated anew while it lasts, as it was before Conditional Access had it; read only."""

from __future__ import annotations

from holdfast.emulator.declared.graph_singleton import GraphSingleton
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Flag, Many, Text

_RESOURCE = documented(
    "https://learn.microsoft.com/graph/api/resources/continuousaccessevaluationpolicy", "2026-11-29"
)
_READ = documented("https://learn.microsoft.com/graph/api/continuousaccessevaluationpolicy-get", "2026-11-29")
_NEW = assumed("it is on for everybody in a tenant that nobody changed; no answer was seen")
_TEXT = (
    "Continuous access evaluation automatically blocks access to resources and applications in near real time when a "
    "user's access is removed or a client IP address changes."
)

SERVICE = GraphSingleton(
    path="/identity/continuousAccessEvaluationPolicy",
    entity="continuousAccessEvaluationPolicy",
    doc="for whom sessions are evaluated anew while they last",
    versions=("beta",),
    properties={
        **answered(_NEW, Text(), "00000000-0000-0000-0000-000000000009", "id"),
        **answered(_RESOURCE, Text(), "Continuous Access Evaluation", "displayName"),
        **answered(_RESOURCE, Text(), _TEXT, "description"),
        **answered(_NEW, Flag(), True, "isEnabled"),
        **answered(_NEW, Flag(), False, "migrate"),
        **answered(_NEW, Many(Text()), [], "groups", "users"),
    },
    roles=Roles(read=("Policy.Read.All",), evidence=_READ),
    audit=None,
    evidence=_READ,
    consented=False,
)
