"""Who signs in as an application by what another issuer says, and who of them is named."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from holdfast.kinds.decode import MisreadError
from holdfast.kinds.entra.federated_credentials import KIND, judged

GITHUB = "https://token.actions.githubusercontent.com"
SUBJECT = "repo:contoso/tenant:environment:production"
RULE = {
    "credentials": [{"appId": "61310000-0000-4000-8000-000061310000", "issuer": GITHUB, "subject": SUBJECT}]
}
ABOUT = "federatedIdentityCredentials"


def application(*credentials: Any, **more: Any) -> dict[str, Any]:
    return {
        "id": "6f310000-0000-4000-8000-00006f310000",
        "appId": "61310000-0000-4000-8000-000061310000",
        "displayName": "Pipeline",
        ABOUT: list(credentials),
        **more,
    }


def credential(issuer: Any = GITHUB, subject: Any = SUBJECT) -> dict[str, Any]:
    return {"id": "f1", "name": "ci", "issuer": issuer, "subject": subject, "audiences": ["api://x"]}


NOT_NAMED = {
    "another subject": credential(subject="repo:mallory/tenant:environment:production"),
    "a subject in other letters": credential(subject=SUBJECT.upper()),
    "a subject that only begins so": credential(subject=f"{SUBJECT}2"),
    "another issuer": credential("https://gitlab.com"),
    "an issuer with a slash behind it": credential(f"{GITHUB}/"),
}


def test_who_is_named_may_sign_in_and_whoever_has_none_is_covered() -> None:
    found = judged(
        [
            application(credential()),
            application(
                appId="61320000-0000-4000-8000-000061320000", id="6f320000-0000-4000-8000-00006f320000"
            ),
        ],
        RULE,
    )

    assert (found.covered, found.violations, found.unjudged) == (2, (), ())


@pytest.mark.parametrize("one", NOT_NAMED.values(), ids=NOT_NAMED)
@pytest.mark.parametrize("beside", [(), (credential(),)], ids=["alone", "beside one that is named"])
def test_who_is_not_named_is_told_with_all_that_there_are(
    one: dict[str, Any], beside: tuple[Any, ...]
) -> None:
    found = judged([application(*beside, one)], RULE)

    (broken,) = found.violations
    assert (broken.member, broken.member_id, broken.property) == (
        "Pipeline (61310000-0000-4000-8000-000061310000)",
        "6f310000-0000-4000-8000-00006f310000",
        ABOUT,
    )
    assert broken.expected == [f"{GITHUB} {SUBJECT}"]
    assert broken.found == sorted(f"{each['issuer']} {each['subject']}" for each in (*beside, one))


def by_expression(value: str) -> dict[str, Any]:
    """As beta shows it."""
    return credential(subject=None) | {"claimsMatchingExpression": {"value": value, "languageVersion": 1}}


@pytest.mark.parametrize("beside", [(), (credential(),)], ids=["alone", "beside one that is named"])
@pytest.mark.parametrize("value", ["claims['sub'] matches 'repo:contoso/*'", SUBJECT])
def test_whoever_meets_an_expression_is_named_by_nobody(beside: tuple[Any, ...], value: str) -> None:
    """And told by the expression: an acceptance is of what was told, and of no other one."""
    (broken,) = judged([application(*beside, by_expression(value))], RULE).violations

    said = f"{GITHUB} (whoever meets {value})"
    assert broken.found == sorted([said, *(f"{GITHUB} {SUBJECT}" for _ in beside)])
    assert broken.expected == [f"{GITHUB} {SUBJECT}"]


def test_a_subject_that_reads_as_an_expression_names_none() -> None:
    rule = {"credentials": [{**RULE["credentials"][0], "subject": "(whoever meets x)"}]}

    assert judged([application(by_expression("x"))], rule).violations


@pytest.mark.parametrize(("one", "asked"), [(credential(), 1), ("ci", 1), (credential(subject=None), 2)])
def test_beta_is_asked_only_where_there_is_an_expression(one: Any, asked: int) -> None:
    paths: list[str] = []

    async def collection(path: str) -> list[dict[str, Any]]:
        paths.append(path)
        return [application(by_expression("x") if path.startswith("/beta") else one)]

    tenant: Any = SimpleNamespace(graph=SimpleNamespace(collection=collection))
    found = asyncio.run(KIND.judge(tenant, RULE))

    assert [one.found for one in found.violations] == [[f"{GITHUB} (whoever meets x)"]] * (asked - 1)
    assert paths == [paths[0], f"/beta{paths[0]}"][:asked]


def test_who_is_named_for_one_application_signs_in_as_no_other() -> None:
    found = judged([application(credential(), appId="61320000-0000-4000-8000-000061320000")], RULE)

    assert [one.expected for one in found.violations] == [[]]


@pytest.mark.parametrize(
    "one",
    [
        {name: value for name, value in credential().items() if name != "subject"},
        credential(subject=None),
        credential(subject=None) | {"claimsMatchingExpression": {"languageVersion": 1}},
        *(credential(issuer=None), credential(subject=["x"]), "ci", None),
    ],
    ids=[
        "silent of its subject",
        "by neither",
        "by an expression of nothing",
        "without an issuer",
        "a list",
        "a text",
        "null",
    ],
)
def test_whoever_cannot_be_told_makes_that_application_unknown_and_no_other(one: Any) -> None:
    found = judged(
        [
            application(credential(), one),
            application(
                appId="61320000-0000-4000-8000-000061320000", id="6f320000-0000-4000-8000-00006f320000"
            ),
        ],
        RULE,
    )

    assert (found.covered, found.violations) == (1, ())
    assert [lost.member for lost in found.unjudged] == ["Pipeline (61310000-0000-4000-8000-000061310000)"]


@pytest.mark.parametrize("value", [None, {}, "x"])
def test_an_application_that_does_not_tell_its_credentials_is_unknown(value: Any) -> None:
    assert [one.member for one in judged([application(**{ABOUT: value})], RULE).unjudged] == [
        "Pipeline (61310000-0000-4000-8000-000061310000)"
    ]


@pytest.mark.parametrize("name", ["id", "appId"])
def test_an_application_without_an_id_is_not_understood(name: str) -> None:
    with pytest.raises(MisreadError):
        judged([application(**{name: None})], RULE)
