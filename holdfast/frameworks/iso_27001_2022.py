"""ISO/IEC 27001:2022 Annex A: the controls that Microsoft 365 settings serve, with titles of our own."""

from __future__ import annotations

from types import MappingProxyType

from holdfast.model.framework import Edition

ISO_27001_2022 = Edition(
    name="ISO 27001:2022",
    source=(
        "https://github.com/prowler-cloud/prowler/blob/3e000faa3109/prowler/compliance/m365/iso27001_2022_m365.json "
        "(2026-11-25); A.8.9, A.8.10 and A.8.13 from the standard, assumed"
    ),
    beyond="every system but the tenant, and what people and papers of an organization do",
    titles=MappingProxyType(
        {
            "A.5.7": "Threat intelligence",
            "A.5.10": "Acceptable use of information",
            "A.5.13": "Information is labelled",
            "A.5.14": "Transfer of information",
            "A.5.15": "Rules of access",
            "A.5.16": "Identities",
            "A.5.17": "Proofs of identity",
            "A.5.18": "Access rights",
            "A.5.19": "Security with suppliers",
            "A.5.21": "Supply chain",
            "A.5.22": "Suppliers are watched",
            "A.5.25": "Events are judged",
            "A.5.26": "Response to incidents",
            "A.5.28": "Evidence is collected",
            "A.5.33": "Records are protected",
            "A.5.34": "Privacy",
            "A.6.7": "Work from elsewhere",
            "A.6.8": "Events are reported",
            "A.7.10": "Storage media",
            "A.7.14": "Disposal and reuse",
            "A.8.1": "Devices of users",
            "A.8.2": "Privileged access",
            "A.8.3": "Access to information is restricted",
            "A.8.5": "Secure sign-in",
            "A.8.7": "Malware",
            "A.8.8": "Known weaknesses",
            "A.8.9": "Settings are managed",
            "A.8.10": "Information is deleted",
            "A.8.12": "Data does not leak",
            "A.8.13": "Backup",
            "A.8.15": "Logs",
            "A.8.18": "Powerful programs",
            "A.8.19": "Installing of software",
            "A.8.20": "Networks",
            "A.8.21": "Network services",
            "A.8.23": "Web filtering",
            "A.8.26": "Requirements of applications",
            "A.8.34": "Audits do no harm",
        }
    ),
)
