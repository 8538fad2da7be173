"""The azuread plugin signs in as the check does, in the same cloud; what it cannot do is told before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.apply.plugin_sign_in import (
    _SECRET,
    plugin_variables,
    printable,
    refuse_unfit_plugin,
    tell_by_hand,
)
from holdfast.doctor.diagnosis import Weight
from holdfast.doctor.identity import ask_plugin
from holdfast.model.connection import Connection, SignInWay
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import RefusedError
from holdfast.model.plan import Cloud, Plan
from holdfast.tenant.ways import _NAMES, ways

if TYPE_CHECKING:
    from pathlib import Path

APP = {"AZURE_CLIENT_ID": "app"}
GITHUB = APP | {
    "ACTIONS_ID_TOKEN_REQUEST_URL": "https://pipelines.example/token?v=2",
    "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "r3quest",
}
DEVOPS = {
    "SYSTEM_OIDCREQUESTURI": "https://devops.example/oidc",
    "SYSTEM_ACCESSTOKEN": "acc3ss",
    "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID": "sc",
    "AZURESUBSCRIPTION_CLIENT_ID": "devops-app",
}
SECRET = APP | {"AZURE_CLIENT_SECRET": "s3cr3t"}
MACHINE = {"ARM_USE_MSI": "true"}
APP_SERVICE = {"IDENTITY_ENDPOINT": "http://127.0.0.1:1/msi/token", "IDENTITY_HEADER": "h3ader"}
LEFT = {
    "ARM_CLIENT_SECRET": "left~over",
    "ARM_METADATA_HOSTNAME": "elsewhere.example",
    "ARM_CLIENT_ID": "other",
    "ARM_TENANT_ID": "other.example",
}
POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"


def plan(cloud: Cloud = Cloud.GLOBAL, connection: Connection | None = None) -> Plan:
    return Plan(
        "acme",
        "acme.example",
        cloud,
        "core@1.0.0",
        {},
        (),
        (),
        delete_protected_data=False,
        connection=connection or Connection(),
    )


@pytest.fixture
def shell(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the variables of a shell that has nothing else of signing in."""

    def set_all(values: dict[str, str]) -> None:
        """Set them."""
        for name in (*(one for names in _NAMES.values() for one in names), *LEFT, *_SECRET):
            monkeypatch.delenv(name, raising=False)
        for name, value in values.items():
            monkeypatch.setenv(name, value)

    return set_all


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        (
            GITHUB,
            {
                "ARM_CLIENT_ID": "app",
                "ARM_OIDC_REQUEST_TOKEN": "r3quest",
                "ARM_OIDC_REQUEST_URL": "https://pipelines.example/token?v=2&audience=api%3A%2F%2FAzureADTokenExchange",
                "ARM_USE_OIDC": "true",
            },
        ),
        (
            DEVOPS,
            {
                "ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID": "sc",
                "ARM_CLIENT_ID": "devops-app",
                "ARM_OIDC_REQUEST_TOKEN": "acc3ss",
                "ARM_OIDC_REQUEST_URL": "https://devops.example/oidc",
                "ARM_USE_OIDC": "true",
            },
        ),
        (
            APP | {"AZURE_FEDERATED_TOKEN_FILE": "/run/token"},
            {"ARM_CLIENT_ID": "app", "ARM_OIDC_TOKEN_FILE_PATH": "/run/token", "ARM_USE_OIDC": "true"},
        ),
        (
            APP | {"ARM_OIDC_TOKEN": "t0ken"},
            {"ARM_CLIENT_ID": "app", "ARM_OIDC_TOKEN": "t0ken", "ARM_USE_OIDC": "true"},
        ),
        (
            APP | {"AZURE_CLIENT_CERTIFICATE_PATH": "/app.pfx", "AZURE_CLIENT_CERTIFICATE_PASSWORD": "pa55"},
            {
                "ARM_CLIENT_CERTIFICATE_PASSWORD": "pa55",
                "ARM_CLIENT_CERTIFICATE_PATH": "/app.pfx",
                "ARM_CLIENT_ID": "app",
            },
        ),
        (SECRET, {"ARM_CLIENT_ID": "app", "ARM_CLIENT_SECRET": "s3cr3t"}),
        (MACHINE, {"ARM_USE_MSI": "true"}),
        (
            MACHINE | {"AZURE_POD_IDENTITY_AUTHORITY_HOST": "http://127.0.0.1:1/"},
            {"ARM_MSI_ENDPOINT": "http://127.0.0.1:1/metadata/identity/oauth2/token", "ARM_USE_MSI": "true"},
        ),
        ({}, {"ARM_USE_CLI": "true"}),
    ],
)
def test_plugin_gets_the_chosen_way_alone(
    shell: Any, environment: dict[str, str], wanted: dict[str, str]
) -> None:
    shell(environment)

    found = plugin_variables(plan())

    said = {name: value for name, value in found.items() if value and value != "false"}
    assert said == {**wanted, "ARM_ENVIRONMENT": "public", "ARM_TENANT_ID": "acme.example"}
    assert not set(printable(found)) & _SECRET
    for value in ("r3quest", "acc3ss", "t0ken", "pa55", "s3cr3t"):
        assert value not in repr(ways("acme.example"))
        assert value not in str(printable(found))


