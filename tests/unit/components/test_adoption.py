"""Taking over what is there: only what the file names is imported, and an ordinary run has no file."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pulumi
import pytest

from components.adoption import VARIABLE, adopt_what_is_there

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


def args(name: str, token: str = POLICY) -> pulumi.ResourceTransformArgs:
    options = pulumi.ResourceOptions(retain_on_delete=True)
    return pulumi.ResourceTransformArgs(
        custom=True, type_=token, name=name, props={"displayName": "MFA"}, opts=options
    )


def test_object_that_the_file_names_is_imported_with_all_its_options(
    transforms: list[Transform], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    found = tmp_path / "found.json"
    found.write_text(json.dumps({f"{POLICY}|entra.mfa_required/policy": "/identity/x/1"}))
    monkeypatch.setenv(VARIABLE, str(found))

    adopt_what_is_there()

    (transform,) = transforms
    result = transform(args("entra.mfa_required/policy"))
    assert result is not None
    assert (result.opts.import_, result.opts.retain_on_delete) == ("/identity/x/1", True)
    assert result.props == {"displayName": "MFA"}
    assert transform(args("another")) is None
    assert transform(args("entra.mfa_required/policy", "azuread:index/group:Group")) is None


@pytest.mark.parametrize("path", [None, ""])
def test_ordinary_run_imports_nothing(
    transforms: list[Transform], monkeypatch: pytest.MonkeyPatch, path: str | None
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    if path is not None:
        monkeypatch.setenv(VARIABLE, path)

    adopt_what_is_there()

    assert transforms == []
