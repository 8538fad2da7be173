"""Stored mailboxes as wire rows, and filters over them. A page of 1,000 rows must cost a few milliseconds."""

from __future__ import annotations

from operator import itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import orjson

from holdfast.emulator.cmdlets.shape import ValueType
from holdfast.emulator.exchange.mailbox.opath import FilterColumn
from holdfast.emulator.exchange.mailbox.state import Stored, column_expression, object_guid
from holdfast.emulator.exchange.mailbox.types import MAILBOX

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Record = tuple[Any, ...]
    Compute = Callable[[Record], Any]

_AT = {name: index for index, name in enumerate(Stored.__dataclass_fields__)}
_SHARED = frozenset({"SharedMailbox", "RoomMailbox", "EquipmentMailbox", "SchedulingMailbox"})
_QUOTA, _HELD_QUOTA = "30 GB (32,212,254,720 bytes)", "100 GB (107,374,182,400 bytes)"
"""Of recoverable items; a hold raises it by itself. Source: https://learn.microsoft.com/exchange/security-and-compliance/
in-place-and-litigation-holds (research notes data-loss I7)."""
_RESOURCES = {"RoomMailbox": "Room", "EquipmentMailbox": "Equipment"}


def mailbox_rows(records: Iterable[Record], select: Sequence[str]) -> list[dict[str, Any]]:
    """Wire rows of table rows (see `list_mailboxes`) with the properties of `select`, () for all."""
    template = MAILBOX.row({name: "x" for name in _COMPUTED if name in _MOMENTS}, select)
    computed = [(name, compute) for name, compute in _COMPUTED.items() if name in template]
    other = _AT["other"]
    rows = []
    for record in records:
        row = template.copy()
        for name, compute in computed:
            row[name] = compute(record)
        if record[other]:
            _lay_over(row, orjson.loads(record[other]))
        rows.append(row)
    return rows


def filter_field(name: str) -> FilterColumn | None:
    """How a Filter reads a property of a mailbox, by its name in any letter case; None when it has none."""
    known = _NAMES.get(name.lower())
    if known is None:
        return None
    kind = _filter_kind(known)
    expression = _FILTERS.get(known) or column_expression(known)
    if expression is None and known not in _COMPUTED:
        expression = _stored_expression(known)
    return None if expression is None else FilterColumn(expression, kind)


def _lay_over(row: dict[str, Any], differences: Mapping[str, Any]) -> None:
    for name, value in differences.items():
        if name in row:
            row[name] = value
            if name in _MOMENTS and value is not None:
                row[f"{name}@data.type"] = "System.DateTime"


def _filter_kind(name: str) -> str:
    if MAILBOX.types[name] is ValueType.TEXTS:
        return "list"
    return "boolean" if isinstance(MAILBOX.defaults[name], bool) else "text"


def _stored_expression(name: str) -> str:
    default = MAILBOX.defaults[name]
    if isinstance(default, bool | int):
        literal = str(int(default))
    else:
        text = orjson.dumps(default).decode() if isinstance(default, list) else str(default or "")
        literal = "'" + text.replace("'", "''") + "'"
    return f"coalesce(json_extract(other, '$.{name}'), {literal})"


def _at(column: str) -> Compute:
    return itemgetter(_AT[column])


def _identity(record: Record) -> Any:
    return record[_AT["directory_id"]] or record[_AT["alias"]]


_COMPUTED: Mapping[str, Compute] = MappingProxyType(
    {
        "UserPrincipalName": _at("principal_name"),
        "WindowsLiveID": _at("principal_name"),
        "MicrosoftOnlineServicesID": _at("principal_name"),
        "PrimarySmtpAddress": _at("smtp"),
        "WindowsEmailAddress": _at("smtp"),
        "DisplayName": _at("display_name"),
        "Alias": _at("alias"),
        "ExternalDirectoryObjectId": _at("directory_id"),
        "ExchangeGuid": _at("exchange_guid"),
        "Guid": lambda record: object_guid(record[_AT["exchange_guid"]]),
        "ExchangeObjectId": lambda record: object_guid(record[_AT["exchange_guid"]]),
        "Identity": _identity,
        "Id": _identity,
        "Name": _identity,
        "RecipientTypeDetails": _at("type"),
        "IsShared": lambda record: record[_AT["type"]] == "SharedMailbox",
        "IsResource": lambda record: record[_AT["type"]] in _RESOURCES,
        "ResourceType": lambda record: _RESOURCES.get(record[_AT["type"]]),
        "AccountDisabled": lambda record: record[_AT["type"]] in _SHARED,
        "LitigationHoldEnabled": lambda record: record[_AT["hold"]] == 1,
        "RecoverableItemsQuota": lambda record: _HELD_QUOTA if record[_AT["hold"]] else _QUOTA,
        "IsInactiveMailbox": lambda record: record[_AT["state"]] == "inactive",
        "IsSoftDeletedByRemove": lambda record: record[_AT["state"]] == "deleted",
        "PersistedCapabilities": lambda record: orjson.loads(record[_AT["capabilities"]]),
        "SKUAssigned": lambda record: record[_AT["capabilities"]] != "[]",
        "EmailAddresses": lambda record: [f"SMTP:{record[_AT['smtp']]}"],
        "WhenMailboxCreated": _at("created"),
        "WhenCreated": _at("created"),
        "WhenCreatedUTC": _at("created"),
        "WhenChanged": _at("created"),
        "WhenChangedUTC": _at("created"),
    }
)
"""Properties that are columns or follow from them; a stored difference still wins."""

_FILTERS: Mapping[str, str] = MappingProxyType(
    {
        "IsShared": "(type = 'SharedMailbox')",
        "EmailAddresses": "coalesce(json_extract(other, '$.EmailAddresses'), json_array('SMTP:' || smtp))",
        "WindowsEmailAddress": "smtp",
        "WindowsLiveID": "principal_name",
        "RecoverableItemsQuota": (
            f"coalesce(json_extract(other, '$.RecoverableItemsQuota'), iif(hold, '{_HELD_QUOTA}', '{_QUOTA}'))"
        ),
        "AccountDisabled": "coalesce(json_extract(other, '$.AccountDisabled'), type IN ("
        + ", ".join(f"'{one}'" for one in sorted(_SHARED))
        + "))",
    }
)
_MOMENTS = frozenset(name for name, kind in MAILBOX.types.items() if kind is ValueType.MOMENT)
_NAMES: Mapping[str, str] = MappingProxyType({name.lower(): name for name in MAILBOX.types})
