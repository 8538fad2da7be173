"""The people of the two seeded tenants, as data: who they are, what they may do, what they are licensed for.

Every name is invented. This module knows nothing of Graph or Exchange; `small.py` turns rows into objects.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Licence = Literal["SPE_E5", "O365_BUSINESS_PREMIUM"]
MailboxType = Literal["UserMailbox", "SharedMailbox"]


@dataclass(frozen=True, slots=True)
class SeededPerson:
    """One account of the directory."""

    alias: str
    """The part of the user principal name before the @."""
    name: str
    """Display name; for people "Given Surname"."""
    title: str | None = None
    department: str | None = None
    licence: Licence | None = None
    role: str | None = None
    """Display name of the directory role held permanently, if any."""
    enabled: bool = True
    synced: bool = False
    """True: comes from an on-premises directory."""
    guest_of: str | None = None
    """The home domain of a guest, else None."""
    idle_days: int | None = 1
    """Days since the last sign-in; None: never signed in."""
    mailbox: MailboxType | None = None
    """None: no mailbox, unless a licence gives a user mailbox."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """One seeded tenant's people and places."""

    name: str
    country: str
    """Two-letter country code."""
    city: str
    people: tuple[SeededPerson, ...]
    former: str
    """Display name of the employee whose mailbox is inactive (deleted account, mailbox on hold)."""


def _accounts(organisation: str, sync_suffix: str, guest: SeededPerson) -> tuple[SeededPerson, ...]:
    """Return the accounts that every seeded tenant has, in the order in which they were made."""
    server = organisation.upper()
    return (
        SeededPerson(
            "admin", "Alex Admin", "IT Manager", "IT", "SPE_E5", "Global Administrator", idle_days=0
        ),
        SeededPerson("bg1", "Break Glass 1", role="Global Administrator", idle_days=60),
        SeededPerson("bg2", "Break Glass 2", role="Global Administrator", idle_days=61),
        SeededPerson(
            f"Sync_{server}-DC01_{sync_suffix}",
            "On-Premises Directory Synchronization Service Account",
            role="Directory Synchronization Accounts",
            synced=True,
            idle_days=0,
        ),
        SeededPerson(
            "mallory",
            "Mallory Archer",
            "IT Contractor",
            "IT",
            "SPE_E5",
            "Conditional Access Administrator",
        ),
        guest,
        SeededPerson("svc-scanner", "Scanner Service Account", department="IT", idle_days=3),
        SeededPerson("info", f"{organisation} Info", enabled=False, idle_days=None, mailbox="SharedMailbox"),
    )


_CONTOSO = Organisation(
    "Contoso",
    "NL",
    "Utrecht",
    (
        *_accounts(
            "Contoso",
            "7f3a91c2d4e6",
            SeededPerson(
                "ines_northwind.example#EXT#",
                "Ines Carvalho",
                "Auditor",
                guest_of="northwind.example",
                idle_days=9,
            ),
        ),
        SeededPerson(
            "priya.raman", "Priya Raman", "Messaging Engineer", "IT", "SPE_E5", "Exchange Administrator"
        ),
        SeededPerson(
            "jonas.weber", "Jonas Weber", "Security Analyst", "Security", "SPE_E5", "Security Administrator"
        ),
        SeededPerson(
            "lotte.devries", "Lotte de Vries", "Service Desk", "IT", "SPE_E5", "Helpdesk Administrator"
        ),
        SeededPerson(
            "samir.haddad", "Samir Haddad", "Compliance Officer", "Legal", "SPE_E5", "Global Reader"
        ),
        SeededPerson("emma.jansen", "Emma Jansen", "Chief Executive", "Management", "SPE_E5", synced=True),
        SeededPerson("oliver.brandt", "Oliver Brandt", "Finance Director", "Finance", "SPE_E5", synced=True),
        SeededPerson(
            "sofia.rossi", "Sofia Rossi", "Accountant", "Finance", "SPE_E5", synced=True, idle_days=2
        ),
        SeededPerson(
            "noah.bakker", "Noah Bakker", "Controller", "Finance", "SPE_E5", synced=True, idle_days=4
        ),
        SeededPerson("grace.okafor", "Grace Okafor", "HR Manager", "Human Resources", "SPE_E5", synced=True),
        SeededPerson("liam.murphy", "Liam Murphy", "General Counsel", "Legal", "SPE_E5", synced=True),
        SeededPerson("yuki.tanaka", "Yuki Tanaka", "Product Manager", "Product", "SPE_E5", idle_days=2),
        SeededPerson("daan.smit", "Daan Smit", "Warehouse Clerk", "Warehouse", "O365_BUSINESS_PREMIUM"),
        SeededPerson("ana.popescu", "Ana Popescu", "Warehouse Lead", "Warehouse", "O365_BUSINESS_PREMIUM"),
        SeededPerson(
            "tom.clarke", "Tom Clarke", "Driver", "Logistics", "O365_BUSINESS_PREMIUM", idle_days=12
        ),
        SeededPerson("fatima.zahra", "Fatima Zahra", "Reception", "Facilities", "O365_BUSINESS_PREMIUM"),
        SeededPerson(
            "henk.visser", "Henk Visser", "Account Manager", "Sales", "SPE_E5", enabled=False, idle_days=131
        ),
        SeededPerson("marta.nowak", "Marta Nowak", "Buyer", "Purchasing", enabled=False, idle_days=210),
    ),
    "Nora Whitfield",
)

