"""The plain words of reports: for statuses, reasons, verdicts and licences. Tables only."""

from __future__ import annotations

from holdfast.model.control import Enforcement
from holdfast.model.finding import Basis
from holdfast.model.status import Reason, Status
from holdfast.model.value_class import value_class
from holdfast.report.outcomes import OutcomeState
from holdfast.report.verdict import Verdict


@value_class
class Mark:
    """A label with its tone. The tone picks colour and symbol; the label alone says everything."""

    label: str
    tone: str
    """`good`, `bad`, `part`, `unknown`, `noted` or `none`."""


@value_class
class StatusWords:
    """How a report speaks of a status."""

    mark: Mark
    meaning: str
    """One sentence for the appendix."""


VERDICTS = {
    Verdict.NOT_MET: Mark("Not met", "bad"),
    Verdict.OFF: Mark("Switched off", "bad"),
    Verdict.TOO_LITTLE: Mark("Agreed to be too little", "bad"),
    Verdict.NOT_POSSIBLE: Mark("Not possible with these licences", "bad"),
    Verdict.FOR_NOBODY: Mark("Nobody is left to judge", "bad"),
    Verdict.NOT_KNOWN: Mark("Not known", "unknown"),
    Verdict.PARTLY: Mark("Partly met", "part"),
    Verdict.WATCHING: Mark("Watching only", "part"),
    Verdict.ACCEPTED: Mark("Not as agreed, accepted", "noted"),
    Verdict.NOT_FOR_ALL: Mark("Met, but not for all", "part"),
    Verdict.MET: Mark("Met", "good"),
    Verdict.NOT_COVERED: Mark("Nobody sees to it", "none"),
}
"""Every verdict; the appendix explains them in this order."""

VERDICT_MEANINGS = {
    Verdict.NOT_MET: "Something was changed, is missing, or is in the tenant unasked.",
    Verdict.OFF: "As agreed, but it is agreed to be switched off: it protects nobody.",
    Verdict.TOO_LITTLE: "As agreed, but what the client's settings ask for is too little to bring anything about.",
    Verdict.NOT_POSSIBLE: "The tenant's licences do not offer it. It protects nobody until they do.",
    Verdict.FOR_NOBODY: "The client's settings exclude everybody whom a rule is for: nobody is left to judge.",
    Verdict.NOT_KNOWN: "Not everything was read, or nobody looks at what it rests upon. It may be met or not; it is "
    "not counted as met.",
    Verdict.PARTLY: "Some of the outcomes that the duty asks for are met, and others are not.",
    Verdict.WATCHING: "As agreed, but in report-only: it records whom it would have stopped and stops nobody yet.",
    Verdict.ACCEPTED: "As agreed but for what somebody accepted, with a reason and an end date. Nothing that is "
    "accepted makes a duty met.",
    Verdict.NOT_FOR_ALL: "Met for those whom it reaches. The client's settings leave somebody out, or somebody is "
    "out of its reach: it says who. It does not make a duty met.",
    Verdict.MET: "Everything that belongs to it was read, or is attested by somebody who is named, and is as agreed or "
    "stricter. A duty is met when each of its outcomes is.",
    Verdict.NOT_COVERED: "No control of the client's plan brings it about. Until somebody sees to it, it is not met.",
}

OUTCOMES = {
    OutcomeState.MET: Mark("Met", "good"),
    OutcomeState.NOT_FOR_ALL: VERDICTS[Verdict.NOT_FOR_ALL],
    OutcomeState.NOT_MET: Mark("Not met", "bad"),
    OutcomeState.NOT_KNOWN: Mark("Not known", "unknown"),
    OutcomeState.NOBODY: Mark("Nobody sees to it", "none"),
}
"""What is said of an outcome."""

