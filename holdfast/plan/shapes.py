"""The structure of client and baseline files, as pydantic models.

They say which names there are and which type each has. What needs more than one value to judge (layers,
parameters, exceptions) is judged by the modules of those names.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from holdfast.model.blank import is_blank
from holdfast.model.connection import SignInWay
from holdfast.model.directory import is_guid
from holdfast.plan.mistakes import Slug
from holdfast.plan.words import alternatives, found

NAMESPACE = "holdfast:"
"""What our own keys start with below `config:`; other namespaces belong to Pulumi's providers."""

_DOMAIN = re.compile(r"(?i)(?=.{1,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_MAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,253}")
_SHA_256 = re.compile("[0-9a-fA-F]{64}")
_OF_NOTHING = sha256().hexdigest()
_NAME = r"[a-z][a-z0-9-]*"
_VERSION = r"(?:0|[1-9]\d{0,8})(?:\.(?:0|[1-9]\d{0,8})){2}(?:-[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?"
_REFERENCE = re.compile(f"{_NAME}@{_VERSION}", re.ASCII)


def _tenant(value: str) -> str:
    """Accept a domain or a tenant id."""
    if _DOMAIN.fullmatch(value) or is_guid(value):
        return value
    raise _own(
        Slug.BAD_TENANT,
        f"expected a domain such as contoso.onmicrosoft.com or a tenant id, found {found(value)}",
    )


def _reference(value: str) -> str:
    """Accept `name@1.2.3`."""
    if _REFERENCE.fullmatch(value):
        return value
    raise _own(
        Slug.BAD_VERSION, f"expected a baseline with its version, such as core@1.0.0, found {found(value)}"
    )


def _version(value: str) -> str:
    """Accept `1.2.3`."""
    if re.fullmatch(_VERSION, value, re.ASCII):
        return value
    raise _own(Slug.BAD_VERSION, f"expected a version such as 1.0.0, found {found(value)}")


def _guid(value: str) -> str:
    """Accept an id; what is none is not repeated, because it could be a secret that went astray."""
    if is_guid(value):
        return value
    wanted = "00000000-0000-0000-0000-000000000000"
    raise _own(
        Slug.WRONG_VALUE, f"expected an id such as {wanted}, found something else, which is not repeated here"
    )


def _way(value: str) -> str:
    """Accept a way to sign in; what is none is not repeated, because it could be the secret of one."""
    if value in tuple(SignInWay):
        return value
    wanted = alternatives([f"`{one}`" for one in SignInWay])
    raise _own(Slug.WRONG_VALUE, f"expected {wanted}, found something else, which is not repeated here")


def _mail(value: str) -> str:
    """Accept an address to which somebody can write."""
    if _MAIL.fullmatch(value):
        return value
    raise _own(
        Slug.BAD_ATTESTATION, f"expected a mail address such as ana@contoso.example, found {found(value)}"
    )


def _digest(value: str) -> str:
    """Accept a SHA-256 digest as `sha256sum` prints it, of something that is there."""
    sentence = f"expected the SHA-256 digest of the evidence, 64 hexadecimal digits, found {found(value)}"
    if not _SHA_256.fullmatch(value):
        raise _own(Slug.BAD_ATTESTATION, sentence)
    if value.casefold() == _OF_NOTHING:
        raise _own(Slug.BAD_ATTESTATION, f"{sentence}, which is that of an empty file")
    return value


def _own(slug: Slug, sentence: str) -> PydanticCustomError:
    """Return a validation error with our own slug and sentence."""
    return PydanticCustomError(slug.value, "{sentence}", {"sentence": sentence})


def _not_blank(value: str) -> str:
    """Accept a text in which something can be seen."""
    if is_blank(value):
        raise _own(Slug.WRONG_VALUE, "expected a text, found one of which nothing can be seen")
    return value


Text = Annotated[str, Field(min_length=1), AfterValidator(_not_blank)]
Reference = Annotated[str, AfterValidator(_reference)]


