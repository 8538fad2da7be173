"""`docs/embedded-tenant.md`: what the embedded tenant implements, and how sure we are of each part.

Everything on the page comes from the routes, cmdlets, declarations, faults, limits and contract tests themselves.
"""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING

from holdfast.emulator.arm.dispatch import ROUTES as ARM_ROUTES
from holdfast.emulator.clouds import HOSTS
from holdfast.emulator.cmdlets.registry import all_cmdlets, cmdlet_services
from holdfast.emulator.cmdlets.routes import ROUTES as ADMIN_ROUTES
from holdfast.emulator.declared.graph_object import GraphObject
from holdfast.emulator.evidence import MARKS
from holdfast.emulator.faults import FAULTS
from holdfast.emulator.limits import LIMITS
from holdfast.emulator.odata.dispatch import graph_routes, graph_services
from tools.docs.contract_marks import counted, strongest
from tools.docs.markdown import GENERATED, table, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holdfast.emulator.cmdlets.cmdlet import Cmdlet
    from holdfast.emulator.cmdlets.routes import AdminRoute
    from holdfast.emulator.declared.cmdlet_object import CmdletObject, Setting
    from holdfast.emulator.declared.statement import Property
    from holdfast.emulator.evidence import Mark
    from holdfast.emulator.routing import Route
    from tools.docs.contract_marks import ContractTest

_ABOUT = (
    "Anything else that the real service has "
    "is answered with 501: in Graph with the nearest routes; query options, filter clauses and cmdlet "
    "parameters likewise."
)
_LONGEST = 60
"""Characters of a default that are shown."""
_MARKS = (
    "Every contract test bears one mark: *verified* against a captured answer of the real service, *documented* on a "
    "page that was read on the day that the test names, or *assumed*. A route or cmdlet has the strongest mark among "
    "the tests that cover it; none is without a test. A strong mark says that something of it is certain, not all: the "
    "test says what."
)
_DECLARED = (
    "A service without rules of its own is one declaration, a file in `holdfast/emulator/graph`, `exchange` or "
    "`purview`. What each of these says rests on:"
)
_SIGN_IN = (
    (
        "POST",
        "/{tenant}/oauth2/v2.0/token",
        "Client credentials: secret, certificate or federated assertion.",
    ),
    ("POST", "/{tenant}/oauth2/token", "The same with `resource` in the place of `scope`."),
    ("GET", "/{tenant}/v2.0/.well-known/openid-configuration", "OpenID configuration, of `common` too."),
    ("GET", "/{tenant}/.well-known/openid-configuration", "The older one."),
    ("GET", "/{tenant}/discovery/v2.0/keys", "Keys that verify the tokens; without `v2.0` too."),
    ("GET", "/common/discovery/instance", "Instance discovery."),
    ("GET", "/metadata/endpoints", "Cloud metadata for `azuread:metadataHost`."),
    (
        "GET",
        "/pipelines/github/token",
        "A job's token, as GitHub Actions gives it; on loopback alone.",
    ),
    ("POST", "/pipelines/azure-devops/oidctoken", "A job's token, as Azure DevOps gives it."),
    ("GET", "/pipelines/{issuer}/.well-known/openid-configuration", "Their configuration; `jwks` beside it."),
    (
        "GET",
        "/machines/{tenant}/metadata/identity/oauth2/token",
        "A managed identity's token, as IMDS gives it.",
    ),
    ("GET", "/machines/{tenant}/msi/token", "The same, as App Service and its kin give it."),
)
_LENIENT = (
    "Slashes may be doubled or stand at the end; names of paths, options and properties have no letter case, "
    "values have; a type may be written shortly (`graph.user`), a key in parentheses (`/users('…')`). Behind "
    "a list that takes `$count=true` stands `/$count`, with the rights of the list, and behind an object each of its "
    "properties (assumed), with the object's. Bodies may be packed with gzip or deflate. HEAD is answered as GET, "
    "OPTIONS without a token (both assumed)."
)
_CREDENTIALS = (
    "Applications sign in with their secret, with a certificate, or with a token of an issuer that they trust. "
    "`holdfast tenant credential` registers the last two, as do the routes of `/applications` below for an "
    "application with `Application.ReadWrite.All`: the seeded one is called Administrator, and `server.json` "
    "says how to sign in as it. The signature of an issuer's token is checked with the keys that `--keys` "
    "gave, else, where it bears the name of GitHub Actions or Azure DevOps, with those of the stand-ins that are "
    "served here (`holdfast tenant pipeline`); keys of others that nobody gave are not fetched."
)

_DNS = (
    "DNS, by UDP and TCP at `name_server` of `server.json`: TXT records of the zones that the tenants' stores have, "
    "and of two of Microsoft's. It asks nobody else; a name of no such zone is refused."
)


def embedded_tenant_page(tests: Sequence[ContractTest]) -> str:
    """The page, Markdown; the same for the same code and tests."""
    parts = [
        "# What the embedded tenant implements",
        GENERATED,
        _ABOUT,
        f"Hosts, through the proxy: {', '.join(f'`{host}`' for host in HOSTS)}.",
        _DNS,
        "## How sure we are",
        _MARKS,
        table(("", *MARKS), _counts(tests)),
        "## Sign-in",
        table(("Method", "Path", "What it does"), ((m, f"`{path}`", doc) for m, path, doc in _SIGN_IN)),
        _CREDENTIALS,
        *_what_is_served(tests),
        "## Declared services",
        _DECLARED,
        *(_declared(one) for one in declared_services()),
        *_what_can_be_switched_on(),
    ]
    return "\n\n".join(parts) + "\n"


