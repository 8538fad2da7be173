"""A script for a shell with the Azure command line: grants what is missing, and leaves what is there.

Sources: https://learn.microsoft.com/graph/api/serviceprincipal-post-approleassignments,
rbacapplication-post-roleassignments, serviceprincipal-get (2026-11-26), organization-get (recalled);
Lists come in pages, 100 rows each where nobody says how many, with `@odata.nextLink` in all but the last:
https://learn.microsoft.com/graph/paging (recalled).
`az rest --resource` and `az cloud show` of
https://learn.microsoft.com/cli/azure/reference-index and /cli/azure/cloud (recalled).
"""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from holdfast.access.formats.interface import Format, about, by_api, reasons
from holdfast.tenant.hosts import HOSTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.access.needs import Access

_FUNCTIONS = """\
: "${APP_ID:?say the client id of the application: APP_ID=... sh FILE}"
signed_in=$(az cloud show --query endpoints.activeDirectory --output tsv)
[ "${signed_in%/}" = "$LOGIN" ] || {
    echo "the Azure command line is set to $signed_in, and the tenant is at $LOGIN: az cloud set --name $CLOUD" >&2
    exit 1
}
ROLES=$GRAPH/v1.0/roleManagement/directory
PRINCIPALS=$GRAPH/v1.0/servicePrincipals

get() {  # address, what of the answer
    az rest --method get --resource "$GRAPH" --url "$1" --query "$2" --output tsv
}

first() {  # address, what of a page; says what the first page that has it says, and nothing where none has
    page=$1
    while [ -n "$page" ]; do
        # A shell may not pass on "set -e" to what stands in $(...).
        seen=$(get "$page" "$2") || exit 1
        [ -z "$seen" ] || { echo "$seen"; return; }
        page=$(get "$page" '"@odata.nextLink"') || exit 1
    done
}

post() {  # address, body
    az rest --method post --resource "$GRAPH" --url "$1" --headers Content-Type=application/json --body "$2" \\
        --output none
}

grant() {  # client id of the service, name of the application permission
    api=$(get "$PRINCIPALS(appId='$1')?\\$select=id" id)
    role=$(get "$PRINCIPALS(appId='$1')?\\$select=appRoles" \\
        "appRoles[?value=='$2' && contains(allowedMemberTypes, 'Application')].id | [0]")
    [ -n "$role" ] || { echo "$2: the service $1 has no such application permission" >&2; exit 1; }
    there=$(first "$PRINCIPALS/$PRINCIPAL/appRoleAssignments" \\
        "value[?appRoleId=='$role' && resourceId=='$api'].id | [0]")
    [ -n "$there" ] || post "$PRINCIPALS/$PRINCIPAL/appRoleAssignments" \\
        "{\\"principalId\\": \\"$PRINCIPAL\\", \\"resourceId\\": \\"$api\\", \\"appRoleId\\": \\"$role\\"}"
    echo "$2: granted"
}

assign() {  # display name of the directory role
    name=$(echo "$1" | sed 's/ /%20/g')
    # A role of the tenant's own may bear any name.
    definition=$(get "$ROLES/roleDefinitions?\\$filter=displayName%20eq%20'$name'" "value[?isBuiltIn].id | [0]")
    [ -n "$definition" ] || { echo "$1: the tenant has no such directory role" >&2; exit 1; }
    there=$(first "$ROLES/roleAssignments?\\$filter=principalId%20eq%20'$PRINCIPAL'" \\
        "value[?roleDefinitionId=='$definition' && directoryScopeId=='/'].id | [0]")
    whole='"directoryScopeId": "/"'
    [ -n "$there" ] || post "$ROLES/roleAssignments" \\
        "{\\"principalId\\": \\"$PRINCIPAL\\", \\"roleDefinitionId\\": \\"$definition\\", $whole}"
    echo "$1: assigned"
}

get "$GRAPH/v1.0/organization?\\$select=id,verifiedDomains" "value[0].[[id], verifiedDomains[].name][]" |
    tr '[:upper:]' '[:lower:]' | grep -Fqx -- "$TENANT" || {
    echo "the Azure command line is not signed in to $TENANT: az login --tenant $TENANT" >&2
    exit 1
}
PRINCIPAL=$(get "$PRINCIPALS(appId='$APP_ID')?\\$select=id" id)"""
"""Every request names host and resource: `az ad` knows no Graph but that of a cloud with a name, so not DoD's."""


def render(access: Access) -> str:
    """Return the script, for any POSIX shell."""
    return "\n".join(_lines(access)) + "\n"


def _lines(access: Access) -> Iterator[str]:
    yield "#!/bin/sh"
    yield from about(access, "#")
    hosts = HOSTS[access.cloud]
    yield f"# Run it as: az cloud set --name {hosts.azure_cli}, then az login --tenant {access.tenant}, then"
    yield "# APP_ID=<client id> sh FILE"
    yield "set -eu"
    # One application may be in many tenants, and what a client needs is granted in its own alone.
    yield f"TENANT={quote(access.tenant.lower())}"
    yield f"CLOUD={hosts.azure_cli}"
    yield f"LOGIN={hosts.login}"
    yield f"GRAPH={hosts.graph}"
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
