"""Transport rules assessed: what waves mail through, lays it open, hides it or gives it away, or is unknown."""

from __future__ import annotations

from typing import Any, cast

import pytest

from holdfast.kinds.exchange.transport_rules import KIND
from holdfast.model.status import Reason
from tests.unit.kinds.made_up import run

Row = dict[str, Any]
INSIDE, OUTSIDE = "a@b.example", "c@d.example"
WHOLE = {"IncidentReportContent": ["Sender", "attachOriginalMail"]}
SWITCHES = (
    *("DeleteMessage", "Disconnect", "ModerateMessageByManager", "Quarantine"),
    *("RemoveOME", "RemoveOMEv2", "RemoveRMSAttachmentEncryption"),
)
"""Actions that are on or off: mail that does not arrive, and mail that goes on in the clear."""
WRONG: dict[str, list[Row]] = {
    "SetSCL": [{"SetSCL": "-1"}, {"SetSCL": -1}],
    "SetHeaderName": [
        {"SetHeaderName": f"X-MS-Exchange-Organization-Skip{one}Processing"}
        for one in ("SafeLinks", "SafeAttachment")
    ],
    **{one: [{one: True}] for one in SWITCHES},
    **{
        one: [{one: [OUTSIDE]}, {one: [INSIDE]}, {one: ["Some Contact"]}, {one: [INSIDE, OUTSIDE]}]
        for one in ("BlindCopyTo", "ModerateMessageByUser", "RedirectMessageTo")
    },
    "AddManagerAsRecipientType": [{"AddManagerAsRecipientType": one} for one in ("Bcc", "redirect")],
    **{one: [{one: [OUTSIDE]}] for one in ("AddToRecipients", "CopyTo")},
    "GenerateIncidentReport": [
        *({"GenerateIncidentReport": OUTSIDE}, {"GenerateIncidentReport": [OUTSIDE]}),
        {"GenerateIncidentReport": INSIDE, **WHOLE},
    ],
}
"""By action, what a rule does with it that is told."""
RIGHT: dict[str, list[Row]] = {
    "SetSCL": [{"SetSCL": "9"}, {"SetSCL": 0}],
    "SetHeaderName": [{"SetHeaderName": "X-Marked", "SetHeaderValue": "1"}],
    **{one: [{one: False}] for one in SWITCHES},
    **{one: [{one: []}] for one in ("BlindCopyTo", "ModerateMessageByUser", "RedirectMessageTo")},
    "AddManagerAsRecipientType": [{"AddManagerAsRecipientType": one} for one in ("", "To", "cc")],
    **{one: [{one: [INSIDE]}, {one: []}] for one in ("AddToRecipients", "CopyTo")},
    "GenerateIncidentReport": [
        *({"GenerateIncidentReport": INSIDE}, {"GenerateIncidentReport": "", **WHOLE}),
        {"GenerateIncidentReport": INSIDE, "IncidentReportContent": ["Subject"]},
    ],
    "IncidentReportContent": [WHOLE],
    **{
        one: [{one: "x"}]
        for one in (
            *("RejectMessageReasonText", "RejectMessageEnhancedStatusCode", "SmtpRejectMessageRejectText"),
            *("SmtpRejectMessageRejectStatusCode", "PrependSubject", "SetHeaderValue", "RemoveHeader"),
            *("ApplyClassification", "ApplyHtmlDisclaimerText", "ApplyHtmlDisclaimerLocation"),
            *("ApplyHtmlDisclaimerFallbackAction", "ApplyRightsProtectionTemplate", "SetAuditSeverity"),
            *("ApplyRightsProtectionCustomizationTemplate", "LogEventText", "GenerateNotification"),
            "SenderNotificationType",
        )
    },
    **{one: [{one: True}] for one in ("ApplyOME", "StopRuleProcessing", "RouteMessageOutboundRequireTls")},
    "Actions": [{"Actions": ["Microsoft.Exchange.MessagingPolicies.Rules.Tasks.PrependSubjectAction"]}],
}
"""By action, what a rule may do with it."""
UNREAD: dict[str, list[Any]] = {
    "RouteMessageOutboundConnector": ["Smarthost"],
    "SetSCL": ["-1.0", "low"],
    "SetHeaderName": [["X-Marked"]],
    **{one: ["True", 1] for one in SWITCHES},
    **{one: [OUTSIDE, [1]] for one in ("BlindCopyTo", "ModerateMessageByUser", "RedirectMessageTo")},
    **{one: [OUTSIDE, ["Some Contact"]] for one in ("AddToRecipients", "CopyTo")},
    "AddManagerAsRecipientType": ["Instead", True],
    "GenerateIncidentReport": ["Bookkeeper", True],
    "IncidentReportContent": ["AttachOriginalMail"],
}
"""By action, what nobody can judge."""
LOOKED_AT = sorted({*WRONG, *UNREAD})
"""All that has to be told, if only with null."""


