"""`holdfast drift` against `pulumi refresh --preview-only` of the same stack, for 10, 40 and 200 policies."""

from __future__ import annotations

from bench.project import scratch


def main() -> None:
    """Measure and print."""
    for count in (10, 40, 200):
        with scratch(declared=count) as project:
            project.holdfast("up", "contoso")
            drift = project.holdfast("drift", "contoso")
            refresh = project.pulumi("refresh", "--preview-only")
        print(f"{count} policies")
        for name, measured in (("holdfast drift", drift), ("pulumi refresh", refresh)):
            print(
                f"  {name:<15} {measured.requests:4} requests in {measured.round_trips:4} round trips, "
                f"{measured.wall_seconds:5.1f} s"
            )
        print(
            f"  ratio           {drift.requests / refresh.requests:.2f} requests, "
            f"{drift.round_trips / refresh.round_trips:.2f} round trips, "
            f"{drift.wall_seconds / refresh.wall_seconds:.2f} wall"
        )


if __name__ == "__main__":
    main()
