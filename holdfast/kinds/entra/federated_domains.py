"""Who vouches for sign-ins from outside the directory, assessed: federated domains, and guests' own identity providers.

A federated domain is signed in to elsewhere: whoever holds the key of that provider signs in as anybody of the domain,
and with a second factor where what the provider says of it is accepted. So each federated domain has to be one that the
rule names, with the issuer that it names; what is said of a second factor is refused unless the rule accepts it. Where
nothing is set the service accepts it. The keys by which sign-ins are signed, and the page to which people are sent, are
compared where the rule names them. A subdomain that is no root takes all of it from its root.

Sources (2026-11-28): https://learn.microsoft.com/graph/api/resources/internaldomainfederation (what is accepted, and
by default; both keys are good at once), https://learn.microsoft.com/graph/api/domain-list-federationconfiguration (one
object, 404 without one), https://learn.microsoft.com/graph/api/samlorwsfedexternaldomainfederation-list (guests, with
Domain.Read.All for an application). That a subdomain which is no root is told as federated like its root is assumed.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import (
    MisreadError,
    as_boolean,
    as_text,
    as_word,
    member,
    not_understood,
    required,
    told,
)
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Violation
from holdfast.kinds.services.assessment import Assessment
from holdfast.kinds.services.certificates import as_thumbprint
from holdfast.kinds.services.count import Count
from holdfast.kinds.services.novelties import asked_by_name
from holdfast.kinds.services.tally import Ruling
from holdfast.model.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.kinds.judgement import Judgement
    from holdfast.tenant.tenant import Reader

    Row = Mapping[str, Any]
    Told = Sequence[Row] | ReadError | None
    """How one domain is federated; None where the service has nothing of it."""

_DOMAINS = "/domains"
_OUTSIDE = "/directory/federationConfigurations/graph.samlOrWsFedExternalDomainFederation"
_FEDERATED = "Federated"
_REJECTED = "rejectMfaByFederatedIdp"
_BEHAVIOURS = ("acceptIfMfaDoneByFederatedIdp", "enforceMfaByFederatedIdp", _REJECTED)
_KEYS = ("signingCertificate", "nextSigningCertificate")


class FederatedDomains(Assessment):
    """Every domain is a member, and every identity provider of guests."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the lists that the facts come from (see `Kind.interface`)."""
        return f"Graph v1.0: `{_DOMAINS}`, `{_DOMAINS}/{{id}}/federationConfiguration`, `{_OUTSIDE}`"

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Ask how each federated domain is federated (see `PopulationKind.judge`)."""
        domains, outside = await asyncio.gather(
            tenant.graph.collection(_DOMAINS), tenant.graph.collection(_OUTSIDE)
        )
        try:
            names = federated(domains)
            answers = await asyncio.gather(*(_federation(tenant, one) for one in names))
            return judged(domains, dict(zip(names, answers, strict=True)), outside, rule)
        except MisreadError as misread:
            raise not_understood(self.title, "", misread) from None


async def _federation(tenant: Reader, name: str) -> Told:
    """Return how a domain is federated, or why that could not be read: then nobody can say it of this one."""
    try:
        return await tenant.graph.collection_of(f"{_DOMAINS}/{name}/federationConfiguration")
    except ReadError as error:
        return error


def federated(domains: Sequence[Row]) -> list[str]:
    """Return the names of the domains that are federated themselves, and not by their root.

    Raises:
        MisreadError: when a domain is not understood, or the one with which every tenant begins is not among them.
    """
    if not any(row.get("isInitial") is True for row in domains):
        raise MisreadError(
            "isInitial", "true of one of the domains", [row.get("isInitial") for row in domains]
        )
    elsewhere = {
        required(row, "id", as_text): required(row, "isRoot", as_boolean)
        for row in domains
        if _proved_by(row) == _FEDERATED.casefold()
    }
    return sorted(name for name, is_root in elsewhere.items() if is_root or not _has_root(name, elsewhere))


def _proved_by(row: Row) -> str:
    words = partial(as_word, words=("Managed", _FEDERATED))
    return required(row, "authenticationType", words).casefold()


def _has_root(name: str, among: Mapping[str, bool]) -> bool:
    return any(is_root and name.casefold().endswith(f".{one.casefold()}") for one, is_root in among.items())


def judged(
    domains: Sequence[Row], answers: Mapping[str, Told], outside: Sequence[Row], rule: Mapping[str, Any]
) -> Judgement:
    """Return what every domain and every identity provider of guests came to.

    Args:
        domains: all domains.
        answers: of those that are federated themselves, how.
        outside: identity providers of guests.
        rule: what is named.

    Raises:
        MisreadError: when an identity provider of guests is not understood.
    """
    named = {str(one["domain"]).strip().casefold(): one for one in rule.get("domains") or []}
    count = Count()
    for row in domains:
        if _proved_by(row) != _FEDERATED.casefold():
            count.take(Ruling(member=required(row, "id", as_text)))
    for name, answer in answers.items():
        count.take(_ruling(name, answer, named.get(name.casefold())))
    known = sorted(str(one).strip().casefold() for one in rule.get("outsideIssuers") or [])
    for row in outside:
        count.take(_outsider(row, known))
    return count.judgement()


def _ruling(name: str, answer: Told, named: Row | None) -> Ruling:
    """Return what a federated domain came to."""
    try:
        rows = answer if answer and not isinstance(answer, ReadError) else ()
        if named is None:
            return Ruling(member=name, breaks=(_unnamed(name, rows),))
        if not rows:
            why = answer.message if isinstance(answer, ReadError) else "the service tells nothing of it"
            return Ruling(member=name, unknown=f"is federated, and how is not known: {why}")
        broken = {one[0]: _violation(name, *one) for row in rows for one in _differing(row, named)}
        return Ruling(member=name, breaks=tuple(broken.values()))
    except MisreadError as misread:
        return Ruling(member=name, unknown=f"is federated, and how is not understood: {misread}")


def _unnamed(name: str, rows: Sequence[Row]) -> Violation:
    """Return that a domain is federated which nobody named: that alone is enough, however it is."""
    issuers = sorted({str(row.get("issuerUri")) for row in rows})
    by = f"by {', '.join(issuers)}, " if issuers else ""
    note = f"{by}and no setting names it: whoever holds that provider's key signs in as anybody of the domain"
    return _violation(name, "authenticationType", "Managed", _FEDERATED, note)


_Broken = tuple[str, Any, Any, str]
"""A property, what is asked of it, what it is, and a note."""


def _differing(row: Row, named: Row) -> Iterator[_Broken]:
    """Yield where a federation is another one than the rule names.

    Raises:
        MisreadError: a part of it is not understood.
    """
    issuer = required(row, "issuerUri", as_text)
    if issuer != named["issuer"]:
        yield (
            "issuerUri",
            named["issuer"],
            issuer,
            "another provider vouches for the domain than the one named",
        )
    behaviour = told(row, "federatedIdpMfaBehavior", partial(as_word, words=_BEHAVIOURS))
    if not named.get("secondFactorAccepted") and (behaviour or "").casefold() != _REJECTED.casefold():
        note = "" if behaviour else "not set: the service accepts what the provider says"
        yield "federatedIdpMfaBehavior", _REJECTED, behaviour, note
    agreed = sorted(str(one).casefold() for one in named.get("signingCertificates") or [])
    keys = sorted({key for one in _KEYS if (key := _key(row, one))}) if agreed else []
    if set(keys) - set(agreed):
        yield "signingCertificates", agreed, keys, "whoever holds one of these keys signs in as anybody"
    page = named.get("signInUri")
    found = told(row, "passiveSignInUri", as_text) if page else None
    if page and found != page:
        yield "passiveSignInUri", page, found, "people are sent there to sign in"


def _key(row: Row, name: str) -> str | None:
    """Return the thumbprint of one of both keys; None where it has none, as the next one often.

    Raises:
        MisreadError: it was not told, or is no certificate.
    """
    return told(row, name, as_thumbprint) if row.get(name) != "" else None


def _outsider(row: Row, known: Sequence[str]) -> Ruling:
    """Return what an identity provider of guests came to.

    Raises:
        MisreadError: it does not say who issues its sign-ins.
    """
    issuer = required(row, "issuerUri", as_text)
    name = f"guests by {issuer}"
    if issuer.casefold() in known:
        return Ruling(member=name)
    own_id = member(row, "id", as_text) or ""
    broken = Violation(
        member=name,
        member_id=own_id,
        property="issuerUri",
        expected=list(known),
        found=issuer,
        note="no setting names it: whoever holds that provider's key signs in as any guest of its domains",
    )
    return Ruling(member=name, breaks=(broken,))


def _violation(name: str, about: str, expected: Any, found: Any, note: str) -> Violation:
    return Violation(member=name, member_id=name, property=about, expected=expected, found=found, note=note)


_BY_NAME = asked_by_name(_DOMAINS, f"{_DOMAINS}/{{id}}/federationConfiguration", _OUTSIDE)

KIND = FederatedDomains(
    token="m365:entra:FederatedDomains",
    title="Federated domains",
    doc=(
        "An assessment, which never writes: a domain is federated only where it is named, with the issuer that is "
        "named, and what that says of a second factor is refused unless it is accepted by name. Guests sign in at "
        "identity providers of their own only where those are named."
    ),
    key="federated-domains",
    noun="domains and providers",
    judges=(
        "authenticationType",
        "issuerUri",
        "federatedIdpMfaBehavior",
        "signingCertificates",
        "passiveSignInUri",
    ),
    audit_category="DirectoryManagement",
    fields=(
        Field(
            name="domains",
            doc="The domains that may be federated, each with whom.",
            type=Type.OBJECT,
            many=True,
            protects=Protects.FEWER,
            fields=(
                Field(name="domain", doc="Its name.", required=True, any_case=True),
                Field(name="issuer", doc="Issuer URI of its provider.", required=True),
                Field(
                    name="secondFactorAccepted",
                    doc="Whether what the provider says of a second factor counts.",
                    type=Type.BOOLEAN,
                    default=False,
                    protects=Protects.FALSE,
                ),
                Field(
                    name="signingCertificates",
                    doc="SHA-1 thumbprints of the keys with which it signs; with none, any key is taken.",
                    many=True,
                    any_case=True,
                    protects=Protects.ALLOWED,
                ),
                Field(
                    name="signInUri",
                    doc="The page to which people are sent; with none, any is taken.",
                ),
            ),
        ),
        Field(
            name="outsideIssuers",
            doc="Issuer URIs of the identity providers at which guests may sign in.",
            many=True,
            any_case=True,
            protects=Protects.FEWER,
        ),
    ),
    read_permissions=("Domain.Read.All",),
    omits=(
        "the page to which older programs send passwords, and requests that are not signed; of guests' providers, for "
        "which domains each is, and its keys; sign-in by Google, Facebook and one-time passcodes. "
        f"{_BY_NAME}"
    ),
    source="https://learn.microsoft.com/graph/api/resources/internaldomainfederation (2026-11-28)",
)