STATUSES = {
    Status.IN_SYNC: StatusWords(Mark("As agreed", "good"), "It was read, and it is as agreed."),
    Status.EXCEEDS: StatusWords(
        Mark("Stricter than agreed", "good"), "It differs from what was agreed, in the safe direction only."
    ),
    Status.DRIFTED: StatusWords(Mark("Changed", "bad"), "It was read, and it is not as agreed."),
    Status.MISSING: StatusWords(
        Mark("Missing", "bad"), "The whole list it belongs to was read, and it is not there."
    ),
    Status.UNMANAGED: StatusWords(
        Mark("Not in the plan", "bad"), "It is in the tenant, and nothing that was agreed asks for it."
    ),
    Status.UNKNOWN: StatusWords(
        Mark("Not read", "unknown"), "It could not be read. It is never counted as good."
    ),
    Status.NOT_APPLICABLE: StatusWords(
        Mark("Does not apply", "none"),
        "The tenant's licences do not offer it, or everybody is excluded from it.",
    ),
    Status.EXCEPTED: StatusWords(
        Mark("Accepted exception", "noted"),
        "It is not as agreed, and somebody accepted that until a date. After that date it counts as changed.",
    ),
}
"""Every status, in the order of the appendix."""

BASES = {
    Basis.CHECKED: "",
    Basis.ASSESSED: "assessed",
    Basis.ATTESTED: "attested",
}
"""What a verdict rests upon, where it is not what the check read and an apply brings about."""

REASONS = {
    Reason.PERMISSION: "The identity of the check may not read it.",
    Reason.SIGN_IN: "The sign-in of the check was refused.",
    Reason.THROTTLED: "The service kept asking the check to slow down.",
    Reason.UNAVAILABLE: "The service did not answer.",
    Reason.PARTIAL: "Only a part of the list could be read.",
    Reason.UNEXPECTED: "The service's answer was not what it documents.",
    Reason.AMBIGUOUS: "One name means several objects of the tenant.",
    Reason.NOT_ATTESTED: "No interface can check it, and nobody attests it today.",
    Reason.LICENCE: "The tenant lacks the licence.",
    Reason.EXCLUDED: "The client's file excludes it.",
    Reason.TYPE: "It is of a type that the rule is not for.",
    Reason.DELETED: "It is deleted, and can be restored for some days.",
    Reason.NOT_CONCERNED: "Nothing can happen to it that the rule prevents, or the rule is never to touch it.",
    Reason.EXCEPTION: "The client's file accepts it.",
}

ENFORCEMENT = {
    Enforcement.ENFORCED: "",
    Enforcement.REPORT_ONLY: "In report-only: it records whom it would have stopped, and stops nobody yet.",
    Enforcement.OFF: "Switched off by the client's plan: it protects nobody.",
}

LICENCES = {
    "none": "none",
    "AAD_BASIC_EDU": "Microsoft Entra ID P1 or Basic for education",
    "AAD_PREMIUM": "Microsoft Entra ID P1",
    "AAD_PREMIUM_P2": "Microsoft Entra ID P2",
    "Entra_Identity_Governance": "Microsoft Entra ID P2 or ID Governance",
    "AAD_WRKLDID_P2": "Microsoft Entra Workload ID Premium",
    "LOCKBOX_ENTERPRISE": "Customer Lockbox (Office 365 E5)",
    "EXCHANGE_S_STANDARD": "Exchange Online (Plan 1)",
    "EXCHANGE_S_ENTERPRISE": "Exchange Online (Plan 2)",
    "ATP_ENTERPRISE": "Microsoft Defender for Office 365 (Plan 1)",
    "THREAT_INTELLIGENCE": "Microsoft Defender for Office 365 (Plan 2)",
    "EQUIVIO_ANALYTICS": "Microsoft Purview eDiscovery (Premium)",
    "M365_ADVANCED_AUDITING": "Microsoft Purview Audit (Premium)",
    "INTUNE_A": "Microsoft Intune Plan 1",
    "SHAREPOINTSTANDARD": "SharePoint or OneDrive",
    "TEAMS1": "Microsoft Teams",
}
"""Product names of the service plans that controls need.

Source: https://learn.microsoft.com/entra/identity/users/licensing-service-plan-reference (assumed, 2026-11-24).
"""
