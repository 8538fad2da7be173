"""When Microsoft 365 groups expire that nobody renews; a new tenant has no policy.

That an organization has one policy at most is not held. Which groups a policy of `Selected` is for (`addGroup`,
`removeGroup`) is left out, and so is the expiry itself.
"""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import GraphCollection
from holdfast.emulator.declared.statement import Audit, Property, Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Text, Whole

_RESOURCE = documented("https://learn.microsoft.com/graph/api/resources/grouplifecyclepolicy", "2026-11-27")
_CREATE = documented(
    "https://learn.microsoft.com/graph/api/grouplifecyclepolicy-post-grouplifecyclepolicies", "2026-11-27"
)


SERVICE = GraphCollection(
    path="/groupLifecyclePolicies",
    entity="groupLifecyclePolicy",
    doc="expiry policies of Microsoft 365 groups",
    one="an expiry policy",
    example={"groupLifetimeInDays": 365, "managedGroupTypes": "Selected"},
    properties={
        **answered(_RESOURCE, Text(), "", "id"),
        "alternateNotificationEmails": Property(Text(), None, _RESOURCE),
        "groupLifetimeInDays": Property(
            Whole(least=30), 180, assumed("every policy says it; 30 days are the least, as the portal says")
        ),
        "managedGroupTypes": Property(
            Text(choices=("All", "Selected", "None")), "None", assumed("every policy says it")
        ),
    },
    roles=Roles(
        read=("Directory.Read.All", "Directory.ReadWrite.All"),
        write=("Directory.ReadWrite.All",),
        evidence=_CREATE,
    ),
    audit=Audit(
        "GroupManagement",
        "Core Directory",
        "Update group lifecycle policy",
        "Create group lifecycle policy",
        "Delete group lifecycle policy",
        evidence=assumed("named as the other events of groups; no event of one was seen"),
    ),
    evidence=_CREATE,
    consented=False,
)