class _Shape(BaseModel):
    """No unknown names, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ExceptionShape(_Shape):
    """One accepted deviation; `accepted.py` judges subject and expiry. What is not needed is left out, not null."""

    control: Text = ""
    object: Text = ""
    property: Text | Annotated[list[Text], Field(min_length=1)] = ""
    unmanaged: Text = ""
    reason: Text
    owner: Text
    expires: Any


class DeviationShape(_Shape):
    """One deviation as a check told it, and who accepts it; `accepted_file.py` judges what is in it."""

    fingerprint: Annotated[str, Field(pattern="^[0-9a-f]{32}$")]
    status: Literal["DRIFTED", "MISSING", "UNMANAGED"]
    object: Text
    property: Text | None = None
    expected: Any = None
    found: Any = None
    owner: Text
    reason: Text
    expires: Any


class AcceptedShape(_Shape):
    """A file of accepted deviations of one client."""

    client: Text
    accepted: list[DeviationShape]


class UnderstoodShape(_Shape):
    """One consequence that is understood; `understood.py` judges what it is about."""

    object: Text
    property: Text
    value: Any = None
    consequence: Text


class GracePeriodShape(_Shape):
    """A period that a contract sets; `grace_periods.py` judges which."""

    days: Annotated[int, Field(ge=0, le=36_500)] | Literal["unlimited"]
    contract: Text


class OwnerShape(_Shape):
    """Who attests something."""

    name: Text
    mail: Annotated[str, AfterValidator(_mail)]


class EvidenceShape(_Shape):
    """What an attestation rests upon: a document that its owner keeps, known by its digest."""

    sha256: Annotated[str, AfterValidator(_digest)]
    kept: Text


class AttestationShape(_Shape):
    """One attestation; `attestations.py` judges its control, its tenant, its days and its values."""

    control: Text
    tenant: Text
    by: OwnerShape
    on: Any
    until: Any
    evidence: EvidenceShape
    values: dict[str, Any]


class ConnectionShape(_Shape):
    """How the tenant is signed in to; `connection.py` refuses what could be a secret."""

    application: Annotated[str, AfterValidator(_guid)] = ""
    way: Annotated[str, AfterValidator(_way)] | None = None
    service_connection: Annotated[str, AfterValidator(_guid)] = ""


class ConfigShape(_Shape):
    """Our keys below `config:`."""

    tenant: Annotated[str, AfterValidator(_tenant)] = Field(alias="holdfast:tenant")
    cloud: Literal["global", "usgovernment", "dod", "china", "embedded"] = Field(
        "global", alias="holdfast:cloud"
    )
    connection: ConnectionShape | None = Field(None, alias="holdfast:connection")
    baseline: Reference = Field(alias="holdfast:baseline")
    groups: list[Text] | None = Field(None, alias="holdfast:groups")
    parameters: dict[str, Any] | None = Field(None, alias="holdfast:parameters")
    exceptions: list[ExceptionShape] | None = Field(None, alias="holdfast:exceptions")
    i_understand: list[UnderstoodShape] | None = Field(None, alias="holdfast:i_understand")
    delete_protected_data: bool = Field(default=False, alias="holdfast:delete_protected_data")
    accepted_warnings: dict[str, Text] | None = Field(None, alias="holdfast:accepted_warnings")
    attestations: list[AttestationShape] | None = Field(None, alias="holdfast:attestations")
    grace_periods: dict[str, GracePeriodShape] | None = Field(None, alias="holdfast:grace_periods")


class ClientShape(_Shape):
    """A client's stack file; all but `config` belongs to Pulumi."""

    config: ConfigShape
    encryptionsalt: str | None = None
    encryptedkey: str | None = None
    secretsprovider: str | None = None
    environment: list[Any] | dict[str, Any] | None = None


class ParameterShape(_Shape):
    """One declared parameter."""

    type: Literal["string", "integer", "boolean", "list", "duration_days"]
    default: Any = None
    description: str = ""
    required: bool | None = None


class BaselineShape(_Shape):
    """A baseline file."""

    baseline: Text
    version: Annotated[str, AfterValidator(_version)]
    extends: Reference | list[Reference] | None = None
    parameters: dict[str, ParameterShape] | None = None
    controls: dict[str, dict[str, Any] | None] | None = None
    removed: dict[str, Text] | None = None
    """Why a control that comes from what is extended is not in this baseline, by its id."""
