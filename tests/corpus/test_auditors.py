"""What a control claims of SCuBA and CIS is held against the conditions of each: those in the control's own file.

Conditions that came before these files are in `test_auditors_of_*.py`, whose tables only shrink.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from holdfast.controls.catalogue import controls
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.registry import kinds
from tests.conditions import meets
from tests.corpus.test_auditors_of_defender import MET as OF_FILTERS
from tests.corpus.test_auditors_of_files import CLAIMS_OF_FILES
from tests.corpus.test_auditors_of_mail import MAIL, PUBLISHED
from tests.corpus.test_auditors_of_methods import CLAIMS_OF_METHODS
from tests.corpus.test_auditors_of_reviews import CONDITIONS as CLAIMS_OF_REVIEWS
from tests.corpus.test_auditors_of_reviews import NAME as ACCESS_REVIEWS
from tests.corpus.test_auditors_of_roles import CLAIMS_OF_ROLES
from tests.corpus.test_auditors_of_rows import OF_ROWS
from tests.corpus.test_auditors_of_settings import CLAIMS as CLAIMS_OF_SETTINGS
from tests.corpus.test_auditors_of_sign_in import CLAIMS as CLAIMS_OF_SIGN_IN
from tests.tried import tried, tried_controls
from tools.docs.declared import declares

if TYPE_CHECKING:
    from collections.abc import Mapping

CLAIMED = [
    (name, one.id)
    for name, control in controls().items()
    for one in control.metadata.frameworks
    if one.edition.startswith(("SCuBA", "CIS"))
]
OWN = [(name, claim) for name, one in tried_controls().items() for claim in one.claims]
ELSEWHERE = {
    *CLAIMS_OF_FILES,
    *CLAIMS_OF_METHODS,
    *CLAIMS_OF_SIGN_IN,
    *((name, claim) for name, claim, _ in (*CLAIMS_OF_ROLES, *CLAIMS_OF_SETTINGS)),
    *OF_FILTERS,
    *MAIL,
    *(("exchange.spf_dmarc_published", claim) for claim in PUBLISHED),
    *((ACCESS_REVIEWS, claim) for claim in CLAIMS_OF_REVIEWS),
    *OF_ROWS,
}
"""Claims whose conditions are in the tests of a sort."""


def declared(name: str, kind: str, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The objects of a kind that a control declares with these settings, in wire form; the inputs of a rule."""
    found = [(kinds()[one["type"]], one["inputs"]) for one in declares(name, {**tried(name).needed, **given})]
    assert kind in {one.name for one, _ in found}, f"{name} declares no {kind} with {given}"
    return [
        inputs if isinstance(one, PopulationKind) else one.wire(inputs)
        for one, inputs in found
        if one.name == kind
    ]


@pytest.mark.parametrize(("name", "claim"), OWN)
def test_what_a_control_claims_is_what_it_declares(name: str, claim: str) -> None:
    one = tried(name).claims[claim]
    (said,) = [each for each in controls()[name].metadata.frameworks if each.id == claim]
    objects = declared(name, one.kind, one.given)

    assert one.asked
    best = min(([told for told, true in one.asked if not true(each)] for each in objects), key=len)
    assert best == []
    assert bool(said.lacks) is bool(one.without or one.lacks)
    assert one.lacks in said.lacks
    assert [setting for setting in one.without if f"`{setting}" not in said.lacks] == []
    if one.without:
        assert not any(meets(each, one.asked) for each in declared(name, one.kind, one.without))


def test_every_claim_has_its_conditions() -> None:
    held = ELSEWHERE | {*OWN}
    lacking = [
        f"tests/controls/{name.replace('.', '/')}.py: {claim}" for name, claim in sorted({*CLAIMED} - held)
    ]
    assert not lacking, "say there in `claims` what an auditor asks of it"
    assert held == {*CLAIMED}, "conditions of a claim that no control makes"
