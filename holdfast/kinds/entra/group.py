"""Security groups, with their members: who is in the break-glass group decides who is never locked out."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from typing import Any

from holdfast.kinds.decode import MisreadError, as_guid, not_understood, required
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Type
from holdfast.kinds.live import LiveObject
from holdfast.kinds.services import principals
from holdfast.kinds.services.done_before import done_or_before
from holdfast.kinds.services.graph_object import GraphObject
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.statement import Frozen, Harmless, Watched
from holdfast.model.directory import GROUP, USER
from holdfast.model.longest import GROUP_NAME
from holdfast.model.value_class import value_class
from holdfast.tenant.tenant import Reader, Tenant


@value_class
class People:
    """Who is in a group, and who can put somebody there."""

    members: tuple[str, ...] = ()
    """Ids of the direct members."""
    nested: tuple[str, ...] = ()
    """Names, with their ids, of the members that are groups in turn."""
    owners: tuple[str, ...] = ()
    """Names of the owners, with their ids; without the application that asks, which may change any group anyway."""


async def people_of(tenant: Reader, group: str) -> People:
    """Return the people of the group with the id `group`: both lists are asked in one request.

    Whoever wants members or owners asks here, by beta, because v1.0 leaves service principals out of both:
    https://learn.microsoft.com/graph/api/group-list-members and group-list-owners (2026-11-26). The azuread provider
    makes the application that runs it the owner of the groups that it makes (documentation of `owners`, 2026-11-25).

    Raises:
        MisreadError: when a member or an owner has no id.
        ReadError: when a list could not be read.
    """
    members, owners = await asyncio.gather(
        tenant.graph.collection(f"/beta/groups/{group}/members?$select=id,displayName&$top=999"),
        tenant.graph.collection(f"/beta/groups/{group}/owners?$select=id,displayName"),
    )
    own = (await tenant.own_id()).casefold() if owners else ""
    return People(
        members=tuple(required(one, "id", as_guid) for one in members),
        nested=tuple(_named(one) for one in members if one.get("@odata.type") == principals.GROUP),
        owners=tuple(_named(one) for one in owners if not _is_application(one, own)),
    )


def _is_application(row: Mapping[str, Any], own_id: str) -> bool:
    """Return whether the row is the application of that id; a person who asks is told like any other."""
    return row.get("@odata.type") == principals.APPLICATION and required(row, "id", as_guid) == own_id


class Group(GraphObject):
    """A group is read with its members, and made and changed with them."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the lists that the facts come from (see `Kind.interface`)."""
        return f"{super().interface()}; Graph beta: `/groups/{{id}}/members`, `/groups/{{id}}/owners`"

    async def collect(self, tenant: Reader, keys: frozenset[str]) -> list[LiveObject]:
        """Return the groups named in `keys`, with members (see `Kind.collect`)."""
        rows = await self.rows_named(tenant, keys)
        return self.distinct(await asyncio.gather(*(self._with_members(tenant, row) for row in rows)))

    async def rows_named(self, tenant: Reader, names: Collection[str]) -> list[dict[str, Any]]:
        """Return the rows of the groups of `names`, with all that anybody asks of a group.

        Whoever looks a group up by its name asks here, so that all who mean the same share one answer; who is in it is
        asked next.

        Raises:
            ReadError: when they could not be read.
        """
        return await self._rows_where(tenant, self.key, sorted(names), self.looked_up, leads=True)

    async def get(self, tenant: Reader, object_id: str, inputs: Mapping[str, Any]) -> LiveObject | None:
        """Return one group with members (see `Kind.get`)."""
        row = await tenant.graph.entity(f"{self.read_path}/{object_id}?$select={','.join(self.looked_up)}")
        return None if row is None else self.meant(await self._with_members(tenant, row), object_id)

    async def create(self, tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        """Make the group, then add the members that one request cannot hold (see `Kind.create`)."""
        wire = self.wire(inputs)
        members = wire.pop("members", None) or []
        nickname = "".join(filter(str.isalnum, str(inputs["displayName"])))[:40] or "group"
        created = await tenant.graph.write(
            "POST",
            self.path,
            {"mailEnabled": False, "securityEnabled": True, "mailNickname": nickname, **wire},
        )
        await self._set_members(tenant, str(created["id"]), [], members)
        return str(created["id"])

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Send the group's own properties, then only the members that come and go (see `Kind.update`)."""
        wire = self.wire(new)
        members = wire.pop("members", None)
        if wire != {name: value for name, value in self.wire(old).items() if name != "members"}:
            await tenant.graph.write("PATCH", f"{self.path}/{object_id}", wire)
        if members is not None:
            await self._set_members(tenant, object_id, list(old.get("members") or []), members)

    async def _set_members(self, tenant: Tenant, object_id: str, old: list[str], new: list[str]) -> None:
        before, after = {one.lower() for one in old}, {one.lower() for one in new}
        path = f"{self.path}/{object_id}/members"
        # Who comes is there before anybody goes: a group that excludes is never empty in between.
        for member in (*sorted(after - before), *sorted(before - after)):
            joins = member in after

            async def is_done(member: str = member, *, joins: bool = joins) -> bool:
                """Look whether the member is there, or gone, as it is to be."""
                people = await people_of(tenant, object_id)
                return (member in {one.lower() for one in people.members}) is joins

            link = {"@odata.id": tenant.graph.address(f"/directoryObjects/{member}")}
            change = ("POST", f"{path}/$ref", link) if joins else ("DELETE", f"{path}/{member}/$ref")
            await done_or_before(tenant.graph.write(*change), is_done)

    async def _with_members(self, tenant: Reader, row: dict[str, Any]) -> LiveObject:
        """Return the group with who is in it, and who can put somebody there; both are asked in one request."""
        try:
            people = await people_of(tenant, self.id_of(row, "id"))
            lists = {"members": people.members, "nestedGroups": people.nested, "owners": people.owners}
            return self._live({**row, **{name: list(found) for name, found in lists.items()}})
        except MisreadError as error:
            raise not_understood(self.title, str(row.get("displayName")), error) from None


def _named(row: Mapping[str, Any]) -> str:
    object_id = required(row, "id", as_guid)
    return f"{row['displayName']} ({object_id})" if row.get("displayName") else object_id


_WATCHED = (
    Watched("owners", "an owner can add himself", mend="remove the owner in the Entra admin center"),
    Watched(
        "nestedGroups",
        "whoever manages the inner group decides who is in this one",
        mend="remove the inner group, and name its members",
        seen="made by this kind from the type of each member",
    ),
    Watched("membershipRule", "a rule decides who is a member: whoever can change the attribute can join"),
    Watched("groupTypes", "a Microsoft 365 group or a group with a rule: others decide who is a member"),
    Watched("mailEnabled", "it can be managed in Exchange as well", harmless=(False,)),
    Watched("visibility", "anybody may see or join it", harmless=("Private",)),
    Watched(
        "onPremisesSyncEnabled",
        "its members come from a directory on premises, whose administrators decide",
        harmless=(False,),
    ),
    Watched("deletedDateTime", "a deleted group excludes nobody"),
)
_HARMLESS = (
    Harmless("isManagementRestricted", "only stricter: fewer administrators may change it"),
    Harmless("accessType", "counts for Microsoft 365 groups only, which groupTypes tells"),
    Harmless("membershipRuleProcessingState", "counts with a membership rule only, which is watched"),
    Harmless("memberOf transitiveMemberOf", "what it is in; this is about who is in it"),
    Harmless("transitiveMembers", "they follow from members, which are compared, and from nestedGroups"),
    Harmless("appRoleAssignments", "what its members may do; this is about who is in it"),
    Harmless(
        "disableNesting membershipRuleProcessingStatus",
        "nested groups and rules are watched themselves",
        seen="Graph's beta schema (2026-11-25)",
    ),
    Harmless(
        """
            acceptedSenders allowExternalSenders assignedLabels assignedLicenses autoSubscribeNewMembers
            calendar calendarView classification conversations createdDateTime createdOnBehalfOf drive
            drives events expirationDateTime extensions groupLifecyclePolicies hasMembersWithLicenseErrors
            hideFromAddressLists hideFromOutlookClients infoCatalogs isArchived isFavorite
            isSubscribedByMail licenseProcessingState mail mailNickname membersWithLicenseErrors onenote
            onPremisesDomainName onPremisesExtensionAttributes onPremisesLastSyncDateTime
            onPremisesNetBiosName onPremisesProvisioningErrors onPremisesSamAccountName
            onPremisesSecurityIdentifier onPremisesSyncBehavior organizationId permissionGrants photo photos
            planner preferredDataLocation preferredLanguage proxyAddresses rejectedSenders renewedDateTime
            resourceBehaviorOptions resourceProvisioningOptions securityIdentifier serviceProvisioningErrors
            settings sites team theme threads uniqueName unseenConversationsCount unseenCount
            unseenMessagesCount welcomeMessageEnabled
        """,
        "texts, mail, files, licences and dates of a group: they do not decide who is a member",
    ),
    Harmless(
        """
            cloudLicensing createdByAppId endpoints writebackConfiguration
        """,
        "as above",
        seen="Graph's beta schema (2026-11-25)",
    ),
)
_FROZEN = (
    Frozen("groupTypes", "a rule decides who is a member", ("DynamicMembership",), unless="types"),
    Frozen(
        "groupTypes", "a Microsoft 365 group never becomes a security group", ("Unified",), unless="types"
    ),
    Frozen("mailEnabled", "Exchange manages it, and Graph only reads it", (True,), unless="mailEnabled"),
    Frozen("onPremisesSyncEnabled", "only the directory on premises can change it", (True,)),
)
"""Sources: https://learn.microsoft.com/graph/api/resources/groups-overview and /group (2026-11-26)."""


_BY_NAME = asked_by_name(
    "/groups",
    "/groups/{id}/members",
    "/groups/{id}/owners",
)

KIND = Group(
    token=GROUP,
    title="Group",
    doc="A security group with its members.",
    key="displayName",
    path="/groups",
    id_prefix="/groups/",
    examples=(
        Example(
            row={
                "id": "0c1f6c1b-7b1c-4f0e-9d3e-5a0f0c3a9b11",
                "displayName": "CA-BreakGlass",
                "description": "Emergency accounts.",
                "securityEnabled": True,
                "isAssignableToRole": True,
                "members": ["11111111-0000-4000-8000-000000000001"],
            },
            inputs={
                "objectId": "0c1f6c1b-7b1c-4f0e-9d3e-5a0f0c3a9b11",
                "displayName": "CA-BreakGlass",
                "description": "Emergency accounts.",
                "securityEnabled": True,
                "assignableToRole": True,
                "members": ["11111111-0000-4000-8000-000000000001"],
            },
        ),
    ),
    answers=("group",),
    omits=(
        "groups that no control names are not asked for. Graph v1.0 leaves service principals out of members and "
        "owners, so both are read by beta. "
        f"{_BY_NAME}"
    ),
    always=("securityEnabled", "isAssignableToRole"),
    watched=_WATCHED,
    harmless=_HARMLESS,
    frozen=_FROZEN,
    looked_up=(
        "id",
        "displayName",
        "description",
        "securityEnabled",
        "isAssignableToRole",
        "groupTypes",
        "membershipRule",
        "mailEnabled",
        "visibility",
        "onPremisesSyncEnabled",
        "isManagementRestricted",
    ),
    fields=(
        Field(
            name="displayName",
            doc="Name of the group: its natural key.",
            required=True,
            longest=GROUP_NAME,
        ),
        Field(name="description", doc="What it is for."),
        Field(name="securityEnabled", doc="May be used in policies.", type=Type.BOOLEAN),
        Field(
            name="assignableToRole",
            wire="isAssignableToRole",
            doc="May hold directory roles; only administrators of roles can change its members.",
            type=Type.BOOLEAN,
            fixed=True,
            licence="AAD_PREMIUM",
            default=False,
        ),
        Field(
            name="members",
            doc="Object ids of the members; everybody else is removed.",
            many=True,
            any_case=True,
            refers_to=USER,
            id_or=(),
        ),
        Field(name="objectId", wire="id", doc="The service's id.", output=True),
    ),
    audit_category="GroupManagement",
    read_permissions=("Group.Read.All",),
    write_permissions=("Group.ReadWrite.All", "RoleManagement.ReadWrite.Directory"),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/group (2026-11-24)",
)
