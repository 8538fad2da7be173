"""The admin consent workflow: users ask for an application, and reviewers decide."""

from __future__ import annotations

from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Type
from holdfast.kinds.services.graph_queries import REVIEWER_SCOPE, REVIEWERS
from holdfast.kinds.services.graph_singleton import GraphSingleton
from holdfast.kinds.services.whole_object import whole
from holdfast.kinds.statement import Harmless

KIND = GraphSingleton(
    token="m365:entra:AdminConsentRequestPolicy",
    title="Admin consent request policy",
    doc="Whether users can ask an administrator to consent to an application, and who decides.",
    key="admin-consent-request-policy",
    object_id="adminConsentRequestPolicy",
    path="/policies/adminConsentRequestPolicy",
    method="PUT",
    types=(REVIEWER_SCOPE,),
    carried=whole("id", "version"),
    fields=(
        Field(
            name="enabled",
            wire="isEnabled",
            doc="Whether users can ask for an application.",
            type=Type.BOOLEAN,
            required=True,
        ),
        Field(
            name="notifyReviewers",
            doc="Whether reviewers are told of a request by mail.",
            type=Type.BOOLEAN,
        ),
        Field(
            name="remindersEnabled",
            doc="Whether reviewers are reminded before a request expires.",
            type=Type.BOOLEAN,
        ),
        Field(
            name="requestDurationInDays",
            doc="Days after which a request expires.",
            type=Type.INTEGER,
            minimum=0,
            maximum=60,
        ),
        Field(
            name="reviewers",
            doc="Who decides: queries of Graph for users, such as `/users/ID` or the members of a group or a role.",
            many=True,
            required=True,
            any_case=True,  # ids, and names of the service's own
            codec=REVIEWERS,
        ),
    ),
    examples=(
        Example(
            row={
                "isEnabled": True,
                "notifyReviewers": False,
                "remindersEnabled": False,
                "requestDurationInDays": 5,
                "version": 0,
                "reviewers": [
                    {
                        "query": "/users/906e0ee5-6372-4cc8-8248-fdf2846b48ed",
                        "queryType": "MicrosoftGraph",
                        "queryRoot": None,
                    }
                ],
            },
            inputs={
                "enabled": True,
                "notifyReviewers": False,
                "remindersEnabled": False,
                "requestDurationInDays": 5,
                "reviewers": ["/users/906e0ee5-6372-4cc8-8248-fdf2846b48ed"],
            },
        ),
    ),
    answers=("adminConsentRequestPolicy",),
    omits="nothing that is known; the documented answer has no `id`.",
    always=("isEnabled",),
    harmless=(Harmless("id version", "the service counts its own changes"),),
    audit_category="Policy",
    read_permissions=("Policy.Read.All",),
    write_permissions=("Policy.ReadWrite.ConsentRequest",),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/adminconsentrequestpolicy (2026-11-26)",
)
