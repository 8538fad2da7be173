"""The applications of an independent backup, assessed: what the tenant shows of them is what the client wrote down.

An application that is gone, switched off, without a permission that it needs, or somebody else's by now backs nothing
up. That all of this is in order proves access and no backup: whether copies are made, a named owner attests.

Sources: https://learn.microsoft.com/graph/api/resources/serviceprincipal and
https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignments (2026-11-27); the ids of Microsoft's own
applications (recalled).
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_guid,
    as_list,
    as_object,
    as_text,
    as_texts,
    member,
    not_understood,
    required,
    told,
)
from holdfast.kinds.field import Field, Type
from holdfast.kinds.judgement import Judgement, Unjudged, Violation
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.model.permission import EXCHANGE, GRAPH, SHAREPOINT
from holdfast.tenant.asked import one_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holdfast.tenant.tenant import Reader

_COLUMNS = (
    "id,appId,accountEnabled,disabledByMicrosoftStatus,appOwnerOrganizationId,verifiedPublisher,appRoles"
)
_RESOURCES = {
    "graphPermissions": GRAPH.app_id,
    "exchangePermissions": EXCHANGE.app_id,
    "sharepointPermissions": SHAREPOINT.app_id,
}
"""By property, the application whose permissions are named in it: Microsoft Graph, Exchange Online, SharePoint."""
_MOST = 12
"""With those three as many as `in` takes: https://learn.microsoft.com/graph/filter-query-parameter (recalled)."""
_NOT_DISABLED = "NotDisabled"
_FOR_APPLICATIONS = "Application"

_Fact = tuple[str, Any, Any]
"""A property, what is asked of it, and what it is."""
Roles = dict[str, dict[str, tuple[str, str]]]
"""By property and name of a permission, what a consent to it says: ids of resource and role; all in lower case."""


class BackupApplications(Assessment):
    """The applications that the client named are the members."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the list that they come from (see `Kind.interface`); only those that are named are asked for."""
        return "Graph v1.0: `/servicePrincipals`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess every application that is named (see `PopulationKind.judge`)."""
        wanted = {str(one["appId"]).casefold(): one for one in rule["applications"]}
        resources = {id_ for name, id_ in _RESOURCES.items() if any(one.get(name) for one in wanted.values())}
        rows = await tenant.graph.collection(
            f"/servicePrincipals?$select={_COLUMNS}", one_of("appId", {*wanted, *resources}), leads=True
        )
        try:
            found = _each_once(rows)
            ids = {one: required(found[one], "id", as_guid) for one in sorted(wanted) if one in found}
            roles = _roles(found)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None
        consents = await asyncio.gather(
            *(tenant.graph.collection(f"/servicePrincipals/{one}/appRoleAssignments") for one in ids.values())
        )
        return _judged(wanted, found, dict(zip(ids, consents, strict=True)), roles)