def test_what_the_shell_holds_of_another_way_is_hidden_from_the_plugin(shell: Any) -> None:
    shell(GITHUB | LEFT)

    found = plugin_variables(plan())

    assert [found[name] for name in ("ARM_CLIENT_SECRET", "ARM_METADATA_HOSTNAME")] == ["", ""]
    assert found["ARM_TENANT_ID"] == "acme.example", "a default provider would go to another tenant"
    assert (found["ARM_CLIENT_ID"], found["ARM_USE_CLI"], found["ARM_USE_MSI"]) == ("app", "false", "false")


@pytest.mark.parametrize(
    ("cloud", "environment", "audience"),
    [
        (Cloud.GLOBAL, "public", "AzureADTokenExchange"),
        (Cloud.US_GOVERNMENT, "usgovernment", "AzureADTokenExchangeUSGov"),
        (Cloud.DOD, "dod", "AzureADTokenExchangeUSGov"),
        (Cloud.CHINA, "china", "AzureADTokenExchangeChina"),
    ],
)
def test_plugin_is_sent_to_the_cloud_of_the_client(
    shell: Any, cloud: Cloud, environment: str, audience: str
) -> None:
    shell(GITHUB | {"ARM_ENVIRONMENT": "german"})

    found = plugin_variables(plan(cloud))

    assert found["ARM_ENVIRONMENT"] == environment
    assert found["ARM_OIDC_REQUEST_URL"].endswith(f"audience=api%3A%2F%2F{audience}")


def test_client_file_decides_over_application_and_way(shell: Any) -> None:
    shell(GITHUB | LEFT)
    said = Connection(application="from-the-file", way=SignInWay.SECRET)

    found = plugin_variables(plan(connection=said))

    assert (found["ARM_CLIENT_ID"], found["ARM_CLIENT_SECRET"]) == ("from-the-file", "left~over")
    assert (found["ARM_USE_OIDC"], found["ARM_OIDC_REQUEST_TOKEN"]) == ("false", "")


def test_embedded_client_has_its_own_variables(shell: Any) -> None:
    shell(GITHUB)
    assert plugin_variables(plan(Cloud.EMBEDDED)) == {}


def pem(tmp_path: Path) -> dict[str, str]:
    path = tmp_path / "app.pem"
    path.write_text("-----BEGIN CERTIFICATE-----\n")
    return APP | {"AZURE_CLIENT_CERTIFICATE_PATH": str(path)}


@pytest.mark.parametrize("unfit", ["pem", "app service"])
def test_what_the_plugin_cannot_do_is_refused_before_anything_is_done(
    shell: Any, tmp_path: Path, unfit: str
) -> None:
    shell(pem(tmp_path) if unfit == "pem" else APP_SERVICE)
    policy = DesiredResource("urn", POLICY, "policy", "", {})

    with pytest.raises(RefusedError, match="nothing was changed: the azuread plugin") as caught:
        refuse_unfit_plugin(plan(), [policy])

    assert caught.value.slug == "plugin-sign-in"
    assert ask_plugin(plan(), ways("acme.example")[0], [POLICY])[0].weight is Weight.NO_APPLY
    refuse_unfit_plugin(plan(), [DesiredResource("urn", "m365:purview:RetentionLabel", "label", "", {})])
    refuse_unfit_plugin(plan(Cloud.EMBEDDED), [policy])
    assert ask_plugin(plan(Cloud.EMBEDDED), ways("acme.example")[0], [POLICY]) == []
    lines: list[str] = []
    tell_by_hand(plan(), lines.append)
    assert any("the azuread plugin" in one for one in lines)


def test_fit_way_is_told_with_the_cloud(shell: Any, tmp_path: Path) -> None:
    (tmp_path / "app.pfx").write_bytes(b"\x30\x82")
    shell(APP | {"AZURE_CLIENT_CERTIFICATE_PATH": str(tmp_path / "app.pfx")})

    (told,) = ask_plugin(plan(Cloud.DOD), ways("acme.example")[0], [POLICY])

    assert told.weight is Weight.GOOD
    assert told.told == "the azuread plugin signs in by certificate as well, in the cloud `dod`"


def test_person_at_a_shell_is_told_what_is_not_printed_and_what_would_be_taken_first(shell: Any) -> None:
    shell(GITHUB | LEFT)
    lines: list[str] = []

    tell_by_hand(plan(), lines.append)

    assert "ARM_OIDC_REQUEST_TOKEN, which is not printed" in lines[0]
    assert "would take ARM_CLIENT_SECRET, ARM_METADATA_HOSTNAME before" in lines[1]
    assert "left~over" not in str(lines)
    shell(SECRET | {"ARM_CLIENT_SECRET": "s3cr3t"})
    lines.clear()
    tell_by_hand(plan(), lines.append)
    tell_by_hand(plan(Cloud.EMBEDDED), lines.append)
    assert lines == []
