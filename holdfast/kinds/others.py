"""Objects of other kinds, as a rule sees them that is about more than its own members: read already, never for it."""

from __future__ import annotations

from dataclasses import field
from typing import TYPE_CHECKING

from holdfast.model.value_class import value_class

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.kinds.judgement import Uncounted
    from holdfast.kinds.live import LiveObject


@value_class(kw_only=True)
class Others:
    """What a check has read besides the members of a rule, of the kinds that the rule names in `beside`."""

    objects: Mapping[str, Sequence[LiveObject]]
    """By kind token; a kind that is absent was not read."""
    unread: Mapping[str, Uncounted]
    """By kind token, why it was not; a kind that the tenant is known to lack is in neither, for there is nothing."""
    ids: Mapping[tuple[str, str], Sequence[str]] = field(default_factory=dict)
    """All ids that bear a name, by kind token and natural key in lower case."""
