"""The situations that a report must show: one `DriftResult` each, with the controls of its plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from holdfast.frameworks.cis_m365_7_0 import CIS_M365_7_0
from holdfast.frameworks.scuba_2026_08 import SCUBA_2026_08
from holdfast.model.control import ControlMetadata, DescribedControl, Enforcement, LeftOut, Severity
from holdfast.model.duty import OUTCOMES
from holdfast.model.finding import Change, Difference, DriftResult, Finding, Population, Rank
from holdfast.model.plan import Cloud
from holdfast.model.report import ReportInput, ReportKind
from holdfast.model.status import Reason, Status

GENERATED_AT = datetime(2026, 11, 24, 6, 51, tzinfo=UTC)
POLICY = "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy"
LOCATION = "azuread:index/namedLocation:NamedLocation"
LABEL = "m365:purview:RetentionLabel"
HOLD = "m365:exchange:LitigationHold"
KINDS = (
    ReportKind(POLICY, "Conditional Access policy"),
    ReportKind(LABEL, "Retention label"),
    ReportKind(HOLD, "Litigation hold", "mailboxes", named=False),
)
URN = "urn:pulumi:contoso::holdfast::made-up"
HOSTILE = "<script>alert(1)</script>\u202egpj.exe\u202c&amp;\"'{{ 7*7 }}\x00\n" + "W" * 300


def control(
    control_id: str, title: str, outcomes: tuple[str, ...], severity: Severity = Severity.HIGH
) -> DescribedControl:
    metadata = ControlMetadata(
        title=title,
        duties=tuple(dict.fromkeys(OUTCOMES[one][0] for one in outcomes)),
        outcomes=outcomes,
        severity=severity,
        frameworks=(CIS_M365_7_0("5.2.2.2"), SCUBA_2026_08("MS.AAD.3.2v2", lacks="a part")),
        licence="AAD_PREMIUM",
        impact="Every user is asked for a second factor.",
        rollback="Set `state: report-only` and apply.",
        revision=1,
    )
    return DescribedControl(
        id=control_id, metadata=metadata, enforcement=Enforcement.ENFORCED, outcomes=outcomes
    )


def acting(one: DescribedControl, enforcement: Enforcement) -> DescribedControl:
    return replace(one, enforcement=enforcement)


MFA = control(
    "entra.mfa_required",
    "MFA is required for every user",
    ("access-control.second-factor-required", "external-attack.stolen-password-not-enough"),
    Severity.CRITICAL,
)
LEGACY = control(
    "entra.legacy_authentication_blocked",
    "Legacy authentication is blocked",
    ("access-control.legacy-sign-in-blocked",),
)
HELD = control(
    "exchange.litigation_hold_enabled",
    "Litigation hold is on",
    ("regulatory-compliance.mail-held-as-required", "internal-attack.deleted-mail-held"),
)
LABELS = control(
    "purview.retention_labels_published",
    "Retention labels are published",
    ("data-retention.periods-published",),
    Severity.MEDIUM,
)
CONTROLS = (MFA, LEGACY, HELD, LABELS)


def declared(status: Status, token: str, name: str, owner: DescribedControl, **more: object) -> Finding:
    found = Finding(status, token, name, owner.id, URN, "" if status is Status.MISSING else "8d1f2c30")
    return replace(found, **more)  # type: ignore[arg-type]


ATTACKER = Change("adele@contoso.example", "2026-11-24T06:40:12Z", "Update conditional access policy")
MFA_OK = declared(Status.IN_SYNC, POLICY, "Holdfast: MFA for all users", MFA)
LEGACY_OK = declared(Status.IN_SYNC, POLICY, "Holdfast: block legacy authentication", LEGACY)
LABEL_OK = declared(Status.EXCEEDS, LABEL, "Business record", LABELS)
HOLD_OK = declared(
    Status.IN_SYNC, HOLD, f"{HELD.id}/rule", HELD, population=Population(14, 0, {"licence": 5})
)


def result(*findings: Finding, cloud: Cloud = Cloud.GLOBAL) -> DriftResult:
    return DriftResult(
        client="contoso",
        tenant="contoso.onmicrosoft.com",
        cloud=cloud,
        baseline="core@1.0.0",
        checked_at="2026-11-24T06:50:00Z",
        findings=findings,
        requests=8,
    )


DRIFT = result(
    declared(
        Status.DRIFTED,
        POLICY,
        MFA_OK.name,
        MFA,
        differences=(
            Difference("conditions.users.excludedUsers", ["sync (77aa)"], ["adele (3f6b)", "sync (77aa)"]),
        ),
        change=ATTACKER,
    ),
    declared(Status.MISSING, POLICY, LEGACY_OK.name, LEGACY),
    declared(
        Status.DRIFTED,
        HOLD,
        HOLD_OK.name,
        HELD,
        differences=(
            Difference("members[lee@contoso.example].durationDays", 2555, 30, change=ATTACKER),
            Difference("members[megan@contoso.example].litigationHoldEnabled", expected=True, found=False),
        ),
        explanation="17 of 19 covered, 5 not licensed",
        population=Population(17, 2, {"licence": 5, "excluded": 1}),
    ),
    Finding(
        Status.UNMANAGED,
        POLICY,
        "Allow everything from one laptop",
        live_id="1c9f4d0e",
        change=ATTACKER,
        made=Change("lee@contoso.example", "2026-11-20T09:00:00Z", "Add conditional access policy"),
        rank=Rank(Severity.HIGH, "it is enabled and leaves everybody out"),
        content="0" * 32,
    ),
    LABEL_OK,
)
UNREAD = result(
    declared(
        Status.UNKNOWN,
        LABEL,
        "Business record",
        LABELS,
        reason=Reason.PERMISSION,
        explanation="Get-ComplianceTag: 403, the application lacks Exchange.ManageAsApp",
    ),
    Finding(Status.UNKNOWN, LOCATION, "all of Named location", reason=Reason.THROTTLED),
    MFA_OK,
    LEGACY_OK,
    HOLD_OK,
)
EXCEPTED = result(
    declared(
        Status.EXCEPTED,
        POLICY,
        LEGACY_OK.name,
        LEGACY,
        reason=Reason.EXCEPTION,
        explanation="accepted by it@contoso.example until 2027-03-31: scanner in the warehouse",
        differences=(Difference("state", "enabled", "disabled"),),
    ),
    Finding(
        Status.EXCEPTED,
        LOCATION,
        "Warehouse north",
        live_id="77aa",
        reason=Reason.EXCEPTION,
        explanation="accepted by it@contoso.example until 2027-06-30: addresses of scanners",
    ),
    MFA_OK,
    LABEL_OK,
    HOLD_OK,
)


def named(text: str) -> tuple[DriftResult, tuple[DescribedControl, ...]]:
    """Return a result in which `text` stands wherever a tenant or a person can put text."""
    who = Change(text, text, text)
    differences = (
        Difference(text, [text, "another member"], [text], text),
        Difference(f"members[{text}].durationDays", text, text, change=who),
        Difference("state", [], {text: text}),
    )
    findings = (
        Finding(Status.DRIFTED, text, text, text, text, text, differences, explanation=text, change=who),
        Finding(
            Status.UNMANAGED,
            text,
            text,
            live_id=text,
            change=who,
            made=replace(who, time="then"),
            rank=Rank(Severity.LOW, text),
        ),
        Finding(Status.EXCEPTED, text, text, live_id=text, reason=Reason.EXCEPTION, explanation=text),
        Finding(Status.UNKNOWN, text, text, reason=Reason.UNEXPECTED, explanation=text),
    )
    checked = DriftResult(text, text, text, text, findings, 3, cloud=Cloud.GLOBAL)
    return checked, (replace(MFA, metadata=replace(MFA.metadata, title=text)),)


def input_of(checked: DriftResult, controls: tuple[DescribedControl, ...]) -> ReportInput:
    """Return what a format renders of a case."""
    return ReportInput(result=checked, controls=controls, generated_at=GENERATED_AT, kinds=KINDS)


LEFT_OUT = replace(
    MFA,
    leaves_out=(
        LeftOut(
            setting="excluded_users", what="users", names=("anna@contoso.example", "bert@contoso.example")
        ),
    ),
)
NARROW_HOLD = replace(
    HELD,
    leaves_out=(
        LeftOut(setting="excluded_mailboxes", what="mailboxes", names=("a",), counted_as=Reason.EXCLUDED),
    ),
)
HOLD_NARROW = replace(HOLD_OK, population=Population(2, 0, {"excluded": 18}))
CASES = {
    "left-out": (
        result(MFA_OK, LEGACY_OK, LABEL_OK, HOLD_NARROW),
        (LEFT_OUT, LEGACY, NARROW_HOLD, LABELS),
    ),
    "in-sync": (result(MFA_OK, LEGACY_OK, LABEL_OK, HOLD_OK), CONTROLS),
    "drift": (DRIFT, CONTROLS),
    "unread": (UNREAD, CONTROLS),
    "excepted": (EXCEPTED, CONTROLS),
    "report-only": (
        result(MFA_OK, LEGACY_OK),
        (acting(MFA, Enforcement.REPORT_ONLY), acting(LEGACY, Enforcement.OFF)),
    ),
    "simulation": (replace(DRIFT, cloud=Cloud.EMBEDDED), CONTROLS),
    "drift-and-excepted": (result(*DRIFT.findings, *EXCEPTED.findings[:2]), CONTROLS),
    "nothing-checked": (result(), CONTROLS),
    "hostile": named(HOSTILE),
}