_FABRIKAM = Organisation(
    "Fabrikam",
    "CH",
    "Basel",
    (
        *_accounts(
            "Fabrikam",
            "c05b8e17a9d3",
            SeededPerson(
                "paul_adatum.example#EXT#",
                "Paul Lindqvist",
                "Architect",
                guest_of="adatum.example",
                idle_days=45,
            ),
        ),
        SeededPerson(
            "beat.keller", "Beat Keller", "Messaging Engineer", "IT", "SPE_E5", "Exchange Administrator"
        ),
        SeededPerson(
            "chiara.bianchi",
            "Chiara Bianchi",
            "Security Lead",
            "Security",
            "SPE_E5",
            "Security Administrator",
        ),
        SeededPerson("luc.favre", "Luc Favre", "Service Desk", "IT", "SPE_E5", "Helpdesk Administrator"),
        SeededPerson("elin.berg", "Elin Berg", "Quality Manager", "Quality", "SPE_E5", "Global Reader"),
        SeededPerson("reto.huber", "Reto Huber", "Chief Executive", "Management", "SPE_E5", synced=True),
        SeededPerson("nadia.kovac", "Nadia Kovac", "Finance Director", "Finance", "SPE_E5", synced=True),
        SeededPerson(
            "marc.dubois", "Marc Dubois", "Accountant", "Finance", "SPE_E5", synced=True, idle_days=6
        ),
        SeededPerson("hanna.lehmann", "Hanna Lehmann", "Research Lead", "Research", "SPE_E5", synced=True),
        SeededPerson("arjun.mehta", "Arjun Mehta", "Chemist", "Research", "SPE_E5", synced=True, idle_days=2),
        SeededPerson("clara.stein", "Clara Stein", "Patent Counsel", "Legal", "SPE_E5", synced=True),
        SeededPerson("ivan.petrov", "Ivan Petrov", "Shift Lead", "Production", "O365_BUSINESS_PREMIUM"),
        SeededPerson("rosa.alvarez", "Rosa Alvarez", "Operator", "Production", "O365_BUSINESS_PREMIUM"),
        SeededPerson(
            "kofi.mensah", "Kofi Mensah", "Operator", "Production", "O365_BUSINESS_PREMIUM", idle_days=8
        ),
        SeededPerson("lena.fischer", "Lena Fischer", "Technician", "Maintenance", "O365_BUSINESS_PREMIUM"),
        SeededPerson("peter.novak", "Peter Novak", "Technician", "Maintenance", "O365_BUSINESS_PREMIUM"),
        SeededPerson("urs.meier", "Urs Meier", "Key Account", "Sales", "SPE_E5", enabled=False, idle_days=97),
        SeededPerson("julia.hart", "Julia Hart", "Designer", "Marketing", enabled=False, idle_days=305),
    ),
    "Simon Ackermann",
)

_BY_FIRST_LABEL = {"contoso": _CONTOSO, "fabrikam": _FABRIKAM}


def organisation_of(domain: str) -> Organisation:
    """Return the seeded organisation of a tenant.

    Args:
        domain: the initial domain, such as "contoso.onmicrosoft.com"; a first label other than contoso and
            fabrikam gives its own name to the organisation and Contoso's people to work there.
    """
    label = domain.partition(".")[0].lower()
    known = _BY_FIRST_LABEL.get(label)
    if known is not None:
        return known
    return Organisation(label.capitalize(), _CONTOSO.country, _CONTOSO.city, _CONTOSO.people, _CONTOSO.former)
