"""Who signs in as an application without a secret, assessed: identities of other issuers, each named by the rule.

A federated credential trusts whatever an issuer says of a subject: a workflow of a repository, a workload of a cluster.
Whoever adds one needs no secret that ends or that anybody finds, and comes back as the application for as long as it is
there. An issuer such as that of a host of repositories is everybody's, so the subject is named as well. One by an
expression over what the issuer says, a preview feature, has a subject of null, so that no setting names it: it breaks
the rule whatever the expression is. Which it is beta alone tells, and it is asked for: who accepted one did not accept
another (https://learn.microsoft.com/graph/api/resources/federatedidentitycredential?view=graph-rest-beta, 2026-11-30).

Sources (2026-11-28): https://learn.microsoft.com/graph/api/resources/federatedidentitycredentials-overview (issuer and
subject are compared letter for letter; at most twenty an application),
https://learn.microsoft.com/graph/api/resources/application (that the list of applications expands them is recalled).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_guid,
    as_list,
    as_object,
    as_text,
    member,
    not_understood,
    required,
    told,
)
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.tally import Ruling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]
    Trusted = tuple[str, str, str]
    """Client id of the application, issuer and subject."""

_CREDENTIALS = "federatedIdentityCredentials"
_EXPRESSION = "claimsMatchingExpression"
_LIST = f"/applications?$select=id,appId,displayName&$expand={_CREDENTIALS}"


class FederatedCredentials(Assessment):
    """The applications that are registered in the tenant are the members."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the list that the facts come from (see `Kind.interface`)."""
        return f"Graph v1.0: `/applications?$expand={_CREDENTIALS}`; beta where one is by an expression"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Judge every application (see `PopulationKind.judge`)."""
        rows = await tenant.graph.collection(_LIST)
        if any(map(_has_expression, rows)):
            rows = await tenant.graph.collection(f"/beta{_LIST}")
        try:
            return judged(rows, rule)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None


def judged(rows: Sequence[Row], rule: Mapping[str, Any]) -> Judgement:
    """Return what every application came to.

    Raises:
        MisreadError: when one has no id: which is meant cannot be told.
    """
    agreed = {
        _trusted(str(one["appId"]), str(one["issuer"]), str(one["subject"]))
        for one in rule.get("credentials") or []
    }
    count = Count()
    for row in rows:
        count.take(_ruling(row, agreed))
    return count.judgement()


def _ruling(row: Row, agreed: set[Trusted]) -> Ruling:
    """Return what one application came to.

    Raises:
        MisreadError: it has no id.
    """
    app_id, own_id = required(row, "appId", as_guid), required(row, "id", as_guid)
    name = app_id
    try:
        name = f"{member(row, 'displayName', as_text) or 'without a name'} ({app_id})"
        listed = [as_object(one, _CREDENTIALS) for one in required(row, _CREDENTIALS, as_list)]
        found = [_found(app_id, one) for one in listed]
    except MisreadError as misread:
        return Ruling(member=name, unknown=f"may let others sign in as it: {misread}")
    breaks = [
        Violation(
            member=name,
            member_id=own_id,
            property=_CREDENTIALS,
            expected=sorted(_told(one) for one in agreed if one[0] == app_id.strip().casefold()),
            found=sorted(said for _, said in found),
            note="no setting names it: whoever the issuer calls so signs in as the application, without a secret",
        )
    ]
    return Ruling(member=name, breaks=tuple(breaks) if {one for one, _ in found} - agreed else ())


def _has_expression(row: Row) -> bool:
    listed = row.get(_CREDENTIALS)
    return isinstance(listed, list) and any(
        isinstance(one, dict) and one.get("subject", "") is None for one in listed
    )


def _found(app_id: str, one: Row) -> tuple[Trusted | None, str]:
    """Return who may sign in by a credential, and how that is told; None where an expression says who.

    Raises:
        MisreadError: it tells neither.
    """
    issuer, subject = required(one, "issuer", as_text), told(one, "subject", as_text)
    if subject is None:
        expression = required(required(one, _EXPRESSION, as_object), "value", as_text)
        return None, f"{issuer.strip()} (whoever meets {expression})"
    trusted = _trusted(app_id, issuer, subject)
    return trusted, _told(trusted)


def _trusted(app_id: str, issuer: str, subject: str) -> Trusted:
    return app_id.strip().casefold(), issuer.strip(), subject.strip()


def _told(one: Trusted) -> str:
    return f"{one[1]} {one[2]}"


KIND = FederatedCredentials(
    token="m365:entra:FederatedCredentials",
    title="Federated credentials",
    doc=(
        "An assessment, which never writes: identities of other issuers sign in as an application of the tenant's own "
        "only where they are named, by issuer and subject."
    ),
    key="federated-credentials",
    noun="applications",
    judges=(_CREDENTIALS,),
    audit_category="ApplicationManagement",
    fields=(
        Field(
            name="credentials",
            doc="Who may sign in, and as which application.",
            type=Type.OBJECT,
            many=True,
            protects=Protects.FEWER,
            fields=(
                Field(name="appId", doc="Application (client) id.", required=True, any_case=True),
                Field(name="issuer", doc="The address of who vouches, letter for letter.", required=True),
                Field(name="subject", doc="What it calls the identity, letter for letter.", required=True),
            ),
        ),
    ),
    read_permissions=("Application.Read.All",),
    omits=(
        "applications of other organizations, managed identities, and for which audience a token is. "
        f"{asked_by_name('/applications')}"
    ),
    source="https://learn.microsoft.com/graph/api/resources/federatedidentitycredentials-overview (2026-11-28)",
)
