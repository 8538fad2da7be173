"""What the policies on tokens and sign-in pages that applications are given have in common: none at first.

They are one type in the schema, stsPolicy (graph-metadata/v1.0.csdl.xml, 2026-08), and their pages read alike.
"""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import GraphCollection
from holdfast.emulator.declared.statement import Audit, Property, Roles, answered
from holdfast.emulator.evidence import assumed, documented
from holdfast.emulator.odata.schema import Flag, Many, Text

_DAY = "2026-11-27"


def token_policies(path: str, entity: str, doc: str, one: str) -> GraphCollection:
    """Declare one of these collections.

    Args:
        path: below the version, for example "/policies/tokenLifetimePolicies".
        entity: the type's name without its namespace.
        doc: what they are, for the page of what is implemented: "token lifetime policies".
        one: what one of them is: "a token lifetime policy".
    """
    page = f"https://learn.microsoft.com/graph/api/{{}}{entity.lower()}{{}}"
    resource, listed = (
        documented(page.format("resources/", ""), _DAY),
        documented(page.format("", "-list"), _DAY),
    )
    return GraphCollection(
        path=path,
        entity=entity,
        doc=doc,
        one=one,
        example={
            "displayName": "Example",
            "definition": ["{}"],
        },
        properties={
            **answered(resource, Text(), "", "id"),
            **answered(resource, Text(), None, "deletedDateTime"),
            "definition": Property(Many(Text()), [], resource, required=True),
            "description": Property(Text(), None, resource),
            "displayName": Property(Text(nullable=False), "", resource, required=True),
            "isOrganizationDefault": Property(Flag(), False, resource),
        },
        roles=Roles(
            read=("Policy.Read.All", "Policy.ReadWrite.ApplicationConfiguration"),
            write=("Policy.ReadWrite.ApplicationConfiguration",),
            evidence=listed,
        ),
        audit=Audit(
            "Policy",
            "Core Directory",
            "Update policy",
            "Add policy",
            "Delete policy",
            target="Policy",
            evidence=assumed("recalled from the directory's list of audit activities"),
        ),
        evidence=listed,
        consented=False,
    )
