"""What a report needs to know besides the findings: duties, controls and kinds as plain frozen values.

Reports import nothing but this package, so whoever asks for a report turns the components' metadata into these.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class ReportDuty:
    """A duty of the customer, in a manager's words."""

    id: str
    """As controls name it, such as `access-control`."""
    title: str
    """Two or three plain words."""
    risk: str
    """One sentence: what goes wrong when nobody does it."""


DUTIES = (
    ReportDuty(
        "accidental-deletion",
        "Accidental deletion",
        "The recycle bin is only temporary and replication copies the deletion; without a daily backup and "
        "retention behind it, what was deleted by mistake is gone.",
    ),
    ReportDuty(
        "internal-attack",
        "Attack from inside",
        "An employee on the way out deletes mail and files, lets an application in, or forwards mail outside.",
    ),
    ReportDuty(
        "external-attack",
        "Attack from outside",
        "Passwords are guessed and phished, and ransomware encrypts files that are then faithfully replicated.",
    ),
    ReportDuty(
        "access-control",
        "Access control",
        "A password alone opens the tenant, because multifactor authentication is available but not required, and "
        "there are too many administrators.",
    ),
    ReportDuty(
        "regulatory-compliance",
        "Regulatory compliance",
        "Litigation hold is off, has the wrong duration, or is missing for the very mailbox that is asked for, and "
        "no audit log says what happened.",
    ),
    ReportDuty(
        "data-retention",
        "Data retention",
        "Records are deleted too early or kept too long, and Microsoft erases the data of inactive, unlicensed and "
        "deleted accounts after its grace period of 30 or 90 days.",
    ),
    ReportDuty(
        "privacy",
        "Privacy",
        "Anonymous sharing links stay open, guests are never reviewed, and personal data is kept for ever.",
    ),
)
"""The customer's seven duties, in the order in which reports show them."""

_DUTY_IDS = frozenset(duty.id for duty in DUTIES)


class Enforcement(StrEnum):
    """How far a control acts, as the client's plan says it."""

    ENFORCED = "enforced"
    """It acts."""
    REPORT_ONLY = "report-only"
    """It records whom it would have stopped and stops nobody: never reported as met."""
    OFF = "off"
    """It is declared and switched off: never reported as met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportControl:
    """One control of the client's plan, as a report shows it."""

    id: str
    """Dotted path, such as `entra.mfa_required`."""
    title: str
    """The secured state in plain words, without a full stop."""
    duties: tuple[str, ...]
    """Ids out of `DUTIES`."""
    severity: str
    """`low`, `medium`, `high` or `critical`."""
    frameworks: tuple[str, ...]
    """References such as `CIS M365 5.2.2.1`."""
    licence: str
    """Service plan that the tenant needs, such as `AAD_PREMIUM`; `none` when every tenant can."""
    impact: str
    """Who notices what when it is switched on."""
    rollback: str
    """How to undo it."""
    revision: int
    """Raised when the desired state changes its meaning."""
    enforcement: Enforcement = Enforcement.ENFORCED
    """How far it acts with this client's settings."""

    def __post_init__(self) -> None:
        """Refuse a duty that no report would show.

        Raises:
            ValueError: when a duty is not in `DUTIES`.
        """
        if strangers := sorted(set(self.duties) - _DUTY_IDS):
            raise ValueError(f"{self.id} serves unknown duties: {', '.join(strangers)}")


@dataclass(frozen=True, slots=True)
class ReportKind:
    """One kind of object, as a report names it."""

    token: str
    """Pulumi type token."""
    title: str
    """Singular, such as `Conditional Access policy`."""
    members: str = "members"
    """Plural of what a rule over a population counts, such as `mailboxes`."""
