"""What declarations of every shape state: properties with their defaults, refused values, the audit event.

Nothing here knows a service. Every statement carries its evidence: a default that nobody has seen says "assumed".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from holdfast.emulator.evidence import Evidence
    from holdfast.emulator.odata.schema import Type
    from holdfast.emulator.tenant import Tenant

Rule = Callable[["Tenant", Mapping[str, Any] | None, Mapping[str, Any]], None]
"""A rule of meaning: takes the tenant, the object before (None when it is new) and after; raises GraphError."""


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a Graph object."""

    type: Type
    """Its type at the wire, with choices and limits."""
    default: Any
    """Its value in a tenant that was never told otherwise, or in a new object that does not say."""
    evidence: Evidence
    """What the default rests on."""
    writable: bool = True
    """False: answered, and left unread when a client sends it."""
    required: bool = False
    """Whether a new object of a collection must be given it."""
    beta: bool = False
    """Whether only beta knows it; said of singletons."""
    beta_members: frozenset[str] = frozenset()
    """Which of its members only beta knows; said of singletons."""
    example: Any = None
    """Another value that the service takes, for the contract tests; None = one is made from the type."""


def answered(evidence: Evidence, kind: Type, default: Any, *names: str) -> dict[str, Property]:
    """Properties that are answered and never written, alike in type, default and evidence."""
    return {name: Property(kind, default, evidence, writable=False) for name in names}


@dataclass(frozen=True, slots=True)
class Refused:
    """A value that the service refuses although it is of the right type, or whose error differs from the usual one."""

    given: Mapping[str, Any]
    """A write with these properties, or parameters, of these values is refused."""
    message: str
    """Text of the error."""
    evidence: Evidence
    status: int = 400
    """HTTP status; of a cmdlet it is always 400."""
    code: str = "BadRequest"
    """`error.code`; of a cmdlet the name of the exception below Microsoft.Exchange.Management."""

    def fits(self, sent: Mapping[str, Any]) -> bool:
        """Whether a write is this one."""
        return all(name in sent and sent[name] == value for name, value in self.given.items())


@dataclass(frozen=True, slots=True)
class Audit:
    """How the directory's audit log files the writes of a Graph service."""

    category: str
    """For example "Policy"."""
    service: str
    """loggedByService, for example "Core Directory"."""
    update: str
    """activityDisplayName of a change, for example "Update policy"."""
    create: str = ""
    """The same of a new object; "" where none is made."""
    delete: str = ""
    """The same of a removed one."""
    target: str = "Policy"
    """Type of the target resource."""
    evidence: Evidence = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Roles:
    """Application roles, the least first: that one is what the seeded application Holdfast gets."""

    read: tuple[str, ...]
    """One of these reads."""
    write: tuple[str, ...] = ()
    """One of these writes; () = read only."""
    write_also: tuple[str, ...] = ()
    """All of these are needed besides to write."""
    evidence: Evidence = field(kw_only=True)
