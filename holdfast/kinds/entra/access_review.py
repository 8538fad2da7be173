"""Access reviews: who looks again, how often, at who has access, and what becomes of it when he does not answer.

A series is meant by its name. What is changed counts from its next round on; the round that runs stays as it is. With a
series its decisions would go, so it is kept when it is managed no longer.

Sources: https://learn.microsoft.com/graph/api/resources/accessreviewscheduledefinition, accessreviewscheduledefinition-
update there (PUT, the whole object) and https://learn.microsoft.com/graph/accessreviews-scope-concept (2026-11-27).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.codec import DAY
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Type
from holdfast.kinds.services.graph_object import GraphObject
from holdfast.kinds.services.graph_queries import (
    GRAPH,
    MEMBERSHIPS_SCOPE,
    PLAIN_SCOPE,
    QUERY_SCOPE,
    REVIEWERS,
    SCOPE,
    SCOPES,
)
from holdfast.kinds.services.whole_object import whole
from holdfast.kinds.statement import Harmless, Watched
from holdfast.normalise.annotations import TYPE
from holdfast.normalise.query_versions import with_versions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.tenant.tenant import Tenant

_RECURRENCE = "settings.recurrence"
_carried = whole("createdBy", "createdDateTime", "lastModifiedDateTime", "status", "instances")


class AccessReview(GraphObject):
    """A series of reviews, which the service takes only whole."""

    __slots__ = ()

    def wire(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Return the wire object, whose scope says of which type it is."""
        wire = super().wire(inputs)
        scope = wire.setdefault("scope", {})
        many = {"principalScopes", "resourceScopes"} & set(scope)
        scope[TYPE] = f"#{MEMBERSHIPS_SCOPE if many else QUERY_SCOPE}"
        if "query" in scope:
            scope["queryType"] = GRAPH
        return wire

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Send all of the series, what is not ours as it is (see `Kind.update`)."""
        row = await tenant.graph.entity(f"{self.read_path}/{object_id}") or {}
        await tenant.graph.write("PUT", f"{self.path}/{object_id}", _carried(row, self.wire(new)))


def _setting(name: str, doc: str, **more: Any) -> Field:
    return Field(name=name, wire=f"settings.{name}", doc=doc, **more)


def _switch(name: str, doc: str, **more: Any) -> Field:
    return _setting(name, doc, type=Type.BOOLEAN, **more)


KIND = AccessReview(
    token="m365:entra:AccessReview",
    title="Access review",
    doc="A series of access reviews: what is looked at, by whom, how often, and what follows from it.",
    key="displayName",
    path="/identityGovernance/accessReviews/definitions",
    fields=(
        Field(name="displayName", doc="Its name: the natural key.", required=True),
        Field(
            name="query",
            wire="scope.query",
            doc="Whose access is looked at, as a query of Graph; within each of `groups` where it begins with a dot.",
            any_case=True,
        ),
        Field(
            name="principals",
            wire="scope.principalScopes",
            doc="Whose access to `resources` is looked at, as queries of Graph.",
            many=True,
            any_case=True,
            codec=SCOPES,
        ),
        Field(
            name="resources",
            wire="scope.resourceScopes",
            doc="To what, as queries of Graph.",
            many=True,
            any_case=True,
            codec=SCOPES,
        ),
        Field(
            name="groups",
            wire="instanceEnumerationScope",
            doc="In which groups, each with a review of its own, as a query of Graph.",
            any_case=True,
            codec=SCOPE,
        ),
        Field(
            name="reviewers",
            doc="Who decides, as queries of Graph such as `/groups/ID/transitiveMembers`; nobody is: each for himself.",
            many=True,
            any_case=True,
            codec=REVIEWERS,
        ),
        _switch(
            "mailNotificationsEnabled",
            "Whether reviewers are told by mail that there is something to decide.",
        ),
        _switch(
            "reminderNotificationsEnabled",
            "Whether they are reminded.",
        ),
        _switch(
            "justificationRequiredOnApproval",
            "Whether they have to say why access stays.",
        ),
        _switch("recommendationsEnabled", "Whether the service proposes a decision to them."),
        _switch("defaultDecisionEnabled", "Whether `defaultDecision` counts where nobody decided."),
        _setting(
            "defaultDecision",
            "What becomes of access about which nobody decided: `Deny` takes it, with `None` it stays.",
            values=("Deny", "Recommendation", "None", "Approve"),
            any_case=True,
        ),
        _switch(
            "autoApplyDecisionsEnabled",
            "Whether decisions are carried out by the service; else somebody has to.",
        ),
        _setting(
            "instanceDurationInDays",
            "Days in which reviewers decide.",
            type=Type.INTEGER,
            minimum=1,
        ),
        Field(
            name="recurrence",
            wire=f"{_RECURRENCE}.pattern.type",
            doc="How rounds follow on each other.",
            values=(
                "daily",
                "weekly",
                "absoluteMonthly",
                "relativeMonthly",
                "absoluteYearly",
                "relativeYearly",
            ),
            any_case=True,
        ),
        Field(
            name="interval",
            wire=f"{_RECURRENCE}.pattern.interval",
            doc="Every how many weeks, months or years.",
            type=Type.INTEGER,
            minimum=1,
        ),
        Field(
            name="ends",
            wire=f"{_RECURRENCE}.range.type",
            doc="Whether the rounds come to an end; with `noEnd` they do not.",
            values=("noEnd", "endDate", "numbered"),
            any_case=True,
        ),
        Field(
            name="startDate",
            wire=f"{_RECURRENCE}.range.startDate",
            doc="Day of the first round, such as 2026-12-01.",
            codec=DAY,
        ),
    ),
    examples=(
        Example(
            row={
                "id": "60860cdd-fb4d-4054-91ba-f75e04444aa6",
                "displayName": "Guests in groups",
                "scope": {
                    "@odata.type": f"#{QUERY_SCOPE}",
                    "query": "./members/microsoft.graph.user/?$count=true&$filter=(userType eq 'Guest')",
                    "queryType": GRAPH,
                },
                "instanceEnumerationScope": {
                    "@odata.type": f"#{QUERY_SCOPE}",
                    "query": "/groups?$filter=(groupTypes/any(c:c+eq+'Unified'))&$count=true",
                    "queryType": GRAPH,
                },
                "reviewers": [
                    {
                        "query": "/groups/072ac5f4-3f13-4088-ab30-0a276f3e6322/transitiveMembers",
                        "queryType": GRAPH,
                        "queryRoot": None,
                    }
                ],
                "settings": {
                    "mailNotificationsEnabled": True,
                    "reminderNotificationsEnabled": True,
                    "justificationRequiredOnApproval": True,
                    "recommendationsEnabled": True,
                    "defaultDecisionEnabled": True,
                    "defaultDecision": "Deny",
                    "autoApplyDecisionsEnabled": True,
                    "instanceDurationInDays": 14,
                    "recurrence": {
                        "pattern": {"type": "absoluteMonthly", "interval": 1},
                        "range": {"type": "noEnd", "startDate": "2026-12-01"},
                    },
                },
            },
            inputs={
                "displayName": "Guests in groups",
                "query": "./members/microsoft.graph.user/?$count=true&$filter=(userType eq 'Guest')",
                "groups": "/groups?$filter=(groupTypes/any(c:c+eq+'Unified'))&$count=true",
                "reviewers": ["/groups/072ac5f4-3f13-4088-ab30-0a276f3e6322/transitiveMembers"],
                "mailNotificationsEnabled": True,
                "reminderNotificationsEnabled": True,
                "justificationRequiredOnApproval": True,
                "recommendationsEnabled": True,
                "defaultDecisionEnabled": True,
                "defaultDecision": "Deny",
                "autoApplyDecisionsEnabled": True,
                "instanceDurationInDays": 14,
                "recurrence": "absoluteMonthly",
                "interval": 1,
                "ends": "noEnd",
                "startDate": "2026-12-01",
            },
        ),
        Example(
            row={
                "id": "29f2d16e-9ca6-4052-bbfe-802c48944448",
                "displayName": "Application Administrator",
                "scope": {
                    "@odata.type": f"#{MEMBERSHIPS_SCOPE}",
                    "principalScopes": [
                        {"@odata.type": f"#{QUERY_SCOPE}", "query": "/v1.0/users", "queryType": GRAPH}
                    ],
                    "resourceScopes": [
                        {
                            "@odata.type": f"#{QUERY_SCOPE}",
                            "query": (
                                "/beta/roleManagement/directory/roleDefinitions/"
                                "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"
                            ),
                            "queryType": GRAPH,
                        }
                    ],
                },
            },
            inputs={
                "displayName": "Application Administrator",
                "principals": ["/v1.0/users"],
                "resources": [
                    "/beta/roleManagement/directory/roleDefinitions/9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"
                ],
            },
        ),
    ),
    answers=("accessReviewScheduleDefinition",),
    omits="nothing that is known; the rounds of a series, and what was decided in them, are not read.",
    closed=("scope",),
    # Not accessReviewInactiveUsersQueryScope: it looks at fewer people, whether it tells for how long or not.
    types=(QUERY_SCOPE, MEMBERSHIPS_SCOPE, PLAIN_SCOPE),
    spelt_alike=with_versions,
    watched=(
        Watched("stageSettings", "stages, each with reviewers of its own, decide instead"),
        Watched("scope.queryType", "asked of something else than Graph, it means others", harmless=(GRAPH,)),
        Watched("scope.inactiveDuration", "only those are looked at who have not signed in for so long"),
        Watched("scope.queryRoot", "a query that is relative to something means others"),
        Watched(
            "settings.applyActions",
            "whoever is denied may be disabled and deleted, instead of losing the access alone",
            harmless=([], [{TYPE: "#microsoft.graph.removeAccessApplyAction"}]),
        ),
    ),
    harmless=(
        Harmless("id createdBy createdDateTime lastModifiedDateTime", "which series it is, and who made it"),
        Harmless("status instances", "how far its rounds are, of which one follows on another"),
        Harmless("descriptionForAdmins descriptionForReviewers", "what people read about it"),
        Harmless(
            "additionalNotificationRecipients fallbackReviewers",
            "who is told or asked besides, who takes nobody's place that is declared",
        ),
        Harmless(
            """
                settings.recommendationInsightSettings settings.recommendationLookBackDuration
                settings.decisionHistoriesForReviewersEnabled
            """,
            "what reviewers are shown before they decide",
        ),
        Harmless(
            """
                settings.recurrence.pattern.dayOfMonth settings.recurrence.pattern.daysOfWeek
                settings.recurrence.pattern.firstDayOfWeek settings.recurrence.pattern.index
                settings.recurrence.pattern.month settings.recurrence.range.recurrenceTimeZone
            """,
            "on which day of it a round begins, which follows from the first",
        ),
        Harmless(
            "settings.recurrence.range.endDate settings.recurrence.range.numberOfOccurrences",
            "when the rounds end, which counts only with another `ends`, and that is a field",
        ),
    ),
    audit_category="Policy",
    read_permissions=("AccessReview.Read.All",),
    write_permissions=("AccessReview.ReadWrite.All",),
    licence="Entra_Identity_Governance",
    source="https://learn.microsoft.com/graph/api/resources/accessreviewscheduledefinition (2026-11-27)",
)
