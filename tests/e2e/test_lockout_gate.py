"""A policy that would lock the break-glass accounts out is never written, whichever door the program comes through.

Not proven here: what counts as such a policy; `tests/unit/gates` goes through all of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.scratch import Scratch, need_engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.engine

_POLICY = """

import os
import pulumi
import pulumi_azuread as azuread


def _policy(name, excluded, opts=None, state="enabled"):
    azuread.ConditionalAccessPolicy(
        name,
        display_name=name,
        state=state,
        conditions={
            "client_app_types": ["all"],
            "applications": {"included_applications": ["All"]},
            "users": {"included_users": ["All"], "excluded_groups": excluded},
        },
        grant_controls={"operator": "OR", "built_in_controls": ["block"]},
        opts=opts,
    )


class Own(pulumi.ComponentResource):
    def __init__(self):
        super().__init__("acme:index:Own", "own")
        _policy("Rogue", None, pulumi.ResourceOptions(parent=self))
"""
BY_HAND = {
    "a component of the user's own": "\nOwn()\n",
    "a class of the plugin": '\n_policy("Rogue", None)\n',
}
SAID = "break-glass-locked-out"


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Scratch]:
    need_engine()
    with Scratch(tmp_path) as scratch:
        yield scratch


def append(scratch: Scratch, text: str) -> None:
    with (scratch.project / "__main__.py").open("a", encoding="utf-8") as program:
        program.write(_POLICY + text)


@pytest.mark.parametrize("text", BY_HAND.values(), ids=BY_HAND)
def test_nothing_is_written_through_any_door(scratch: Scratch, text: str) -> None:
    append(scratch, text)
    for printed in (
        scratch.holdfast("preview", "contoso"),
        scratch.holdfast("up", "contoso"),
        scratch.pulumi("preview", "--non-interactive"),
        scratch.pulumi("up", "--yes", "--skip-preview", "--non-interactive"),
    ):
        assert printed.code != 0, printed.all
        assert SAID in printed.all, printed.all
        assert "nothing was written" in printed.all, printed.all
        assert "Traceback" not in printed.all, printed.all
    assert scratch.writes() == []
    told = scratch.holdfast("drift", "contoso")
    assert "`holdfast up` refuses" in told.out, told.all


def test_a_policy_by_hand_that_excludes_the_group_goes_through_both_doors(scratch: Scratch) -> None:
    group = '[azuread.get_group_output(display_name="CA-BreakGlass").object_id]'
    assert scratch.holdfast("up", "contoso").code in (0, 1)
    append(scratch, f'\n_policy("Ours", {group})\n')
    printed = scratch.pulumi("up", "--yes", "--skip-preview", "--non-interactive")
    assert printed.code == 0, printed.all
    printed = scratch.holdfast("up", "contoso")
    assert SAID not in printed.all, printed.all
    assert "Ours" in scratch.names()["conditionalAccessPolicies"]


def test_a_policy_whose_exclusion_the_engine_ignores_is_not_enabled(scratch: Scratch) -> None:
    ignoring = 'pulumi.ResourceOptions(ignore_changes=["conditions"])'
    group = '[azuread.get_group_output(display_name="CA-BreakGlass").object_id]'
    report_only = '"enabledForReportingButNotEnforced"'
    append(scratch, f'\n_policy("Rogue", [], {ignoring}, {report_only})\n')
    assert scratch.holdfast("up", "contoso").code in (0, 1)
    program = scratch.project / "__main__.py"
    text = program.read_text().replace(
        f'"Rogue", [], {ignoring}, {report_only}', f'"Rogue", {group}, {ignoring}'
    )
    program.write_text(text, encoding="utf-8")
    before = len(scratch.writes())
    for printed in (
        scratch.holdfast("up", "contoso"),
        scratch.pulumi("up", "--yes", "--skip-preview", "--non-interactive"),
    ):
        assert printed.code != 0, printed.all
        assert SAID in printed.all, printed.all
        assert "ignores changes of conditions" in printed.all, printed.all
        assert "Traceback" not in printed.all, printed.all
    assert len(scratch.writes()) == before


def test_what_a_program_declares_otherwise_than_when_it_was_recorded_is_refused_when_it_is_registered(
    scratch: Scratch,
) -> None:
    assert scratch.holdfast("up", "contoso").code in (0, 1)
    group = '[azuread.get_group_output(display_name="CA-BreakGlass").object_id]'
    engine = "not isinstance(pulumi.runtime.settings.get_monitor(), Mock)"
    append(
        scratch,
        "\nfrom pulumi.runtime.mocks import MockMonitor as Mock\n"
        f'_policy("Rogue", ["33333333-3333-4333-8333-333333333333"] if {engine} else {group})\n',
    )
    printed = scratch.pulumi("up", "--yes", "--skip-preview", "--non-interactive")
    assert printed.code != 0, printed.all
    assert SAID in printed.all, printed.all
    assert "Traceback" not in printed.all, printed.all
    assert "File " not in printed.all, printed.all
    assert "Rogue" not in scratch.names()["conditionalAccessPolicies"]


def test_no_transform_gets_round_either_line(scratch: Scratch) -> None:
    strip = """
def _strip(args):
    users = {**args.props["conditions"]["users"], "excludedGroups": []} if "conditions" in args.props else {}
    changed = {**args.props, "conditions": {**args.props["conditions"], "users": users}} if users else args.props
    return pulumi.ResourceTransformResult(changed, args.opts)

"""
    register = "pulumi.runtime.register_resource_transform(_strip)\n"
    group = '[azuread.get_group_output(display_name="CA-BreakGlass").object_id]'
    program = scratch.project / "__main__.py"
    ours = program.read_text(encoding="utf-8")
    append(scratch, f'{strip}{register}_policy("Rogue", {group})\n')
    for command in (scratch.holdfast("up", "contoso"), scratch.pulumi("up", "--yes", "--skip-preview")):
        assert command.code != 0, command.all
        assert "transform-refused" in command.all, command.all
        assert "__main__.py:" in command.all, command.all
        assert "Traceback" not in command.all, command.all
    assert scratch.writes() == []
    unless = "if not isinstance(pulumi.runtime.settings.get_monitor(), Mock):\n    "
    mocks = "from pulumi.runtime.mocks import MockMonitor as Mock\n"
    with_a_transform = program.read_text(encoding="utf-8").replace(register, f"{mocks}{unless}{register}")
    program.write_text(ours, encoding="utf-8")
    assert scratch.holdfast("up", "contoso").code in (0, 1)  # makes the group that is looked up
    program.write_text(with_a_transform, encoding="utf-8")
    printed = scratch.pulumi("up", "--yes", "--skip-preview", "--non-interactive")
    assert printed.code != 0, printed.all
    assert "transform-refused" in printed.all, printed.all
    assert "Traceback" not in printed.all, printed.all
    assert "Rogue" not in scratch.names()["conditionalAccessPolicies"]


def test_what_the_program_looks_up_and_has_yet_to_make_is_told_before_anything_is_written(
    scratch: Scratch,
) -> None:
    """The first apply ended half-way, with security defaults off and no policy on."""
    append(scratch, '\n_policy("Ours", [azuread.get_group(display_name="CA-BreakGlass").object_id])\n')
    for printed in (
        scratch.holdfast("up", "contoso"),
        scratch.pulumi("up", "--yes", "--skip-preview", "--non-interactive"),
    ):
        assert printed.code != 0
        assert "which entra.break_glass_excluded/group has yet to make" in " ".join(printed.all.split())
        assert "[lookup-failed]" in printed.all
        assert "Traceback" not in printed.all
    assert scratch.writes() == []
