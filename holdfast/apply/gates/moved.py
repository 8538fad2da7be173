"""An id that moved under an unchanged name is confirmed by somebody before anything is written with it."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING

from holdfast.model.errors import RefusedError
from holdfast.model.letters import one_case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.apply.gates.consent import Consent
    from holdfast.apply.references import Moved


def require_same_objects(moved: Sequence[Moved], consent: Consent) -> None:
    """Do nothing when every name means the object that it meant before, or may mean another.

    Raises:
        RefusedError: `moved-name`.
    """
    accepted = {one_case(name) for name in consent.moved}
    open_ones = [one for one in moved if one_case(one.name) not in accepted]
    if not open_ones:
        return
    told = [one.sentence for one in open_ones]
    if consent.ask("A name means another object than when it was last applied. Is that right?", told):
        return
    options = " ".join(f"--accept-moved {quote(name)}" for name in sorted({one.name for one in open_ones}))
    raise RefusedError(
        "moved-name",
        f"{'; '.join(told)}: nothing was changed; look who did that, and say {options} when it is right",
    )
