"""Who can vouch for a sign-in: what is named passes, everything else is told, and what is not told is unknown."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from typing import Any

import pytest

from holdfast.kinds.decode import MisreadError
from holdfast.kinds.entra import certificate_authorities, external_methods, federated_domains, partner_trust
from holdfast.kinds.services.certificates import as_thumbprint
from holdfast.model.errors import ReadError
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import directory_id

DER = b"0\x03\x02\x01\x01"
BODY = b64encode(DER).decode()
KEY = hashlib.sha1(DER, usedforsecurity=False).hexdigest()
NEXT = b"0\x03\x02\x01\x02"
NEXT_KEY = hashlib.sha1(NEXT, usedforsecurity=False).hexdigest()
ISSUER = "http://sts.b.example/trust"
NAMED = {"domain": "B.example", "issuer": ISSUER}
HOW = {
    "issuerUri": ISSUER,
    "federatedIdpMfaBehavior": "rejectMfaByFederatedIdp",
    "signingCertificate": BODY,
    "nextSigningCertificate": None,
    "passiveSignInUri": "https://sts.b.example/",
}


def domain(name: str, proved: str = "Federated", **more: Any) -> dict[str, Any]:
    return {"id": name, "authenticationType": proved, "isRoot": True, "isInitial": False, **more}


FIRST = domain("a.onmicrosoft.com", "Managed", isInitial=True)


def federation(answer: Any, *named: dict[str, Any], outside: list[Any] | None = None, **rule: Any) -> Any:
    domains = [FIRST, domain("b.example")]
    given = {"domains": list(named), **rule}
    return federated_domains.judged(domains, {"b.example": answer}, outside or [], given)


def broken(judgement: Any) -> dict[str, Any]:
    return {f"{one.member} {one.property}": one.found for one in judgement.violations}


def test_a_federated_domain_that_is_named_obeys_and_one_that_is_not_is_told_whatever_it_says() -> None:
    assert federation([HOW], NAMED).covered == 2
    for answer in ([HOW], None, [], [{"issuerUri": 7}], ReadError("read-failed", "no", Reason.PERMISSION)):
        assert broken(federation(answer)) == {"b.example authenticationType": "Federated"}
    assert ISSUER in federation([HOW]).violations[0].note


@pytest.mark.parametrize(
    ("change", "named", "found"),
    [
        ({"issuerUri": "http://evil"}, {}, {"issuerUri": "http://evil"}),
        (
            {"federatedIdpMfaBehavior": "acceptIfMfaDoneByFederatedIdp"},
            {},
            {"federatedIdpMfaBehavior": "acceptIfMfaDoneByFederatedIdp"},
        ),
        (
            {"federatedIdpMfaBehavior": "enforceMfaByFederatedIdp"},
            {},
            {"federatedIdpMfaBehavior": "enforceMfaByFederatedIdp"},
        ),
        ({"federatedIdpMfaBehavior": None}, {}, {"federatedIdpMfaBehavior": None}),
        ({"federatedIdpMfaBehavior": None}, {"secondFactorAccepted": True}, {}),
        ({"federatedIdpMfaBehavior": "rejectMfaByFederatedIdp"}, {"secondFactorAccepted": True}, {}),
        ({}, {"signingCertificates": [KEY.upper()]}, {}),
        ({"nextSigningCertificate": ""}, {"signingCertificates": [KEY]}, {}),
        (
            {"nextSigningCertificate": b64encode(NEXT).decode()},
            {"signingCertificates": [KEY]},
            {"signingCertificates": sorted([KEY, NEXT_KEY])},
        ),
        ({"nextSigningCertificate": b64encode(NEXT).decode()}, {}, {}),
        ({}, {"signInUri": "https://sts.b.example/"}, {}),
        ({"passiveSignInUri": None}, {"signInUri": "https://sts.b.example/"}, {"passiveSignInUri": None}),
    ],
)
def test_how_a_named_domain_is_federated_is_compared(
    change: dict[str, Any], named: dict[str, Any], found: dict[str, Any]
) -> None:
    judgement = federation([{**HOW, **change}], {**NAMED, **named})
    assert broken(judgement) == {f"b.example {name}": one for name, one in found.items()}
    assert judgement.unjudged == ()


@pytest.mark.parametrize(
    "lost", ["issuerUri", "federatedIdpMfaBehavior", "signingCertificate", "passiveSignInUri"]
)
def test_what_is_not_told_of_a_named_domain_makes_it_unknown(lost: str) -> None:
    row = {name: one for name, one in HOW.items() if name != lost}
    asked = {**NAMED, "signingCertificates": [KEY], "signInUri": HOW["passiveSignInUri"]}
    (unknown,) = federation([row], asked).unjudged
    assert (unknown.member, lost in unknown.why) == ("b.example", True)


@pytest.mark.parametrize("answer", [None, [], ReadError("read-failed", "no", Reason.PERMISSION)])
def test_a_named_domain_of_which_nothing_comes_is_unknown(answer: Any) -> None:
    assert [one.member for one in federation(answer, NAMED).unjudged] == ["b.example"]


def test_a_second_federation_of_a_domain_is_compared_as_well() -> None:
    judgement = federation([HOW, {**HOW, "issuerUri": "http://evil"}], NAMED)
    assert broken(judgement) == {"b.example issuerUri": "http://evil"}


def test_a_subdomain_is_asked_about_only_where_its_root_is_not_federated() -> None:
    below = [domain("c.b.example", isRoot=False), domain("x.notb.example", isRoot=False)]
    roots = [domain("b.example"), domain("promoted.b.example"), domain("notb.example", "Managed")]
    found = federated_domains.federated([FIRST, *roots, *below])
    assert found == ["b.example", "promoted.b.example", "x.notb.example"]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [domain("b.example")],
        [FIRST, {"id": "b.example"}],
        [FIRST, domain("b.example", "unknownFutureValue")],
    ],
)
def test_domains_that_are_not_understood_or_not_whole_are_no_good_news(rows: list[Any]) -> None:
    with pytest.raises(MisreadError):
        federated_domains.federated(rows)


def test_a_provider_of_guests_is_named_by_its_issuer() -> None:
    rows = [{"id": "1", "issuerUri": "https://c.example/Trust"}, {"id": "2", "issuerUri": "https://evil"}]
    judgement = federation([HOW], NAMED, outside=rows, outsideIssuers=["https://c.example/trust"])
    assert (judgement.covered, broken(judgement)) == (3, {"guests by https://evil issuerUri": "https://evil"})
    with pytest.raises(MisreadError):
        federation([HOW], NAMED, outside=[{"id": "1"}])


NOBODY = dict.fromkeys(
    ("isMfaAccepted", "isCompliantDeviceAccepted", "isHybridAzureADJoinedDeviceAccepted"), False
)
UNASKED = dict.fromkeys(("inboundAllowed", "outboundAllowed"), False)
GROUPS = {"inboundTrust": NOBODY, "automaticUserConsentSettings": UNASKED}
CLAIMS = [(group, claim) for group, claims in GROUPS.items() for claim in claims]


def partners(*rows: Any, default: Any = GROUPS, **accepted: list[str]) -> Any:
    named = [{"tenantId": directory_id(one).upper(), "accepted": claims} for one, claims in accepted.items()]
    return partner_trust.KIND.judged(default, rows, {"partners": named})


def saying(group: str, *claims: str) -> dict[str, Any]:
    return {**GROUPS, group: {**GROUPS[group], **dict.fromkeys(claims, True)}}


@pytest.mark.parametrize(("group", "claim"), CLAIMS)
def test_what_is_true_of_a_partner_counts_by_name_alone(group: str, claim: str) -> None:
    others = [one for _, one in CLAIMS if one != claim]
    row = {"tenantId": directory_id("p"), **saying(group, claim)}
    assert broken(partners(row)) == {f"{directory_id('p')} {group}.{claim}": True}
    assert broken(partners(row, p=others)) == {f"{directory_id('p')} {group}.{claim}": True}
    assert partners(row, p=[claim.lower()]).covered == 2
    assert broken(partners(default=saying(group, claim))) == {f"every other tenant {group}.{claim}": True}


@pytest.mark.parametrize(("group", "claim"), CLAIMS)
def test_what_a_partner_does_not_say_is_as_by_default_and_what_does_not_come_is_unknown(
    group: str, claim: str
) -> None:
    nulls = dict.fromkeys(GROUPS[group])
    assert (
        partners(
            {**GROUPS, "tenantId": directory_id("p"), group: None},
            {**GROUPS, "tenantId": directory_id("q"), group: nulls},
        ).covered
        == 3
    )
    lacking = {name: one for name, one in GROUPS[group].items() if name != claim}
    without = {name: one for name, one in GROUPS.items() if name != group}
    for said in (without, {**GROUPS, group: lacking}):
        row = {"tenantId": directory_id("p"), **said}
        assert [one.member for one in partners(row).unjudged] == [directory_id("p")]
    lacks: list[Any] = [{**GROUPS, group: nulls}, {**GROUPS, group: None}, without]
    for default in lacks:
        assert [one.member for one in partners(default=default).unjudged] == ["every other tenant"]
    with pytest.raises(MisreadError):
        partners({group: None})


def method(own_id: str, type_: str = "", **more: Any) -> dict[str, Any]:
    name = type_ or f"{own_id[0].lower()}{own_id[1:]}AuthenticationMethodConfiguration"
    return {"@odata.type": f"#microsoft.graph.{name}", "id": own_id, "state": "enabled", **more}


EXTERNAL = method(
    "e",
    "externalAuthenticationMethodConfiguration",
    displayName="Cards",
    appId=directory_id("a").upper(),
    openIdConnectSetting={"clientId": "x", "discoveryUrl": "https://b.example/keys"},
)
FIDO = method("Fido2")


def methods(*rows: Any, named: tuple[str, str] | None = None) -> Any:
    entries = [{"appId": named[0], "discoveryUrl": named[1]}] if named else []
    return external_methods.judged(
        {"authenticationMethodConfigurations": [FIDO, *rows]}, {"methods": entries}
    )


def test_an_external_method_that_is_on_is_named_by_application_and_address() -> None:
    assert methods(EXTERNAL, named=(directory_id("a"), "https://b.example/keys")).covered == 2
    for named in (
        None,
        (directory_id("b"), "https://b.example/keys"),
        (directory_id("a"), "https://evil/keys"),
    ):
        assert broken(methods(EXTERNAL, named=named)) == {"Cards (e) state": "enabled"}
    assert methods({**EXTERNAL, "state": "disabled"}).covered == 2
    assert methods(method("Telepathy")).notes == (
        "the tenant has the method Telepathy, which this version does not know",
    )
    assert methods(method("X509Certificate"), method("QRCodePin")).notes == ()


@pytest.mark.parametrize("lost", ["state", "appId", "openIdConnectSetting"])
def test_what_an_external_method_does_not_say_makes_it_unknown(lost: str) -> None:
    row = {name: one for name, one in EXTERNAL.items() if name != lost}
    assert [one.member for one in methods(row).unjudged] == ["Cards (e)"]


@pytest.mark.parametrize(
    "policy",
    [
        None,
        {},
        {"authenticationMethodConfigurations": []},
        {"authenticationMethodConfigurations": [EXTERNAL]},
    ],
)
def test_methods_that_are_not_whole_are_no_good_news(policy: Any) -> None:
    with pytest.raises(MisreadError):
        external_methods.judged(policy, {})


def cards(mode: str = "x509CertificateSingleFactor", *rules: Any, state: str = "enabled") -> dict[str, Any]:
    modes = {"x509CertificateAuthenticationDefaultMode": mode, "rules": list(rules)}
    return method("X509Certificate", state=state, authenticationModeConfiguration=modes)


def strong(identifier: str | None, **more: Any) -> dict[str, Any]:
    return {"identifier": identifier, "x509CertificateAuthenticationMode": SEVERAL, **more}


SEVERAL = "x509CertificateMultiFactor"


def authorities(row: Any, older: Any = (), newer: Any = (), **rule: Any) -> Any:
    policy = {"authenticationMethodConfigurations": [FIDO, row]}
    return certificate_authorities.judged(policy, older, newer, rule)


@pytest.mark.parametrize(
    ("row", "rule", "found"),
    [
        (cards(), {}, {}),
        (cards(SEVERAL), {}, {"defaultMode": SEVERAL}),
        (cards(SEVERAL), {"severalFactorsBy": ["CN=A"]}, {"defaultMode": SEVERAL}),
        (cards(SEVERAL), {"severalFactors": True}, {}),
        (cards(SEVERAL, state="disabled"), {}, {}),
        (cards("x509CertificateSingleFactor", strong("CN=A")), {}, {"rules": ["CN=A"]}),
        (cards("x509CertificateSingleFactor", strong("CN=A")), {"severalFactorsBy": ["cn=a"]}, {}),
        (
            cards(
                "x509CertificateSingleFactor",
                strong(None, issuerSubjectIdentifier="CN=A", policyOidIdentifier="1.2.3"),
            ),
            {"severalFactorsBy": ["cn=a"]},
            {"rules": ["CN=A, 1.2.3"]},
        ),
        (
            cards(
                "x509CertificateSingleFactor",
                {"identifier": "CN=A", "x509CertificateAuthenticationMode": "x509CertificateSingleFactor"},
            ),
            {},
            {},
        ),
    ],
)
def test_a_certificate_is_one_factor_unless_it_is_said(row: Any, rule: Any, found: dict[str, Any]) -> None:
    expected = {f"certificates as a method {name}": one for name, one in found.items()}
    assert broken(authorities(row, **rule)) == expected


def test_authorities_of_both_places_are_named_by_thumbprint_and_not_by_what_they_say_of_themselves() -> None:
    older = [
        {"id": "o", "certificateAuthorities": [{"issuer": "CN=Old", "issuerSki": KEY, "certificate": BODY}]}
    ]
    newer = [
        {"id": "n", "displayName": "New", "thumbprint": NEXT_KEY.upper(), "issuerSubjectKeyIdentifier": KEY}
    ]
    assert authorities(cards(), older, newer, authorities=[KEY.upper(), NEXT_KEY]).covered == 3
    assert broken(authorities(cards(), older, newer)) == {
        f"CN=Old ({KEY}) thumbprint": KEY,
        f"New ({NEXT_KEY}) thumbprint": NEXT_KEY,
    }
    assert broken(authorities(cards(), [], newer, authorities=[KEY])) == {
        f"New ({NEXT_KEY}) thumbprint": NEXT_KEY
    }


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ([{"certificateAuthorities": [{"issuer": "CN=A"}]}], []),
        ([{"certificateAuthorities": [{"issuer": "CN=A", "certificate": "bad"}]}], []),
        ([], [{"displayName": "CN=A", "thumbprint": None}]),
    ],
)
def test_an_authority_that_is_not_understood_is_unknown_by_name(older: Any, newer: Any) -> None:
    assert [one.member for one in authorities(cards(), older, newer).unjudged] == ["CN=A"]


@pytest.mark.parametrize("lost", ["state", "authenticationModeConfiguration"])
def test_how_certificates_count_is_unknown_where_it_is_not_told(lost: str) -> None:
    row = {name: one for name, one in cards().items() if name != lost}
    assert [one.member for one in authorities(row).unjudged] == ["certificates as a method"]
    for rule in (strong(None), {"identifier": "CN=A"}):
        assert authorities(cards("x509CertificateSingleFactor", rule)).unjudged
    with pytest.raises(MisreadError):
        authorities(method("Sms"))
    with pytest.raises(MisreadError):
        authorities(cards(), [{"id": "o"}])


def test_a_certificate_is_told_by_thumbprint_in_both_forms_and_its_body_by_none() -> None:
    text = b"-----BEGIN CERTIFICATE-----\n" + BODY.encode() + b"\n-----END CERTIFICATE-----\n"
    assert (
        as_thumbprint(f" {BODY[:4]}\n{BODY[4:]}", "key")
        == as_thumbprint(b64encode(text).decode(), "key")
        == KEY
    )
    for wrong in ("", "secret-of-theirs", b64encode(b"secret").decode(), b64encode(b"-----BEGIN").decode()):
        with pytest.raises(MisreadError) as caught:
            as_thumbprint(wrong, "key")
        assert not wrong or wrong not in str(caught.value)
