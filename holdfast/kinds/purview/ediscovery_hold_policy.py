"""eDiscovery holds: what a case needs is kept in mailboxes and sites without an end. A case, and one hold policy in it.

Graph and not the cmdlets (`New-ComplianceCase`, `New-CaseHoldPolicy`, `New-CaseHoldRule`): that an application alone
may ask Graph for cases and holds is documented, and has been seen; of these cmdlets nobody has shown it (research
notes api-facts 0, 6.8 and 6.9). Of the cases only those that the program names are looked into: who is investigated
is nobody else's business, and one that is not made up yet answers with an error. The hold policy bears its case's
name.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from holdfast.kinds.decode import (
    MisreadError,
    not_understood,
)
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.kind import Kind
from holdfast.kinds.live import LiveObject
from holdfast.kinds.services.done_before import done_or_before
from holdfast.kinds.services.ediscovery_holds import (
    HOLD,
    SITES,
    SOURCES,
    USERS,
    Row,
    address_of,
    named_source,
    overdue,
    refuse_half_told,
)
from holdfast.kinds.services.retention_policies import places_without
from holdfast.kinds.statement import Frozen, Harmless, Watched
from holdfast.model.errors import ReadError, WriteError
from holdfast.model.longest import PURVIEW_NAME
from holdfast.model.status import Reason
from holdfast.normalise.letter_case import look
from holdfast.tenant.retry import NOT_FOUND
from holdfast.tenant.tenant import Reader, Tenant

_REGISTERED = (
    "where other objects were read, the application is not registered in Purview: New-ServicePrincipal, "
    "Add-RoleGroupMember eDiscoveryManager and Add-eDiscoveryCaseAdmin in Security & Compliance PowerShell"
)
"""Source: research notes api-facts 6.9 (verified there, and documented)."""


class EdiscoveryHoldPolicy(Kind):
    """A case, its hold policy and the sources of that; a reader sees one object."""

    __slots__ = ()
    path = "/security/cases/ediscoveryCases"
    """Collection of the cases below the version."""
    version = "v1.0"

    def interface(self) -> str:
        """Return Graph with its paths (see `Kind.interface`)."""
        return f"Graph {self.version}: `{self.path}`, and `legalHolds` of those that are declared"

    async def collect(self, tenant: Reader, keys: frozenset[str]) -> list[LiveObject]:
        """Return the holds that are named in `keys`, and no other: a case without one is none (see `Kind.collect`)."""
        cases = await self._cases(tenant, keys, look)
        found = await asyncio.gather(*(self._in_case(tenant, case) for case in cases))
        return self.distinct(one for one in found if one is not None)

    async def get(self, tenant: Reader, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return one hold by its name (see `Kind.get`)."""
        return self.named(await self.collect(tenant, frozenset((object_id,))), object_id)

    async def create(self, tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        """Make the case where there is none of the name, then its hold, then the sources (see `Kind.create`)."""
        name = str(inputs["name"])
        cases = await self._cases(tenant, (name,), self.normal_key)
        case = cases[0] if cases else await tenant.graph.write("POST", self.path, {"displayName": name})
        holds = self._holds(case)
        hold = await tenant.graph.write("POST", holds, {"displayName": name})
        await self._add(tenant, f"{holds}/{self.id_of(hold, 'id')}", {}, inputs)
        return name

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Add the sources that come, then take out those that go (see `Kind.update`)."""
        hold = await self._place(tenant, object_id)
        await self._add(tenant, hold, old, new)
        for name, below in SOURCES.items():
            gone = {one.casefold() for one in places_without(old.get(name), new.get(name))}
            rows = await tenant.graph.collection(f"{hold}/{below}") if gone else []
            for row in rows:
                if self._names(below, row).casefold() in gone:
                    await tenant.graph.write("DELETE", f"{hold}/{below}/{self.id_of(row, 'id')}")

    async def delete(self, tenant: Tenant, object_id: str, inputs: Mapping[str, Any]) -> None:
        """Delete the hold policy, unless it is gone already; the case stays, with what was found in it."""
        if await self.get(tenant, object_id, inputs) is not None:
            try:
                await tenant.graph.write("DELETE", await self._place(tenant, object_id))
            except WriteError as error:
                if error.status != NOT_FOUND:
                    raise

    async def _add(self, tenant: Tenant, hold: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> None:
        for address in places_without(new.get("mailboxes"), old.get("mailboxes")):
            source = {"email": address, "includedSources": "mailbox"}
            await self._add_source(tenant, f"{hold}/{USERS}", source, address)
        for address in places_without(new.get("sites"), old.get("sites")):
            await self._add_source(tenant, f"{hold}/{SITES}", {"site": {"webUrl": address}}, address)

    async def _add_source(self, tenant: Tenant, path: str, source: Row, address: str) -> None:
        """Add a source, unless a run that was killed has: the service refuses one that is part of the hold."""

        async def is_done() -> bool:
            """Look whether the hold has it."""
            below = path.rpartition("/")[2]
            rows = await tenant.graph.collection(path)
            return places_without([address], [self._names(below, row) for row in rows]) == []

        await done_or_before(tenant.graph.write("POST", path, dict(source)), is_done)

    async def _place(self, tenant: Reader, name: str) -> str:
        """Return the path of the hold policy of a name.

        Raises:
            ReadError: when it could not be read, or is not there.
        """
        for case in await self._cases(tenant, (name,), self.normal_key):
            if (hold := await self._hold(tenant, case)) is not None:
                return f"{self._holds(case)}/{self.id_of(hold, 'id')}"
        told = f"{self.title} {name!r}: it was there a moment ago, and is not there now; look again"
        raise ReadError("read-unexpected", told, Reason.UNEXPECTED)

    async def _cases(self, tenant: Reader, names: Collection[str], form: Callable[[str], str]) -> list[Row]:
        """Return the cases of `names`, each once; two names are one where their `form` is.

        Raises:
            ReadError: when they could not be read, or two bear one name: which is meant cannot be told.
        """
        try:
            rows = await tenant.graph.collection(self.path, leads=True)
        except ReadError as error:
            if error.reason != Reason.SIGN_IN:
                raise
            raise ReadError("read-unauthorised", f"{error.message}; {_REGISTERED}", error.reason) from error
        wanted = {form(one) for one in names}
        found = [row for row in rows if form(self.id_of(row, "displayName")) in wanted]
        return self._each_once("cases", found, self.normal_key)

    async def _in_case(self, tenant: Reader, case: Row) -> LiveObject | None:
        hold = await self._hold(tenant, case)
        if hold is None:
            return None
        below = f"{self._holds(case)}/{self.id_of(hold, 'id')}"
        sources = await asyncio.gather(
            *(tenant.graph.collection(f"{below}/{one}") for one in SOURCES.values())
        )
        named = dict(zip(SOURCES.values(), sources, strict=True))
        return self._live(case, hold, named, tenant.service_time())

    async def _hold(self, tenant: Reader, case: Row) -> Row | None:
        """Return the hold policy that bears its case's name; None where there is none.

        A name that only looks the same is its own as well: case and hold are renamed apart, and a second hold would be
        made beside it.
        """
        name = look(self.id_of(case, "displayName"))
        rows = await tenant.graph.collection(self._holds(case), leads=True)
        own = [row for row in rows if look(self.id_of(row, "displayName")) == name]
        return next(iter(self._each_once("hold policies", own, look)), None)

    def _holds(self, case: Row) -> str:
        return f"{self.path}/{self.id_of(case, 'id')}/legalHolds"

    def _each_once(self, what: str, rows: list[dict[str, Any]], form: Callable[[str], str]) -> list[Row]:
        names = [form(self.id_of(row, "displayName")) for row in rows]
        if twice := next((one for one in names if names.count(one) > 1), ""):
            told = f"{self.title}: two {what} of the name '{twice}': which one is meant cannot be told"
            raise ReadError("read-not-understood", told, Reason.AMBIGUOUS)
        return [*rows]

    def _names(self, below: str, row: Row) -> str:
        """Return the address by which a source is declared.

        Raises:
            ReadError: when the source does not tell it.
        """
        try:
            return address_of(below, row)
        except MisreadError as error:
            raise not_understood(self.title, "", error) from None

    def _live(self, case: Row, hold: Row, sources: Mapping[str, Sequence[Row]], now: datetime) -> LiveObject:
        """Return one hold, with its case and its sources beside it."""
        name = self.id_of(case, "displayName")
        try:
            refuse_half_told(case, hold)
            named: dict[str, list[Row]] = {
                below: [named_source(below, row) for row in rows] for below, rows in sources.items()
            }
        except MisreadError as error:
            return replace(
                self.live({**case, HOLD: hold}, name), misread=not_understood(self.title, name, error)
            )
        hold, named = overdue(hold, named, now)
        places = {field: [row["Name"] for row in named[below]] for field, below in SOURCES.items()}
        return self.live({**case, HOLD: hold, **named, **places}, name)


_LOOK = "look at the hold of the case in the Purview portal"
_HOLDS = "https://learn.microsoft.com/graph/api/resources/security-ediscoveryholdpolicy (2026-11-27)"
_OF_USER = "https://learn.microsoft.com/graph/api/resources/security-usersource (2026-11-27)"
_OF_SITE = "https://learn.microsoft.com/graph/api/resources/security-sitesource (2026-11-27)"
_WATCHED = (
    Watched(
        "status",
        "closing a case switches its holds off",
        harmless=("active",),
        mend="open the case again in the Purview portal, and switch its holds on there: they stay off by themselves",
    ),
    Watched(
        f"{HOLD}.isEnabled", "the hold is off: nothing is held", harmless=(True,), mend=_LOOK, seen=_HOLDS
    ),
    Watched(
        f"{HOLD}.status",
        "the hold has not reached its places",
        harmless=("Success", "Pending"),
        mend=_LOOK,
        seen=_HOLDS,
    ),
    Watched(f"{HOLD}.errors", "the service reports an error", mend=_LOOK, seen=_HOLDS),
    Watched(f"{HOLD}.contentQuery", "only what the query finds is held", mend=_LOOK, seen=_HOLDS),
    *(
        Watched(
            f"{below}.holdStatus",
            "what is there is not held, or in part",
            harmless=("applied", "applying"),
            mend=_LOOK,
            seen=seen,
        )
        for below, seen in ((USERS, _OF_USER), (SITES, _OF_SITE))
    ),
    Watched(
        f"{USERS}.includedSources",
        "the mailbox itself is not meant",
        harmless=("mailbox", "mailbox,site", "site,mailbox"),
        mend=_LOOK,
        seen=_OF_USER,
    ),
)
_CHANGED = "createdBy createdDateTime lastModifiedBy lastModifiedDateTime"
_HARMLESS = (
    Harmless("id", "which case it is"),
    Harmless("description externalId", "texts and numbers for people"),
    Harmless(
        "createdDateTime lastModifiedBy lastModifiedDateTime closedBy closedDateTime",
        "who changed it when; what it is now is compared",
    ),
    Harmless(
        "caseMembers custodians noncustodialDataSources operations reviewSets searches settings tags",
        "what people do in the case; nothing of it is asked for, and holds of custodians are no part of this one",
    ),
    Harmless(
        " ".join(f"{HOLD}.{name}" for name in f"id displayName description {_CHANGED}".split()),
        "which hold it is, and who changed it when",
        seen=_HOLDS,
    ),
    Harmless(
        " ".join(f"{HOLD}.{name}" for name in (USERS, SITES)),
        "the sources, which are read at their own paths",
        seen=_HOLDS,
    ),
    Harmless(
        " ".join(
            f"{USERS}.{name}"
            for name in ["Name", "id", "displayName", "email", "siteWebUrl", "createdBy", "createdDateTime"]
        ),
        "which mailbox it is, and who added it when",
        seen=_OF_USER,
    ),
    Harmless(
        " ".join(
            f"{SITES}.{name}"
            for name in ["Name", "id", "displayName", "site", "createdBy", "createdDateTime"]
        ),
        "which site it is, and who added it when",
        seen=_OF_SITE,
    ),
)
_MAILBOX, _SITE = "ana@contoso.example", "https://contoso.sharepoint.com/sites/board"

KIND = EdiscoveryHoldPolicy(
    token="m365:purview:EdiscoveryHoldPolicy",
    title="eDiscovery hold policy",
    doc=(
        "Holds everything in the mailboxes and sites that a case needs, until somebody ends it. The case bears the "
        "same name, and is made where it is not there; deleting the hold leaves it. It reaches its places within a day."
    ),
    key="name",
    fields=(
        Field(
            name="name",
            wire="displayName",
            doc="Name of the case, and of the hold policy in it: its natural key, in any letter case.",
            required=True,
            fixed=True,
            any_case=True,
            longest=PURVIEW_NAME,
        ),
        Field(
            name="mailboxes",
            doc="Primary addresses of the mailboxes that are held.",
            many=True,
            any_case=True,
            protects=Protects.MORE,
        ),
        Field(
            name="sites",
            doc="Addresses of the sites and drives that are held.",
            many=True,
            any_case=True,
            protects=Protects.MORE,
        ),
    ),
    examples=(
        Example(
            row={
                "id": "b0073e4e-4184-41c6-9eb7-8c8cc3e2288b",
                "displayName": "Project Bazooka",
                "status": "active",
                HOLD: {"displayName": "Project Bazooka", "isEnabled": True, "errors": [], "status": None},
                "mailboxes": [_MAILBOX],
                "sites": [_SITE],
                USERS: [{"Name": _MAILBOX, "email": _MAILBOX, "holdStatus": "applied"}],
                SITES: [{"Name": _SITE, "site": {"webUrl": _SITE}, "holdStatus": "applied"}],
            },
            inputs={"name": "Project Bazooka", "mailboxes": [_MAILBOX], "sites": [_SITE]},
        ),
    ),
    answers=("ediscoveryCase",),
    omits="holds of custodians and of data sources without one, and every hold policy that bears another name.",
    watched=_WATCHED,
    harmless=_HARMLESS,
    frozen=(Frozen("status", "its case is being deleted", ("pendingDelete",)),),
    # A case, its hold and the hold's rule are three objects; the case's name is the hold's (see `_hold`), and what the
    # log calls the rule is not told by this interface.
    audit_operations=(
        *("New-ComplianceCase", "Set-ComplianceCase", "New-CaseHoldPolicy", "Set-CaseHoldPolicy"),
        *("New-CaseHoldRule", "Set-CaseHoldRule", "Remove-CaseHoldRule"),
    ),
    unique_key=True,
    protects_data=True,
    read_permissions=("eDiscovery.Read.All",),
    write_permissions=("eDiscovery.ReadWrite.All",),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/security-ediscoveryholdpolicy (2026-11-27)",
)
