"""Taking over what is there: only what the file names is imported, and an ordinary run has no file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pulumi
import pytest

from holdfast.controls.adoption import STAYS_AS_MADE, adopt_what_is_there
from holdfast.kinds.registry import kinds
from holdfast.model.adoption import ADOPTION

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Transform = Callable[[pulumi.ResourceTransformArgs], pulumi.ResourceTransformResult | None]

POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"


@pytest.fixture
def transforms(monkeypatch: pytest.MonkeyPatch) -> list[Transform]:
    """What was registered with the engine."""
    registered: list[Transform] = []
    monkeypatch.setattr("pulumi.runtime.register_resource_transform", registered.append)
    return registered


def args(name: str, token: str = POLICY, props: dict[str, Any] | None = None) -> pulumi.ResourceTransformArgs:
    options = pulumi.ResourceOptions(retain_on_delete=True)
    return pulumi.ResourceTransformArgs(
        custom=True, type_=token, name=name, props=props or {"displayName": "MFA"}, opts=options
    )


def test_object_that_the_file_names_is_imported_with_all_its_options(
    transforms: list[Transform], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = tmp_path / "found.json"
    found.write_text(
        json.dumps({"ids": {f"{POLICY}|entra.mfa_required/policy": "/identity/x/1"}, "left": {}})
    )
    monkeypatch.setenv(ADOPTION, str(found))

    adopt_what_is_there()

    (transform,) = transforms
    result = transform(args("entra.mfa_required/policy"))
    assert result is not None
    assert (result.opts.import_, result.opts.retain_on_delete) == ("/identity/x/1", True)
    assert result.props == {"displayName": "MFA"}
    assert transform(args("another")) is None
    assert transform(args("entra.mfa_required/policy", "m365:purview:RetentionLabel")) is None


@pytest.mark.parametrize("path", [None, ""])
def test_ordinary_run_imports_nothing(
    transforms: list[Transform], monkeypatch: pytest.MonkeyPatch, path: str | None
) -> None:
    monkeypatch.delenv(ADOPTION, raising=False)
    if path is not None:
        monkeypatch.setenv(ADOPTION, path)

    adopt_what_is_there()

    (transform,) = transforms
    assert transform(args("entra.mfa_required/policy")) is None


@pytest.mark.parametrize("adopted", [True, False])
@pytest.mark.parametrize(
    "input_of", [(token, name) for token, names in STAYS_AS_MADE.items() for name in names]
)
def test_what_is_fixed_and_not_asked_for_stays_as_the_object_was_made(
    transforms: list[Transform],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    input_of: tuple[str, str],
    *,
    adopted: bool,
) -> None:
    """In the run that takes it over and in every run after it: a plugin would replace it in the second."""
    token, name = input_of
    found = tmp_path / "found.json"
    found.write_text(json.dumps({"ids": {f"{token}|one": "/groups/1"} if adopted else {}, "left": {}}))
    monkeypatch.setenv(ADOPTION, str(found))

    adopt_what_is_there()

    (transform,) = transforms
    unasked = transform(args("one", token))
    assert unasked is not None
    assert name in (unasked.opts.ignore_changes or [])
    assert unasked.opts.import_ == ("/groups/1" if adopted else None)
    told = transform(args("one", token, {name: True}))
    assert told is not None
    assert name not in (told.opts.ignore_changes or [])


def test_every_fixed_input_of_a_kind_that_a_foreign_plugin_serves_stays_as_made_or_is_required() -> None:
    for token, kind in kinds().items():
        if token.startswith("azuread:"):
            fixed = {field.name for field in kind.fields if field.fixed and not field.required}
            assert fixed <= set(STAYS_AS_MADE.get(token, ())), token


@pytest.mark.parametrize(
    "content",
    [None, "", "{", "[]", "null", '{"ids": {}}', '{"ids": 1, "left": {}}', '{"ids": {}, "left": {"a": 1}}'],
)
def test_file_that_cannot_be_read_is_one_sentence_and_nothing_is_registered(
    transforms: list[Transform], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str | None
) -> None:
    found = tmp_path / "found.json"
    if content is not None:
        found.write_text(content)
    monkeypatch.setenv(ADOPTION, str(found))

    with pytest.raises(pulumi.RunError, match=r"found\.json.*unset HOLDFAST_ADOPT.*\[adoption-unread\]"):
        adopt_what_is_there()

    assert transforms == []


class NotYetKnown:
    """Stands for an output, which has no value while the program runs."""


def test_group_of_properties_that_is_only_known_while_the_program_runs_is_not_left_in_part(
    transforms: list[Transform], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = tmp_path / "found.json"
    key = f"{POLICY}|entra.mfa_required/policy"
    found.write_text(json.dumps({"ids": {}, "left": {key: {"conditions.users.excludedUsers": ["a"]}}}))
    monkeypatch.setenv(ADOPTION, str(found))
    adopt_what_is_there()
    (transform,) = transforms

    kept = transform(
        args("entra.mfa_required/policy", props={"conditions": {"users": {"includedUsers": ["All"]}}})
    )
    assert kept is not None
    assert kept.props == {"conditions": {"users": {"includedUsers": ["All"], "excludedUsers": ["a"]}}}
    with pytest.raises(pulumi.RunError, match=r"conditions\.users\.excludedUsers of .*\[accepted-undone\]"):
        transform(args("entra.mfa_required/policy", props={"conditions": NotYetKnown()}))
