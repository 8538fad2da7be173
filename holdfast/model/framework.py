"""Editions of frameworks, and how a control refers to one of their ids."""

from __future__ import annotations

from dataclasses import field
from itertools import takewhile
from typing import TYPE_CHECKING

from holdfast.model.near import near
from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


@value_class(kw_only=True)
class Requirement:
    """One requirement of one edition, as a control refers to it. Made by calling the edition."""

    edition: str
    """Name of the edition, such as `CIS M365 7.0.0`."""
    id: str
    """Its number there, such as `5.2.2.2`."""
    title: str
    """What it asks for, in our own words."""
    lacks: str
    """What of it the control does not see to, in words; empty when it sees to all."""

    def __str__(self) -> str:
        """Return edition and id, and whether it is a part only."""
        return f"{self.edition} {self.id}{' (in part)' if self.lacks else ''}"


@value_class(kw_only=True)
class Edition:
    """One edition of a framework: call it with an id."""

    name: str
    """Framework and edition, such as `CIS M365 7.0.0`."""
    source: str
    """Where the ids were read, and when."""
    beyond: str = ""
    """What of each requirement no setting of a tenant sees to, in words; empty where the requirements are settings."""
    titles: Mapping[str, str]
    """Our own title of every id that there is, or that settings of Microsoft 365 can serve."""
    later: str = ""
    """Name of the edition after this one whose references hold here as well; empty where there is none."""
    continued: Mapping[str, str] = field(default_factory=dict)
    """By id of that edition, the id of the same requirement here."""

    def __call__(self, requirement: str, *, lacks: str = "") -> Requirement:
        """Return the requirement of this id.

        Args:
            requirement: an id of this edition.
            lacks: what of it the control does not see to.

        Raises:
            ValueError: this edition has no such id.
        """
        if requirement not in self.titles:
            meant = self._nearest(requirement)
            raise ValueError(
                f"{self.name} has no {requirement!r}{f'; did you mean {meant!r}?' if meant else ''}"
            )
        return Requirement(edition=self.name, id=requirement, title=self.titles[requirement], lacks=lacks)

    def served(self, references: Iterable[Requirement]) -> Iterator[Requirement]:
        """Yield what a control with these references serves here: by this edition, and by the one after it."""
        for one in references:
            if one.edition == self.name:
                yield one
            elif one.edition == self.later and one.id in self.continued:
                yield self(self.continued[one.id], lacks=one.lacks)

    def _nearest(self, requirement: str) -> str:
        """Return the id that was probably meant: versions and points stand at the end, so most must be alike before."""

        def alike(one: str) -> int:
            """Return how many characters are the same from the start."""
            return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, requirement, strict=False))))

        return max(near(requirement, self.titles, len(self.titles)), key=alike, default="")
