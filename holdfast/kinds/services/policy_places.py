"""What retention policies keep where, by what the two cmdlets say; for whoever asks what keeps a drive, or mail.

A policy keeps all at a place only where it names the place whole, is in force, and has been distributed (research notes
data-loss W4 and 3.3, 2026-11-26). Drives are named by the address of their site (https://learn.microsoft.com/powershell/
module/exchange/new-retentioncompliancepolicy, read 2026-11-27); that groups are by their mail address is assumed, and a
place that is named otherwise is held against nothing.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from holdfast.grace.keeping import MailPolicy, Places, RetentionPolicy, plain_address
from holdfast.grace.policies import DRIVES, GROUPS, PUBLIC_FOLDERS
from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_days,
    as_list,
    as_text,
    as_texts,
    member,
    required,
)
from holdfast.kinds.purview.retention_policy import KIND as POLICY
from holdfast.kinds.services.retention_policies import read_policies, refuse_rules_of_nobody
from holdfast.kinds.services.retention_rules import retains
from holdfast.kinds.statement import leaves_out, new_and_said
from holdfast.model.letters import one_case
from holdfast.normalise.durations import UNLIMITED
from holdfast.normalise.empties import is_empty

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.statement import Node
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_RETAINS = frozenset({"keep", "keepanddelete"})
_DELETES = frozenset({"delete", "keepanddelete"})
_ENFORCED = frozenset({"", "enforce", "enable"})
"""Modes, in lower case, of a policy that keeps; one that is being deleted, or only tested, does not."""
_ALL = "all"
_LOCATIONS = (GROUPS, DRIVES, PUBLIC_FOLDERS)
_MAIL = "ExchangeLocation"
_NAMED = (*_LOCATIONS, _MAIL, "SharePointLocation", "SkypeLocation")
_TEAMS = ("TeamsChannelLocation", "TeamsChatLocation")
_DISTRIBUTED = "success"
_ANYWAY = "PriorityCleanup"
"""Of a policy, or of a rule. Whether a list that is not of these alone has such a policy is not documented."""
_UNITS = "PolicyRBACScopes"
"""Administrative units of whoever may look after a policy: of what is outside of them it keeps nothing (assumed by its
name; no page says what of it is kept)."""
_PARTS: Mapping[str, tuple[str, frozenset[str]]] = {
    GROUPS: ("group", frozenset({"exchange", "sharepoint"})),
    DRIVES: ("user", frozenset({"onedriveforbusiness"})),
}
"""By location, how `Applications` names its parts, where it names any: of a group its mailbox and its site, of which a
policy may keep one alone (https://learn.microsoft.com/purview/retention-settings, and `-Applications` in
https://learn.microsoft.com/powershell/module/exchange/set-retentioncompliancepolicy, read 2026-11-28)."""
_ADDRESS = re.compile(r"https://|[^@\s]+@[^@\s]+$", re.IGNORECASE)
"""What a place is named by so that it can be held against one: a site's address, or a mail address."""
_SOME_ITEMS = (
    *("ContentMatchQuery", "ContentDateFrom", "ContentDateTo", "ContentContainsSensitiveInformation"),
    *("ExcludedItemClasses", "MachineLearningModelIDs", "IRMRiskyUserProfiles"),
)
"""What of a rule has it keep only some items (watched by `retention_policy` as well)."""


async def read_rows(tenant: Reader) -> tuple[list[dict[str, Any]], dict[str, list[Row]]]:
    """Return the rows of all retention policies, and their rules by the policy's id or name in lower case.

    Raises:
        ReadError: when a list could not be read, a rule is not understood, or it is of a policy that is not listed.
    """
    rows, acting = await read_policies(tenant)
    refuse_rules_of_nobody(rows, acting, retains, POLICY.title)
    return rows, {policy: [*rules] for policy, rules in acting.items()}


def policy_of(row: Row, rules: Mapping[str, list[Row]]) -> RetentionPolicy:
    """Return what one policy keeps, and where.

    Raises:
        MisreadError: when it is not understood.
    """
    policy_id, name = required(row, "Guid", as_text), required(row, "Name", as_text)
    keeping = _keeping(row, rules)
    _require_known(row, keeping)
    # Of a query only what it finds is kept; a policy that is not distributed keeps nothing yet (data-loss W4, 3.3).
    narrowed = any(map(_keeps_some, keeping))
    distributed = (member(row, "DistributionStatus", as_text) or "").casefold() == _DISTRIBUTED
    settled = distributed and _acts(row) and not any(map(_has_error, keeping))
    places = {one: _places(row, one) for one in (*_NAMED, *_TEAMS)}
    # A policy without any named place has an adaptive scope, of which this answer does not tell what it reaches.
    adaptive = not any(places.values())
    days = [member(one, "RetentionDuration", as_days) for one in keeping]
    # A rule that does not say for how long it keeps may be over tomorrow.
    clear = settled and not narrowed and None not in days and is_empty(row.get(_UNITS))
    sure = [one for one in _LOCATIONS if clear and _is_of_every_part(row, one)]
    whole = {one for one in sure if _is_whole(row, places, one)}
    some = {one for one in _LOCATIONS if adaptive or places[one]} - whole
    return RetentionPolicy(
        id=policy_id,
        name=name,
        retains=required(row, "Enabled", as_boolean) and bool(keeping),
        everything_at=frozenset(whole),
        something_at=frozenset(some),
        places={
            one: told
            for one in sorted(some.intersection(sure))
            if (told := _told(row, places[one], one)) is not None
        },
        keeps_days=None
        if UNLIMITED in days
        else max((one for one in days if isinstance(one, int)), default=None),
        deletes_days=_deletes_after(row, rules),
        deletes_anyway=_deletes_anyway(row, rules),
    )


def mail_policy(row: Row, rules: Mapping[str, list[Row]]) -> MailPolicy:
    """Return what a policy does for a mailbox that bears its code; where it is not understood, that nobody can say.

    A code stands until the policy's last change has been distributed, and longer where that fails (data-loss 2.1, 3.3).
    A policy over chats, or over Skype, leaves one as well: it keeps the mailbox (M4 there), and no mail in it.
    """
    name = str(row.get("Name") or row.get("Guid"))
    try:
        after = _deletes_mail_after(row, rules)
        if lapsed := _holds_nothing(row, rules):
            return MailPolicy(name=name, holds=False, why=lapsed, deletes_days=after)
        return replace(_holding(name, row, _keeping(row, rules)), deletes_days=after)
    except MisreadError as misread:
        return MailPolicy(name=name, holds=None, why=f"is not understood: {misread}")


def _holds_nothing(row: Row, rules: Mapping[str, list[Row]]) -> str:
    """Return why a policy holds nothing by what it says of itself; empty where it does not say so.

    Raises:
        MisreadError: when it does not say whether it is enabled.
    """
    if not required(row, "Enabled", as_boolean):
        return "is switched off"
    if (member(row, "Mode", as_text) or "").casefold() not in _ENFORCED:
        return f"is in the mode {row['Mode']}"
    if member(row, "IsSimulation", as_boolean):
        return "is only simulated"
    return "" if _keeping(row, rules) else "has no rule that keeps anything"


def _holding(name: str, row: Row, keeping: list[Row]) -> MailPolicy:
    """Return what a policy that is in force does.

    Raises:
        MisreadError: when it is not understood.
    """
    _require_known(row, keeping)
    status = member(row, "DistributionStatus", as_text) or ""
    if status.casefold() != _DISTRIBUTED:
        told = f"has not been distributed as it is now ({status or 'no status told'})"
        return MailPolicy(name=name, holds=None, why=told)
    if any(map(_has_error, keeping)):
        return MailPolicy(name=name, holds=None, why="has a rule of which the service reports an error")
    places = {one: _places(row, one) for one in (*_NAMED, *_TEAMS)}
    if not any(places.values()):
        told = "has an adaptive scope, of which nothing tells whom it reaches"
        return MailPolicy(name=name, holds=None, why=told)
    if not places[_MAIL]:
        return MailPolicy(name=name, holds=True, why="keeps no mail")
    days = [required(one, "RetentionDuration", as_days) for one in keeping if not _keeps_some(one)]
    if None in days:
        raise MisreadError("RetentionDuration", "days, or Unlimited", "")
    if not days:
        return MailPolicy(name=name, holds=True, why="keeps only the mail that its condition finds")
    whole = [one for one in days if isinstance(one, int)]
    return MailPolicy(name=name, holds=True, days=UNLIMITED if UNLIMITED in days else max(whole))


def _deletes_mail_after(row: Row, rules: Mapping[str, list[Row]]) -> int | None:
    """Return after how many days a policy deletes every item of mail; whether it is distributed, it may.

    Raises:
        MisreadError: when it is not understood.
    """
    return _deletes_after(row, rules) if _places(row, _MAIL) else None


def _deletes_after(row: Row, rules: Mapping[str, list[Row]]) -> int | None:
    """Return after how many days a policy deletes each thing in its places; whether it is distributed, it may.

    Raises:
        MisreadError: when it is not understood.
    """
    if not required(row, "Enabled", as_boolean) or not _acts(row):
        return None
    whole = [one for one in _acting(row, rules, _DELETES) if not _keeps_some(one)]
    days = [required(one, "RetentionDuration", as_days) for one in whole]
    return min((one for one in days if isinstance(one, int)), default=None)


def deletes_mail_anyway(row: Row, rules: Mapping[str, list[Row]]) -> bool:
    """Return whether a policy deletes mail that others keep; one that names no place may.

    Raises:
        MisreadError: when it does not say which it is, or what its rules do.
    """
    if not _deletes_anyway(row, rules):
        return False
    places = [one for one in (*_NAMED, *_TEAMS) if not is_empty(row.get(one))]
    return _MAIL in places or not places


def _deletes_anyway(row: Row, rules: Mapping[str, list[Row]]) -> bool:
    """Return whether a policy deletes what others keep (research notes data-loss 3.7); one that is tested does not.

    Raises:
        MisreadError: when it does not say which it is, or what its rules do.
    """
    acting = _acting(row, rules, _DELETES)
    return (
        row.get("Enabled") is not False
        and _acts(row)
        and any(row.get(_ANYWAY) or one.get(_ANYWAY) for one in acting)
    )


def _require_known(row: Row, rules: list[Row]) -> None:
    """Do nothing where all that leaves something out, in a policy and its rules, is known to its own kind.

    Raises:
        MisreadError: when something is not: what is kept nobody can say.
    """
    of_rule = cast("Mapping[str, Node]", POLICY.names["rule"])
    for tree, one in ((POLICY.names, row), *((of_rule, rule) for rule in rules)):
        if new := next(filter(leaves_out, new_and_said(tree, one)), ""):
            raise MisreadError(new, "known to this version, as it may leave something out", one.get(new))


def _keeping(row: Row, rules: Mapping[str, list[Row]]) -> list[Row]:
    """Return the rules of a policy that keep."""
    return _acting(row, rules, _RETAINS)


def _acting(row: Row, rules: Mapping[str, list[Row]], actions: frozenset[str]) -> list[Row]:
    """Return the rules of a policy that do one of these things by themselves, found by its id or its name.

    One that publishes or applies a label may say as well what the label does: nothing happens to what does not bear it.
    """
    called = {one_case(required(row, one, as_text)) for one in ("Guid", "Name")}
    return [
        rule
        for one in sorted(called)
        for rule in rules.get(one, [])
        if retains(rule) and _does(rule, actions)
    ]


def _keeps_some(rule: Row) -> bool:
    return any(not is_empty(rule.get(one)) for one in _SOME_ITEMS)


def _has_error(rule: Row) -> bool:
    """Return whether the service reports an error of a rule, whose policy may be distributed all the same."""
    return not is_empty(rule.get("ErrorMetadata"))


def _does(rule: Row, actions: frozenset[str]) -> bool:
    action = (member(rule, "RetentionComplianceAction", as_text) or "").casefold()
    return action in actions and not member(rule, "Disabled", as_boolean) and _acts(rule)


def _acts(row: Row) -> bool:
    return (member(row, "Mode", as_text) or "").casefold() in _ENFORCED and not member(
        row, "IsSimulation", as_boolean
    )


def _is_whole(row: Row, places: Mapping[str, list[str]], location: str) -> bool:
    return [one.casefold() for one in places[location]] == [_ALL] and not _places(row, f"{location}Exception")


def _is_of_every_part(row: Row, location: str) -> bool:
    """Return whether a policy is of all that a place of a location has; without a word it is."""
    if location not in _PARTS:
        return True
    of, parts = _PARTS[location]
    written = [one.casefold().partition(":") for one in member(row, "Applications", as_texts) or ()]
    if any(not colon for _, colon, _ in written):
        return False
    named = [names for prefix, _, names in written if prefix.strip() == of]
    return not named or parts <= {one.strip() for names in named for one in names.split(",")}


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
