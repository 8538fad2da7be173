"""Who signs in as an application by what another issuer says, and who of them is named."""

from __future__ import annotations

from typing import Any

import pytest

from holdfast.kinds.decode import MisreadError
from holdfast.kinds.entra.federated_credentials import judged

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


@pytest.mark.parametrize("beside", [(), (credential(),)], ids=["alone", "beside one that is named"])
def test_whoever_meets_an_expression_is_named_by_nobody(beside: tuple[Any, ...]) -> None:
    (broken,) = judged([application(*beside, credential(subject=None))], RULE).violations

    by_expression = f"{GITHUB} (whoever meets an expression)"
    assert broken.found == sorted([by_expression, *(f"{GITHUB} {SUBJECT}" for _ in beside)])
    assert broken.expected == [f"{GITHUB} {SUBJECT}"]


def test_who_is_named_for_one_application_signs_in_as_no_other() -> None:
    found = judged([application(credential(), appId="61320000-0000-4000-8000-000061320000")], RULE)

    assert [one.expected for one in found.violations] == [[]]


@pytest.mark.parametrize(
    "one",
    [
        {name: value for name, value in credential().items() if name != "subject"},
        *(credential(issuer=None), credential(subject=["x"]), "ci", None),
    ],
    ids=["silent of its subject", "without an issuer", "a list", "a text", "null"],
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
