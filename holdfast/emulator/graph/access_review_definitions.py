"""Access reviews: who looks again at who has access; there is none until somebody plans one. No round is held here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.declared.graph_collection import GraphCollection
from holdfast.emulator.declared.statement import Audit, Property, Roles, answered
from holdfast.emulator.evidence import assumed, documented, verified
from holdfast.emulator.odata.errors import bad_request
from holdfast.emulator.odata.schema import Anything, Flag, Many, StructuredType, Text, Whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.tenant import Tenant

_ANSWER = verified(
    "rknightion/graph2otel internal/collectors/entra/accessreviews/accessreviews_test.go", "2026-11-25"
)
_LISTED = documented("https://learn.microsoft.com/graph/api/accessreviewset-list-definitions", "2026-11-25")
_MADE = documented("https://learn.microsoft.com/graph/api/accessreviewset-post-definitions", "2026-11-27")
_RUNS = assumed("the word of a series whose rounds go on; that it has not begun yet is not told apart here")
_QUERY = {"query": Text(), "queryType": Text(), "queryRoot": Text()}
_REVIEWERS = Many(StructuredType("accessReviewReviewerScope", _QUERY, nullable=False))
_SETTINGS = StructuredType(
    "accessReviewScheduleSettings",
    {
        "mailNotificationsEnabled": Flag(nullable=False),
        "reminderNotificationsEnabled": Flag(nullable=False),
        "justificationRequiredOnApproval": Flag(nullable=False),
        "defaultDecisionEnabled": Flag(nullable=False),
        "defaultDecision": Text(choices=("Approve", "Deny", "None", "Recommendation")),
        "instanceDurationInDays": Whole(nullable=False, least=0),
        "autoApplyDecisionsEnabled": Flag(nullable=False),
        "recommendationsEnabled": Flag(nullable=False),
        "recommendationLookBackDuration": Text(),
        "decisionHistoriesForReviewersEnabled": Flag(),
        "recurrence": Anything(),
        "applyActions": Anything(),
        "recommendationInsightSettings": Anything(),
    },
    sparse=frozenset({"recommendationInsightSettings", "decisionHistoriesForReviewersEnabled"}),
)
_GUESTS = "./members/microsoft.graph.user/?$count=true&$filter=(userType eq 'Guest')"
_ROOM = {"query": "/users/b6879be8", "queryType": "MicrosoftGraph", "queryRoot": None}


def _of_something(_tenant: Tenant, _before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
    """Refuse a review of nothing: what is looked at is required; status and text are assumed."""
    scope = after.get("scope")
    asked = isinstance(scope, dict) and (scope.get("query") or scope.get("resourceScopes"))
    if not asked:
        raise bad_request("The scope of an accessReviewScheduleDefinition needs a query or resourceScopes.")


SERVICE = GraphCollection(
    path="/identityGovernance/accessReviews/definitions",
    entity="accessReviewScheduleDefinition",
    doc="access reviews",
    one="an access review",
    method="PUT",
    example={
        "displayName": "Guests",
        "scope": {"query": _GUESTS, "queryType": "MicrosoftGraph"},
    },
    properties={
        "additionalNotificationRecipients": Property(Many(Anything()), [], _ANSWER, example=[{"a": "b"}]),
        **answered(_ANSWER, Anything(), None, "createdBy"),
        **answered(_ANSWER, Text(), None, "createdDateTime"),
        "descriptionForAdmins": Property(Text(), None, _ANSWER),
        "descriptionForReviewers": Property(Text(), "", _ANSWER),
        "displayName": Property(Text(), None, _ANSWER, required=True),
        "fallbackReviewers": Property(_REVIEWERS, [], _ANSWER, example=[_ROOM]),
        **answered(_ANSWER, Text(), "", "id"),
        "instanceEnumerationScope": Property(Anything(), None, _ANSWER, example={"query": "/groups"}),
        **answered(_ANSWER, Text(), None, "lastModifiedDateTime"),
        "reviewers": Property(_REVIEWERS, [], _ANSWER, example=[_ROOM]),
        "scope": Property(Anything(), None, _ANSWER, required=True, example={"query": "/users"}),
        "settings": Property(_SETTINGS, None, _ANSWER),
        "stageSettings": Property(Many(Anything()), [], _ANSWER, example=[{"stageId": "1"}]),
        **answered(_RUNS, Text(), "InProgress", "status"),
    },
    roles=Roles(
        read=("AccessReview.Read.All", "AccessReview.ReadWrite.All"),
        write=("AccessReview.ReadWrite.All",),
        evidence=_LISTED,
    ),
    audit=Audit(
        "Policy",
        "Access Reviews",
        "Update access review",
        "Create access review",
        "Delete access review",
        evidence=assumed("activities and service are recalled; category and target are those of policies"),
    ),
    evidence=_MADE,
    licence="GOVERNANCE",
    rules=(_of_something,),
    filters=dict.fromkeys(
        ("scope/query", "scope/microsoft.graph.accessReviewQueryScope/query"), frozenset({"contains"})
    ),
)
