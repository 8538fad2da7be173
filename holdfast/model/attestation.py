"""What somebody attests of a control that no interface can check: who, when, until when, and by which evidence."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING, Any

from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from datetime import date

RENEWED_BEFORE_DAYS = 14
"""From how many days before its last day on an attestation says that it is to be renewed."""


@value_class(kw_only=True)
class Attestation:
    """One entry of `attestations` of a client file."""

    control: str
    """Id of the control that asks for it."""
    tenant: str
    """The tenant that was looked at, as the client file names its own: an entry of another client's file says nothing
    here."""
    name: str
    """Who attests it, and is asked to renew it."""
    mail: str
    """Where that owner is reached."""
    on: date
    """The day on which it was attested."""
    until: date
    """The last day on which it counts."""
    digest: str
    """SHA-256 of the evidence, 64 hexadecimal digits in lower case; the document itself stays with its owner."""
    kept: str
    """Where the evidence is, in words."""
    values: dict[str, Any]
    """What is attested, by the names that the control asks for; days are written as 2027-03-31."""
    place: str = field(default="", compare=False)
    """`file:line` of it; empty where it is of no file."""

    def told(self) -> str:
        """Return the sentence by which every report sets it apart from what was looked at."""
        return (
            f"Attested by {self.name} ({self.mail}) on {self.on}, until {self.until}, not looked at by Holdfast; "
            f"evidence: {self.kept} (SHA-256 {self.digest})"
        )
