"""Access reviews: who looks again at who has access; read only, and there is none until somebody plans one."""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented, verified
from holdfast.emulator.odata.schema import Anything, Many, Text

_ANSWER = verified(
    "rknightion/graph2otel internal/collectors/entra/accessreviews/accessreviews_test.go", "2026-11-25"
)
_LISTED = documented("https://learn.microsoft.com/graph/api/accessreviewset-list-definitions", "2026-11-25")

SERVICE = GraphCollection(
    path="/identityGovernance/accessReviews/definitions",
    entity="accessReviewScheduleDefinition",
    doc="access reviews",
    one="an access review",
    example={
        "id": "b2f5c1de-0000-4000-8000-000000000011",
        "displayName": "Guests",
        "status": "InProgress",
        "scope": {"query": "/users?$filter=userType eq 'Guest'", "queryType": "MicrosoftGraph"},
    },
    verbs=READING,
    properties={
        **answered(_ANSWER, Many(Anything()), [], "additionalNotificationRecipients"),
        **answered(_ANSWER, Anything(), None, "createdBy"),
        **answered(_ANSWER, Text(), None, "createdDateTime", "descriptionForAdmins"),
        **answered(_ANSWER, Text(), "", "descriptionForReviewers"),
        **answered(_ANSWER, Text(), None, "displayName"),
        **answered(_ANSWER, Many(Anything()), [], "fallbackReviewers"),
        **answered(_ANSWER, Text(), "", "id"),
        **answered(_ANSWER, Anything(), None, "instanceEnumerationScope"),
        **answered(_ANSWER, Text(), None, "lastModifiedDateTime"),
        **answered(_ANSWER, Many(Anything()), [], "reviewers"),
        **answered(_ANSWER, Anything(), None, "scope", "settings"),
        **answered(_ANSWER, Many(Anything()), [], "stageSettings"),
        **answered(_ANSWER, Text(), None, "status"),
    },
    roles=Roles(read=("AccessReview.Read.All", "AccessReview.ReadWrite.All"), evidence=_LISTED),
    audit=None,
    evidence=_LISTED,
    licence="P2",
    consented=False,
)
