"""What an exported object is, told from what it says and holds, not from the folder or the name of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.authentication_strengths.state import is_of_the_service
from holdfast.emulator.odata.schema import TYPE_KEY

if TYPE_CHECKING:
    from collections.abc import Mapping

_KIND_OF_TYPE = {
    "conditionalaccesspolicy": "policy",
    "group": "group",
    "authenticationstrengthpolicy": "strength",
}
_POLICY_KEYS = frozenset({"conditions", "state", "grantcontrols", "sessioncontrols"})
_CONTROLS = frozenset({"grantcontrols", "sessioncontrols"})
_NAMED = frozenset({"displayname", "state"})
_LOCATION_KEYS = frozenset({"countriesandregions", "ipranges", "compliantnetworktype"})
_GROUP_KEYS = frozenset({"grouptypes", "mailenabled", "mailnickname"})


def kind_of(item: Mapping[str, Any]) -> str | None:
    """Return "policy", "location", "group" or "strength", in words what else looks like one, or None for the rest.

    Names count in any letter case, and what stands below `AdditionalProperties` as if it stood beside the rest.
    """
    given = {name.lower(): value for name, value in item.items()}
    extra = given.get("additionalproperties")
    if isinstance(extra, dict):
        given = {**{name.lower(): value for name, value in extra.items()}, **given}
    kind = _kind(given)
    if kind is not None and given.get("deleteddatetime"):
        return "deleted"
    if str(given.get("resourcename") or "").startswith("AAD"):
        return "a resource of Microsoft365DSC, whose flat parameters are no Graph object"
    if "details" in given and "scenarios" in given:
        return "a template of the service's catalogue, no policy of a tenant"
    if kind == "strength" and (
        given.get("policytype") == "builtIn" or is_of_the_service(str(given.get("id") or ""))
    ):
        return "an authentication strength of the service's own, which every tenant has"
    return kind


def lacks(item: Mapping[str, Any]) -> str:
    """Return in words that an answer of the service is not whole, or is a refusal; empty where it says neither."""
    error, listed, count = item.get("error"), item.get("value"), item.get("@odata.count")
    if isinstance(error, dict) and "code" in error:
        return f"the service's refusal ({error['code']}), in place of what was asked for"
    if item.get("@odata.nextLink"):
        return "one page of a longer list (@odata.nextLink): of the other pages only those in the folder are loaded"
    if isinstance(listed, list) and isinstance(count, int) and count > len(listed):
        return f"{len(listed)} of the {count} objects that the list counts (@odata.count)"
    return ""


def _kind(given: Mapping[str, Any]) -> str | None:
    said = str(given.get(TYPE_KEY) or "").rpartition(".")[2].lower()
    if said:
        return "location" if said.endswith("namedlocation") else _KIND_OF_TYPE.get(said)
    keys = given.keys()
    if ("conditions" in keys and len(keys & _POLICY_KEYS) > 1) or (keys & _CONTROLS and keys & _NAMED):
        return "policy"
    if keys & _LOCATION_KEYS:
        return "location"
    if "allowedcombinations" in keys and "displayname" in keys:
        return "strength"
    return "group" if "securityenabled" in keys and keys & _GROUP_KEYS else None