def _what_is_served(tests: Sequence[ContractTest]) -> list[str]:
    """Return what is said of every route and cmdlet."""
    return [
        "## Microsoft Graph",
        _LENIENT,
        "`POST /$batch` takes up to 20 of these, each throttled, faulted, authorised and logged by itself.",
        table(
            ("Method", "Path", "Mark", "Versions", "Application roles", "Licence", "What it does"),
            (_route_row(tests, route) for route in sorted(graph_routes(), key=_route_order)),
        ),
        "## Azure Resource Manager",
        table(
            ("Method", "Path", "Mark", "What it does"),
            (
                (route.method, f"`{route.template}`", _mark(tests, _name(route)), route.doc)
                for route in sorted(ARM_ROUTES, key=_route_order)
            ),
        ),
        "## Exchange and Purview cmdlets",
        table(
            ("Cmdlet", "Mark", "Endpoint", "Parameters", "Refused parameters", "What it does"),
            (_cmdlet_row(tests, cmdlet) for cmdlet in sorted(all_cmdlets(), key=lambda one: one.name)),
        ),
        table(
            ("Path of both endpoints", "Mark", "What it does"),
            ((_name(route), _mark(tests, _name(route)), route.doc) for route in ADMIN_ROUTES),
        ),
    ]


def _what_can_be_switched_on() -> list[str]:
    """Return what is said of faults and limits."""
    return [
        "## Faults",
        table(("Fault", "What it does"), ((f"`{name}`", doc) for name, doc in FAULTS.items())),
        "## Real limits",
        table(
            ("Limit", "Requests", "Seconds", "Retry-After", "Counted"),
            (
                (name, str(one.requests), f"{one.seconds:g}", "yes" if one.retry_after else "no", one.doc)
                for name, one in LIMITS.items()
            ),
        ),
    ]


def _route_order(route: Route) -> tuple[str, str]:
    return route.template, route.method


def declared_services() -> list[GraphObject | CmdletObject]:
    """Return every declared service, those of Graph first, sorted by the name of their file."""
    found = (*graph_services(), *cmdlet_services())
    return [one.declared for one in found if one.declared is not None]


def _counts(tests: Sequence[ContractTest]) -> Iterable[tuple[str, ...]]:
    services = declared_services()
    others: tuple[Route | AdminRoute, ...] = (*ARM_ROUTES, *ADMIN_ROUTES)
    rows: dict[str, list[Mark | None]] = {
        "Contract tests, each case counted": [test.mark for test in tests],
        "Routes of Graph": [strongest(tests, _name(route)) for route in graph_routes()],
        "Routes of Resource Manager and of the cmdlet endpoints": [
            strongest(tests, _name(route)) for route in others
        ],
        "Cmdlets": [strongest(tests, cmdlet.name) for cmdlet in all_cmdlets()],
        "Defaults of declared services": [
            one.evidence.mark for service in services for one in _properties(service).values()
        ],
        "Refused values of declared services": [
            one.evidence.mark for service in services for one in service.refused
        ],
    }
    return ((what, *counted(marks)) for what, marks in rows.items())


def _properties(service: GraphObject | CmdletObject) -> Mapping[str, Property | Setting]:
    return service.properties if isinstance(service, GraphObject) else service.settings


def _declared(service: GraphObject | CmdletObject) -> str:
    if isinstance(service, GraphObject):
        name, statements = service.path, [("paths, verbs, answers", service.evidence)]
        statements.append(("roles", service.roles.evidence))
        if service.audit is not None:
            statements.append(("audit event", service.audit.evidence))
    else:
        name, statements = service.noun, [("cmdlets, parameters, answers", service.evidence)]
    alike = groupby(_properties(service).items(), key=lambda one: (one[1].evidence, _shown(one[1].default)))
    for (evidence, default), properties in alike:
        statements.append((f"{words(name for name, _ in properties)}: by default {default}", evidence))
    statements += [(f"refused: {_shown(dict(one.given))}", one.evidence) for one in service.refused]
    rows = ((what, known.mark, known.source, known.date) for what, known in statements)
    return f"### `{name}`\n\n{table(('Statement', 'Mark', 'Source', 'Read or captured'), rows)}"


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return f"`{text if len(text) <= _LONGEST else text[:_LONGEST] + '…'}`"


def _name(route: Route | AdminRoute) -> str:
    return f"{route.method} {route.template}"


def _mark(tests: Sequence[ContractTest], name: str) -> str:
    return strongest(tests, name) or "none"


def _route_row(tests: Sequence[ContractTest], route: Route) -> tuple[str, ...]:
    roles = [f"all of {', '.join(route.all_of)}"] if route.all_of else []
    roles += [f"one of {', '.join(route.any_of)}"] if route.any_of else []
    return (
        route.method,
        f"`{route.template}`",
        _mark(tests, _name(route)),
        ", ".join(route.versions),
        "; ".join(roles) or "none",
        route.licence or "",
        route.doc,
    )


def _cmdlet_row(tests: Sequence[ContractTest], cmdlet: Cmdlet) -> tuple[str, ...]:
    parameters = ", ".join(one.name for one in cmdlet.parameters)
    refused = ", ".join(sorted(cmdlet.unimplemented))
    return cmdlet.name, _mark(tests, cmdlet.name), cmdlet.endpoint, parameters, refused, cmdlet.doc
