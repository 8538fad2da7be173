"""Authentication strengths of an export: those with a file of their own, and those that policies hold.

The service answers a policy with the whole strength that it asks for, so a tool that exported policies alone exported
these too. What a file of its own says of one wins; of two policies the one that says the later change.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.emulator.graph.authentication_strengths.configurations import CONFIGURATION
from holdfast.emulator.graph.authentication_strengths.state import (
    combination,
    is_of_the_service,
    requirements_of,
)
from holdfast.emulator.odata.guids import is_guid
from holdfast.emulator.odata.schema import Many, StructuredType, Text, check, complete, require
from holdfast.emulator.seeds.export_files import Remark
from holdfast.emulator.seeds.export_shape import ShapeError, shaped

if TYPE_CHECKING:
    from collections.abc import Mapping

    _Kept = dict[str, tuple[str, dict[str, Any]]]

_TEXTS = Many(Text(nullable=False))
_CONFIGURATION = replace(
    CONFIGURATION,
    subtypes={
        name: replace(one, fields={"id": Text(), **one.fields})
        for name, one in CONFIGURATION.subtypes.items()
    },
)
"""With the id that the service gave it."""
_STRENGTH = StructuredType(
    "authenticationStrengthPolicy",
    {
        "id": Text(),
        "createdDateTime": Text(),
        "modifiedDateTime": Text(),
        "displayName": Text(nullable=False),
        "description": Text(),
        "policyType": Text(choices=("builtIn", "custom")),
        "requirementsSatisfied": Text(choices=("none", "mfa")),
        "allowedCombinations": _TEXTS,
        "combinationConfigurations": Many(_CONFIGURATION),
    },
    nullable=False,
    required=frozenset({"displayName", "allowedCombinations"}),
)


def whole_strength(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return a strength in the shape in which it is stored, its id as it was given.

    Raises:
        ShapeError: it holds a property, or names a combination, that nobody knows.
        SchemaError: a value does not fit.
    """
    body = shaped(_STRENGTH, item)
    check(_STRENGTH, body)
    require(_STRENGTH, body)
    return _completed(complete(_STRENGTH, body))


def _completed(body: Mapping[str, Any]) -> dict[str, Any]:
    combinations = [_known(number, text) for number, text in enumerate(body["allowedCombinations"])]
    return {
        "id": body.get("id"),
        "createdDateTime": body.get("createdDateTime"),
        "modifiedDateTime": body.get("modifiedDateTime"),
        "displayName": body["displayName"],
        "description": body.get("description") or "",
        "policyType": "custom",
        "requirementsSatisfied": requirements_of(combinations),
        "allowedCombinations": combinations,
        "combinationConfigurations": body.get("combinationConfigurations") or [],
    }


def _known(number: int, text: str) -> str:
    known = combination(text)
    if known is None:
        raise ShapeError(f"allowedCombinations[{number}]: '{text}' is no combination of known methods")
    return known


def held_strength(asked: Any) -> dict[str, Any]:
    """Return a strength as a policy holds it: whole where it says what it allows, else with nothing allowed.

    Raises:
        ShapeError: it has no id, or is written in no way that the service writes it.
        SchemaError: a value in it does not fit.
    """
    given = asked.get("id") if isinstance(asked, dict) else None
    if not isinstance(given, str):
        raise ShapeError("grantControls/authenticationStrength: its id is missing")
    strength_id = given.strip().lower()
    if not is_guid(strength_id):
        raise ShapeError(f"grantControls/authenticationStrength: '{given}' is no GUID")
    if asked.get("allowedCombinations") and not is_of_the_service(strength_id):
        return whole_strength(asked) | {"id": strength_id}
    name = asked.get("displayName") or strength_id
    return _completed({"id": strength_id, "displayName": name, "allowedCombinations": []})


def take_held(strengths: _Kept, policies: _Kept) -> list[Remark]:
    """Add to the strengths those that only policies hold; of each policy's the id alone is kept there.

    Args:
        strengths: file and stored object by id in small letters; grows.
        policies: the same of policies, which are changed.

    Returns:
        A remark for each strength of which nothing in the export says what it allows.
    """
    held: _Kept = {}
    for file, policy in policies.values():
        grant = policy["grantControls"] or {}
        if (one := grant.get("authenticationStrength")) is None:
            continue
        grant["authenticationStrength"] = {"id": one["id"]}
        known = is_of_the_service(one["id"]) or one["id"] in strengths
        if not known and (one["id"] not in held or _says(one) > _says(held[one["id"]][1])):
            held[one["id"]] = (file, one)
    strengths.update(held)
    return [
        Remark(
            file,
            f"no file says what the authentication strength {one['id']} allows: loaded with nothing allowed",
        )
        for file, one in held.values()
        if not one["allowedCombinations"]
    ]


def _says(strength: Mapping[str, Any]) -> tuple[bool, str]:
    """Whether a strength says what it allows, and when it was changed."""
    return bool(strength["allowedCombinations"]), strength["modifiedDateTime"] or ""
