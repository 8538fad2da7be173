"""Get-Mailbox and Set-Mailbox, litigation hold above all (api-facts 6.7; learn, Set-Mailbox)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson

from holdfast.emulator.cmdlets.cmdlet import (
    EXCHANGE_WRITERS,
    RECIPIENT_READERS,
    CmdletOutput,
    Noun,
    Parameter,
    ParameterType,
)
from holdfast.emulator.cmdlets.errors import ambiguous_parameters, bad_value, not_found, refused
from holdfast.emulator.cmdlets.parameter_names import GET_MAILBOX, SET_MAILBOX
from holdfast.emulator.cmdlets.values import wire_days, wire_moment
from holdfast.emulator.exchange.mailbox.lifecycle import hold_lifted, release_unheld
from holdfast.emulator.exchange.mailbox.named import mailbox_of
from holdfast.emulator.exchange.mailbox.opath import Condition, parse_filter
from holdfast.emulator.exchange.mailbox.rows import filter_field, mailbox_rows
from holdfast.emulator.exchange.mailbox.state import change_stored, list_mailboxes
from holdfast.emulator.exchange.mailbox.types import HOLD_CAPABILITIES, MAILBOX, RECIPIENT_TYPES
from holdfast.emulator.exchange.recipient.cmdlets import recipient

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.emulator.cmdlets.cmdlet import Invocation
    from holdfast.emulator.exchange.mailbox.state import Stored

_DEFAULT_RESULTS = 1000
_MOST_DELETED_DAYS = 30
_RECIPIENT = "ForwardingAddress"
_BY_DEFAULT = "DefaultAuditSet"
_SIGN_INS = ("Admin", "Delegate", "Owner")
"""Sorts of sign-ins, each with a list of the actions that are recorded."""
_HIDDEN_TYPES = {"GroupMailbox": "GroupMailbox", "PublicFolder": "PublicFolderMailbox"}
"""Types that are listed only when the switch of this name asks for them, and then alone."""
_BY_DEFAULT_WARNING = (
    "By default, only the first 1000 items are returned. Use the ResultSize parameter to specify the number "
    'of items returned. To return all items, specify "-ResultSize Unlimited". Be aware that, depending on '
    "the actual number of items, returning all items can take a long time and consume a large amount of "
    "memory. Also, we don't recommend storing the results in a variable. Instead, pipe the results to "
    "another task or script to perform batch changes."
)
_MORE_WARNING = (
    "There are more results available than are currently displayed. To view them, increase the value for "
    "the ResultSize parameter."
)


def get_mailbox(invocation: Invocation) -> CmdletOutput:
    """Get-Mailbox: one by Identity, or a list by state, type and Filter."""
    given = invocation.given
    states = _states(given)
    condition = _condition(given, states)
    if "Identity" in given:
        return _one(invocation, mailbox_of(invocation, states), condition)
    most = given.get("ResultSize", _DEFAULT_RESULTS)
    left = invocation.page.size if most is None else min(invocation.page.size, most - invocation.page.served)
    records = list_mailboxes(
        invocation.tenant.store, condition.sql, condition.arguments, invocation.page.cursor, left + 1
    )
    rows = mailbox_rows(records[:left], invocation.select)
    if len(records) <= left:
        return CmdletOutput(rows)
    if most is not None and invocation.page.served + left >= most:
        return CmdletOutput(rows, warnings=(_MORE_WARNING if "ResultSize" in given else _BY_DEFAULT_WARNING,))
    return CmdletOutput(rows, next_cursor=records[left - 1][0])


def set_mailbox(invocation: Invocation) -> CmdletOutput:
    """Set-Mailbox: changes properties of one mailbox."""
    given = invocation.given
    states = ("inactive",) if given.get("InactiveMailbox") else ("active",)
    mailbox = mailbox_of(invocation, states)
    current = {**MAILBOX.defaults, **mailbox.values()}
    changes = _plain_changes(given, current) | _hold_changes(invocation, mailbox, current)
    changes |= _forwarding_changes(invocation, current)
    changes |= _audit_changes(given, current, changes)
    if changes:
        change_stored(invocation.tenant.store, mailbox, changes)
        if changes.get("LitigationHoldEnabled") is False:
            release_unheld(invocation.tenant)
    invocation.record(mailbox.identity)
    if changes:
        return CmdletOutput()
    warning = (
        f"The command completed successfully but no settings of '{mailbox.identity}' have been modified."
    )
    return CmdletOutput(warnings=(warning,))


def _one(invocation: Invocation, mailbox: Stored, condition: Condition) -> CmdletOutput:
    records = list_mailboxes(
        invocation.tenant.store,
        f"position = ? AND {condition.sql}",
        (mailbox.position, *condition.arguments),
        mailbox.position - 1,
        1,
    )
    if not records:
        raise not_found(invocation.given["Identity"], invocation.tenant.domain)
    return CmdletOutput(mailbox_rows(records, invocation.select))


def _states(given: Any) -> tuple[str, ...]:
    for together in (
        ("InactiveMailboxOnly", "IncludeInactiveMailbox", "SoftDeletedMailbox"),
        (*_HIDDEN_TYPES,),
    ):
        switches = [name for name in together if given.get(name)]
        if len(switches) > 1:
            raise ambiguous_parameters(switches)
    if given.get("InactiveMailboxOnly"):
        return ("inactive",)
    if given.get("SoftDeletedMailbox"):
        return ("deleted",)
    return ("active", "inactive") if given.get("IncludeInactiveMailbox") else ("active",)


def _condition(given: Any, states: tuple[str, ...]) -> Condition:
    parts = [_one_of("state", states)]
    asked_for = tuple(kind for switch, kind in _HIDDEN_TYPES.items() if given.get(switch))
    hidden = _one_of("type", tuple(_HIDDEN_TYPES.values()))
    parts.append(
        _one_of("type", asked_for) if asked_for else Condition(f"NOT {hidden.sql}", hidden.arguments)
    )
    if "RecipientTypeDetails" in given:
        parts.append(_one_of("type", tuple(_recipient_types(given["RecipientTypeDetails"]))))
    if given.get("Filter"):
        parts.append(parse_filter(given["Filter"], filter_field))
    return Condition(
        " AND ".join(part.sql for part in parts), tuple(one for part in parts for one in part.arguments)
    )


def _one_of(column: str, values: tuple[str, ...]) -> Condition:
    return Condition(f"{column} IN ({', '.join('?' * len(values))})", values)


def _recipient_types(texts: tuple[str, ...]) -> list[str]:
    """The types meant: the start of just one name means it, other texts nothing (measured, api-facts 6.2)."""
    types = []
    for text in texts:
        meant = [one for one in RECIPIENT_TYPES if one.lower() == text.lower()] or [
            one for one in RECIPIENT_TYPES if one.lower().startswith(text.lower())
        ]
        if len(meant) == 1:
            types.append(meant[0])
    return types


def _plain_changes(given: Any, current: Any) -> dict[str, Any]:
    """Changes of properties that have no rules but their own range; only real changes."""
    changes: dict[str, Any] = {}
    for parameter in _SETTABLE:
        if parameter.name not in given:
            continue
        value = given[parameter.name]
        match parameter.kind:
            case ParameterType.TIMESPAN:
                value = wire_days(value)
            case ParameterType.MOMENT:
                value = None if value is None else wire_moment(value)
            case ParameterType.EDIT:
                value = value.apply(current[parameter.name])
            case _:
                value = value if value != "" or MAILBOX.defaults[parameter.name] is not None else None
        if value != current[parameter.name]:
            changes[parameter.name] = value
    if given.get("RetainDeletedItemsFor", 0) > _MOST_DELETED_DAYS:
        raise bad_value(
            "RetainDeletedItemsFor",
            f"The value must be less than or equal to {wire_days(_MOST_DELETED_DAYS)}.",
        )
    address = changes.get("ForwardingSmtpAddress")
    if address and not address.lower().startswith("smtp:"):
        changes["ForwardingSmtpAddress"] = f"smtp:{address}"
    return changes


def _audit_changes(given: Any, current: Any, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Whose list of actions is changed is of the default set no longer; whose default is restored has its list.

    Source: https://learn.microsoft.com/purview/audit-mailboxes (2026-11-28). What is not restored stays (same page).
    """
    restored = {one.lower() for one in given[_BY_DEFAULT].apply(())} if _BY_DEFAULT in given else set()
    own = {sort for sort in _SIGN_INS if f"Audit{sort}" in changes}
    defaults = {
        f"Audit{one}": MAILBOX.defaults[f"Audit{one}"] for one in _SIGN_INS if one.lower() in restored
    }
    by_default = [
        one
        for one in _SIGN_INS
        if one.lower() in restored or (one in current[_BY_DEFAULT] and one not in own)
    ]
    wanted = {**defaults, _BY_DEFAULT: by_default}
    return {name: value for name, value in wanted.items() if value != {**current, **changes}[name]}


