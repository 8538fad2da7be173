"""Alert policies assessed: off, silent, resting, absent, and of which nobody can say anything."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

from holdfast.kinds.defender.alert_policies import KIND
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import run

Row = dict[str, Any]
NOW = datetime(2026, 11, 27, tzinfo=UTC)


class Alerts:
    """A tenant of one list, which writes nothing: it has no other verb."""

    def __init__(self, *rows: Row) -> None:
        self.cmdlets, self.answered = self, [*rows]

    async def rows(self, _endpoint: Any, _invocation: Any) -> list[Row]:
        return self.answered

    def service_time(self) -> datetime:
        return NOW


def alert(name: str, **more: Any) -> Row:
    row = {"Name": name, "IsSystemRule": True, "Disabled": False, "NotificationEnabled": True}
    return {**row, "NotifyUser": ["TenantAdmins"], "NotifyUserSuppressionExpiryDate": None, **more}


def judged(*rows: Row, names: tuple[str, ...], **more: Any) -> Any:
    return run(KIND.judge(cast("Any", Alerts(*rows)), {"alertPolicies": [*names], **more}))


def test_a_policy_is_on_tells_somebody_and_does_not_rest() -> None:
    names = ("On", "Off", "Silent", "To nobody", "To blanks", "Resting", "Rested", "Gone")
    judgement = judged(
        alert("ON\u200b"),
        alert("Off", Disabled=True),
        alert("Silent", NotificationEnabled=False),
        alert("To nobody", NotifyUser=None),
        alert("To blanks", NotifyUser=[" "]),
        alert("Resting", NotifyUserSuppressionExpiryDate="2026-12-01T00:00:00Z"),
        alert("Rested", NotifyUserSuppressionExpiryDate="2026-11-01T00:00:00Z"),
        alert("Another", Disabled=True),
        names=names,
    )

    assert [(one.member, one.property, one.found) for one in judgement.violations] == [
        ("Gone", "disabled", None),
        ("Off", "disabled", True),
        ("Resting", "notifyUserSuppressionExpiryDate", "2026-12-01T00:00:00Z"),
        ("Silent", "notificationEnabled", False),
        ("To blanks", "notifyUser", [" "]),
        ("To nobody", "notifyUser", []),
    ]
    assert (judgement.covered, judgement.uncounted) == (2, None)


def test_what_some_licences_bring_is_judged_where_it_is_there_and_what_is_excluded_is_named() -> None:
    judgement = judged(
        alert("A", Disabled=True),
        alert("C", Disabled=True),
        names=("A",),
        policiesWhereThere=["B", "C"],
        excludedPolicies=["a"],
    )

    assert judgement.exempt == {Reason.EXCLUDED: ("A",)}
    assert [one.member for one in judgement.violations] == ["C"]


def test_what_is_not_told_is_unknown_and_so_is_a_list_without_any_of_microsofts_own() -> None:
    untold = {name: value for name, value in alert("Untold").items() if name != "NotifyUser"}
    names = ("Twice", "Untold", "Strange")
    rows = (alert("Twice"), alert("twice"), untold, alert("Strange", Disabled="no"), alert(""))
    judgement = judged(*rows, names=names)

    assert [one.member for one in judgement.unjudged] == ["Strange", "Twice", "Untold", "one without a name"]
    assert (judgement.covered, judgement.violations) == (0, ())
    assert judged(alert("On", IsSystemRule=False), names=("On",)).uncounted.reason is Reason.UNEXPECTED
