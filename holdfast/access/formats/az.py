"""A script for a shell with the Azure command line: grants what is missing, and leaves what is there.

Sources: https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignments,
rbacapplication-post-roleassignments and https://learn.microsoft.com/cli/azure/ad/sp (2026-11-26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.access.formats.interface import Format, about, by_api, reasons
from holdfast.tenant.hosts import HOSTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.access.needs import Access

_FUNCTIONS = """\
: "${APP_ID:?say the client id of the application: APP_ID=... sh FILE}"
ROLES=$GRAPH/roleManagement/directory
PRINCIPAL=$(az ad sp show --id "$APP_ID" --query id --output tsv)

post() {  # address, body
    az rest --method post --url "$1" --headers Content-Type=application/json --body "$2" --output none
}

grant() {  # client id of the service, name of the application permission
    api=$(az ad sp show --id "$1" --query id --output tsv)
    role=$(az ad sp show --id "$1" --output tsv \\
        --query "appRoles[?value=='$2' && contains(allowedMemberTypes, 'Application')].id | [0]")
    [ -n "$role" ] || { echo "$2: the service $1 has no such application permission" >&2; exit 1; }
    there=$(az rest --method get --url "$GRAPH/servicePrincipals/$PRINCIPAL/appRoleAssignments" --output tsv \\
        --query "value[?appRoleId=='$role' && resourceId=='$api'].id | [0]")
    [ -n "$there" ] || post "$GRAPH/servicePrincipals/$PRINCIPAL/appRoleAssignments" \\
        "{\\"principalId\\": \\"$PRINCIPAL\\", \\"resourceId\\": \\"$api\\", \\"appRoleId\\": \\"$role\\"}"
    echo "$2: granted"
}

assign() {  # display name of the directory role
    name=$(echo "$1" | sed 's/ /%20/g')
    definition=$(az rest --method get --output tsv --query "value[0].id" \\
        --url "$ROLES/roleDefinitions?\\$filter=displayName%20eq%20'$name'")
    [ -n "$definition" ] || { echo "$1: the tenant has no such directory role" >&2; exit 1; }
    there=$(az rest --method get --output tsv --query "value[?roleDefinitionId=='$definition'].id | [0]" \\
        --url "$ROLES/roleAssignments?\\$filter=principalId%20eq%20'$PRINCIPAL'")
    whole='"directoryScopeId": "/"'
    [ -n "$there" ] || post "$ROLES/roleAssignments" \\
        "{\\"principalId\\": \\"$PRINCIPAL\\", \\"roleDefinitionId\\": \\"$definition\\", $whole}"
    echo "$1: assigned"
}"""


def render(access: Access) -> str:
    """Return the script, for any POSIX shell."""
    return "\n".join(_lines(access)) + "\n"


def _lines(access: Access) -> Iterator[str]:
    yield "#!/bin/sh"
    yield from about(access, "#")
    yield "# Run it as: az login --tenant TENANT, then APP_ID=<client id> sh FILE"
    yield "set -eu"
    yield f"GRAPH={HOSTS[access.cloud].graph}/v1.0"
    yield _FUNCTIONS
    for (api, app_id), grants in by_api(access).items():
        yield ""
        yield f"# {api}"
        for grant in grants:
            yield from (f"#   {one}" for one in reasons(grant))
            yield f"grant {app_id} {grant.name}"
    if access.roles:
        yield ""
        yield "# Directory roles"
    for grant in access.roles:
        yield from (f"#   {one}" for one in reasons(grant))
        yield f'assign "{grant.name}"'


FORMAT = Format(render)
