"""What the policies on tokens and sign-in pages that applications are given have in common: read only, none at first.

They are one type in the schema, stsPolicy (graph-metadata/v1.0.csdl.xml, 2026-08), and their pages read alike.
"""

from __future__ import annotations

from holdfast.emulator.declared.graph_collection import READING, GraphCollection
from holdfast.emulator.declared.statement import Roles, answered
from holdfast.emulator.evidence import documented
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
            "id": "b2f5c1de-0000-4000-8000-000000000021",
            "displayName": "Example",
            "definition": ["{}"],
        },
        verbs=READING,
        properties={
            **answered(resource, Text(), "", "id"),
            **answered(resource, Text(), None, "deletedDateTime"),
            **answered(resource, Many(Text()), [], "definition"),
            **answered(resource, Text(), None, "description", "displayName"),
            **answered(resource, Flag(), False, "isOrganizationDefault"),
        },
        roles=Roles(read=("Policy.Read.All", "Policy.ReadWrite.ApplicationConfiguration"), evidence=listed),
        audit=None,
        evidence=listed,
        consented=False,
    )
