"""What the engine would change after the program is refused with its place; what the program changes is recorded.

Not proven here: that nothing was written; `tests/e2e/test_lockout_gate.py` does.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pulumi
import pytest
from pulumi.runtime.proto import resource_pb2

from holdfast.drift.record import record
from holdfast.model.errors import RecordingError

if TYPE_CHECKING:
    from pathlib import Path

BEGINNING = """\
import functools
import pulumi
import pulumi_azuread as azuread


def other(args):
    return pulumi.ResourceTransformResult({**args.props, "description": "other"}, args.opts)


async def later(args):
    return other(args)


class Callable:
    def __call__(self, args):
        return other(args)

    def method(self, args):
        return other(args)


def older(args):
    return pulumi.ResourceTransformationResult({**args.props, "description": "older"}, args.opts)


class Room(pulumi.ComponentResource):
    def __init__(self, opts=None, remote=False):
        super().__init__("acme:index:Room", "room", {}, opts, remote)


def group(**options):
    azuread.Group("mine", display_name="Mine", security_enabled=True, opts=pulumi.ResourceOptions(**options))


"""
OF_THE_STACK = {
    "before": "pulumi.runtime.register_resource_transform(other)\ngroup()",
    "behind": "group()\npulumi.runtime.register_resource_transform(other)",
    "the former name": "pulumi.runtime.register_stack_transform(other)",
    "swallowed": "try:\n    pulumi.runtime.register_resource_transform(other)\nexcept Exception:\n    pass",
    "of look-ups": "pulumi.runtime.register_invoke_transform(other)",
    "asynchronous": "pulumi.runtime.register_resource_transform(later)",
    "a part of a function": "pulumi.runtime.register_resource_transform(functools.partial(other))",
    "an object": "pulumi.runtime.register_resource_transform(Callable())",
    "a method": "pulumi.runtime.register_resource_transform(Callable().method)",
    "a lambda": "pulumi.runtime.register_resource_transform(lambda args: other(args))",
}
OF_A_RESOURCE = {
    "its own": "group(transforms=[other])",
    "its parent's": "group(parent=Room(pulumi.ResourceOptions(transforms=[other])))",
    "merged": (
        "both = pulumi.ResourceOptions.merge(pulumi.ResourceOptions(), pulumi.ResourceOptions(transforms=[other]))\n"
        "azuread.Group('mine', display_name='Mine', security_enabled=True, opts=both)"
    ),
    "a provider's": "azuread.Provider('own', opts=pulumi.ResourceOptions(transforms=[other]))",
}
OLDER = {
    "of the stack": "pulumi.runtime.register_stack_transformation(older)\ngroup()",
    "its own": "group(transformations=[older])",
    "its parent's": "group(parent=Room(pulumi.ResourceOptions(transformations=[older])))",
}


def refusal(folder: Path, program: str) -> RecordingError:
    (folder / "__main__.py").write_text(BEGINNING + textwrap.dedent(program) + "\n", encoding="utf-8")
    with pytest.raises(RecordingError) as found:
        record(folder, "acme")
    return found.value


@pytest.mark.parametrize("program", (OF_THE_STACK | OF_A_RESOURCE).values(), ids=OF_THE_STACK | OF_A_RESOURCE)
def test_every_transform_is_refused_in_one_sentence_with_its_place(tmp_path: Path, program: str) -> None:
    error = refusal(tmp_path, program)
    line = 1 + (BEGINNING + program).splitlines().index(_defined_by(program))
    assert error.slug == "transform-refused"
    assert error.message.startswith(f"{tmp_path / '__main__.py'}:{line}: the engine would change ")
    assert "\n" not in error.message


def _defined_by(program: str) -> str:
    """The line on which the program's transform begins."""
    begins = {"lambda": program, "later": "async def later(args):", "method": "    def method(self, args):"}
    begins["Callable()"] = "    def __call__(self, args):"
    return next((line for word, line in begins.items() if word in program), "def other(args):")


def test_what_is_changed_is_named(tmp_path: Path) -> None:
    assert "'mine' and what is below it" in refusal(tmp_path, OF_A_RESOURCE["its own"]).message
    assert "'room' and what is below it" in refusal(tmp_path, OF_A_RESOURCE["its parent's"]).message
    assert "every resource" in refusal(tmp_path, OF_THE_STACK["behind"]).message
    assert "every look-up" in refusal(tmp_path, OF_THE_STACK["of look-ups"]).message


def test_all_of_them_are_told_at_once(tmp_path: Path) -> None:
    both = OF_A_RESOURCE["its own"] + "\n" + OF_THE_STACK["a lambda"]
    assert refusal(tmp_path, both).message.count("__main__.py:") == 2


def test_component_whose_children_a_plugin_makes_is_refused(tmp_path: Path) -> None:
    error = refusal(tmp_path, "Room(remote=True)")
    assert error.slug == "transform-refused"
    assert "'room' (acme:index:Room)" in error.message


@pytest.mark.parametrize("program", OLDER.values(), ids=OLDER)
def test_older_transformations_run_in_the_program_and_are_recorded(tmp_path: Path, program: str) -> None:
    (tmp_path / "__main__.py").write_text(BEGINNING + program, encoding="utf-8")
    (group,) = record(tmp_path, "acme")
    assert group.inputs["description"] == "older"
    (tmp_path / "__main__.py").write_text(BEGINNING + "group()", encoding="utf-8")
    (group,) = record(tmp_path, "acme")
    assert "description" not in group.inputs, "a transformation of the recording before"


def test_every_way_that_the_sdk_has_is_among_them() -> None:
    registering = {one for one in dir(pulumi.runtime) if "transform" in one}
    assert registering == {
        "register_invoke_transform",
        "register_resource_transform",
        "register_stack_transform",
        "register_stack_transformation",
    }
    options = {one for one in vars(pulumi.ResourceOptions()) if "transform" in one}
    assert options == {"transforms", "transformations"}
    sent = {one.name for one in resource_pb2.RegisterResourceRequest.DESCRIPTOR.fields}
    assert {one for one in sent if "transform" in one} == {"transforms"}
