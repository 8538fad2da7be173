"""Credentials of service principals, assessed: none signs in by one but those that the rule names.

A service principal can have passwords and certificates of its own, beside those of its application; the page of the
application does not show them. Given to one of Microsoft's own or of another organization, they let whoever gave them
sign in as it, with all that it may, and nobody who owns the application is told.

What a service principal has to have is left alone: a managed identity its keys, which Azure makes, and one that people
sign in to by SAML its signing certificate. Such a certificate is a private key (`Sign`), a public one (`Verify`) and
the password of the private one; the first two have one `customKeyIdentifier`, the first and the third one `keyId`. One
of each is left alone, and of Microsoft's own applications none. What has ended lets nobody in.

Where devices are joined, the directory registers an application "P2P Server" in the tenant, whose servicePrincipalNames
have `urn:p2p_cert`, and gives it certificates by which remote desktops know each other, named
`CN=MS-Organization-P2P-Access [2026]`. One of each year is taken for the directory's. Such a service principal is
counted apart, by name, and not as one that obeys: whoever writes a certificate can give it that name.

Sources (2026-11-28): https://learn.microsoft.com/graph/api/resources/serviceprincipal;
https://learn.microsoft.com/graph/api/serviceprincipal-addtokensigningcertificate (the three parts, and what they have
in common); https://learn.microsoft.com/graph/api/serviceprincipal-addpassword;
https://learn.microsoft.com/entra/identity/devices/faq (P2P Server and the name by which it is known; what its
certificates are called is as public scanners look for it, and that there is one a year is assumed). That a managed
identity's keys stand among its credentials, and that Microsoft's own applications are of one tenant, is recalled.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_guid,
    as_list,
    as_moment,
    as_object,
    as_text,
    as_texts,
    member,
    not_understood,
    required,
    told,
)
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.credentials import called
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.principals import MICROSOFT
from holdfast.kinds.services.tally import Ruling
from holdfast.model.status import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_LIST = "/servicePrincipals"
_COLUMNS = (
    "id,appId,displayName,appOwnerOrganizationId,servicePrincipalType,preferredSingleSignOnMode,"
    "servicePrincipalNames,keyCredentials,passwordCredentials"
)
_KEYS, _PASSWORDS = "keyCredentials", "passwordCredentials"
_MANAGED, _SAML = "managedidentity", "saml"
_SIGN, _VERIFY = "sign", "verify"
"""Values of the service in lower case."""
_REMOTE_DESKTOPS = "urn:p2p_cert"
_OF_A_YEAR = re.compile(r"CN=MS-Organization-P2P-Access \[(\d{4})\]", re.ASCII)
_NOTE = (
    "whoever has it signs in as the application, which does not show it: take it away, or name the application if it "
    "is known what signs in so"
)


class ServicePrincipalCredentials(Assessment):
    """Every service principal is a member."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the list that the facts come from (see `Kind.interface`)."""
        return f"Graph v1.0: `{_LIST}`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Assess every service principal (see `PopulationKind.judge`)."""
        rows = await tenant.graph.collection(f"{_LIST}?$select={_COLUMNS}")
        try:
            return judged(rows, rule, tenant.service_time())
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None


def judged(rows: Sequence[Row], rule: Mapping[str, Any], now: datetime) -> Judgement:
    """Return what every service principal came to.

    Raises:
        MisreadError: when there is none, though every tenant has some, or one has no id: which is meant cannot be told.
    """
    if not rows:
        raise MisreadError(_LIST, "with somebody, as in every tenant", rows)
    known = {str(one).strip().casefold() for one in rule.get("applications") or []}
    count = Count()
    for row in rows:
        own_id, app_id = required(row, "id", as_guid), required(row, "appId", as_guid)
        name = f"{member(row, 'displayName', as_text) or 'without a name'} ({app_id})"
        if app_id.casefold() in known:
            count.take(Ruling(member=name, exempt=Reason.EXCLUDED))
            continue
        try:
            found = sorted(_lets_in(row, now))
            of_directory = not found and bool(_of_remote_desktops(row, now))
        except MisreadError as misread:
            count.lose(name, f"is not understood: {misread}")
            continue
        if of_directory:
            count.take(Ruling(member=name, exempt=Reason.TYPE))
            continue
        broken = Violation(
            member=name, member_id=own_id, property="credentials", expected=[], found=found, note=_NOTE
        )
        count.take(Ruling(member=name, breaks=(broken,) if found else ()))
    return count.judgement()


