"""The client file names application and way, and never what proves who we are: that is refused, not repeated."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from holdfast.model.connection import Connection, SignInWay
from holdfast.model.errors import InputErrors
from holdfast.model.plan import Cloud
from holdfast.plan.quick import with_client_file

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.plan.conftest import Load

BASELINE = "baseline: home\nversion: 1.0.0\ncontrols:\n  house.alarm_set: {}\n"
CLIENT = """\
config:
  holdfast:tenant: acme.example
  holdfast:baseline: home@1.0.0
  holdfast:connection:
"""
ID = "11111111-2222-4333-8444-555555555555"
SECRET = "s3cr3t~of-the.application"


def files(connection: str) -> dict[str, str]:
    return {"clients/Pulumi.acme.yaml": CLIENT + connection, "baselines/home/1.0.0.yaml": BASELINE}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("", Connection()),
        (f"    application: {ID}\n", Connection(application=ID)),
        *((f"    way: {one.value}\n", Connection(way=one)) for one in SignInWay),
        (
            f"    application: {ID}\n    way: federation\n    service_connection: {ID}\n",
            Connection(ID, SignInWay.FEDERATION, ID),
        ),
    ],
)
def test_connection_is_read_and_read_anew_by_each_check(
    load: Load, tmp_path: Path, written: str, meant: Connection
) -> None:
    plan = load(files(written))

    assert plan.connection == meant
    quick = with_client_file(replace(plan, connection=Connection("x")), tmp_path)
    assert quick is not None
    assert quick.connection == meant
    assert Connection.from_text(meant.to_text()) == meant


@pytest.mark.parametrize(
    "written",
    [
        f"secret: {SECRET}",
        f"client_secret: {SECRET}",
        f"Password: {SECRET}",
        f"certificate_path: {SECRET}",
        f"oidc_token: {SECRET}",
        f"access-key: {SECRET}",
        f"secret: {{secure: {SECRET}}}",
        f"application: {{secure: {SECRET}}}",
        f"application: [{SECRET}]",
        f"secure: {SECRET}",
    ],
)
def test_secret_is_refused_with_its_line_and_never_repeated(load: Load, written: str) -> None:
    with pytest.raises(InputErrors) as raised:
        load(files(f"    {written}\n"))

    (mistake,) = raised.value.mistakes
    assert (mistake.file, mistake.line, mistake.slug) == ("clients/Pulumi.acme.yaml", 5, "secret-in-file")
    assert SECRET not in f"{raised.value!r} {raised.value}"
    assert "plaintext" not in str(raised.value)


@pytest.mark.parametrize("plugin", ["azuread", "m365", "AzureAD", "M365"])
@pytest.mark.parametrize(
    ("name", "slug"),
    [
        *((one, "secret-in-file") for one in ("clientSecret", "clientCertificatePassword", "oidcToken")),
        *((one, "secret-in-file") for one in ("clientCertificatePath", "oidcRequestToken", "password")),
        *(
            (one, "plugin-setting")
            for one in ("metadataHost", "tenantId", "environment", "clientId", "useMsi")
        ),
    ],
)
@pytest.mark.parametrize("value", [SECRET, f"{{secure: {SECRET}}}"])
def test_what_a_plugin_would_sign_in_by_is_refused_with_its_line(
    load: Load, plugin: str, name: str, slug: str, value: str
) -> None:
    with pytest.raises(InputErrors) as raised:
        load(files(f"    way: secret\n  {plugin}:{name}: {value}\n"))

    (mistake,) = raised.value.mistakes
    assert (mistake.file, mistake.line, mistake.slug) == ("clients/Pulumi.acme.yaml", 6, slug)
    assert SECRET not in f"{raised.value!r} {raised.value}"


@pytest.mark.parametrize("namespace", ["acme", "azure-native", "Acme"])
@pytest.mark.parametrize(
    ("written", "lines"),
    [
        *(
            (f"{one}: {SECRET}", [6])
            for one in ("clientSecret", "API_KEY", "db-password", "Webhook.Token", "Sas Key")
        ),
        ("password: 12345678", [6]),
        (f"apiKey: [{SECRET}, {SECRET}]", [6, 6]),
        (f"mail: {{server: a, Password: {SECRET}}}", [6]),
        (f"receivers:\n    - name: a\n      keys:\n        - access_key: {SECRET}", [9]),
    ],
)
def test_what_stands_open_under_the_name_of_a_secret_is_refused_whoevers_it_is(
    load: Load, namespace: str, written: str, lines: list[int]
) -> None:
    with pytest.raises(InputErrors) as raised:
        load(files(f"    way: secret\n  {namespace}:{written}\n"))

    assert [one.slug for one in raised.value.mistakes] == ["secret-in-file"] * len(lines)
    assert sorted({one.line for one in raised.value.mistakes}) == sorted(set(lines))
    assert SECRET not in f"{raised.value!r} {raised.value}"


@pytest.mark.parametrize(
    "written",
    [
        f"password: {{secure: {SECRET}}}",
        "keyVaultName: kv-acme",
        "token_lifetime_hours: 8",
        "secret_rotation: true",
        "password: true",
        "password:",
        "password: ''",
        "secretName: mail",
    ],
)
def test_what_is_encrypted_or_no_secret_is_left_to_whose_it_is(load: Load, written: str) -> None:
    assert load(files(f"    way: secret\n  acme:{written}\n")).connection.way == "secret"


@pytest.mark.parametrize("name", ["Holdfast:tenant", "HOLDFAST:exceptions"])
def test_what_is_meant_for_us_in_other_letters_is_not_passed_over(load: Load, name: str) -> None:
    with pytest.raises(InputErrors, match="unknown-key"):
        load(files(f"    way: secret\n  {name}: x\n"))


def test_client_on_the_embedded_tenant_may_name_its_host(load: Load) -> None:
    written = f"    way: secret\n  azuread:metadataHost: 127.0.0.1:8443\n  holdfast:cloud: {Cloud.EMBEDDED}\n"

    assert load(files(written)).cloud is Cloud.EMBEDDED


@pytest.mark.parametrize(
    ("written", "slug", "line"),
    [
        (f"    application: {SECRET}", "wrong-value", 5),
        (f"    service_connection: {SECRET}", "wrong-value", 5),
        ("    application: 7", "secret-in-file", 5),
        ("    way: telepathy", "wrong-value", 5),
        (f"    way: {SECRET}", "wrong-value", 5),
        (f"    aplication: {ID}", "unknown-key", 5),
        (f"    {SECRET}", "wrong-type", 5),
        (f"    - {SECRET}", "wrong-type", 5),
    ],
)
def test_what_is_no_connection_is_told_with_its_line(load: Load, written: str, slug: str, line: int) -> None:
    with pytest.raises(InputErrors) as raised:
        load(files(f"{written}\n"))

    assert [(one.line, one.slug) for one in raised.value.mistakes] == [(line, slug)]
    assert SECRET not in str(raised.value)


@pytest.mark.parametrize("cloud", Cloud)
def test_every_cloud_can_be_named(load: Load, cloud: Cloud) -> None:
    client = CLIENT.replace("  holdfast:connection:\n", f"  holdfast:cloud: {cloud.value}\n")

    plan = load({"clients/Pulumi.acme.yaml": client, "baselines/home/1.0.0.yaml": BASELINE})

    assert plan.cloud is cloud
