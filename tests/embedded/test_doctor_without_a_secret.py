"""The doctor tells of each way that needs no secret, and a run that signs in by one leaves no token behind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.access.needs import Purpose
from holdfast.doctor.diagnosis import Area, Diagnosis, Weight
from holdfast.doctor.examine import Bounds, examine
from holdfast.doctor.machine import Machine
from holdfast.doctor.written import as_text
from holdfast.emulator import control
from holdfast.emulator.signin.pipelines import AZURE_DEVOPS, GITHUB, Job
from holdfast.emulator.signin.signing_key import SigningKey
from holdfast.emulator.workplaces import machine_variables, start_job
from holdfast.model.connection import Connection, SignInWay
from holdfast.model.status import ExitCode
from holdfast.tenant.retry import Patience
from holdfast.tenant.ways import _NAMES
from tests.e2e.scratch import CONTOSO, Scratch
from tests.e2e.test_no_secrets import leaks, places
from tests.embedded.rude_server import HANGS, rude

if TYPE_CHECKING:
    from collections.abc import Iterator

SUBJECT = "repo:acme/tenants:environment:prod"
CONNECTION = "00000000-0000-4000-8000-00000000c0de"
BRIEF = Bounds(Patience(deadline_seconds=0.5, request_seconds=0.4))


@pytest.fixture(scope="module")
def signed() -> Iterator[dict[str, str]]:
    """What it was, by every token that the embedded tenant and its stand-ins gave."""
    seen: dict[str, str] = {}
    sign = SigningKey.sign

    def noted(key: SigningKey, claims: Any) -> str:
        """Keep the token and its signature, which is worth as much."""
        token = sign(key, claims)
        seen.update(
            {token: str(claims.get("iss")), token.rpartition(".")[2]: f"signature of {claims.get('iss')}"}
        )
        return token

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SigningKey, "sign", noted)
        yield seen


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory, signed: dict[str, str]) -> Iterator[Scratch]:
    assert not signed
    with Scratch(tmp_path_factory.mktemp("ways") / "scratch") as made:
        yield made


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, scratch: Scratch) -> None:
    for name in (one for names in _NAMES.values() for one in names):
        monkeypatch.delenv(name, raising=False)
    control.forget_credentials(scratch.tenants, CONTOSO)


def looked(scratch: Scratch, way: SignInWay, bounds: Bounds | None = None) -> Diagnosis:
    """Examine contoso as if its file named the way."""
    recording = scratch.recording()
    plan = replace(recording.plan, connection=Connection(way=way))
    machine = Machine(
        project=scratch.project,
        recording=replace(recording, plan=plan),
        folder=scratch.home,
        fix=False,
        say=lambda _: None,
    )
    return examine(machine, Purpose.READ, bounds)


def first(found: Diagnosis) -> tuple[Weight, str]:
    """What is said of signing in."""
    (symptom,) = [one for one in found.symptoms if one.area is Area.SIGN_IN]
    return symptom.weight, symptom.told


def pipeline(scratch: Scratch, issuer: str) -> dict[str, str]:
    """A job that is registered on contoso's application, and its variables."""
    job = Job(issuer, SUBJECT, CONNECTION if issuer == AZURE_DEVOPS else "")
    values = {
        "name": "ci",
        "issuer": job.issuer_name,
        "subject": SUBJECT,
        "audiences": ["api://AzureADTokenExchange"],
    }
    control.add_federated_credential(scratch.tenants, CONTOSO, values)
    return start_job(scratch.tenants, job)


@pytest.mark.parametrize(
    ("issuer", "name"),
    [(GITHUB, "GitHub Actions"), (AZURE_DEVOPS, "Azure DevOps")],
    ids=[GITHUB, AZURE_DEVOPS],
)
def test_pipeline_is_told_whether_it_signs_in_and_why_not(
    monkeypatch: pytest.MonkeyPatch, scratch: Scratch, issuer: str, name: str
) -> None:
    way = SignInWay.FEDERATION
    weight, told = first(looked(scratch, way, BRIEF))
    assert weight is Weight.NO_CHECK
    assert "not set up for it" in told
    variables = pipeline(scratch, issuer)
    for one, value in variables.items():
        monkeypatch.setenv(one, value)

    weight, told = first(looked(scratch, way))
    assert (weight, told.startswith(f"by federation with {name} (")) == (Weight.GOOD, True)
    assert "as Holdfast: this one is used" in told

    control.forget_credentials(scratch.tenants, CONTOSO)
    weight, told = first(looked(scratch, way))
    assert weight is Weight.NO_CHECK
    assert "AADSTS700211" in told

    with rude(HANGS) as (address, _):
        monkeypatch.setenv(next(one for one in variables if one.endswith(("_URL", "URI"))), address)
        weight, told = first(looked(scratch, way, BRIEF))
    assert weight is Weight.NO_CHECK
    assert "did not answer" in told


@pytest.mark.parametrize("form", ["imds", "app-service"])
def test_machine_is_told_whether_its_identity_signs_in_and_why_not(
    monkeypatch: pytest.MonkeyPatch, scratch: Scratch, form: Any
) -> None:
    way = SignInWay.MANAGED_IDENTITY
    variables = machine_variables(scratch.tenants, CONTOSO, form)
    for one, value in variables.items():
        monkeypatch.setenv(one, value)

    weight, told = first(looked(scratch, way))
    assert (weight, told.startswith("by managed identity (")) == (Weight.GOOD, True)

    with rude(HANGS) as (address, _):
        monkeypatch.setenv(next(iter(variables)), address)
        found = looked(scratch, way, BRIEF)
    weight, told = first(found)
    assert weight is Weight.NO_CHECK
    assert "did not answer" in told
    assert not found.can_check
    assert "did not answer" in as_text(found)
    assert "which hosts of the service answer from here is told below" in as_text(found)
    assert "put right what the tenant says" not in as_text(found), "nobody saw the credential"


def test_check_by_federation_leaves_no_token_behind(scratch: Scratch, signed: dict[str, str]) -> None:
    path = scratch.project / "clients" / "Pulumi.contoso.yaml"
    path.write_text(f"{path.read_text()}  holdfast:connection: {{way: federation}}\n")
    variables = pipeline(scratch, GITHUB)
    wrong = {**variables, "ACTIONS_ID_TOKEN_REQUEST_TOKEN": "wr0ng.request.t0ken"}

    printed = [
        scratch.holdfast("drift", "contoso", "--format", "json", **variables),
        scratch.holdfast("drift", "contoso", **wrong),
    ]

    assert [one.code for one in printed] == [ExitCode.DRIFT, ExitCode.NO_ANSWER]
    assert "HTTP 401" in printed[1].all
    issuers = set(signed.values())
    assert {"holdfast:job", "https://token.actions.githubusercontent.com"} <= issuers
    assert any(one.startswith("https://sts.windows.net/") for one in issuers)
    signed["wr0ng.request.t0ken"] = "request token"
    assert leaks(signed, places(scratch, *printed)) == []


def test_variables_of_a_job_are_printed_for_a_shell(scratch: Scratch) -> None:
    found = scratch.holdfast("tenant", "pipeline", "github", "--subject", SUBJECT)
    assert found.code == 0, found.all
    assert [line.partition("=")[0] for line in found.out.splitlines()] == [
        "export ACTIONS_ID_TOKEN_REQUEST_URL",
        "export ACTIONS_ID_TOKEN_REQUEST_TOKEN",
    ]
    assert "token.actions.githubusercontent.com" in found.err
