"""The settings of one authentication method: one of the objects that the authentication methods policy holds.

They are read with the policy, in one answer for all methods, and changed each by itself. Source:
https://learn.microsoft.com/graph/api/authenticationmethodspolicy-get (2026-11-27): the answer holds them unasked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_list, as_object, as_text, not_understood, required
from holdfast.kinds.field import Field, Protects
from holdfast.kinds.services.graph_singleton import GraphSingleton
from holdfast.kinds.statement import Harmless

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.example import Example
    from holdfast.kinds.statement import Watched
    from holdfast.tenant.tenant import Reader

READ_PERMISSIONS = ("Policy.Read.All",)
"""Not `Policy.Read.AuthenticationMethod`, which is narrower: every check reads policies by the wider one anyway."""
WRITE_PERMISSIONS = ("Policy.ReadWrite.AuthenticationMethod",)
AUDIT_CATEGORY = "ApplicationManagement"
"""Under what the directory's audit log files "Authentication Methods Policy Update". Source:
https://learn.microsoft.com/entra/identity/monitoring-health/reference-audit-activities (2026-11-26)."""
POLICY, HELD = "/policies/authenticationMethodsPolicy", "authenticationMethodConfigurations"
"""Path of the policy below the version, and where it has the settings of every method."""


class MethodConfiguration(GraphSingleton):
    """The settings of one method, which are read with those of all others."""

    __slots__ = ()

    def interface(self) -> str:
        """Return Graph with its version and the path of the policy (see `Kind.interface`)."""
        return f"Graph {self.version}: `{POLICY}`"

    async def read_row(self, tenant: Reader) -> dict[str, Any] | None:
        """Return the method's part of the policy (see `GraphSingleton.read_row`).

        Raises:
            ReadError: when the policy could not be read, or does not tell its parts.
        """
        policy = await tenant.graph.entity(f"/{self.version}{POLICY}")
        if policy is None:
            return None
        try:
            return _part(policy, self.object_id)
        except MisreadError as misread:
            raise not_understood(self.title, self.key, misread) from None


def _part(policy: Mapping[str, Any], method: str) -> dict[str, Any] | None:
    """Return what a policy holds of a method.

    Raises:
        MisreadError: when it does not tell its parts, or has two of the method.
    """
    parts = [as_object(one, HELD) for one in required(policy, HELD, as_list)]
    found = [one for one in parts if required(one, "id", as_text).casefold() == method.casefold()]
    if len(found) > 1:
        raise MisreadError(HELD, "each method once", method)
    return found[0] if found else None


def method_configuration(
    method: str,
    *,
    title: str,
    doc: str,
    fields: tuple[Field, ...],
    examples: tuple[Example, ...],
    together: tuple[tuple[str, ...], ...] = (),
    always: tuple[str, ...] = ("state",),
    watched: tuple[Watched, ...] = (),
    harmless: tuple[Harmless, ...] = (),
) -> MethodConfiguration:
    """Return the kind of the settings of one authentication method.

    A change names the type of the object; what else it does not name stays as it is. Source:
    https://learn.microsoft.com/graph/api/smsauthenticationmethodconfiguration-update (2026-11-26).

    Args:
        method: the service's id of it, such as `Sms`.
        title: what people call it.
        doc: one paragraph on what it is.
        fields: what is declared of it.
        examples: documented answers.
        together: properties that say one thing between them (see `Kind.together`).
        always: wire properties that every answer has.
        watched: properties that are no field and change the protection.
        harmless: those that do not, besides the id.
    """
    camel = f"{method[0].lower()}{method[1:]}"
    type_name = f"{camel}AuthenticationMethodConfiguration"
    return MethodConfiguration(
        token=f"m365:entra:{method}AuthenticationMethodConfiguration",
        title=title,
        doc=doc,
        key="-".join(("".join(f" {one}" if one.isupper() else one for one in method)).lower().split()),
        object_id=method,
        path=f"{POLICY}/{HELD}/{camel}",
        odata_type=f"#microsoft.graph.{type_name}",
        fields=fields,
        examples=examples,
        answers=(type_name,),
        omits=(f"what is new in `{POLICY}` beside the methods: the kind of that policy tells it."),
        together=together,
        always=always,
        watched=watched,
        harmless=(Harmless("id", "which method it is, the same in every tenant"), *harmless),
        audit_category=AUDIT_CATEGORY,
        read_permissions=READ_PERMISSIONS,
        write_permissions=WRITE_PERMISSIONS,
        licence="",
        source=f"https://learn.microsoft.com/graph/api/resources/{type_name.lower()} (2026-11-26)",
    )


def offered(doc: str, *, weak: bool = False, required: bool = True) -> Field:
    """Return the field that says whether the method is offered at all; `doc` says what follows.

    A `weak` method is a way past the others: the tenant is protected more while it is offered to nobody. It is not
    `required` of a method of which several controls declare parts.
    """
    words = ("disabled", "enabled") if weak else ("enabled", "disabled")
    return Field(
        name="state",
        doc=doc,
        values=words,
        any_case=True,
        required=required,
        protects=Protects.EARLIER if weak else None,
    )
