"""Teams: the groups that were provisioned as one, listed and read; nothing is set of a team here.

Sources (2026-11-28): https://learn.microsoft.com/graph/api/teams-list, by which the list has three properties alone,
and https://learn.microsoft.com/graph/api/team-get, whose example has the settings. That a new team allows what the
example allows, but for what guests may do, is assumed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.directory_objects.membership import ids_of
from holdfast.emulator.odata.errors import not_found
from holdfast.emulator.odata.query import Listing, list_reply, object_reply
from holdfast.emulator.routing import Route

if TYPE_CHECKING:
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Call, Principal, Reply

_SHOWN = ("id", "displayName", "description")
_LISTING = Listing(
    context="teams",
    entity="microsoft.graph.team",
    properties=frozenset(_SHOWN),
    filters={"displayName": frozenset({"eq", "startswith"}), "id": frozenset({"eq"})},
)
_BASIC = ("Team.ReadBasic.All", "TeamSettings.Read.All", "TeamSettings.ReadWrite.All")
_WIDE = ("Group.Read.All", "Group.ReadWrite.All", "Directory.Read.All", "Directory.ReadWrite.All")
_SETTINGS: dict[str, Any] = {
    "isArchived": False,
    "memberSettings": {
        "allowAddRemoveApps": True,
        "allowCreatePrivateChannels": True,
        "allowCreateUpdateChannels": True,
        "allowCreateUpdateRemoveConnectors": True,
        "allowCreateUpdateRemoveTabs": True,
        "allowDeleteChannels": True,
    },
    "guestSettings": {"allowCreateUpdateChannels": False, "allowDeleteChannels": False},
    "messagingSettings": {
        "allowChannelMentions": True,
        "allowOwnerDeleteMessages": True,
        "allowTeamMentions": True,
        "allowUserDeleteMessages": True,
        "allowUserEditMessages": True,
    },
    "funSettings": {
        "allowCustomMemes": True,
        "allowGiphy": True,
        "allowStickersAndMemes": True,
        "giphyContentRating": "moderate",
    },
    "discoverySettings": {"showInTeamsSearchAndSuggestions": True},
}
_OF_GROUP = ("createdDateTime", "visibility")
_WHOLE = Listing(
    context="teams",
    entity="microsoft.graph.team",
    properties=frozenset({*_SHOWN, *_OF_GROUP, *_SETTINGS, "summary", "tenantId", "webUrl"}),
)


def _is_team(group: dict[str, Any]) -> bool:
    return "Team" in (group["resourceProvisioningOptions"] or ())


def _list(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    teams = [one for one in tenant.store.all("groups") if _is_team(one)]
    return list_reply(call, _LISTING, [{name: one[name] for name in _SHOWN} for one in teams])


def _get(tenant: Tenant, _principal: Principal, call: Call) -> Reply:
    group = tenant.store.get("groups", call.params["id"])
    if group is None or not _is_team(group):
        raise not_found(call.params["id"])
    team = {
        **{name: group[name] for name in (*_SHOWN, *_OF_GROUP)},
        "tenantId": tenant.tenant_id,
        "webUrl": f"https://teams.microsoft.com/l/team/{group['id']}?tenantId={tenant.tenant_id}",
        **_SETTINGS,
        "summary": _summary(tenant, group["id"]),
    }
    return object_reply(call, _WHOLE, team)


def _summary(tenant: Tenant, group_id: str) -> dict[str, int]:
    owners = ids_of(tenant, group_id, "owners")
    kinds = [
        str((tenant.store.get("users", one) or {}).get("userType"))
        for one in ids_of(tenant, group_id, "members")
    ]
    guests = kinds.count("Guest")
    return {"ownersCount": len(owners), "membersCount": len(kinds) - guests, "guestsCount": guests}


ROUTES: tuple[Route, ...] = (
    Route(
        "GET",
        "/teams",
        _list,
        "List teams, with id, name and description.",
        any_of=_BASIC,
        consented=False,
    ),
    Route(
        "GET",
        "/teams/{id}",
        _get,
        "Read a team, whose settings are those of a new one.",
        any_of=(*_BASIC, *_WIDE),
        consented=False,
    ),
)
"""Routes of teams."""