def _forwarding_changes(invocation: Invocation, current: Any) -> dict[str, Any]:
    """A recipient to forward to is kept by his name, as rows show him (assumed).

    Raises:
        CmdletError: there is no such recipient.
    """
    if _RECIPIENT not in invocation.given:
        return {}
    wanted = invocation.given[_RECIPIENT]
    found = recipient(invocation.tenant, wanted) if wanted else None
    if wanted and found is None:
        raise not_found(wanted, invocation.tenant.domain)
    name = found["Name"] if found else None
    return {} if name == current[_RECIPIENT] else {_RECIPIENT: name}


def _hold_changes(invocation: Invocation, mailbox: Stored, current: Any) -> dict[str, Any]:
    given = invocation.given
    wanted: dict[str, Any] = {}
    if "LitigationHoldDuration" in given:
        wanted["LitigationHoldDuration"] = wire_days(given["LitigationHoldDuration"])
    if given.get("LitigationHoldDate") is not None:
        wanted["LitigationHoldDate"] = wire_moment(given["LitigationHoldDate"])
    if "LitigationHoldOwner" in given:
        wanted["LitigationHoldOwner"] = given["LitigationHoldOwner"]
    enabled = given.get("LitigationHoldEnabled")
    if enabled:
        _check_licence(mailbox)
        wanted["LitigationHoldEnabled"] = True
        if not mailbox.hold:
            wanted.setdefault("LitigationHoldDate", wire_moment(invocation.tenant.now()))
            wanted.setdefault("LitigationHoldOwner", invocation.actor_name)
    elif enabled is False:
        # Its duration stays, as a property of its own (assumed).
        wanted |= {"LitigationHoldEnabled": False, "LitigationHoldDate": None, "LitigationHoldOwner": ""}
        if mailbox.hold:
            wanted |= hold_lifted(invocation.tenant, mailbox)
    return {name: value for name, value in wanted.items() if value != current[name]}


