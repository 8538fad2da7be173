"""Retention labels: what nothing takes back is agreed to, and reviewers are not dropped in passing."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from components.purview.retention_labels_published import Settings
from holdfast.apply.gates.one_way import require_agreed
from holdfast.kinds.frozen import barred
from holdfast.kinds.protecting import looser
from holdfast.kinds.purview.retention_label import KIND
from holdfast.kinds.purview.retention_label_auto_apply_policy import APPLIES
from holdfast.kinds.purview.retention_label_auto_apply_policy import KIND as AUTO_APPLY
from holdfast.kinds.registry import kinds
from holdfast.model.desired import DesiredResource
from holdfast.model.errors import RefusedError
from holdfast.model.understood import Understood

INPUTS = {
    "name": "Deed",
    "retentionAction": "Keep",
    "retentionDurationDays": 3650,
    "retentionType": "CreationAgeInDays",
}


def test_a_regulatory_record_is_refused_unless_the_client_agreed_to_it() -> None:
    inputs = {**INPUTS, "isRecordLabel": True, "regulatory": True}
    declared = [DesiredResource(token=KIND.token, name="it", urn="urn", control="x.y", inputs=inputs)]
    agreed = Understood("RetentionLabel/Deed", "regulatory", True, "For ever.")  # noqa: FBT003 - as the file

    with pytest.raises(RefusedError) as refused:
        require_agreed(kinds(), declared, (), lambda *_: "clients/acme.yaml:7")
    assert refused.value.slug == "one-way"
    assert "clients/acme.yaml:7: RetentionLabel/Deed regulatory" in str(refused.value)
    require_agreed(kinds(), declared, (agreed,), lambda *_: "")


@pytest.mark.parametrize(("action", "asks"), [("Delete", True), ("KeepAndDelete", False), ("Keep", False)])
def test_a_label_that_keeps_nothing_and_deletes_is_asked_about_before_it_is_made(
    action: str,
    asks: bool,
) -> None:
    inputs = {**INPUTS, "retentionAction": action}
    declared = [DesiredResource(token=KIND.token, name="it", urn="urn", control="x.y", inputs=inputs)]
    agreed = Understood("RetentionLabel/Deed", "retentionAction", action, "It goes.")

    refused = []
    try:
        require_agreed(kinds(), declared, (), lambda *_: "clients/acme.yaml:7")
    except RefusedError as error:
        refused.append(error.slug)
    assert refused == (["one-way"] if asks else [])
    require_agreed(kinds(), declared, (agreed,), lambda *_: "")


@pytest.mark.parametrize(
    ("action", "asks"),
    [("Delete", True), ("KeepAndDelete", True), ("keepanddelete", True), ("Keep", False), (None, True)],
)
@pytest.mark.parametrize("written", ["Deed", "DEED"])
def test_to_apply_a_label_that_deletes_by_itself_is_asked_about_and_one_that_keeps_is_not(
    action: str | None, *, asks: bool, written: str
) -> None:
    policy: dict[str, Any] = {
        "name": "Deeds",
        "label": written,
        "query": "subject:deed",
        "exchangeLocation": ["All"],
    }
    label = {**INPUTS, "retentionAction": action}
    declared = [
        DesiredResource(token=kind.token, name="it", urn="urn", control="x.y", inputs=inputs)
        for kind, inputs in ((AUTO_APPLY, policy), *([(KIND, label)] if action else []))
    ]
    of_label = Understood("RetentionLabel/Deed", "retentionAction", "Delete", "It goes.")
    agreed = Understood("RetentionLabelAutoApplyPolicy/Deeds", "label", written, "They go.")

    slug = told = ""
    try:
        require_agreed(kinds(), declared, (of_label,), lambda *_: "clients/acme.yaml:7")
    except RefusedError as error:
        slug, told = error.slug, error.message

    assert slug == ("one-way" if asks else "")
    assert told.startswith("clients/acme.yaml:7: RetentionLabelAutoApplyPolicy/Deeds label: ") is asks
    assert (APPLIES in told) is asks
    require_agreed(kinds(), declared, (of_label, agreed), lambda *_: "")


def test_the_duration_of_a_regulatory_record_is_not_tried_to_be_changed() -> None:
    row = {"Name": "Deed", "RetentionAction": "Keep", "RetentionDuration": "365"}
    row |= {"RetentionType": "CreationAgeInDays"}
    for regulatory in (False, True):
        live = KIND.live({**row, "IsRecordLabel": False, "Regulatory": regulatory}, "Deed")
        found = [one.place for one in barred(KIND, live, INPUTS, ["retentionDurationDays"])]
        assert found == (["regulatory"] if regulatory else [])


def test_to_take_a_reviewer_away_protects_less_and_to_add_one_does_not() -> None:
    field = next(one for one in KIND.fields if one.name == "reviewerEmail")
    assert looser(field, ["ana@x.example", "lee@x.example"], ["ana@x.example"])
    assert looser(field, ["ana@x.example"], None)
    assert not looser(field, None, ["ana@x.example"])


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ({"record": "record", "action": "keep-and-delete"}, ""),
        ({"record": "record", "action": "delete"}, "a record is kept"),
        ({"record": "regulatory", "action": "delete"}, "a record is kept"),
        ({"reviewers": ["ana@x.example"], "action": "keep-and-delete"}, ""),
        ({"reviewers": ["ana@x.example"]}, "nothing to review"),
        ({"reviewers": ["ana"], "action": "delete"}, "no address of mail"),
        ({"event_type": "Contract ends"}, ""),
        ({"event_type": "Contract ends", "starts": "labeled"}, "not both"),
    ],
)
def test_a_label_that_the_service_would_refuse_is_refused_before(label: dict[str, Any], told: str) -> None:
    given = {"labels": [{"name": "Deed", "duration_days": 3650, **label}]}
    if not told:
        assert Settings.model_validate(given).labels[0].name == "Deed"
        return
    with pytest.raises(ValidationError, match=told):
        Settings.model_validate(given)
