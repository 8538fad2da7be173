"""Whose certificates sign people in, assessed: those of named authorities, and as one factor unless the rule says so.

Whoever holds the key of a trusted authority makes a certificate for anybody. Authorities stand in two places, the older
list of the organization and the newer stores, and both count at once. They are named by thumbprint: what else there is
of a certificate, whoever makes it writes himself. Whether a certificate is a second factor as well stands in the policy
of methods, as the default and in rules by issuer or policy.

Sources (2026-11-28): https://learn.microsoft.com/graph/api/certificatebasedauthconfiguration-list,
https://learn.microsoft.com/graph/api/publickeyinfrastructureroot-list-certificatebasedauthconfigurations,
https://learn.microsoft.com/graph/api/certificatebasedauthpki-list-certificateauthorities (permissions and answers),
https://learn.microsoft.com/graph/api/resources/x509certificaterule. That the thumbprint which a store tells is the
SHA-1 digest of its certificate, as the admin center shows it, is assumed.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_list,
    as_object,
    as_text,
    as_word,
    member,
    not_understood,
    required,
)
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.certificates import as_thumbprint
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.method_configuration import AUDIT_CATEGORY, HELD, POLICY, READ_PERMISSIONS
from holdfast.kinds.services.methods import configurations, is_off, policy_of_methods
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.tally import Ruling

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]

_STORES = "/directory/publicKeyInfrastructure/certificateBasedAuthConfigurations"
_OLDER = "/organization/{id}/certificateBasedAuthConfiguration"
_METHOD = "x509certificate"
_SINGLE, _SEVERAL = "x509CertificateSingleFactor", "x509CertificateMultiFactor"
_MODE = partial(as_word, words=(_SINGLE, _SEVERAL))
_AUTHORITIES = "certificateAuthorities"
_THUMBPRINT = "thumbprint"


class CertificateAuthorities(Assessment):
    """Every trusted authority is a member, and so is how certificates count."""

    __slots__ = ()

    def interface(self) -> str:
        """Return what the facts come from (see `Kind.interface`)."""
        return f"Graph v1.0: `{_OLDER}`, `{_STORES}`, `{_STORES}/{{id}}/{_AUTHORITIES}`; beta: `{POLICY}`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Read both places and the policy in one moment, and then each store (see `PopulationKind.judge`)."""
        policy, older, stores = await asyncio.gather(
            policy_of_methods(tenant),
            _older(tenant),
            tenant.graph.collection(_STORES),
        )
        try:
            ids = [required(one, "id", as_text) for one in stores]
            pages = await asyncio.gather(
                *(tenant.graph.collection(f"{_STORES}/{one}/{_AUTHORITIES}") for one in ids)
            )
            return judged(policy, older, [row for page in pages for row in page], rule)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None


async def _older(tenant: Reader) -> list[dict[str, Any]]:
    """Return the organization's list; whose it is our token says, which others need not wait for."""
    claims = await tenant.claims(tenant.hosts.graph)
    return await tenant.graph.collection(_OLDER.format(id=claims.get("tid") or tenant.name))


def judged(
    policy: Row | None, older: Sequence[Row], newer: Sequence[Row], rule: Mapping[str, Any]
) -> Judgement:
    """Return what the method and every authority came to.

    Args:
        policy: that of all methods.
        older: the organization's configurations, each with its authorities.
        newer: authorities of the stores.
        rule: what is named.

    Raises:
        MisreadError: when the lists are not understood.
    """
    count = Count()
    for one in configurations(policy):
        if required(one, "id", as_text).casefold() == _METHOD:
            count.take(_of_method(one, rule))
            break
    else:
        raise MisreadError(HELD, "whole, with X509Certificate", None)
    known = {str(one).strip().casefold() for one in rule.get("authorities") or []}
    for row in older:
        for one in required(row, _AUTHORITIES, as_list):
            count.take(_of_authority(as_object(one, _AUTHORITIES), "certificate", known))
    for row in newer:
        count.take(_of_authority(row, _THUMBPRINT, known))
    return count.judgement()