def _lets_in(row: Row, now: datetime) -> Iterator[str]:
    """Yield what each credential is called by which somebody can sign in, and which is not there of necessity.

    Raises:
        MisreadError: a part is not told, or not understood.
    """
    of_azure = required(row, "servicePrincipalType", as_text).casefold() == _MANAGED
    keys, passwords = (
        [as_object(one, name) for one in required(row, name, as_list)] for name in (_KEYS, _PASSWORDS)
    )
    of_necessity = _of_signing(row, keys) | _of_remote_desktops(row, now)
    for sort, credentials in (("certificate", keys), ("password", passwords)):
        for one in credentials:
            if required(one, "endDateTime", as_moment) <= now:
                continue
            own_id = required(one, "keyId", as_text).casefold()
            if (of_azure and sort == "certificate") or own_id in of_necessity:
                continue
            yield f"{sort} {called(one)}"


def _of_signing(row: Row, keys: Sequence[Row]) -> set[str]:
    """Return the ids, in lower case, of the parts of certificates with which a service principal signs for people.

    Raises:
        MisreadError: a part is not told, or not understood.
    """
    mode = told(row, "preferredSingleSignOnMode", as_text) or ""
    owner = told(row, "appOwnerOrganizationId", as_guid) or ""
    if mode.casefold() != _SAML or owner.casefold() == MICROSOFT:
        return set()
    parts = {_SIGN: dict[str, str](), _VERIFY: dict[str, str]()}
    for one in keys:
        usage, pair = required(one, "usage", as_text).casefold(), member(one, "customKeyIdentifier", as_text)
        if pair and usage in parts:
            parts[usage].setdefault(pair, required(one, "keyId", as_text).casefold())
    # The password of a private key has that key's id; one that somebody added has an id of its own.
    whole = [pair for pair in parts[_SIGN] if pair in parts[_VERIFY]]
    return {parts[usage][pair] for usage in parts for pair in whole}


def _of_remote_desktops(row: Row, now: datetime) -> set[str]:
    """Return the ids, in lower case, of the certificates that the directory gave to the tenant's "P2P Server".

    Raises:
        MisreadError: a part is not told, or not understood.
    """
    names = required(row, "servicePrincipalNames", as_texts)
    owner = told(row, "appOwnerOrganizationId", as_guid) or ""
    if _REMOTE_DESKTOPS not in names or owner.casefold() == MICROSOFT:
        return set()
    of_years = dict[str, str]()
    for key in required(row, _KEYS, as_list):
        one = as_object(key, _KEYS)
        named = _OF_A_YEAR.fullmatch(member(one, "displayName", as_text) or "")
        if not named or required(one, "usage", as_text).casefold() != _VERIFY:
            continue
        if int(named[1]) <= now.year and required(one, "endDateTime", as_moment) > now:
            of_years.setdefault(named[1], required(one, "keyId", as_text).casefold())
    return set(of_years.values())


KIND = ServicePrincipalCredentials(
    token="m365:entra:ServicePrincipalCredentials",
    title="Credentials of service principals",
    doc=(
        "An assessment, which never writes: no service principal has a password or certificate by which somebody "
        "signs in as it, but those that are named."
    ),
    key="service-principal-credentials",
    noun="service principals",
    judges=("credentials",),
    audit_category="ApplicationManagement",
    fields=(
        Field(
            name="applications",
            doc="Client ids of applications whose service principals may have credentials.",
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
    ),
    read_permissions=("Application.Read.All",),
    omits=(
        "credentials of the applications themselves, which are a list of their own; federated credentials; the "
        "signing certificate of what people sign in to by SAML, the keys of managed identities, and, told by name, the "
        "certificates of the application by which remote desktops know each other. "
        f"{asked_by_name(_LIST)}"
    ),
    source="https://learn.microsoft.com/graph/api/resources/serviceprincipal (2026-11-28)",
)
