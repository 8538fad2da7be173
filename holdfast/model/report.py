"""What a report is made of: the one frozen value that every format renders."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from holdfast.model.control import DescribedControl
    from holdfast.model.finding import DriftResult
    from holdfast.model.horizon import Horizon


@value_class
class ReportKind:
    """One kind of object, as a report names it."""

    token: str
    """Pulumi type token."""
    title: str
    """Singular, such as `Conditional Access policy`."""
    members: str = "members"
    """Plural of what a rule over a population counts, such as `mailboxes`."""
    named: bool = True
    """Whether the tenant has several of it, each with a name; settings of a tenant and rules have none."""
    writes: bool = True
    """Whether an apply can change anything of this kind; an assessment is only read."""


@value_class(kw_only=True)
class ReportInput:
    """Everything that a report says, in any format."""

    result: DriftResult
    """One client's check."""
    controls: tuple[DescribedControl, ...]
    """The controls of the client's plan that are shown; one without any finding is reported as not known."""
    generated_at: datetime
    """When the report was made, with its time zone."""
    kinds: tuple[ReportKind, ...] = ()
    """Plain names of the kinds of objects; one that is not listed is named after its token."""

    horizon: Horizon | None = None
    """What Microsoft will erase, and when; None where nobody looked."""
    horizon_notes: tuple[str, ...] = ()
    """Paragraphs that come with the look ahead."""

    @property
    def every_control(self) -> tuple[DescribedControl, ...]:
        """The controls of the plan, shown or not: duties and outcomes rest upon all of them."""
        return (*self.controls, *self.result.view.controls) if self.result.view else self.controls

    def __post_init__(self) -> None:
        """Refuse a time that could be anywhere.

        Raises:
            ValueError: when `generated_at` has no time zone.
        """
        if self.generated_at.tzinfo is None:
            raise ValueError("generated_at needs a time zone")

    @property
    def checked_at(self) -> datetime:
        """When it was checked, UTC; when the report was made, where the result says no time."""
        try:
            checked = datetime.fromisoformat(self.result.checked_at)
        except ValueError:
            checked = self.generated_at
        return checked.replace(tzinfo=UTC) if checked.tzinfo is None else checked.astimezone(UTC)
