"""Taking over what is there: agreed to first, and never where it would have to be made anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.apply.gates.unchangeable import unchangeable
from holdfast.drift.compare import field_at
from holdfast.kinds.frozen import is_of_another_sort
from holdfast.model.errors import RefusedError
from holdfast.model.urn import name_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from holdfast.apply.gates.consent import Consent
    from holdfast.drift.check import Checked
    from holdfast.kinds.kind import Kind
    from holdfast.model.finding import Finding


def require_adoption(
    kinds: Mapping[str, Kind], checked: Checked, adoptable: Mapping[str, str], consent: Consent
) -> None:
    """Do nothing when everything that would be taken over may be, and can be changed in place.

    Args:
        kinds: by token.
        checked: the look.
        adoptable: Pulumi's id of each declared object that the tenant has and the state lacks, by URN.
        consent: what was agreed to; asked where it says nothing.

    Raises:
        RefusedError: `adoption-fixed`, `adoption-refused`; nothing was changed then.
    """
    require_as_made(kinds, checked, adoptable)
    if not adoptable or consent.adopt:
        return
    lines = [f"{name_of(urn)} is {live_id}" for urn, live_id in sorted(adoptable.items())]
    if consent.ask("In the tenant already. Take them over and change them to what is declared?", lines):
        return
    names = ", ".join(sorted(name_of(urn) for urn in adoptable))
    many = "1 declared object is" if len(adoptable) == 1 else f"{len(adoptable)} declared objects are"
    raise RefusedError(
        "adoption-refused",
        f"{many} in the tenant and not in the state ({names}): nothing was changed; "
        "take them over with --adopt, or rename them in the tenant or in the client file",
    )


def require_as_made(kinds: Mapping[str, Kind], checked: Checked, urns: Collection[str]) -> None:
    """Do nothing when each object of `urns`, which somebody else made, can be changed in place to what is declared.

    Raises:
        RefusedError: `adoption-fixed`.
    """
    for finding in checked.result.findings:
        if finding.urn in urns:
            _require_as_made(kinds[finding.token], finding)
            if told := unchangeable(
                kinds[finding.token], checked, finding, checked.recording.plan.understood
            ):
                raise RefusedError("adoption-fixed", told)


def _require_as_made(kind: Kind, finding: Finding) -> None:
    """Do nothing when nothing differs that is fixed when the object is made."""
    differing = [one for one in finding.differences if not one.accepted]  # what is accepted stays as it is
    other = is_of_another_sort(kind, [one.path for one in differing])
    for one in differing:
        known = field_at(kind.fields, one.path)
        if (known is not None and known.fixed) or (other and one.path.partition(".")[0] in kind.one_of):
            raise RefusedError(
                "adoption-fixed",
                f"{kind.title} {finding.name!r} ({finding.live_id}) is in the tenant with {one.path} "
                f"{one.found!r}, declared is {one.expected!r}, and that is fixed when it is made: it cannot be "
                "taken over without making it anew, so nothing was changed; declare it as it is, or rename one "
                "of the two",
            )
