"""The tenant's default rules for the credentials of applications: which may be added, and how long they live."""

from __future__ import annotations

from typing import Any

from holdfast.kinds.codec import Codec
from holdfast.kinds.decode import MisreadError
from holdfast.kinds.example import Example
from holdfast.kinds.field import Field, Type
from holdfast.kinds.services.graph_singleton import GraphSingleton
from holdfast.kinds.services.whole_object import whole_members
from holdfast.kinds.statement import Harmless

_PASSWORDS = (
    "`passwordAddition`, `passwordLifetime`, `symmetricKeyAddition`, `symmetricKeyLifetime` "
    "or `customPasswordAddition`"
)
_KEYS = "`asymmetricKeyLifetime`"
_SCOPES = ("applicationRestrictions", "servicePrincipalRestrictions")


def _for_everybody(value: Any) -> Any:
    """Return the rules of a list; no input can say who is exempt from one.

    Raises:
        MisreadError: when somebody is.
    """
    for number, rule in enumerate(value if isinstance(value, list) else ()):
        if isinstance(rule, dict) and rule.get("excludeActors") is not None:
            raise MisreadError(f"[{number}].excludeActors", "absent", rule["excludeActors"])
    return value


def _credentials(name: str, what: str, types: str) -> Field:
    """Return the field of one list of restrictions."""
    return Field(
        name=name,
        doc=f"Rules for {what}, at most one of each type.",
        type=Type.OBJECT,
        many=True,
        codec=Codec(encode=lambda rules: rules, decode=_for_everybody),
        fields=(
            Field(name="restrictionType", doc=f"What is restricted: {types}.", any_case=True, required=True),
            Field(
                name="state",
                doc="Whether the rule acts.",
                any_case=True,
                values=("enabled", "disabled"),
                required=True,
            ),
            Field(name="maxLifetime", doc="How long one lives, as ISO 8601 has it: `P180D`."),
            Field(
                name="restrictForAppsCreatedAfterDateTime",
                doc="For applications that were made after this moment; `0001-01-01T00:00:00Z` for all.",
            ),
        ),
    )


def _restrictions(name: str, of: str) -> Field:
    """Return the field of the rules for one sort of object."""
    return Field(
        name=name,
        doc=f"Rules for {of}.",
        type=Type.OBJECT,
        fields=(
            _credentials("passwordCredentials", f"passwords and shared keys of {of}", _PASSWORDS),
            _credentials("keyCredentials", f"certificates of {of}", _KEYS),
        ),
    )


def _rules(maximum: str) -> dict[str, list[dict[str, str]]]:
    """Return an example's rules."""
    everybody = "0001-01-01T00:00:00Z"
    return {
        "passwordCredentials": [
            {
                "restrictionType": "passwordLifetime",
                "state": "enabled",
                "maxLifetime": maximum,
                "restrictForAppsCreatedAfterDateTime": everybody,
            }
        ],
        "keyCredentials": [
            {
                "restrictionType": "asymmetricKeyLifetime",
                "state": "enabled",
                "maxLifetime": maximum,
                "restrictForAppsCreatedAfterDateTime": everybody,
            }
        ],
    }


KIND = GraphSingleton(
    token="m365:entra:DefaultAppManagementPolicy",
    title="Default app management policy",
    doc="The tenant's rules for the credentials of all applications that have no policy of their own.",
    key="default-app-management-policy",
    object_id="00000000-0000-0000-0000-000000000000",
    path="/policies/defaultAppManagementPolicy",
    carried=whole_members,
    fields=(
        Field(
            name="enabled",
            wire="isEnabled",
            doc="Whether the rules act.",
            type=Type.BOOLEAN,
            required=True,
        ),
        _restrictions("applicationRestrictions", "applications"),
        _restrictions("servicePrincipalRestrictions", "service principals"),
    ),
    examples=(
        Example(
            row={
                "id": "00000000-0000-0000-0000-000000000000",
                "isEnabled": True,
                "applicationRestrictions": _rules("P180D"),
                "servicePrincipalRestrictions": _rules("P90D"),
            },
            inputs={
                "enabled": True,
                "applicationRestrictions": _rules("P180D"),
                "servicePrincipalRestrictions": _rules("P90D"),
            },
        ),
    ),
    answers=("tenantAppManagementPolicy",),
    omits="policies of single applications (`appManagementPolicies`), which can ask for less; they are not looked at.",
    always=("isEnabled",),
    harmless=(
        Harmless(
            "id displayName description deletedDateTime",
            "Microsoft's own texts; a tenant cannot be without it",
        ),
        Harmless(
            " ".join(
                f"{scope}.{credentials}.excludeActors"
                for scope in _SCOPES
                for credentials in ("passwordCredentials", "keyCredentials")
            ),
            "who has an attribute is exempt: a rule that says so is not understood, so that the policy is UNKNOWN",
        ),
        Harmless(
            "applicationRestrictions.identifierUris", "about addresses of applications, not about credentials"
        ),
    ),
    audit_category="Policy",
    read_permissions=("Policy.Read.All",),
    write_permissions=("Policy.ReadWrite.ApplicationConfiguration",),
    licence="",
    source="https://learn.microsoft.com/graph/api/resources/tenantappmanagementpolicy (2026-11-26)",
)
