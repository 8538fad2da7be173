"""Decides which controls are met. Pure functions over statuses: what was not read never counts as met."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.model.control import Enforcement
from holdfast.model.finding import DRIFT
from holdfast.model.status import Reason, Status
from holdfast.report.left_out import excused_beyond, leaves_out

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from holdfast.model.control import DescribedControl
    from holdfast.model.finding import DriftResult, Finding


class Verdict(StrEnum):
    """What a report says of a control, of a duty, or of the whole tenant; the worst first."""

    NOT_MET = "not-met"
    """Something differs, is missing or is there unasked."""
    OFF = "off"
    """As agreed, but agreed to be switched off (controls only)."""
    TOO_LITTLE = "too-little"
    """As agreed, but what is agreed is too little for anything that the control is to bring about (controls only)."""
    NOT_POSSIBLE = "not-possible"
    """The tenant's licences do not offer what it takes: nothing protects there."""
    FOR_NOBODY = "for-nobody"
    """The client file excludes everybody whom a rule is for: nobody is left to judge (not of a duty)."""
    NOT_KNOWN = "not-known"
    """Nothing that was read differs, but not everything was read."""
    PARTLY = "partly"
    """Some of its outcomes are met, and others are not (duties only)."""
    WATCHING = "watching"
    """As agreed, but in report-only: it stops nobody yet."""
    ACCEPTED = "accepted"
    """Not as agreed, in what a valid exception of the client file accepts, and nowhere else (no duties)."""
    NOT_FOR_ALL = "met-not-for-all"
    """As met, but somebody is left out, by the client's settings or because of what he is (controls only)."""
    MET = "met"
    """Everything was read, and it is as agreed or stricter; of a duty, each of its outcomes is met."""
    NOT_COVERED = "not-covered"
    """No control of the client's plan brings about any of its outcomes (duties only)."""


_HELD = frozenset({Verdict.MET, Verdict.ACCEPTED})


def control_verdict(
    control: DescribedControl | None, findings: Sequence[Finding], groups: Sequence[Finding]
) -> Verdict:
    """Return the verdict on one control; one without any finding is switched off, or not known.

    Args:
        control: None for what the program declares outside of the plan's controls.
        findings: those of the control.
        groups: those of the whole check that are not known to be as agreed (`other_groups`).
    """
    if declares_nothing(control) and not findings:
        return Verdict.OFF
    verdict = findings_verdict(findings)
    if control is None or verdict not in _HELD:
        return verdict
    if control.enforcement is not Enforcement.ENFORCED:
        return Verdict.OFF if control.enforcement is Enforcement.OFF else Verdict.WATCHING
    if control.falls_short:
        return Verdict.TOO_LITTLE
    # What a control says is true afterwards speaks of everybody, as the outcomes do.
    narrower = leaves_out(control, findings) or excused_beyond(control, groups)
    return Verdict.NOT_FOR_ALL if verdict is Verdict.MET and narrower else verdict


def declares_nothing(control: DescribedControl | None) -> bool:
    """Return whether a control may declare nothing: one that is switched off."""
    return control is not None and control.enforcement is Enforcement.OFF


def is_silent(control: DescribedControl | None, findings: Sequence[Finding]) -> bool:
    """Return whether a check says nothing about a control although that declares something."""
    return not findings and not declares_nothing(control)


def findings_verdict(findings: Sequence[Finding]) -> Verdict:
    """Return the verdict on some objects together."""
    statuses = {finding.status for finding in findings}
    if statuses & DRIFT:
        return Verdict.NOT_MET
    if not statuses or Status.UNKNOWN in statuses:
        return Verdict.NOT_KNOWN
    if Status.NOT_APPLICABLE in statuses:
        return Verdict.FOR_NOBODY if excludes_everybody(findings) else Verdict.NOT_POSSIBLE
    return Verdict.ACCEPTED if Status.EXCEPTED in statuses else Verdict.MET


def excludes_everybody(findings: Sequence[Finding]) -> bool:
    """Return whether all that cannot be judged cannot, because everybody is excluded, and something is like that."""
    reasons = {one.reason for one in findings if one.status is Status.NOT_APPLICABLE}
    return reasons == {Reason.EXCLUDED}


def tenant_verdict(result: DriftResult, controls: Collection[Verdict]) -> Verdict:
    """Return the verdict on the tenant: whether it is as agreed, every control answered."""
    verdict = findings_verdict(result.findings)
    if verdict in _HELD and Verdict.NOT_KNOWN in controls:
        return Verdict.NOT_KNOWN
    return verdict
