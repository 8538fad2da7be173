"""The types of what may be sent bear Microsoft's names: a client writes `@odata.type` beside what it sends."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module
from typing import TYPE_CHECKING

import pytest

from holdfast.emulator import graph
from holdfast.emulator.odata.schema import Many, StructuredType
from tests.contract.test_graph_clients import CSDL

if TYPE_CHECKING:
    from collections.abc import Iterator

OF_BETA = {
    *("accessReviewPolicy", "adminAppsAndServices", "adminForms", "appsAndServicesSettings"),
    *("compliantNetworkNamedLocation", "conditionalAccessDeviceStates", "continuousAccessEvaluationPolicy"),
    *("continuousAccessEvaluationSessionControl", "deviceManagementConfigurationPolicy"),
    *("deviceManagementConfigurationPolicyTemplateReference", "directorySetting", "externalIdentitiesPolicy"),
    "formsSettings",
    *("globalSecureAccessFilteringProfileSessionControl",),
    *("hardwareOathAuthenticationMethodConfiguration", "namePronunciationSettings", "recommendation"),
    *("reportSuspiciousActivitySettings", "systemCredentialPreferences"),
}
"""Types that the schema of v1.0 lacks; each stands in that of beta (msgraph-beta-sdk 1.66.0, 2026-11-29)."""
NEWER = {"federatedIdentityCredentialAuthenticationMethodConfiguration"}
"""What neither of them has yet."""
ACTIONS = {"getByIds", "updateAllowedCombinations"}
"""What an action takes is no type: nothing there bears a name."""


def within(kind: object) -> Iterator[StructuredType]:
    """Yield the type and all that it is made of."""
    if isinstance(kind, Many):
        yield from within(kind.item)
    if isinstance(kind, dict):
        for one in kind.values():
            yield from within(one)
    if isinstance(kind, StructuredType):
        yield kind
        for one in (*kind.fields.values(), *kind.subtypes.values()):
            yield from within(one)


def declared() -> set[str]:
    """The names of all that a module of Graph declares, its service's shape too."""
    modules = [import_module(one.name) for one in pkgutil.walk_packages(graph.__path__, f"{graph.__name__}.")]
    values = [value for module in modules for value in vars(module).values()]
    shapes = [getattr(value, "shape", None) or getattr(value, "request", None) for value in values]
    return {one.name for kind in (*values, *shapes) for one in within(kind)}


@pytest.mark.skipif(not CSDL.exists(), reason="the Graph schema is not beside the repository")
def test_a_type_bears_the_name_that_a_client_writes() -> None:
    named = set(re.findall(r'<(?:EntityType|ComplexType) Name="([^"]+)"', CSDL.read_text(encoding="utf-8")))
    found = {one for one in declared() if "." not in one}
    assert len(found) > 150
    assert found - named - ACTIONS - NEWER == OF_BETA
