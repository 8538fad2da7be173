"""The tenant's own applications, assessed: by what they prove who they are, and whether anybody uses them.

A secret that is good for years is known to more people every year; one that has ended, or ends soon, is told before
what rests on it stops. An application that nothing has signed in as for long is a door without a guard. Read, and never
written: who needs an application is for people to say.

When an application signed in last stands in a report of Graph beta, of sign-ins as a client by its own credentials or
for a user. One that is not in it has not signed in since the report began; so a young application is given the time
that an old one may be idle, counted from when it was made.

Sources (2026-11-27): https://learn.microsoft.com/graph/api/resources/application, passwordcredential and keycredential
there; https://learn.microsoft.com/graph/api/reportroot-list-serviceprincipalsigninactivities (Graph beta, and its
permission). That the report needs Microsoft Entra ID P1, and leaves out who never signed in, is recalled.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_guid,
    as_list,
    as_moment,
    as_object,
    as_past,
    as_text,
    member,
    not_understood,
    required,
)
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.credentials import called
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.tally import Ruling
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_COLUMNS = "id,appId,displayName,createdDateTime,passwordCredentials,keyCredentials"
_CREDENTIALS = ("passwordCredentials", "keyCredentials")
_AS_A_CLIENT = ("applicationAuthenticationClientSignInActivity", "delegatedClientSignInActivity")
_LAST = "lastSignInDateTime"


class RegisteredApplications(Assessment):
    """The applications that are registered in the tenant are the members."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the lists that the facts come from (see `Kind.interface`)."""
        return "Graph v1.0: `/applications`; Graph beta: `/reports/servicePrincipalSignInActivities`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess every application (see `PopulationKind.judge`)."""
        rows, activities = await asyncio.gather(
            tenant.graph.collection(f"/applications?$select={_COLUMNS}"),
            tenant.graph.collection("/beta/reports/servicePrincipalSignInActivities"),
        )
        try:
            return judged(rows, last_uses(activities, tenant.service_time()), rule, tenant.service_time())
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None


def last_uses(activities: Sequence[Row], now: datetime) -> dict[str, datetime | None]:
    """Return when each application signed in last as a client, by its client id in lower case; None: it never did.

    Raises:
        MisreadError: when a row is not understood: then an application would be taken for idle that is not.
    """
    found: dict[str, datetime | None] = {}
    for row in activities:
        app_id = required(row, "appId", as_guid)
        told = [member(row, one, as_object) or {} for one in _AS_A_CLIENT]
        moments = [moment for one in told if (moment := member(one, _LAST, as_past(now)))]
        before = found.get(app_id)
        found[app_id] = max([*moments, *([before] if before else [])], default=None)
    return found


def judged(
    rows: Sequence[Row], used: Mapping[str, datetime | None], rule: Mapping[str, Any], now: datetime
) -> Judgement:
    """Return what every application came to.

    Raises:
        MisreadError: when one has no id: which is meant cannot be told.
    """
    excluded = {str(one).strip().casefold() for one in rule.get("excludedApplications") or []}
    count = Count()
    for row in rows:
        app_id = required(row, "appId", as_guid)
        name = f"{member(row, 'displayName', as_text) or 'without a name'} ({app_id})"
        if app_id.casefold() in excluded:
            count.take(Ruling(member=name, exempt=Reason.EXCLUDED))
            continue
        try:
            required(row, "id", as_guid)
            broken = [*_of_credentials(row, rule, now), *_of_use(row, used.get(app_id.casefold()), rule, now)]
        except MisreadError as misread:
            count.lose(name, f"is not understood: {misread}")
            continue
        count.take(Ruling(member=name, breaks=tuple(_violation(row, name, *one) for one in broken)))
    return count.judgement()


_Broken = tuple[str, Any, Any]
"""A property, what is asked of it, and what it is."""


def _of_credentials(row: Row, rule: Mapping[str, Any], now: datetime) -> Iterator[_Broken]:
    """Yield which credentials are good for too long, have ended, or end soon: each list told once.

    Raises:
        MisreadError: a moment is not understood, or one ends before it starts.
    """
    longest = timedelta(days=int(rule["longestCredentialDays"]))
    soon = now + timedelta(days=int(rule["toldDaysBefore"]))
    long: list[str] = []
    ended: list[str] = []
    ending: list[str] = []
    for one in (as_object(each, name) for name in _CREDENTIALS for each in required(row, name, as_list)):
        end, name = required(one, "endDateTime", as_moment), called(one)
        if end <= now:
            ended.append(name)
            continue
        start = required(one, "startDateTime", as_moment)
        if start > end:
            raise MisreadError("startDateTime", "before the end", one["startDateTime"])
        # Whoever has one that is not good yet keeps it until it is.
        if end - min(start, now) > longest:
            long.append(name)
        if end <= soon:
            ending.append(name)
    for about, found in (
        ("longCredentials", long),
        ("endedCredentials", ended),
        ("endingCredentials", ending),
    ):
        if found:
            yield about, [], sorted(found)


def _of_use(row: Row, last: datetime | None, rule: Mapping[str, Any], now: datetime) -> Iterator[_Broken]:
    """Yield that nothing signed in as the application for too long."""
    made = required(row, "createdDateTime", as_past(now))
    since = last or made
    days = int(rule["idleDays"])
    if now - since > timedelta(days=days):
        told = f"{last:%Y-%m-%d}" if last else f"none since it was made, {since:%Y-%m-%d}"
        yield "lastSignIn", f"within {days} days", told


def _violation(row: Row, name: str, about: str, expected: Any, found: Any) -> Violation:
    return Violation(
        member=name,
        member_id=required(row, "id", as_guid),
        property=about,
        expected=expected,
        found=found,
    )


_BY_NAME = asked_by_name(
    "/applications",
    "/reports/servicePrincipalSignInActivities",
)

KIND = RegisteredApplications(
    token="m365:entra:RegisteredApplications",
    title="Registered applications",
    doc=(
        "An assessment, which never writes: no application of the tenant's own has a credential good for longer "
        "than the days given, that has ended or ends soon, and each has signed in not long ago."
    ),
    key="registered-applications",
    noun="applications",
    judges=("longCredentials", "endedCredentials", "endingCredentials", "lastSignIn"),
    audit_category="ApplicationManagement",
    fields=(
        Field(
            name="longestCredentialDays",
            doc="Days for which a secret or certificate is good at most.",
            type=Type.INTEGER,
            required=True,
            minimum=1,
            protects=Protects.LOWER,
        ),
        Field(
            name="toldDaysBefore",
            doc="Days before its end from which a credential is told.",
            type=Type.INTEGER,
            required=True,
            minimum=0,
            protects=Protects.HIGHER,
        ),
        Field(
            name="idleDays",
            doc="Days after which an application that has not signed in is told.",
            type=Type.INTEGER,
            required=True,
            minimum=1,
            protects=Protects.LOWER,
        ),
        Field(
            name="excludedApplications",
            doc="Client ids of applications that the rule leaves out.",
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
    ),
    read_permissions=("Application.Read.All", "AuditLog.Read.All"),
    licence="AAD_PREMIUM",
    omits=(
        "applications of other organizations, and what an application may do; federated credentials, which do not end; "
        "credentials of service principals, which have a rule of their own. "
        "Who never signed in is not in the report of sign-ins, and is judged by when it was made. "
        f"{_BY_NAME}"
    ),
    source="https://learn.microsoft.com/graph/api/reportroot-list-serviceprincipalsigninactivities (2026-11-27)",
)
