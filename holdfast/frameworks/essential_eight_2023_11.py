"""Essential Eight maturity model of November 2023: what three of its strategies ask for, with titles of our own.

The ids are those of the Information Security Manual, by which the model's requirements are mapped. Of the strategies
multi-factor authentication, administrative privileges and backups every one is here; the other five are about devices.
"""

from __future__ import annotations

from types import MappingProxyType

from holdfast.model.framework import Edition

ESSENTIAL_EIGHT_2023_11 = Edition(
    name="Essential Eight 2023-11",
    source=(
        "https://www.cyber.gov.au/resources-business-and-government/essential-cyber-security/essential-eight/"
        "essential-eight-maturity-model-and-ism-mapping, as public copies hold it (2026-11-28)"
    ),
    beyond="every system but Microsoft 365 and Entra ID, and how people work",
    titles=MappingProxyType(
        {
            "ISM-1504": "MFA for own online services",
            "ISM-1679": "MFA for services of others with sensitive data",
            "ISM-1680": "MFA for other services of others",
            "ISM-1892": "MFA for own services to customers",
            "ISM-1893": "MFA for services of others to customers",
            "ISM-1681": "MFA for customers",
            "ISM-1173": "MFA for privileged users",
            "ISM-0974": "MFA for other users",
            "ISM-1505": "MFA for stores of data",
            "ISM-1401": "MFA of two kinds of proof",
            "ISM-1872": "Phishing-resistant MFA for online services",
            "ISM-1873": "Phishing-resistant MFA offered to customers",
            "ISM-1874": "Phishing-resistant MFA for customers",
            "ISM-1682": "Phishing-resistant MFA for systems",
            "ISM-1894": "Phishing-resistant MFA for stores of data",
            "ISM-1683": "Events of MFA are logged in one place",
            "ISM-1507": "Privileged access is checked when it is asked for",
            "ISM-1508": "Privileged access is no wider than needed",
            "ISM-1175": "Privileged accounts stay off the internet and mail",
            "ISM-1883": "Those that may go online may do little",
            "ISM-1649": "Privileges only while they are used",
            "ISM-0445": "Own accounts for privileged work",
            "ISM-1509": "Privileged access is logged in one place",
            "ISM-1650": "Changes of privileged accounts and groups are logged",
            "ISM-1648": "Privileged access ends after 45 days without use",
            "ISM-1647": "Privileged access ends after a year, unless renewed",
            "ISM-1685": "Credentials of emergency accounts are strong",
            "ISM-1896": "Memory integrity",
            "ISM-1861": "Protection of the local authority",
            "ISM-1686": "Credential Guard",
            "ISM-1897": "Remote Credential Guard",
            "ISM-1898": "Secure workstations for administrators",
            "ISM-1380": "Environments of their own for privileged work",
            "ISM-1687": "Privileged environments are not inside others",
            "ISM-1688": "Others do not sign in to privileged environments",
            "ISM-1689": "Privileged accounts do not sign in to others",
            "ISM-1387": "Administration through jump servers",
            "ISM-1815": "Logs cannot be changed",
            "ISM-1906": "Logs of servers on the internet are looked at",
            "ISM-1907": "Logs of other servers are looked at",
            "ISM-0109": "Logs of workstations are looked at",
            "ISM-1228": "Events are looked at",
            "ISM-0123": "Incidents reach the officer in charge",
            "ISM-0140": "Incidents reach the authority",
            "ISM-1819": "The plan for incidents is followed",
            "ISM-1511": "Backups are made and kept",
            "ISM-1810": "Backups are of one point in time",
            "ISM-1811": "Backups are kept safe",
            "ISM-1812": "Users cannot reach backups of others",
            "ISM-1813": "Users cannot reach their own backups",
            "ISM-1705": "Administrators cannot reach backups of others",
            "ISM-1706": "Administrators cannot reach their own backups",
            "ISM-1814": "Users cannot change or delete backups",
            "ISM-1707": "Administrators cannot change or delete backups",
            "ISM-1708": "Nobody deletes backups before their time",
            "ISM-1515": "Restoring is tried",
        }
    ),
)
