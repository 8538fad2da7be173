"""Microsoft 365 Backup as a tenant has it: the types that reading, judging and writing share.

Sources (2026-11-26): https://learn.microsoft.com/graph/api/resources/servicestatus, protectionpolicybase,
protectionunitbase.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Row = Mapping[str, Any]


BELOW = "/solutions/backupRestore"
YOUNG = timedelta(days=1)
"""How old the newest restore point of a unit may be, and how long a unit may take until it is protected."""
IN_ONE_REQUEST = 50
"""Most units that one write may name."""
WEEKLY = "R/P1W"
"""The interval whose period a policy may set; the others are the service's own."""
STATUSES_OF_UNITS = (
    *("protectRequested", "protected", "unprotectRequested", "unprotected", "removeRequested"),
    *("offboardRequested", "offboarded", "cancelOffboardRequested"),
)

Key = int | str
"""What tells one mailbox, drive or site from all others: as a number where its id is one."""


@value_class
class Workload:
    """What one workload of the service has of its own, by the names of the v1.0 schema."""

    policies: str
    """Segment of its policies: `exchangeProtectionPolicies`."""
    units: str
    """Property of a policy that holds its units: `mailboxProtectionUnits`."""
    unit_type: str
    jobs: str
    """Segment of its bulk addition jobs."""
    names: str
    """Property by which a unit names what it protects."""
    lists: str
    """Property by which a bulk job names them."""
    key: Callable[[str], Key]
    """Returns what tells apart what two ids name."""

    @property
    def path(self) -> str:
        """Where all its units are listed, below the version."""
        return f"{BELOW}/protectionUnits/microsoft.graph.{self.unit_type}"


@value_class
class Policy:
    """One policy."""

    id: str
    name: str
    status: str
    """In lower case."""
    keeps_days: int | None
    """Days for which weekly restore points are kept; None where it does not say."""

    @property
    def is_active(self) -> bool:
        """Whether it protects; `updating` is said of an active one whose units change (assumed)."""
        return self.status != "inactive"


@value_class
class Unit:
    """What is said of one mailbox, drive or site that is not in order."""

    status: str
    """As the service writes it; empty where what it says is not understood."""
    error: str = ""
    """The service's code and message."""
    fresh: bool = False
    """It was asked for within the last day, so that protection may still come."""
    strange: str = ""
    """Why it is not understood."""
    id: str = ""
    """The unit's own id, as audit logs name it (assumed)."""


@dataclass(slots=True)
class Backup:
    """The service and one workload of it."""

    status: str
    """Of the service, in lower case."""
    reason: str = "none"
    """Why the service is off, as it says it."""
    policy: Policy | None = None
    """The active one; a service has one at most."""
    resting: tuple[Policy, ...] = ()
    """Inactive ones."""
    in_order: set[Key] = field(default_factory=set)
    """Protected, without error, with a young restore point."""
    unit_ids: dict[Key, str] = field(default_factory=dict)
    """Ids of units in order that the reader asked for by their keys, so that they can be looked at again."""
    others: dict[Key, Unit] = field(default_factory=dict)
    """Units that are not in order."""
    adding: bool = False
    """A bulk job is under way, so that units may still come."""
    young_points: bool = False
    """Any unit has a young restore point."""
    news: tuple[str, ...] = ()
    """Sentences about what the service and its policies say and nobody knows."""

    @property
    def is_readable(self) -> bool:
        """Whether the service tells what it protects; when its changes are locked it still does."""
        return self.status in {"enabled", "protectionchangelocked"}

    @property
    def is_lasting(self) -> bool:
        """Whether all of it stays for as long as its policy says, and does not end on a day (data-loss 4.1 and K3)."""
        return self.status == "enabled"


def user_key(user_id: str) -> Key:
    """Return the key of what belongs to a user, or has an id as users have."""
    try:
        return int(user_id.replace("-", ""), 16)
    except ValueError:
        return user_id.casefold()


def site_key(site_id: str) -> Key:
    """Return the key of the site collection that a site is in: `host,collection,site`, or the collection's id alone.

    A site collection is protected as a whole, its subsites with it.
    """
    parts = site_id.split(",")
    return user_key(parts[1] if len(parts) == _PARTS_OF_A_SITE else site_id)


_PARTS_OF_A_SITE = 3