def _of_authority(row: Row, told_by: str, known: set[str]) -> Ruling:
    """Return what one authority came to, which is told by its certificate or its thumbprint."""
    name = "an authority without a name"
    try:
        name = member(row, "displayName", as_text) or member(row, "issuer", as_text) or name
        decode = as_thumbprint if told_by == "certificate" else as_text
        thumbprint = required(row, told_by, decode).strip().casefold()
    except MisreadError as misread:
        return Ruling(member=name, unknown=f"is trusted, and which it is is not understood: {misread}")
    name = f"{name} ({thumbprint})"
    if thumbprint in known:
        return Ruling(member=name)
    broken = Violation(
        member=name,
        member_id=member(row, "id", as_text) or "",
        property=_THUMBPRINT,
        expected=sorted(known),
        found=thumbprint,
        note="no setting names it: whoever holds its key makes a certificate for anybody",
    )
    return Ruling(member=name, breaks=(broken,))


def _of_method(row: Row, rule: Mapping[str, Any]) -> Ruling:
    """Return what the method came to: how a certificate counts, by default and by rules."""
    name = "certificates as a method"
    try:
        if is_off(row):
            return Ruling(member=name)
        modes = required(row, "authenticationModeConfiguration", as_object)
        broken = [*_stronger(modes, rule)]
    except MisreadError as misread:
        return Ruling(member=name, unknown=f"may count as several factors: {misread}")
    breaks = [
        Violation(
            member=name,
            member_id=required(row, "id", as_text),
            property=about,
            expected=expected,
            found=found,
            note="a certificate is taken for a second factor as well, whatever guards its key",
        )
        for about, expected, found in broken
    ]
    return Ruling(member=name, breaks=tuple(breaks))


def _stronger(modes: Row, rule: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Yield where a certificate counts as several factors, and the rule does not say so.

    Raises:
        MisreadError: a part of it is not understood.
    """
    default = required(modes, "x509CertificateAuthenticationDefaultMode", _MODE)
    if default.casefold() == _SEVERAL.casefold():
        if not rule.get("severalFactors"):
            yield "defaultMode", _SINGLE, default
        return
    agreed = sorted(str(one).strip().casefold() for one in rule.get("severalFactorsBy") or [])
    found = sorted(
        _identifier(one)
        for one in (as_object(each, "rules[]") for each in required(modes, "rules", as_list))
        if required(one, "x509CertificateAuthenticationMode", _MODE).casefold() == _SEVERAL.casefold()
    )
    if {one.casefold() for one in found} - set(agreed) and not rule.get("severalFactors"):
        yield "rules", agreed, found


def _identifier(rule: Row) -> str:
    """Return what a rule is about: an issuer, a policy, or both.

    Raises:
        MisreadError: it says nothing of it.
    """
    if one := member(rule, "identifier", as_text):
        return one
    both = [member(rule, name, as_text) for name in ("issuerSubjectIdentifier", "policyOidIdentifier")]
    if not any(both):
        raise MisreadError("identifier", "there", None)
    return ", ".join(one for one in both if one)


KIND = CertificateAuthorities(
    token="m365:entra:CertificateAuthorities",
    title="Certificate authorities",
    doc=(
        "An assessment, which never writes: certificates sign people in only where their authority is named by "
        "thumbprint, and count as one factor unless it is said otherwise."
    ),
    key="certificate-authorities",
    noun="authorities",
    judges=(_THUMBPRINT, "defaultMode", "rules"),
    audit_category=AUDIT_CATEGORY,
    fields=(
        Field(
            name="authorities",
            doc="SHA-1 thumbprints of the authorities that are trusted.",
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
        Field(
            name="severalFactors",
            doc="Whether every certificate may count as a second factor as well.",
            type=Type.BOOLEAN,
            default=False,
            protects=Protects.FALSE,
        ),
        Field(
            name="severalFactorsBy",
            doc="Issuers or policies of which a certificate may, as the rules of the method name them.",
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
    ),
    read_permissions=(*READ_PERMISSIONS, "Organization.Read.All", "PublicKeyInfrastructure.Read.All"),
    omits=(
        "by which names of a certificate somebody is found, for whom an authority is, whether its certificates can be "
        "revoked, and authorities that prove devices and applications. "
        f"{asked_by_name(POLICY, _OLDER, _STORES, f'{_STORES}/{{id}}/{_AUTHORITIES}')}"
    ),
    source=(
        "https://learn.microsoft.com/graph/api/certificatebasedauthpki-list-certificateauthorities (2026-11-28)"
    ),
)