class Lists:
    """A tenant of three lists, which writes nothing: it has no other verb."""

    def __init__(
        self, *rules: Row, domains: tuple[str, ...] = ("B.example",), journals: tuple[Row, ...] = ()
    ) -> None:
        self.cmdlets = self
        self.answers = {
            "Get-TransportRule": [*rules],
            "Get-JournalRule": [*journals],
            "Get-AcceptedDomain": [{"DomainName": one} for one in domains],
        }

    async def rows(self, _endpoint: Any, invocation: Any) -> list[Row]:
        return self.answers[invocation.cmdlet]


def rule(name: str, **more: Any) -> Row:
    return {
        "Name": name,
        "State": "Enabled",
        "Mode": "Enforce",
        **dict.fromkeys(LOOKED_AT),
        **more,
    }


def judged(*rules: Row, excluded: tuple[str, ...] = (), **more: Any) -> Any:
    return run(KIND.judge(cast("Any", Lists(*rules, **more)), {"excludedRules": [*excluded]}))


def cases(of: dict[str, list[Any]]) -> list[tuple[str, Any]]:
    return [(action, one) for action, every in of.items() for one in every]


def test_every_action_is_tried() -> None:
    """What a row has is a condition, an exception, an action of the tables above, or none of a transport rule."""
    conditions = {name.removeprefix("ExceptIf") for name in KIND.names if name.startswith("ExceptIf")}
    group = next(one for one in KIND.harmless if "ActivationDate" in one.names)
    beside = {"State", "Mode", "Conditions", "Exceptions", *group.names.split()}
    of_others = {
        name for one in KIND.harmless[KIND.harmless.index(group) + 1 :] for name in one.names.split()
    }
    left = {one for one in KIND.names if not one.startswith("ExceptIf")} - conditions - beside - of_others

    assert left - {"excludedRules"} == {*WRONG, *RIGHT, *UNREAD}


@pytest.mark.parametrize(("action", "does"), cases(WRONG))
def test_an_action_with_which_mail_is_hidden_or_given_away_is_told(action: str, does: Row) -> None:
    found = judged(rule("Meant", **does), rule("named", **does), excluded=("NAMED",))

    (one,) = found.violations
    assert (one.member, one.property) == ("Meant", action[0].lower() + action[1:])
    assert one.remedy is None
    assert one.property in KIND.judges
    assert (found.unjudged, found.exempt) == ((), {Reason.EXCLUDED: ("named",)})


@pytest.mark.parametrize("off", [{"State": "Disabled"}, {"Mode": "Audit"}, {"Mode": "AuditAndNotify"}])
def test_a_rule_that_does_not_act_does_no_harm_with_any_action(off: Row) -> None:
    found = judged(*(rule(f"{number}", **does, **off) for number, (_, does) in enumerate(cases(WRONG))))

    assert (found.violations, found.unjudged) == ((), ())


@pytest.mark.parametrize(("action", "does"), cases(RIGHT))
def test_an_action_that_hides_nothing_is_in_order(action: str, does: Row) -> None:
    found = judged(rule("plain", **does))

    assert action in does
    assert (found.violations, found.unjudged, found.notes) == ((), (), ())


@pytest.mark.parametrize(("action", "value"), cases(UNREAD))
def test_an_action_that_nobody_can_judge_is_unknown(action: str, value: Any) -> None:
    found = judged(rule("odd", **{action: value}))

    assert (found.violations, [one.member for one in found.unjudged]) == ((), ["odd"])


@pytest.mark.parametrize(("action", "does"), cases(WRONG))
def test_what_is_seen_is_told_whatever_else_of_the_rule_is_not_understood(action: str, does: Row) -> None:
    same = {*does, *(["IncidentReportContent"] if action == "GenerateIncidentReport" else [])}
    odd = {one: {one: values[0]} for one, values in UNREAD.items() if one not in same}
    found = judged(*(rule(one, **does, **more) for one, more in odd.items()))

    about = action[0].lower() + action[1:]
    assert {(one.member, one.property) for one in found.violations} >= {(one, about) for one in odd}
    assert found.unjudged == ()


@pytest.mark.parametrize("action", LOOKED_AT)
def test_an_action_that_is_not_told_is_unknown(action: str) -> None:
    row = rule("untold")
    del row[action]
    found = judged(row)

    assert (found.violations, [one.member for one in found.unjudged]) == ((), ["untold"])


def test_something_new_may_be_an_action_unless_it_is_an_exception() -> None:
    rules = (rule("new", NewAction=["x"]), rule("off", State="Disabled", NewAction=["x"]))
    judgement = judged(
        *rules, rule("excepts", ExceptIfNew=["x"]), rule("silent", NewAction=[], NewSwitch=False)
    )

    assert [one.member for one in judgement.unjudged] == ["new"]
    assert judgement.violations == ()
    assert [one.split()[3] for one in judgement.notes] == ["ExceptIfNew", "NewAction", "NewSwitch"]


