"""The objects of an exported tenant, each whole and in the shape in which it is stored.

Nothing is dropped without a word: an object is loaded, or passed over as something else by name, or it makes the whole
export refused, with file, object and reason. States, controls, enumerations and rules are those of the service.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.conditional_access.references import check_reference_forms
from holdfast.emulator.graph.conditional_access.rules import check_meaning
from holdfast.emulator.graph.conditional_access.types import EVERY_LOCATION, POLICY
from holdfast.emulator.graph.groups.types import GROUP_TABLE
from holdfast.emulator.graph.named_locations.routes import check_location
from holdfast.emulator.odata.directory_types import has_type
from holdfast.emulator.odata.guids import is_guid
from holdfast.emulator.odata.schema import TYPE_KEY, SchemaError, check, complete, is_annotation, require
from holdfast.emulator.seeds.errors import SeedError
from holdfast.emulator.seeds.export_files import (
    Remark,
    UnreadableError,
    files_below,
    objects_in,
    read_document,
)
from holdfast.emulator.seeds.export_kinds import kind_of, lacks
from holdfast.emulator.seeds.export_shape import ShapeError, graph_spelling, merged, says_something, shaped
from holdfast.emulator.seeds.export_strengths import held_strength, take_held, whole_strength
from holdfast.emulator.seeds.ids import stable_id
from holdfast.emulator.wire import GraphError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_DEEPEST = 5
_MOST_ALIKE = 3
_LOADED = "Conditional Access policy, named location, group or authentication strength"
_DATES = ("createdDateTime", "modifiedDateTime")
_BESIDE = frozenset({"locationinfo", "authcontextinfo"})
"""What CIPP writes beside a policy of the locations and contexts that it names (CIPP-API, New-CIPPCATemplate and
New-CIPPCAPolicy, 2026-11-29; so has TJKANZLER/ConditionalAccessBaseline). No property of a policy."""


@dataclass(frozen=True, slots=True)
class Export:
    """What an export folder holds, each kind sorted by display name, in the shapes in which it is stored."""

    policies: tuple[dict[str, Any], ...]
    named_locations: tuple[dict[str, Any], ...]
    groups: tuple[dict[str, Any], ...]
    strengths: tuple[dict[str, Any], ...]
    remarks: tuple[Remark, ...]
    """What was passed over, and what was understood although it is not written as the service writes it."""

    def told(self) -> tuple[str, ...]:
        """What was loaded, in one line, then a line for each remark."""
        counts = (
            f"{len(self.policies)} Conditional Access policies, {len(self.named_locations)} named locations, "
            f"{len(self.groups)} groups, {len(self.strengths)} authentication strengths"
        )
        same = Counter(one.text for one in self.remarks)
        many = [text for text, count in same.items() if count > _MOST_ALIKE]
        single = (str(one) for one in self.remarks if same[one.text] <= _MOST_ALIKE)
        return (counts, *map(self._alike, many), *single)

    def _alike(self, text: str) -> str:
        """One line for many remarks of the same text, every file named."""
        files = [one.file for one in self.remarks if one.text == text]
        return f"{text} ({len(files)} times): {', '.join(dict.fromkeys(files))}"


@dataclass(slots=True)
class _Found:
    """What was found so far."""

    domain: str
    objects: dict[str, dict[str, tuple[str, dict[str, Any]]]] = field(
        default_factory=lambda: {"policy": {}, "location": {}, "group": {}, "strength": {}}
    )
    """File and stored object, by kind and id."""
    without_id: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    """Ids made for objects that have none, by their content, by kind and name."""
    remarks: list[Remark] = field(default_factory=list)
    problems: list[Remark] = field(default_factory=list)


def read_export(folder: Path, domain: str) -> Export:
    """Read every file below a folder.

    Args:
        folder: holds JSON files of one object each, of a list, or of objects that hold lists, such as
            `{"value": [...]}`.
        domain: of the tenant that it is for; ids of objects that have none are made from it.

    Raises:
        SeedError: the folder does not exist, something in it cannot be understood (all of it is named), or nothing in
            it is known.
    """
    if not folder.is_dir():
        raise SeedError(f"{folder}: there is no such folder to load an export from.")
    found = _Found(domain)
    paths, others, unread = files_below(folder)
    found.remarks.extend(others)
    found.problems.extend(unread)
    for path in paths:
        try:
            document = read_document(folder, path)
        except UnreadableError as error:
            found.problems.append(Remark(str(path.relative_to(folder)), str(error)))
            continue
        found.remarks.extend(document.remarks)
        if not _take_all(found, document.file, document.value, _DEEPEST):
            found.remarks.append(Remark(document.file, f"passed over: no {_LOADED} in it"))
    found.remarks.extend(take_held(found.objects["strength"], found.objects["policy"]))
    _refuse_problems(folder, found)
    policies, locations, groups, strengths = (
        tuple(sorted((one for _, one in kind.values()), key=lambda one: (one["displayName"], one["id"])))
        for kind in found.objects.values()
    )
    return Export(
        policies, locations, groups, strengths, tuple(sorted(found.remarks, key=lambda one: one.file))
    )


def _refuse_problems(folder: Path, found: _Found) -> None:
    readable = sum(len(kind) for kind in found.objects.values())
    if found.problems:
        told = "; ".join(map(str, found.problems))
        raise SeedError(
            f"{folder}: nothing was loaded, because of {len(found.problems)} that cannot be understood, beside "
            f"{readable} that can: {told}."
        )
    if not readable:
        passed = "; ".join(map(str, found.remarks)) or "it is empty"
        raise SeedError(f"{folder}: no {_LOADED} was found in it ({passed}).")


def _take_all(found: _Found, file: str, value: Any, depth: int) -> bool:
    """Take every object of a document that is of a known kind; say whether there was one."""
    known = False
    for number, item in enumerate(objects_in(value), start=1):
        kind = kind_of(item)
        if lack := lacks(item):
            found.remarks.append(Remark(file, lack))
        if kind is not None and kind in _TAKE:
            known = True
            _take(found, file, kind, item, number)
        elif kind is not None:
            known = True
            found.remarks.append(Remark(file, f"passed over: {_named(item)} is {kind}"))
        elif depth and _take_inner(found, file, item, depth - 1):
            known = True
        elif isinstance(value, list) and depth == _DEEPEST:
            known = True
            found.remarks.append(
                Remark(
                    file,
                    f"passed over: {_named(item)} is no {_LOADED}",
                )
            )
    return known


def _take_inner(found: _Found, file: str, item: Mapping[str, Any], depth: int) -> bool:
    """Take what an object of no known kind holds; say whether there was an object of a known one."""
    known = False
    for inner in item.values():
        known = _take_all(found, file, inner, depth) or known
    return known


def _take(found: _Found, file: str, kind: str, item: dict[str, Any], number: int) -> None:
    name = _named(item, number)
    try:
        stored, remarks = _TAKE[kind](item)
        _identify(found, kind, stored, item)
    except (ShapeError, UnreadableError, SchemaError) as error:
        found.problems.append(Remark(file, f"{error}{_hint(error)}", name))
        return
    except GraphError as error:
        found.problems.append(Remark(file, error.message.rstrip("."), name))
        return
    found.remarks.extend(Remark(file, remark, name) for remark in remarks)
    _keep(found, kind, file, name, stored)


def _keep(found: _Found, kind: str, file: str, name: str, stored: dict[str, Any]) -> None:
    """Keep an object; of two of one id, as exports of different days have them, the one that was changed last."""
    key = stored["id"].lower()
    before = found.objects[kind].get(key)
    if before is None:
        found.objects[kind][key] = (file, stored)
        return
    if before[1] == stored:
        found.remarks.append(Remark(file, f"the same object is in {before[0]} as well; loaded once", name))
        return
    newer = str(stored.get("modifiedDateTime") or "") >= str(before[1].get("modifiedDateTime") or "")
    loaded, other = ((file, stored), before) if newer else (before, (file, stored))
    found.objects[kind][key] = loaded
    found.remarks.append(
        Remark(
            other[0],
            f"'{other[1]['displayName']}': passed over, since {loaded[0]} has '{loaded[1]['displayName']}' with the "
            f"same id {stored['id']}",
        )
    )


def _hint(error: Exception) -> str:
    """What to do about a value that a tool cut short."""
    text = str(error)
    cut = "not a string" in text or "is expected, not a string" in text
    return "; was it written with too small a -Depth of ConvertTo-Json?" if cut and "object" in text else ""


def _identify(found: _Found, kind: str, stored: dict[str, Any], item: Mapping[str, Any]) -> None:
    """Give an object the id that it has, or one made from its name and, among its like, its number."""
    given = _value(item, "id")
    if isinstance(given, str) and given.strip():
        if not is_guid(given.strip()):
            raise ShapeError(f"id: '{given}' is no GUID, as every id of the directory is")
        stored["id"] = given.strip()
        return
    if given not in (None, ""):
        raise ShapeError("id: it must be a string")
    alike = found.without_id.setdefault((kind, stored["displayName"]), {})
    content = json.dumps(stored, sort_keys=True)
    if content not in alike:
        numbers = itertools.count(len(alike) + 1)
        named = (f"{stored['displayName']}{'' if one == 1 else f' {one}'}" for one in numbers)
        ids = (stable_id(found.domain, f"exported {kind}", name) for name in named)
        alike[content] = next(one for one in ids if one not in found.objects[kind])
    stored["id"] = alike[content]


def _policy(item: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    shape = POLICY["beta"]
    beside = [name for name in item if name.lower() in _BESIDE]
    body, remarks = _body(shape, {name: value for name, value in item.items() if name not in beside})
    if beside:
        remarks.append(f"left out, since no policy has it: {', '.join(sorted(beside))}")
    check(shape, body)
    require(shape, body)
    _require_name(body)
    body["conditions"] = {"clientAppTypes": ["all"], **body["conditions"]}
    whole = complete(shape, body)
    check_meaning(whole)
    check_reference_forms(whole)
    grant = whole["grantControls"] or {}
    if (asked := grant.get("authenticationStrength")) is not None:
        grant["authenticationStrength"] = held_strength(asked)
    return whole, remarks


def _location(item: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    body, remarks = _body(EVERY_LOCATION, item)
    shape = EVERY_LOCATION.subtypes[body[TYPE_KEY].removeprefix("#microsoft.graph.")]
    body = {"isTrusted": False, **body} if "isTrusted" in shape.fields else body
    if "includeUnknownCountriesAndRegions" in shape.fields:
        body = {"includeUnknownCountriesAndRegions": False, "countryLookupMethod": "clientIpAddress", **body}
    check(shape, body)
    require(shape, body)
    _require_name(body)
    check_location(shape, body)
    return complete(EVERY_LOCATION, body), remarks


def _body(shape: Any, item: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """Return an object in the service's spelling, and what was made of it."""
    body = shaped(shape, item)
    if not isinstance(body, dict):
        raise ShapeError("it says nothing")
    remarks = []
    for name in _DATES:
        if body.get(name) is not None and not isinstance(body[name], str):
            remarks.append(f"{name} is written in no way that the service writes it, and was left out")
            body[name] = None
    return body, remarks


