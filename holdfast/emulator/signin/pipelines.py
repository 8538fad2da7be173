"""Stand-ins of GitHub Actions and Azure DevOps as issuers: they give tokens to jobs, and show their keys.

A job is what its request token says, signed by us: so nothing is kept of it, and another process can start one. The
tokens bear the real issuers' names, since a federated credential is registered with those; their keys are the folder's
own, and only this server takes them for the issuers'. They are served on loopback alone.

Sources: docs.github.com, "OpenID Connect reference"; learn.microsoft.com, "Oidctoken - Create" (2026-11-26). Lifetimes
and the answers to somebody who is refused are assumed.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from holdfast.emulator.signin import jwt
from holdfast.emulator.signin.credentials import DEFAULT_AUDIENCE
from holdfast.emulator.signin.signing_key import SigningKey
from holdfast.emulator.wire import Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from holdfast.emulator.wire import Call

GITHUB = "github"
AZURE_DEVOPS = "azure-devops"
ISSUERS: Mapping[str, str] = {
    GITHUB: "https://token.actions.githubusercontent.com",
    AZURE_DEVOPS: "https://vstoken.dev.azure.com/",
}
"""How the issuers' names (`iss`) begin; that of Azure DevOps ends with the id of the organization."""
PREFIX = "/pipelines"
LIFETIME_SECONDS = 300
_OF_A_JOB_SECONDS = 6 * 3600
_JOB = "holdfast:job"
"""Issuer of request tokens: they are no token for anybody else."""
_KEY = "issuer-key.pem"


@dataclass(frozen=True, slots=True)
class Job:
    """A job of a pipeline that may ask for tokens."""

    issuer: str
    """`github` or `azure-devops`."""
    subject: str
    """What its tokens say that it is (`sub`)."""
    connection: str = ""
    """Id of the service connection, in Azure DevOps."""
    organization: str = "00000000-0000-4000-8000-0000000000d0"
    """Id of the organization, in Azure DevOps."""
    audience: str = ""
    """What its tokens are meant for, whatever is asked; empty: as asked, or as usual."""
    lifetime_seconds: int = LIFETIME_SECONDS
    """Of its tokens; one below zero has expired already."""
    starts_in_seconds: int = 0
    """From when its tokens are good."""

    def variables(self, base_url: str, request_token: str) -> dict[str, str]:
        """The variables that the pipeline sets for its job, by name."""
        root = f"{base_url}{PREFIX}/{self.issuer}"
        if self.issuer == GITHUB:
            return {
                "ACTIONS_ID_TOKEN_REQUEST_URL": f"{root}/token?api-version=2.0",
                "ACTIONS_ID_TOKEN_REQUEST_TOKEN": request_token,
            }
        return {
            "SYSTEM_OIDCREQUESTURI": f"{root}/oidctoken",
            "SYSTEM_ACCESSTOKEN": request_token,
            "AZURESUBSCRIPTION_SERVICE_CONNECTION_ID": self.connection,
        }

    @property
    def issuer_name(self) -> str:
        """What its tokens say who gave them (`iss`)."""
        return ISSUERS[self.issuer] + (self.organization if self.issuer == AZURE_DEVOPS else "")


class PipelineOffice:
    """Gives the jobs of one folder their tokens.

    Args:
        folder: the tenants' folder, which holds the key.
        clock: gives the time now.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._key = SigningKey(folder / _KEY)

    def request_token(self, job: Job) -> str:
        """What a job shows when it asks for a token."""
        now = int(self._clock().timestamp())
        said = {name: getattr(job, name) for name in Job.__slots__}
        return self._key.sign({"iss": _JOB, "exp": now + _OF_A_JOB_SECONDS, "job": said})

    @property
    def trusted_issuers(self) -> Mapping[str, tuple[Mapping[str, Any], ...]]:
        """The keys of the stand-ins, by beginning of the issuer's name."""
        return dict.fromkeys(ISSUERS.values(), tuple(self._key.keys()["keys"]))

    def answer(self, call: Call) -> Reply:
        """What is answered below `/pipelines`."""
        _, _, issuer, rest = call.path.split("/", 3)
        if rest == ".well-known/openid-configuration":
            return Reply(200, _configuration(call, issuer))
        if rest == ".well-known/jwks":
            return Reply(200, self._key.keys())
        job = self._job(call)
        if job is None or job.issuer != issuer:
            return Reply(401, {"message": "The request token is not one of a job here."})
        return self._github(call, job) if issuer == GITHUB else self._devops(call, job)

    def _github(self, call: Call, job: Job) -> Reply:
        if call.method != "GET":
            return Reply(405, {"message": "The token is asked for by GET."})
        owner = "https://github.com/" + job.subject.removeprefix("repo:").partition("/")[0]
        token = self._token(job, call.query.get("audience") or owner)
        return Reply(200, {"count": len(token), "value": token})

    def _devops(self, call: Call, job: Job) -> Reply:
        if call.method != "POST" or not call.query.get("api-version", "").startswith("7."):
            return Reply(405, {"message": "The token is asked for by POST, with api-version 7.1."})
        if call.query.get("serviceConnectionId") != job.connection:
            return Reply(
                403, {"message": "The pipeline may not use this service connection, or there is none."}
            )
        return Reply(200, {"oidcToken": self._token(job, DEFAULT_AUDIENCE)})

    def _token(self, job: Job, audience: str) -> str:
        now = int(self._clock().timestamp())
        starts = now + job.starts_in_seconds
        claims = {
            "iss": job.issuer_name,
            "sub": job.subject,
            "aud": job.audience or audience,
            "iat": starts,
            "nbf": starts,
            "exp": now + job.lifetime_seconds,
            "jti": str(uuid.uuid4()),
        }
        return self._key.sign(claims)

    def _job(self, call: Call) -> Job | None:
        """The job that shows its request token, None where it is none of ours or has ended."""
        scheme, _, text = call.headers.get("authorization", "").partition(" ")
        try:
            claims = self._key.verified(text.strip()) if scheme.lower() == "bearer" else None
        except jwt.MalformedTokenError:
            return None
        if claims is None or claims.get("iss") != _JOB or self._clock().timestamp() >= claims["exp"]:
            return None
        return Job(**claims["job"])


def _configuration(call: Call, issuer: str) -> dict[str, Any]:
    root = f"{call.base_url}{PREFIX}/{quote(issuer)}"
    return {
        "issuer": ISSUERS[issuer].rstrip("/"),
        "jwks_uri": f"{root}/.well-known/jwks",
        "subject_types_supported": ["public", "pairwise"],
        "response_types_supported": ["id_token"],
        "claims_supported": ["sub", "aud", "exp", "iat", "iss", "jti", "nbf"],
        "id_token_signing_alg_values_supported": [jwt.ALGORITHM],
        "scopes_supported": ["openid"],
    }
