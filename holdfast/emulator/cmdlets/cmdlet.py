"""What a cmdlet is: its parameters, who may run it, what it is given and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from holdfast.emulator.audit import record_cmdlet
from holdfast.emulator.cmdlets.allowed import Allowed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from holdfast.emulator.audit import Person
    from holdfast.emulator.tenant import Tenant
    from holdfast.emulator.wire import Endpoint, Principal

APPLICATION_ROLE = "Exchange.ManageAsApp"
"""Application role that opens both endpoints; what may be done inside, a directory role decides."""
_READING_VERBS = frozenset({"get", "search", "test"})

EXCHANGE_READERS = Allowed(
    frozenset(
        {
            "Compliance Administrator",
            "Exchange Administrator",
            "Exchange Recipient Administrator",
            "Global Administrator",
            "Global Reader",
        }
    ),
    frozenset({"View-Only Configuration"}),
)
"""Who may read the organization (Global Reader measured, api-facts 6.5; the management role is assumed)."""
RECIPIENT_READERS = EXCHANGE_READERS.by("View-Only Recipients", "Mail Recipients")
"""Who may read mailboxes and other recipients (the management roles are assumed)."""
EXCHANGE_WRITERS = Allowed(
    frozenset({"Exchange Administrator", "Global Administrator"}), frozenset({"Organization Configuration"})
)
"""Who may change mailboxes and the organization (learn, App-only authentication).

Of the management roles only the one that Organization Management alone has (assumed): groups for a part of it, such as
Recipient Management, are refused here what Microsoft lets them do.
"""
AUDIT_READERS = Allowed(
    frozenset(
        {"Compliance Administrator", "Exchange Administrator", "Global Administrator", "Global Reader"}
    ),
    frozenset({"Audit Logs", "View-Only Audit Logs"}),
)
"""Who may search the audit log: a role of Exchange is needed (learn, audit-log-search); the directory roles are
assumed."""
COMPLIANCE_READERS = Allowed(
    frozenset(
        {
            "Compliance Administrator",
            "Global Administrator",
            "Global Reader",
            "Security Administrator",
            "Security Reader",
        }
    ),
    frozenset({"View-Only Retention Management", "Retention Management"}),
)
"""Directory roles that the compliance endpoint honours (api-facts 6.8; the management roles are assumed)."""
COMPLIANCE_WRITERS = Allowed(
    frozenset({"Compliance Administrator", "Global Administrator"}), frozenset({"Retention Management"})
)
"""Who may change labels and policies (which of 6.8 may write is assumed, and so are the management roles)."""


class ParameterType(Enum):
    """Type of a parameter; says what JSON values it takes and what the cmdlet is given."""

    TEXT = auto()
    """str; null is ""."""
    BOOLEAN = auto()
    """bool."""
    SWITCH = auto()
    """bool; absent is false."""
    INTEGER = auto()
    """int."""
    COUNT = auto()
    """A number of results or "Unlimited": int, or None for unlimited."""
    DAYS = auto()
    """A duration in days or "Unlimited": int, or None for unlimited."""
    TIMESPAN = auto()
    """A duration: days as int, from 30, "30" or "30.00:00:00"."""
    MOMENT = auto()
    """datetime in UTC, None for null."""
    TEXTS = auto()
    """tuple of str, from a text or a list; null is ()."""
    EDIT = auto()
    """Edit of a multi-valued property: a list, or a table with Add and Remove."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What a multi-valued parameter asks for: a new list, or additions and removals."""

    values: tuple[str, ...] | None = None
    """The whole new list; None when `add` and `remove` say it."""
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()

    def apply(self, current: Sequence[str]) -> list[str]:
        """The list after the edit; texts compare without case."""
        if self.values is not None:
            return list(self.values)
        dropped = {text.lower() for text in self.remove}
        kept = [text for text in current if text.lower() not in dropped]
        present = {text.lower() for text in kept}
        return kept + [text for text in self.add if text.lower() not in present]


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter that the embedded tenant carries out."""

    name: str
    kind: ParameterType
    required: bool = False
    choices: tuple[str, ...] = ()
    """The only texts it takes, compared without case; () = any."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which part of a result is asked for."""

    size: int = 1000
    """Most rows to give: the client's odata.maxpagesize, at most 1000."""
    cursor: int = 0
    """Where to go on, as an earlier outcome said; 0 = the start."""
    served: int = 0
    """Rows that earlier pages gave."""


@dataclass(frozen=True, slots=True)
class Invocation:
    """A cmdlet at work, its parameters checked and converted."""

    tenant: Tenant
    actor: Principal | Person
    cmdlet: str
    """Its name as documented, for example "Set-Mailbox"."""
    endpoint: Endpoint
    given: Mapping[str, Any]
    """Parameters by documented name, values as their `ParameterType` says; those not given are absent."""
    sent: Mapping[str, Any]
    """The same as the client sent them, for the audit log."""
    select: tuple[str, ...] = ()
    """Properties asked for; () = all."""
    page: PageRequest = PageRequest()

    @property
    def actor_name(self) -> str:
        """How Exchange writes down who did it: a person's UPN, an application's name."""
        name = getattr(self.actor, "user_principal_name", None) or self.actor.display_name
        return str(name)

    def record(self, object_id: str) -> None:
        """Leave the audit record of the write, about the object that the service calls so."""
        record_cmdlet(self.tenant, self.actor, self.cmdlet, object_id, self.sent, endpoint=self.endpoint)


@dataclass(frozen=True, slots=True)
class CmdletOutput:
    """What a cmdlet gives back."""

    rows: Sequence[Mapping[str, Any]] = ()
    """Wire rows, side-car keys included."""
    next_cursor: int | None = None
    """Where the next page starts; None when this was the last."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cmdlet:
    """One cmdlet."""

    name: str
    endpoint: Endpoint
    parameters: tuple[Parameter, ...]
    allowed: Allowed
    """Who may run it, besides having Exchange.ManageAsApp."""
    run: Callable[[Invocation], CmdletOutput]
    doc: str
    """One line for the generated coverage page."""
    unimplemented: frozenset[str] = frozenset()
    """Parameters of the real cmdlet that are refused with 501."""

    @property
    def write(self) -> bool:
        """Whether it may change the tenant."""
        return is_write(self.name)


@dataclass(frozen=True, slots=True)
class Noun:
    """What the cmdlets of one noun have in common."""

    name: str
    """For example "Mailbox"."""
    endpoint: Endpoint
    readers: Allowed
    """Who may read."""
    writers: Allowed
    """Who may write."""

    def cmdlet(
        self,
        verb: str,
        parameters: tuple[Parameter, ...],
        run: Callable[[Invocation], CmdletOutput],
        doc: str,
        unimplemented: frozenset[str] = frozenset(),
    ) -> Cmdlet:
        """One of its cmdlets; see the fields of `Cmdlet`."""
        name = f"{verb}-{self.name}"
        allowed = self.writers if is_write(name) else self.readers
        return Cmdlet(name, self.endpoint, parameters, allowed, run, doc, unimplemented)


def is_write(cmdlet_name: str) -> bool:
    """Whether a cmdlet of that name may change the tenant: all but Get-, Search- and Test-."""
    return cmdlet_name.partition("-")[0].lower() not in _READING_VERBS


def paged(invocation: Invocation, rows: Sequence[Mapping[str, Any]]) -> CmdletOutput:
    """The page of a complete list that the client asks for."""
    page = invocation.page
    end = page.cursor + page.size
    return CmdletOutput(rows[page.cursor : end], end if end < len(rows) else None)
