"""Repairing 3 tampered policies of 40 and of 200: `holdfast up` against `pulumi up` by hand with a full refresh.

Once on a tenant that answers at once, and once with the service's own limits, where Conditional Access takes one
request a second. Aim: at most 8 + 3 x (reads and writes of one policy) round trips for the check and the repair; the
second check that `holdfast up` ends with is counted apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench.project import CONTOSO, Measured, Scratch, scratch
from holdfast.emulator import control

if TYPE_CHECKING:
    from collections.abc import Callable

_TAMPERED = 3
_OF_ONE_POLICY = 2
"""One read, to refresh the state, and one write."""
_AIM = 8 + _TAMPERED * _OF_ONE_POLICY


def main() -> None:
    """Measure and print."""
    for count in (40, 200):
        with scratch(declared=count) as project:
            project.holdfast("up", "contoso")
            project.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes")
            for limited in (False, True):
                control.set_real_limits(project.server.folder, on=limited)
                print(f"{_TAMPERED} of {count} policies repaired, {_told(limited)}")
                _compare(project)


def _told(limited: bool) -> str:
    return "one request a second to Conditional Access" if limited else "no limits"


def _compare(project: Scratch) -> None:
    """Repair both ways and print."""
    ours = _repair(project, lambda: project.holdfast("up", "contoso"))
    check = project.holdfast("drift", "contoso")
    theirs = _repair(project, lambda: project.pulumi("up", "--yes", "--skip-preview"))
    for name, measured in (("holdfast up", ours), ("pulumi up by hand", theirs)):
        print(
            f"  {name:<18} {measured.requests:4} requests in {measured.round_trips:4} round trips, "
            f"{measured.wall_seconds:5.1f} s"
        )
    print(
        f"  ratio              {ours.requests / theirs.requests:.2f} requests, "
        f"{ours.round_trips / theirs.round_trips:.2f} round trips, "
        f"{ours.wall_seconds / theirs.wall_seconds:.2f} wall"
    )
    print(
        f"  check and repair   {ours.round_trips - check.round_trips} round trips (aim: at most {_AIM}); "
        f"the check at the end {check.round_trips}"
    )


def _repair(project: Scratch, repair: Callable[[], Measured]) -> Measured:
    """Tamper with three policies and measure one repair."""
    for number in range(_TAMPERED):
        control.tamper(
            project.server.folder,
            CONTOSO,
            "disable-policy",
            policy=f"Bench {number:03}",
            clock=control.utc_now,
        )
    return repair()


if __name__ == "__main__":
    main()