def _each_once(rows: Iterable[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Return the applications by their ids in lower case.

    Raises:
        MisreadError: when two have one id: which of them backs up cannot be told.
    """
    found: dict[str, Mapping[str, Any]] = {}
    for row in rows:
        app_id = required(row, "appId", as_guid)
        if found.setdefault(app_id.casefold(), row) is not row:
            raise MisreadError("appId", "another in every row", app_id)
    return found


def _roles(found: Mapping[str, Mapping[str, Any]]) -> Roles:
    """Return the permissions that applications can be given; none of a resource that the tenant does not have."""
    roles: Roles = {}
    for name, app_id in _RESOURCES.items():
        row = found.get(app_id)
        roles[name] = {}
        for role in required(row, "appRoles", as_list) if row else ():
            if _FOR_APPLICATIONS in required(role, "allowedMemberTypes", as_texts):
                named = (member(role, "value", as_text) or "").casefold()
                roles[name][named] = (_id(row or {}, "id"), _id(role, "id"))
    return roles


def _id(row: Mapping[str, Any], name: str) -> str:
    return required(row, name, as_guid)


def _judged(
    wanted: Mapping[str, Mapping[str, Any]],
    found: Mapping[str, Mapping[str, Any]],
    consents: Mapping[str, Sequence[Mapping[str, Any]]],
    roles: Roles,
) -> Judgement:
    """Return what each application that is named came to; all ids are in lower case."""
    broken: list[Violation] = []
    unknown: list[Unjudged] = []
    for one, asked in wanted.items():
        if one not in found:
            broken += _violations(asked, "", [("present", True, False)])
            continue
        try:
            broken += _of_application(asked, found[one], _consented(found[one], consents[one]), roles)
        except MisreadError as misread:
            unknown.append(Unjudged(member=asked["appId"], why=f"is not understood: {misread}"))
    named = {one.member for one in broken} | {one.member for one in unknown}
    return Judgement(
        covered=sum(asked["appId"] not in named for asked in wanted.values()),
        violations=tuple(sorted(broken, key=lambda one: (one.member, one.property))),
        exempt={},
        unjudged=tuple(sorted(unknown, key=lambda one: one.member)),
    )


def _consented(row: Mapping[str, Any], consents: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    """Return ids of resource and role that an application has been given.

    Raises:
        MisreadError: one is somebody else's, as when a batch mixes its answers up.
    """
    given = set()
    for one in consents:
        if _id(one, "principalId") != _id(row, "id"):
            raise MisreadError("principalId", f"{row['id']}, which was asked for", one["principalId"])
        given.add((_id(one, "resourceId"), _id(one, "appRoleId")))
    return given


def _of_application(
    asked: Mapping[str, Any], row: Mapping[str, Any], given: set[tuple[str, str]], roles: Roles
) -> list[Violation]:
    """Return in what an application that is there is not as the client wrote it down."""
    facts: list[_Fact] = [
        ("accountEnabled", True, required(row, "accountEnabled", as_boolean)),
        (
            "disabledByMicrosoftStatus",
            _NOT_DISABLED,
            told(row, "disabledByMicrosoftStatus", as_text) or _NOT_DISABLED,
        ),
        (
            "ownerTenantId",
            asked["ownerTenantId"].casefold(),
            (member(row, "appOwnerOrganizationId", as_guid) or "").casefold(),
        ),
        *_of_publisher(asked, row),
    ]
    for name, offered in roles.items():
        wanted = sorted(asked.get(name) or ())
        facts.append((name, wanted, [one for one in wanted if offered.get(one.casefold()) in given]))
    return _violations(asked, row["id"], [one for one in facts if one[1] != one[2]])


def _of_publisher(asked: Mapping[str, Any], row: Mapping[str, Any]) -> list[_Fact]:
    """Return what is asked of the verified publisher: his name, unless his id is named alone, and his id, if it is.

    Raises:
        MisreadError: the answer says nothing of it, which is not that there is none.
    """
    told_of = told(row, "verifiedPublisher", as_object) or {}
    name, own_id = asked.get("publisher") or "", asked.get("publisherId") or ""
    facts: list[_Fact] = []
    if name or not own_id:
        facts.append(("publisher", name, member(told_of, "displayName", as_text) or ""))
    if own_id:
        facts.append(("publisherId", own_id, member(told_of, "verifiedPublisherId", as_text) or ""))
    return facts


def _violations(asked: Mapping[str, Any], member_id: str, facts: Iterable[_Fact]) -> list[Violation]:
    return [
        Violation(
            member=asked["appId"],
            member_id=member_id,
            property=name,
            expected=expected,
            found=is_,
            note="nothing is written here: look who changed it, and ask the vendor what the backup needs",
        )
        for name, expected, is_ in facts
    ]


def _permissions(name: str, of: str) -> Field:
    return Field(
        name=name,
        doc=f"Names of the application permissions of {of} that it needs.",
        many=True,
        any_case=True,
    )


_BY_NAME = asked_by_name(
    "/servicePrincipals",
    "/servicePrincipals/{id}/appRoleAssignments",
)

KIND = BackupApplications(
    token="m365:backup:BackupApplications",
    title="Applications of the independent backup",
    doc=(
        "An assessment, which never writes: each application that is named is in the tenant and enabled, has consent "
        "to the permissions that are named, and is still its publisher's."
    ),
    key="backup-applications",
    noun="applications",
    judges=(
        "present",
        "accountEnabled",
        "disabledByMicrosoftStatus",
        "ownerTenantId",
        "publisher",
        "publisherId",
        *_RESOURCES,
    ),
    audit_category="ApplicationManagement",
    fields=(
        Field(
            name="applications",
            doc="The applications with which the backup signs in.",
            type=Type.OBJECT,
            many=True,
            most=_MOST,
            required=True,
            fields=(
                Field(name="appId", doc="Its application (client) id.", required=True, any_case=True),
                Field(
                    name="ownerTenantId",
                    doc="Id of the tenant in which it is registered.",
                    required=True,
                    any_case=True,
                ),
                Field(
                    name="publisher", doc="Display name of its verified publisher; none where it has none."
                ),
                Field(
                    name="publisherId",
                    doc="Id of its verified publisher, which a name alone does not prove; none: it is not judged.",
                ),
                _permissions("graphPermissions", "Microsoft Graph"),
                _permissions("exchangePermissions", "Office 365 Exchange Online"),
                _permissions("sharepointPermissions", "Office 365 SharePoint Online"),
            ),
        ),
    ),
    read_permissions=("Application.Read.All",),
    omits=f"delegated permissions, directory roles, and whether the applications sign in. {_BY_NAME}",
    source="https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignments (2026-11-27)",
)