def _check_licence(mailbox: Stored) -> None:
    """Refuse a hold that the mailbox is not licensed for (text: michev.info 6594, 2024; type assumed)."""
    capabilities = {str(one).upper() for one in orjson.loads(mailbox.capabilities)}
    if mailbox.state != "inactive" and not capabilities & HOLD_CAPABILITIES:
        raise refused(
            f"The action 'Set-Mailbox', 'LitigationHoldEnabled', can't be performed on the user "
            f"'{mailbox.display_name}'. Your Microsoft Exchange Online license doesn't permit you to put a "
            "litigation hold on this mailbox.",
            "RecipientTasks.InvalidLicenseException",
        )
    if mailbox.type == "PublicFolderMailbox":
        raise refused(
            "Litigation hold can't be set on a public folder mailbox.",
            "RecipientTasks.RecipientTaskException",
        )


_SETTABLE = (
    Parameter("SingleItemRecoveryEnabled", ParameterType.BOOLEAN),
    Parameter("RetainDeletedItemsFor", ParameterType.TIMESPAN),
    Parameter("RetentionComment", ParameterType.TEXT),
    Parameter("RetentionUrl", ParameterType.TEXT),
    Parameter("RetentionPolicy", ParameterType.TEXT),
    Parameter("RetentionHoldEnabled", ParameterType.BOOLEAN),
    Parameter("StartDateForRetentionHold", ParameterType.MOMENT),
    Parameter("EndDateForRetentionHold", ParameterType.MOMENT),
    Parameter("ElcProcessingDisabled", ParameterType.BOOLEAN),
    Parameter("AuditEnabled", ParameterType.BOOLEAN),
    Parameter("AuditLogAgeLimit", ParameterType.TIMESPAN),
    Parameter("AuditAdmin", ParameterType.EDIT),
    Parameter("AuditDelegate", ParameterType.EDIT),
    Parameter("AuditOwner", ParameterType.EDIT),
    Parameter("AccountDisabled", ParameterType.BOOLEAN),
    Parameter("DisplayName", ParameterType.TEXT),
    Parameter("ForwardingSmtpAddress", ParameterType.TEXT),
    Parameter("DeliverToMailboxAndForward", ParameterType.BOOLEAN),
    Parameter("HiddenFromAddressListsEnabled", ParameterType.BOOLEAN),
    Parameter("CalendarRepairDisabled", ParameterType.BOOLEAN),
    Parameter("MessageCopyForSentAsEnabled", ParameterType.BOOLEAN),
    Parameter("MessageCopyForSendOnBehalfEnabled", ParameterType.BOOLEAN),
    Parameter("MessageCopyForSMTPClientSubmissionEnabled", ParameterType.BOOLEAN),
    Parameter("MessageTrackingReadStatusEnabled", ParameterType.BOOLEAN),
    *(Parameter(f"CustomAttribute{number}", ParameterType.TEXT) for number in range(1, 16)),
)
"""Parameters of Set-Mailbox that are a property of the same name."""

