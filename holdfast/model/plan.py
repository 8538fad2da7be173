"""A client's resolved plan: which baseline, which controls with which settings, which exceptions."""

from __future__ import annotations

from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from holdfast.model.connection import Connection
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from holdfast.model.attestation import Attestation
    from holdfast.model.errors import HoldfastError
    from holdfast.model.status import Status
    from holdfast.model.understood import Understood


class Cloud(StrEnum):
    """Where a client's tenant lives."""

    GLOBAL = "global"
    """Microsoft's worldwide service, GCC (moderate) included."""
    US_GOVERNMENT = "usgovernment"
    """GCC High."""
    DOD = "dod"
    """The cloud of the United States' Department of Defense."""
    CHINA = "china"
    """Operated by 21Vianet."""
    EMBEDDED = "embedded"
    """The embedded tenant on this machine: for demonstrations, tests and rehearsals."""

    @property
    def plugin_environment(self) -> str:
        """What the azuread provider calls it (`environment`)."""
        return self.value if self.national else "public"

    @property
    def national(self) -> bool:
        """Whether it is one of Microsoft's clouds apart from the worldwide one."""
        return self not in {Cloud.GLOBAL, Cloud.EMBEDDED}


@value_class
class Deviation:
    """One deviation as a check told it."""

    fingerprint: str
    status: Status
    object: str
    """`<Kind>/<name>`."""
    property: str
    """Property path; empty for an object as a whole."""
    expected: Any
    found: Any
    """Live value; of an object that nobody declared, the digest of what it says."""


@value_class
class PlannedException:
    """A deviation that the client accepts for a while."""

    control: str
    """Id of the control; empty when the exception is for unmanaged objects."""
    object: str
    """The one object of the control: its natural key, or its name in the program; empty for unmanaged objects."""
    property: tuple[str, ...]
    """What of the object is accepted, in the grammar of `holdfast.model.accepted`; empty for unmanaged objects."""
    unmanaged: str
    """What unmanaged objects are accepted, in the grammar of `holdfast.model.accepted`; else empty."""
    reason: str
    owner: str
    expires: date
    """Last day on which it holds."""
    place: str = field(default="", compare=False)
    """`file:line` of it; empty where it is of no file."""
    deviation: Deviation | None = None
    """The one deviation that it accepts, as a check told it; then nothing else of it says what it is about."""


@value_class
class GracePeriodOfClient:
    """A period that a client's contract sets otherwise."""

    rule: str
    days: int | None
    """None: nothing is erased by this rule."""
    contract: str
    """Where that is agreed, in the client's words."""


@value_class
class PlannedControl:
    """One control of the baseline with its resolved settings."""

    id: str
    """Path below `components/`, dotted: `entra.mfa_required`."""
    settings: dict[str, Any]
    """Plain JSON values, validated by the control's Settings model; parameters filled in."""


NO_SECOND_FACTOR = "no-second-factor"
"""Slug of the warning about a tenant in which neither security defaults nor a policy ask for a second factor."""
SYNCHRONISATION_STOPPED = "synchronisation-stopped"
"""Slug of the warning about policies that are enabled and stop the accounts that synchronise the directory."""
COVERS_NOTHING = "covers-nothing"
"""Slug of the warning about something that the client file accepts and that is not there."""


@value_class
class PlanWarning:
    """What is allowed and dangerous: every command that acts on the plan says it."""

    slug: str
    """Entry in `docs/messages.md`; the client file accepts a warning by it."""
    message: str
    """One sentence: what it is, what it means, what to do."""
    place: str = ""
    """`file:line` of the value that causes it; empty where no file does."""
    accepted: str = ""
    """The client's reason to live with it; empty when it gives none."""

    @classmethod
    def of_refusal(cls, refusal: HoldfastError) -> Self:
        """Return the warning of a command that writes nothing about what others refuse to write."""
        return cls(refusal.slug, f"`holdfast up` refuses: {refusal.message}")

    def __str__(self) -> str:
        """Return the sentence with its place, its name, and the reason where it is accepted."""
        where = f"{self.place}: " if self.place else ""
        reason = f" (accepted: {self.accepted})" if self.accepted else ""
        return f"{where}{self.message} [{self.slug}]{reason}"


@value_class
class Plan:
    """Everything about one client that its files say, resolved and valid."""

    client: str
    """Stack name: `contoso` for `clients/Pulumi.contoso.yaml`."""
    tenant: str
    """Default domain or id of the tenant, as the client file says it."""
    cloud: Cloud
    baseline: str
    """`name@version` of the chosen baseline."""
    parameters: dict[str, Any]
    """The client's parameters, plain JSON values."""
    controls: tuple[PlannedControl, ...]
    """Sorted by id."""
    exceptions: tuple[PlannedException, ...]
    delete_protected_data: bool
    """True only when the client file allows holds, labels and their policies to be deleted with the code."""
    warnings: tuple[PlanWarning, ...] = ()
    """What the files make worth a warning, unless the program bears it out; `holdfast.gates` decides over both."""
    accepted_warnings: dict[str, str] = field(default_factory=dict)
    """Reason by slug of a warning, from the client file."""
    understood: tuple[Understood, ...] = ()
    """What may protect less than before, in the order of the file."""
    renamed: dict[str, str] = field(default_factory=dict)
    """Present id by former id of every control of the plan that was renamed: files may name either."""
    grace_periods: tuple[GracePeriodOfClient, ...] = ()
    """What the client's contracts set otherwise than Microsoft's terms, in the order of the file."""
    attestations: tuple[Attestation, ...] = ()
    """What somebody attests of controls that no interface can check, in the order of the file."""
    connection: Connection = field(default_factory=Connection)
    """What the client file says of signing in."""