def test_rules_that_act_are_judged_by_what_they_do() -> None:
    judgement = judged(
        rule("waves", SetSCL="-1"),
        rule("waves by number", SetSCL=-1, RedirectMessageTo=["a@b.example", "c@d.example"]),
        rule("harmless", SetSCL="9", CopyTo=["a@b.example"]),
        rule("copies", BlindCopyTo=["c@b.example.evil"], AddToRecipients=["c@d.example"]),
        rule("reports", GenerateIncidentReport="c@d.example"),
        rule("reports inside", GenerateIncidentReport="a@b.example"),
        rule("asks outside", ModerateMessageByUser=["c@d.example"], RouteMessageOutboundConnector="Any"),
        rule("off", State="Disabled", SetSCL="-1"),
        rule("tried", Mode="Audit", SetSCL="-1"),
        rule("skips", SetHeaderName="x-MS-Exchange-Organization-SkipSafeLinksProcessing", SetHeaderValue="1"),
        rule("opens", SetHeaderName="X-MS-Exchange-Organization-SkipSafeAttachmentProcessing"),
        rule("marks", SetHeaderName="X-Marked"),
        rule("Exercise", SetSCL="-1"),
        excluded=("exercise",),
    )

    assert [(one.member, one.property, one.found) for one in judgement.violations] == [
        ("asks outside", "moderateMessageByUser", ["c@d.example"]),
        ("copies", "addToRecipients", ["c@d.example"]),
        ("copies", "blindCopyTo", ["c@b.example.evil"]),
        ("opens", "setHeaderName", "X-MS-Exchange-Organization-SkipSafeAttachmentProcessing"),
        ("reports", "generateIncidentReport", ["c@d.example"]),
        ("skips", "setHeaderName", "x-MS-Exchange-Organization-SkipSafeLinksProcessing"),
        ("waves", "setSCL", "-1"),
        ("waves by number", "redirectMessageTo", ["a@b.example", "c@d.example"]),
        ("waves by number", "setSCL", -1),
    ]
    assert {one.remedy for one in judgement.violations} == {None}
    assert (judgement.covered, judgement.exempt) == (6, {Reason.EXCLUDED: ("Exercise",)})
    assert judgement.unjudged == ()
    assert judgement.uncounted is None


def test_what_is_not_told_or_not_understood_is_unknown() -> None:
    untold, headless = rule("untold"), rule("untold header")
    del untold["SetSCL"], headless["SetHeaderName"]
    judgement = judged(
        untold,
        headless,
        rule("contact", CopyTo=["Some Contact"]),
        rule("strange state", State="Sleeping"),
        rule("strange list", CopyTo="c@d.example"),
        rule("strange level", SetSCL="-1.0"),
        rule("routes", RouteMessageOutboundConnector="Smarthost"),
        rule(""),
    )

    assert [one.member for one in judgement.unjudged] == [
        *(
            "contact",
            "one without a name",
            "routes",
            "strange level",
            "strange list",
            "strange state",
            "untold",
            "untold header",
        ),
    ]
    assert judgement.violations == ()


def test_without_an_accepted_domain_nothing_is_whole() -> None:
    assert judged(rule("plain"), domains=()).uncounted is not None


def journal(name: str, to: Any, **more: Any) -> Row:
    return {
        "Name": name,
        "Enabled": True,
        "JournalEmailAddress": to,
        "Recipient": "",
        "Scope": "Global",
        **more,
    }


def test_journal_rules_that_copy_mail_outside_are_told() -> None:
    judgement = judged(
        rule("Archive", SetSCL="-1"),
        journals=(
            journal("Archive", "all@collector.example"),
            journal("Vendor", "in@vendor.example"),
            journal("Own", "journal@b.EXAMPLE"),
            journal("Off", "all@collector.example", Enabled=False),
        ),
        excluded=("Journal Rule: vendor", "archive"),
    )

    assert [(one.member, one.member_id, one.property, one.found) for one in judgement.violations] == [
        ("journal rule: Archive", "Archive", "journalEmailAddress", "all@collector.example")
    ], "the name of a transport rule leaves no journal rule out"
    assert judgement.exempt == {Reason.EXCLUDED: ("Archive", "journal rule: Vendor")}
    assert judgement.covered == 1 + 2
    assert all(one.remedy is None for one in judgement.violations)


def test_a_journal_rule_that_is_not_understood_and_a_rule_in_its_guise_are_unknown() -> None:
    untold = journal("untold", "all@collector.example")
    del untold["Enabled"]
    judgement = judged(
        rule("Journal rule: Vendor", SetSCL="-1"),
        journals=(
            journal("nowhere", None),
            journal("nobody", "Bookkeeper"),
            journal("perhaps", "all@collector.example", Enabled="True"),
            untold,
            {**journal("", "all@collector.example"), "Name": None},
        ),
        excluded=("journal rule: vendor",),
    )

    assert judgement.violations == ()
    assert judgement.exempt == {}
    assert sorted(one.member for one in judgement.unjudged) == [
        *("Journal rule: Vendor", "nobody", "nowhere", "one without a name", "perhaps", "untold")
    ]
    assert judgement.covered == 1
