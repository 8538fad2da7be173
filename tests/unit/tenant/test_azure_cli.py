"""Sign-in by the Azure command line: what `az` prints is a token, or one sentence that repeats nothing of it."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from holdfast.model.errors import SignInError
from holdfast.model.plan import Cloud
from holdfast.tenant.azure_cli import AzureCli
from holdfast.tenant.hosts import HOSTS
from holdfast.tenant.managed_identity import ManagedIdentity
from holdfast.tenant.session import Session

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "s3cr3t-of-the-token"
LATE = 4_102_444_800


@pytest.fixture
def az(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A command line that prints what stands beside it, and ends as it says there."""
    script = tmp_path / "az"
    script.write_text(f"#!/bin/sh\ncat {tmp_path}/out\ncat {tmp_path}/err >&2\nexit $(cat {tmp_path}/code)\n")
    script.chmod(0o755)
    for name, text in (("out", ""), ("err", ""), ("code", "0")):
        (tmp_path / name).write_text(text)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    return tmp_path


def sign_in(credential: AzureCli | ManagedIdentity) -> str:
    async def signed_in() -> str:
        async with Session(HOSTS[Cloud.GLOBAL]) as client:
            return (await credential.token(client, "https://graph.microsoft.com")).text

    return asyncio.run(signed_in())


def refusal(credential: AzureCli | ManagedIdentity) -> str:
    with pytest.raises(SignInError) as caught:
        sign_in(credential)
    assert caught.value.slug == "sign-in-refused"
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_token_that_it_prints_is_taken(az: Path) -> None:
    (az / "out").write_text(json.dumps({"accessToken": "a.b-c_d~e+f/g=", "expires_on": LATE}))
    assert sign_in(AzureCli("contoso.com")) == "a.b-c_d~e+f/g="


NO_TIMES: tuple[Any, ...] = (None, [1], {}, "soon")
FORMS: tuple[Any, ...] = (
    None, [], 5, SECRET, [{"accessToken": SECRET}], {"accessToken": SECRET},
    {"access_token": SECRET, "expires_on": LATE},
    {"accessToken": SECRET, "expiresOn": "soon"}, {"accessToken": SECRET, "expiresOn": None},
    *({"accessToken": SECRET, "expires_on": one} for one in NO_TIMES),
    *({"accessToken": one, "expires_on": LATE} for one in (
        None, 5, [SECRET], {"x": SECRET}, "", f"{SECRET}\nX-Injected: 1", f"{SECRET} b", f"{SECRET}ä",
    )),
)  # fmt: skip
PRINTED = [
    "", "{", SECRET, f"{{'accessToken': '{SECRET}'}}", f'{{"accessToken":"{SECRET}","expires_on":"x"}}',
    f'WARNING: new version\n{{"accessToken": "{SECRET}", "expires_on": {LATE}}}', "\u202e\x1b[31m", f"eyJ{SECRET}.a.b",
    *map(json.dumps, FORMS), *(json.dumps(one, separators=(",", ":")) for one in FORMS if one),
]  # fmt: skip


@pytest.mark.parametrize("printed", PRINTED)
def test_what_is_no_token_is_refused_and_nothing_of_it_is_told(az: Path, printed: str) -> None:
    """Else a token stands in the result, in the log of the pipeline, and in the history that is kept."""
    (az / "out").write_text(printed)
    told = refusal(AzureCli("contoso.com"))
    assert SECRET not in told
    assert "certificate" not in told


@pytest.mark.parametrize(
    "complained", [f'{{"accessToken":"{SECRET}"}}', f"debug: eyJ{SECRET}.abc.def", f'"refresh_token" : "{SECRET}'],
)  # fmt: skip
def test_what_it_complains_is_told_without_what_may_be_a_token(az: Path, complained: str) -> None:
    (az / "err").write_text(f"AADSTS50076: MFA is needed {complained}")
    (az / "code").write_text("1")
    told = refusal(AzureCli("contoso.com"))
    assert "AADSTS50076: MFA is needed" in told
    assert SECRET not in told


@pytest.mark.parametrize("text", [None, 5, [SECRET], "", f"{SECRET}\nX-Injected: 1", f"{SECRET}ä"])
def test_what_a_machine_s_endpoint_gives_is_held_to_the_same(
    text: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from azure.core.credentials import AccessToken
    from azure.identity import ManagedIdentityCredential

    monkeypatch.setattr(ManagedIdentityCredential, "get_token", lambda *_: AccessToken(text, LATE))
    assert SECRET not in refusal(ManagedIdentity("contoso.com", ""))
