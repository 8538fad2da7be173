"""What kinds over policies of Defender for Office 365 share: a built-in protection behind all others, and a licence."""

from __future__ import annotations

from holdfast.kinds.field import Field
from holdfast.kinds.kind_class import kind_class
from holdfast.kinds.services.listed import NOTED, WHICH, excluded
from holdfast.kinds.services.threat_policies import EXCLUDED, NAMED, RULED, WHOSE, ThreatPolicyRule
from holdfast.kinds.statement import Harmless

_PRESET, _BUILT_IN = "ATPProtectionPolicyRule", "ATPBuiltInProtectionRule"
_WHOLE = "the built-in protection is always among them, and without it the list is not whole"
ANSWERS = (f"Get-{_PRESET}", f"Get-{_BUILT_IN}")
"""Cmdlets that are read beside those of a kind's own policies and rules."""
CHANGED_BY = f"Set-{_BUILT_IN}"
"""What an audit record calls a change of whom the built-in protection spares."""
HARMLESS = (
    Harmless(
        "IsDefault IsBuiltInProtection RecommendedPolicyType SafeAttachmentPolicy SafeLinksPolicy", WHOSE
    ),
    RULED,
    NAMED,
    Harmless(WHICH, "which policy or rule it is, and where the service keeps it"),
)
"""Statements about what such policies and their rules have beside what they filter."""


@kind_class
class BuiltInProtectionRule(ThreatPolicyRule):
    """A rule over the policies of one noun of which the last, the built-in protection, is for everybody."""

    preset: str = _PRESET
    last: str = "IsBuiltInProtection"
    built_in: str = _BUILT_IN
    fields: tuple[Field, ...] = (excluded(EXCLUDED, "Names of policies that the rule leaves out."), *NOTED)
    omits: str = f"nothing that is known; {_WHOLE}."
    licence: str = "ATP_ENTERPRISE"
    idle_unlicensed: bool = True