def _group(item: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    known = {name.lower(): name for name in GROUP_TABLE}
    values: dict[str, Any] = {}
    dropped: list[str] = []
    for name, value in merged(item).items():
        own = known.get(name.lower())
        if is_annotation(name) or not says_something(value):
            continue
        if own is None:
            dropped.append(name)
        elif has_type(GROUP_TABLE[own], plain := graph_spelling(value)):
            values[own] = plain
        else:
            raise ShapeError(f"{own}: a value of type Edm.{GROUP_TABLE[own].edm} is expected")
    _require_name(values)
    remarks = (
        [f"left out, since groups here have no such property: {', '.join(sorted(dropped))}"]
        if dropped
        else []
    )
    return values, remarks


def _require_name(body: Mapping[str, Any]) -> None:
    if not isinstance(body.get("displayName"), str) or not body["displayName"].strip():
        raise ShapeError("displayName: it is missing")


_TAKE: Mapping[str, Callable[[dict[str, Any]], tuple[dict[str, Any], list[str]]]] = {
    "policy": _policy,
    "location": _location,
    "group": _group,
    "strength": lambda item: (whole_strength(item), []),
}


def _value(item: Mapping[str, Any], name: str) -> Any:
    return next((value for own, value in item.items() if own.lower() == name and value is not None), None)


def _named(item: Mapping[str, Any], number: int | None = None) -> str:
    name = _value(item, "displayname") or _value(item, "name") or _value(item, "id")
    if isinstance(name, str) and name:
        return f"'{name}'"
    return "an object without a name" if number is None else f"object {number}, which has no name"
