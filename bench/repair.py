"""Repairing 3 tampered policies of 40 and of 200: `holdfast up` against `pulumi up` by hand with a full refresh.

Aim: `holdfast up` takes no more than 8 + 3 x (reads and writes of one policy) round trips for the check and the
repair; the second check that it ends with is counted apart.
"""

from __future__ import annotations

from bench.project import CONTOSO, Measured, Scratch, scratch
from holdfast.emulator import control

_TAMPERED = 3


def main() -> None:
    """Measure and print."""
    for count in (40, 200):
        with scratch(declared=count) as project:
            project.holdfast("up", "contoso")
            project.pulumi("up", "--yes", "--skip-preview", "--expect-no-changes")
            ours = _repair(project, ["holdfast"])
            theirs = _repair(project, ["pulumi"])
        print(f"{_TAMPERED} of {count} policies repaired")
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


def _repair(project: Scratch, how: list[str]) -> Measured:
    """Tamper with three policies and measure one repair."""
    for number in range(_TAMPERED):
        control.tamper(
            project.server.folder,
            CONTOSO,
            "disable-policy",
            policy=f"Bench {number:03}",
            clock=control.utc_now,
        )
    if how == ["holdfast"]:
        return project.holdfast("up", "contoso")
    return project.pulumi("up", "--yes", "--skip-preview")


if __name__ == "__main__":
    main()
