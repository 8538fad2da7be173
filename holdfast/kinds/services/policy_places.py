"""What retention policies keep where, by what the two cmdlets say of them; for whoever asks what keeps a drive.

A policy keeps all at a place only where it names the place whole, is in force, and has been distributed (research notes
data-loss W4 and 3.3, 2026-11-26). Drives are named by the address of their site (https://learn.microsoft.com/powershell/
module/exchange/new-retentioncompliancepolicy, read 2026-11-27); that groups are by their mail address is assumed, and a
place that is named otherwise is held against nothing.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

from holdfast.grace.facts import Places, RetentionPolicy, plain_address
from holdfast.grace.policies import DRIVES, GROUPS
from holdfast.kinds.decode import as_boolean, as_days, as_list, as_text, member, required
from holdfast.normalise.durations import UNLIMITED
from holdfast.tenant.cmdlet_wire import Endpoint, Invocation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_RETAINS = frozenset({"keep", "keepanddelete"})
_ENFORCED = frozenset({"", "enforce", "enable"})
"""Modes, in lower case, of a policy that keeps; one that is being deleted, or only tested, does not."""
_ALL = "all"
_LOCATIONS = (GROUPS, DRIVES)
_NAMED = (*_LOCATIONS, "ExchangeLocation", "SharePointLocation", "SkypeLocation", "PublicFolderLocation")
_TEAMS = ("TeamsChannelLocation", "TeamsChatLocation")
_DISTRIBUTED = "success"
_ADDRESS = re.compile(r"https://|[^@\s]+@[^@\s]+$", re.IGNORECASE)
"""What a place is named by so that it can be held against one: a site's address, or a mail address."""


async def read_rows(tenant: Reader) -> tuple[list[dict[str, Any]], dict[str, list[Row]]]:
    """Return the rows of all retention policies, and their rules by the policy's id or name in lower case.

    Raises:
        MisreadError: when a rule does not say of which policy it is.
        ReadError: when a list could not be read.
    """
    endpoint = Endpoint.COMPLIANCE
    detail = Invocation("Get-RetentionCompliancePolicy", {"DistributionDetail": True})
    rows, rules = await asyncio.gather(
        tenant.cmdlets.rows(endpoint, detail),
        tenant.cmdlets.rows(endpoint, Invocation("Get-RetentionComplianceRule", {})),
    )
    acting: dict[str, list[Row]] = {}
    for rule in rules:
        acting.setdefault(required(rule, "Policy", as_text).casefold(), []).append(rule)
    return rows, acting


def policy_of(row: Row, rules: Mapping[str, list[Row]]) -> RetentionPolicy:
    """Return what one policy keeps, and where.

    Raises:
        MisreadError: when it is not understood.
    """
    policy_id, name = required(row, "Guid", as_text), required(row, "Name", as_text)
    own = [*rules.get(policy_id.casefold(), []), *rules.get(name.casefold(), [])]
    keeping = [one for one in own if _keeps(one)]
    # Of a query only what it finds is kept; a policy that is not distributed keeps nothing yet (data-loss W4, 3.3).
    by_query = any(member(one, "ContentMatchQuery", as_text) for one in keeping)
    settled = (member(row, "DistributionStatus", as_text) or "").casefold() == _DISTRIBUTED and _acts(row)
    places = {one: _places(row, one) for one in (*_NAMED, *_TEAMS)}
    # A policy without any named place has an adaptive scope, of which this answer does not tell what it reaches.
    adaptive = not any(places.values())
    days = [member(one, "RetentionDuration", as_days) for one in keeping]
    # A rule that does not say for how long it keeps may be over tomorrow.
    clear = settled and not by_query and None not in days
    whole = {one for one in _LOCATIONS if _is_whole(row, places, one)} if clear else set()
    some = {one for one in _LOCATIONS if adaptive or places[one]} - whole
    return RetentionPolicy(
        id=policy_id,
        name=name,
        retains=required(row, "Enabled", as_boolean) and bool(keeping),
        everything_at=frozenset(whole),
        something_at=frozenset(some),
        places={one: told for one in some if clear and (told := _told(row, places[one], one)) is not None},
        keeps_days=None
        if UNLIMITED in days
        else max((one for one in days if isinstance(one, int)), default=None),
    )


def _keeps(rule: Row) -> bool:
    action = (member(rule, "RetentionComplianceAction", as_text) or "").casefold()
    return action in _RETAINS and not member(rule, "Disabled", as_boolean) and _acts(rule)


def _acts(row: Row) -> bool:
    return (member(row, "Mode", as_text) or "").casefold() in _ENFORCED


def _is_whole(row: Row, places: Mapping[str, list[str]], location: str) -> bool:
    return [one.casefold() for one in places[location]] == [_ALL] and not _places(row, f"{location}Exception")


def _told(row: Row, named: list[str], location: str) -> Places | None:
    """Return which places a policy names; None where one of them is no plain address, or there is none."""
    excepted = _places(row, f"{location}Exception")
    whole = [one.casefold() for one in named] == [_ALL]
    written = [*([] if whole else named), *excepted]
    if not named or not all(map(_ADDRESS.match, written)):
        return None
    return Places(
        None if whole else frozenset(map(plain_address, named)), frozenset(map(plain_address, excepted))
    )


def _places(row: Row, name: str) -> list[str]:
    """Return the places of a location; the service writes them as texts, or as objects with a name."""
    written = member(row, name, as_list) or []
    return [one if isinstance(one, str) else required(one, "Name", as_text) for one in written]
