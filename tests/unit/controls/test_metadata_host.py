"""Where the azuread plugin signs in is the client's cloud's to say; a stack says it for the embedded tenant alone."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pulumi
import pulumi_azuread as azuread
import pytest

from holdfast.controls import program
from holdfast.model.connection import Connection
from holdfast.model.plan import Cloud, Plan
from holdfast.provider.resources import Provider

if TYPE_CHECKING:
    from collections.abc import Iterator

ELSEWHERE = "evil.example"


@pytest.fixture(autouse=True)
def _stack_with_a_host() -> Iterator[None]:
    pulumi.runtime.set_all_config({"azuread:metadataHost": ELSEWHERE}, [])
    yield
    pulumi.runtime.set_all_config({}, [])


@pytest.mark.parametrize("cloud", Cloud)
def test_stack_cannot_send_a_real_clients_credential_elsewhere(
    monkeypatch: pytest.MonkeyPatch, cloud: Cloud
) -> None:
    told: dict[str, Any] = {}
    monkeypatch.setattr(azuread, "Provider", lambda _, **given: told.update(given))
    facts: dict[str, Any] = {one.name: () for one in fields(Plan)}
    plan = Plan(**{**facts, "cloud": cloud, "tenant": "acme.example", "connection": Connection()})

    program._azuread(plan, object.__new__(Provider))

    assert told["metadata_host"] == (ELSEWHERE if cloud is Cloud.EMBEDDED else None)
