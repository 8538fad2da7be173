"""The provider's package schema, derived from the kinds. Pure functions.

Source of the shape: https://www.pulumi.com/docs/iac/extending-pulumi/schema/ (2026-11-24).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.field import Field, Type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.kinds.kind import Kind

CONFIG: dict[str, dict[str, str]] = {
    "tenant": {"type": "string", "description": "Domain or id of the tenant that this provider may change."},
    "cloud": {
        "type": "string",
        "description": "`global`, `usgovernment`, `dod` or `china` at Microsoft, `embedded` on this machine.",
    },
    "connection": {
        "type": "string",
        "description": "Which application signs in, and how: JSON, `application`, `way`, `service_connection`.",
    },
    "deleteProtectedData": {
        "type": "boolean",
        "description": "Whether deleting a hold, label or label policy from code deletes it in the tenant.",
    },
    "understood": {
        "type": "string",
        "description": "What may protect less than before: JSON, a list of `object`, `property`, `value`.",
    },
    "accepted": {
        "type": "string",
        "description": "What of a rule's members stays as it is: one `<control> <object> <property>` a line.",
    },
}


def package_schema(name: str, version: str, kinds: Sequence[Kind]) -> dict[str, Any]:
    """Return the package schema of `kinds` as JSON values."""
    types: dict[str, Any] = {}
    resources = {kind.token: _resource(name, kind, types) for kind in kinds}
    return {
        "name": name,
        "version": version,
        "displayName": "Microsoft 365",
        "description": "Customer-side controls of Microsoft 365 that no other Pulumi provider covers.",
        "license": "Apache-2.0",
        "keywords": ["category/security", "kind/native", "microsoft-365"],
        "config": {"variables": CONFIG},
        "provider": {"inputProperties": CONFIG, "requiredInputs": ["tenant"]},
        "types": types,
        "resources": resources,
        "language": {
            "python": {
                "packageName": "holdfast.provider.resources",
                "moduleNameOverrides": {kind.token.split(":")[1]: "" for kind in kinds},
                "usesIOClasses": True,
                "readme": "Part of Holdfast.",
            }
        },
    }


def _resource(package: str, kind: Kind, types: dict[str, Any]) -> dict[str, Any]:
    module = f"{package}:{kind.token.split(':')[1]}"
    properties = {field.name: _property(kind.name, module, field, types) for field in kind.fields}
    inputs = {field.name: properties[field.name] for field in kind.fields if not field.output}
    return {
        "description": f"{kind.doc}\n\nSource: {kind.source}",
        "properties": properties,
        "required": sorted(field.name for field in kind.fields if field.required),
        "inputProperties": inputs,
        "requiredInputs": sorted(field.name for field in kind.fields if field.required),
    }


def _property(owner: str, module: str, field: Field, types: dict[str, Any]) -> dict[str, Any]:
    item = _item_type(owner, module, field, types)
    shape = {"type": "array", "items": item} if field.many else item
    fixed = {"replaceOnChanges": True} if field.fixed else {}
    return {**shape, "description": _description(field), **fixed}


def _description(field: Field) -> str:
    return f"{field.doc} Fixed at creation." if field.fixed else field.doc


def _item_type(owner: str, module: str, field: Field, types: dict[str, Any]) -> dict[str, Any]:
    if field.type is Type.DAYS:
        return {"oneOf": [{"type": "integer"}, {"type": "string"}]}
    if field.type is not Type.OBJECT:
        return {"type": field.type.value}
    name = f"{owner}{field.name[0].upper()}{field.name[1:]}"
    token = f"{module}:{name}"
    types[token] = {
        "type": "object",
        "description": field.doc,
        "properties": {member.name: _property(name, module, member, types) for member in field.fields},
        "required": sorted(member.name for member in field.fields if member.required),
    }
    return {"$ref": f"#/types/{token}"}