_NOUN = Noun("Mailbox", "exchange", RECIPIENT_READERS, EXCHANGE_WRITERS)
CMDLETS = (
    _NOUN.cmdlet(
        "Get",
        (
            Parameter("Identity", ParameterType.TEXT),
            Parameter("ResultSize", ParameterType.COUNT),
            Parameter("RecipientTypeDetails", ParameterType.TEXTS),
            Parameter("Filter", ParameterType.TEXT),
            Parameter("InactiveMailboxOnly", ParameterType.SWITCH),
            Parameter("IncludeInactiveMailbox", ParameterType.SWITCH),
            Parameter("SoftDeletedMailbox", ParameterType.SWITCH),
            *(Parameter(name, ParameterType.SWITCH) for name in _HIDDEN_TYPES),
        ),
        get_mailbox,
        "Mailboxes by Identity, state, type and Filter; those of groups and public folders by their switch.",
        GET_MAILBOX,
    ),
    _NOUN.cmdlet(
        "Set",
        (
            Parameter("Identity", ParameterType.TEXT, required=True),
            Parameter("InactiveMailbox", ParameterType.SWITCH),
            Parameter("LitigationHoldEnabled", ParameterType.BOOLEAN),
            Parameter("LitigationHoldDuration", ParameterType.DAYS),
            Parameter("LitigationHoldDate", ParameterType.MOMENT),
            Parameter("LitigationHoldOwner", ParameterType.TEXT),
            Parameter(_RECIPIENT, ParameterType.TEXT),
            Parameter(_BY_DEFAULT, ParameterType.EDIT),
            *_SETTABLE,
        ),
        set_mailbox,
        "Holds, retention, auditing, forwarding of a mailbox; acts at once, a lifted hold leaves a delay hold.",
        SET_MAILBOX,
    ),
)
