"""NIST SP 800-53 revision 5: the controls that Microsoft 365 settings serve, with titles of our own."""

from __future__ import annotations

from types import MappingProxyType

from holdfast.model.framework import Edition

NIST_800_53_5 = Edition(
    name="NIST 800-53 r5",
    source=(
        "https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final; the choice of ids is that of ScubaGear's baselines "
        "and of M365-Assess (2026-11-25), and SC-17, of trust anchors (recalled, 2026-11-28)"
    ),
    beyond="every system but the tenant, and what people and papers of an organization do",
    titles=MappingProxyType(
        {
            "AC-2": "Account management",
            "AC-2(1)": "Accounts are managed by machine",
            "AC-2(3)": "Accounts that are not needed are disabled",
            "AC-2(5)": "Sessions end when nobody works",
            "AC-2(12)": "Unusual use of accounts is watched",
            "AC-2(13)": "Accounts at high risk are disabled",
            "AC-3": "Access is enforced as approved",
            "AC-4": "Flow of information is enforced",
            "AC-5": "Duties are separated",
            "AC-6": "Least privilege",
            "AC-6(1)": "Security functions are for few",
            "AC-6(5)": "Privileged accounts are few",
            "AC-6(9)": "Use of privileged functions is logged",
            "AC-6(10)": "Others cannot use privileged functions",
            "AC-7": "Failed sign-ins are bounded",
            "AC-11": "Devices lock",
            "AC-12": "Sessions end",
            "AC-17": "Remote access",
            "AC-19": "Mobile devices",
            "AC-20": "Use of outside systems",
            "AC-21": "Sharing of information",
            "AT-2": "Awareness and training",
            "AU-3": "What audit records say",
            "AU-4": "Room for audit logs",
            "AU-11": "Audit records are kept",
            "AU-12": "Audit records are made",
            "CM-4": "Effect of changes is analysed",
            "CM-5": "Who may change things",
            "CM-6": "Settings are secure",
            "CM-7": "Least functionality",
            "CM-11": "Software that users install",
            "CP-2": "Contingency plan",
            "CP-9": "Backup",
            "CP-9(1)": "Backups are tested",
            "CP-10": "Recovery",
            "IA-2": "Users prove who they are",
            "IA-2(1)": "MFA for privileged accounts",
            "IA-2(2)": "MFA for other accounts",
            "IA-2(8)": "Sign-ins cannot be replayed",
            "IA-2(13)": "Proof by another channel",
            "IA-3": "Devices prove what they are",
            "IA-5": "Authenticators are managed",
            "IA-5(1)": "Passwords",
            "IA-8": "Outsiders prove who they are",
            "IA-11": "Proof again",
            "SC-7": "Boundaries are protected",
            "SC-7(10)": "Data does not leak out",
            "SC-8": "Transmission is protected",
            "SC-12": "Keys are managed",
            "SC-15": "Meeting devices",
            "SC-17": "Certificates of known authorities",
            "SI-3": "Malicious code",
            "SI-4": "Systems are watched",
            "SI-4(5)": "Alerts",
            "SI-8": "Spam",
            "SI-12": "Information is kept as required",
        }
    ),
)
