"""What belongs to a domain: how it is federated. A new tenant's are not: their passwords are checked here.

Sources: domain-list-federationconfiguration, domain-post-federationconfiguration, internaldomainfederation-update and
-delete of https://learn.microsoft.com/graph/api (2026-11-28): one object at most, and what it says. That the list of a
domain that is not federated is empty is recalled (the page says 404 where the whole tenant has none), and so are the
names of the audit events. That the initial domain cannot be federated is recalled; the text is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import Person, record_directory_change
from holdfast.emulator.graph.domains.routes import prove, require_domain
from holdfast.emulator.odata.errors import bad_request, not_found
from holdfast.emulator.odata.fitting import completed
from holdfast.emulator.odata.query import Listing, created_reply, list_reply, object_reply, refuse_options
from holdfast.emulator.odata.schema import Flag, StructuredType, Text
from holdfast.emulator.routing import Route
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal

FEDERATIONS = "federationConfiguration"
"""In the store, by name of the domain."""
_READ = ("Domain.Read.All", "Domain.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All")
_WRITE = ("Domain-InternalFederation.ReadWrite.All", "Domain.ReadWrite.All")
_PATH = "/domains/{id}/federationConfiguration"
_ITEM = f"{_PATH}/{{federation}}"
_FEDERATION = StructuredType(
    "internalDomainFederation",
    {
        **{
            name: Text()
            for name in (
                *(
                    "displayName",
                    "issuerUri",
                    "metadataExchangeUri",
                    "signingCertificate",
                    "passiveSignInUri",
                ),
                *("activeSignInUri", "signOutUri", "nextSigningCertificate"),
            )
        },
        "preferredAuthenticationProtocol": Text(choices=("wsFed", "saml")),
        "promptLoginBehavior": Text(
            choices=("translateToFreshPasswordAuthentication", "nativeSupport", "disabled")
        ),
        "isSignedAuthenticationRequestRequired": Flag(),
        "federatedIdpMfaBehavior": Text(
            choices=("acceptIfMfaDoneByFederatedIdp", "enforceMfaByFederatedIdp", "rejectMfaByFederatedIdp")
        ),
    },
    nullable=False,
    read_only=frozenset({"id", "signingCertificateUpdateStatus"}),
)


def _listing(name: str) -> Listing:
    return Listing(
        context=f"domains('{name}')/federationConfiguration",
        entity="microsoft.graph.internalDomainFederation",
        properties=frozenset({"id", "signingCertificateUpdateStatus", *_FEDERATION.fields}),
        count=False,
    )


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    name = require_domain(tenant, call.params["id"])["id"]
    found = tenant.store.get(FEDERATIONS, name)
    return list_reply(call, _listing(name), [found] if found else [])


def _found(tenant: Tenant, call: Call) -> tuple[str, dict[str, Any]]:
    name = require_domain(tenant, call.params["id"])["id"]
    found = tenant.store.get(FEDERATIONS, name)
    if found is None or found["id"].lower() != call.params["federation"].lower():
        raise not_found(call.params["federation"])
    return name, found


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    name, found = _found(tenant, call)
    return object_reply(call, _listing(name), found)


def _create(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    name = require_domain(tenant, call.params["id"])["id"]
    made = federate(tenant, principal, name, call.body)
    return created_reply(call, f"/domains/{name}/federationConfiguration", _listing(name).context, made)


def federate(tenant: Tenant, actor: Principal | Person, name: str, body: Any) -> dict[str, Any]:
    """Federate a domain, which others vouch for from then on, and leave the audit event. Returns the federation.

    Raises:
        GraphError: 404 for no such domain; 400 for the initial one, a second federation, or what does not fit.
    """
    domain = require_domain(tenant, name)
    given = completed(_FEDERATION, body)
    if domain["isInitial"] or tenant.store.get(FEDERATIONS, domain["id"]):
        raise bad_request(f"The domain {domain['id']} cannot be federated, or is so already.")
    made = {
        "id": tenant.store.new_id(),
        **dict.fromkeys(_FEDERATION.fields),
        "signingCertificateUpdateStatus": None,
        **given,
    }
    tenant.store.put(FEDERATIONS, domain["id"], made)
    prove(tenant, domain["id"], "Federated")
    _record(tenant, actor, "Set domain authentication", domain["id"], old=None, new=made)
    return made


def _update(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    name, _ = _found(tenant, call)
    change_federation(tenant, principal, name, call.body)
    return Reply(204)


def change_federation(tenant: Tenant, actor: Principal | Person, name: str, body: Any) -> None:
    """Change how a federated domain is federated, and leave the audit event.

    Raises:
        GraphError: 404 for a domain that is not federated; 400 for what does not fit.
    """
    before = tenant.store.get(FEDERATIONS, name)
    if before is None:
        raise not_found(name)
    after = {**before, **completed(_FEDERATION, body)}
    tenant.store.put(FEDERATIONS, name, after)
    _record(tenant, actor, "Set federation settings on domain", name, old=before, new=after)


def _delete(tenant: Tenant, principal: Principal, call: Call) -> Reply:
    refuse_options(call)
    name, gone = _found(tenant, call)
    tenant.store.delete(FEDERATIONS, name)
    prove(tenant, name, "Managed")
    _record(tenant, principal, "Set domain authentication", name, old=gone, new=None)
    return Reply(204)


def _record(
    tenant: Tenant, actor: Principal | Person, activity: str, name: str, *, old: Any, new: Any
) -> None:
    record_directory_change(
        tenant,
        actor,
        activity,
        "DirectoryManagement",
        "Core Directory",
        target={"id": name, "displayName": name, "type": "Other"},
        old=old,
        new=new,
    )


ROUTES: tuple[Route, ...] = (
    Route("GET", _PATH, _list, "How a domain is federated, if it is.", any_of=_READ),
    Route("GET", _ITEM, _get, "Read how a domain is federated.", any_of=_READ, consented=False),
    Route("POST", _PATH, _create, "Federate a domain.", any_of=_WRITE, consented=False),
    Route("PATCH", _ITEM, _update, "Change how a domain is federated.", any_of=_WRITE, consented=False),
    Route("DELETE", _ITEM, _delete, "Have a domain be federated no longer.", any_of=_WRITE, consented=False),
)
"""Routes of parts of a domain."""
