"""Bicep with Microsoft's extension for Graph: grants the application permissions.

The extension has no type for assignments of directory roles, so those are told in comments.
Sources: https://learn.microsoft.com/graph/templates/reference/overview and approleassignedto there (2026-11-26); that
it is for the worldwide cloud only: https://learn.microsoft.com/graph/templates/limitations (2026-11-27). The extension
is named by its address, as templates in public repositories do: a short name means nothing without a
`bicepconfig.json` beside the file (read there, 2026-11-27; that 1.0.0 is not the newest is possible).

A deployment goes to whichever tenant the command line was used with last, and one application may be in many: it is
held against the client's before the application is looked up, from which every grant follows. What is known of a tenant
to a template is its id, so where the client file has a domain, whoever deploys gives the id. Sources:
https://learn.microsoft.com/azure/azure-resource-manager/bicep/bicep-functions-flow-control (`fail`, read 2026-11-29),
and bicep-functions-scope there (`tenant`, recalled).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.access.formats.interface import Format, about, by_api, command, reasons
from holdfast.model.directory import is_guid
from holdfast.model.errors import HoldfastError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.access.needs import Access, Grant

_HEAD = """\
extension 'br:mcr.microsoft.com/bicep/extensions/microsoftgraph/v1.0:1.0.0'

@description('Client id of the application that Holdfast signs in as.')
param applicationId string
"""
_ASKED_ID = """\
@description('Id of the tenant {tenant}, a GUID: nothing is granted in any other.')
param tenantId string
"""
_KNOWN_ID = "var tenantId = '{tenant}'\n"
_APPLICATION = """\
// One application may be in many tenants, and what a client needs is granted in its own alone.
var signedInTo = tenant().tenantId
var own = toLower(signedInTo) == toLower(tenantId)
var otherTenant = 'This deploys to ${signedInTo}, and not to the tenant of the client: az login --tenant ${tenantId}'
var ownApplication = own ? applicationId : fail(otherTenant)

resource application 'Microsoft.Graph/servicePrincipals@v1.0' existing = {
  appId: ownApplication
}"""


def render(access: Access) -> str:
    """Return the template.

    Raises:
        HoldfastError: `no-bicep-in-cloud` for a national cloud, to which no such template can be deployed.
    """
    if access.cloud.national:
        told = (
            f"{access.client} is in the cloud {access.cloud}, and Microsoft deploys templates of Graph to the "
            "worldwide one only: take --format az or terraform"
        )
        raise HoldfastError("no-bicep-in-cloud", told)
    return "\n".join(_lines(access)) + "\n"


def _lines(access: Access) -> Iterator[str]:
    yield from about(access, "//")
    yield _HEAD
    yield (_KNOWN_ID if is_guid(access.tenant) else _ASKED_ID).format(tenant=access.tenant.lower())
    yield _APPLICATION
    for number, ((api, app_id), grants) in enumerate(by_api(access).items(), 1):
        yield ""
        yield from _of_api(f"api{number}", api, app_id, grants)
    if access.roles:
        yield ""
        yield "// Directory roles: this extension cannot assign them. Assign them to the application by hand, or by"
        yield f"// `{command(access)} --format az`:"
    for grant in access.roles:
        yield f"//   {grant.name}"
        yield from (f"//     {one}" for one in reasons(grant))


def _of_api(name: str, api: str, app_id: str, grants: list[Grant]) -> Iterator[str]:
    yield f"// {api}"
    yield f"resource {name} 'Microsoft.Graph/servicePrincipals@v1.0' existing = {{"
    yield f"  appId: '{app_id}'"
    yield "}"
    yield f"var {name}Permissions = ["
    for grant in grants:
        yield from (f"  // {one}" for one in reasons(grant))
        yield f"  '{grant.name}'"
    yield "]"
    yield f"resource {name}Grants 'Microsoft.Graph/appRoleAssignedTo@v1.0' = [for one in {name}Permissions: {{"
    yield f"  appRoleId: (filter({name}.appRoles, role => role.value == one)[0]).id"
    yield "  principalId: application.id"
    yield f"  resourceId: {name}.id"
    yield "}]"


FORMAT = Format(render)
