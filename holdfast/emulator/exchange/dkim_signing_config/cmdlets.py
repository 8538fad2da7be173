"""Get-, New- and Set-DkimSigningConfig (rows.json; learn, "Set up DKIM to sign mail from your cloud domain").

A domain has none until somebody makes it, those of Microsoft's among them. One of the tenant's own can be enabled once
two CNAME records are published; whether they are is looked at when somebody enables it (the page tells of "Last checked
date"). Here they are documents of the collection `publishedRecords`, by name: nothing answers DNS.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from holdfast.emulator.cmdlets.cmdlet import (
    EXCHANGE_READERS,
    EXCHANGE_WRITERS,
    CmdletOutput,
    Noun,
    Parameter,
    ParameterType,
)
from holdfast.emulator.cmdlets.errors import bad_value, not_found, refused
from holdfast.emulator.cmdlets.shape import shape_of
from holdfast.emulator.cmdlets.values import wire_moment

if TYPE_CHECKING:
    from holdfast.emulator.cmdlets.cmdlet import Invocation
    from holdfast.emulator.tenant import Tenant

COLLECTION = "dkimSigningConfigs"
PUBLISHED = "publishedRecords"
_KEY_SIZES = (1024, 2048)
_SELECTORS = ("selector1", "selector2")
_OF_MICROSOFT = ".onmicrosoft.com"
DKIM_ROW = shape_of(
    plain={
        **dict.fromkeys(("Domain", "Name", "Identity", "Id", "AdminDisplayName"), ""),
        "Enabled": True,
        "Status": "Valid",
        "IsDefault": False,
        **dict.fromkeys(("Selector1CNAME", "Selector2CNAME"), ""),
        **dict.fromkeys(("Selector1PublicKey", "Selector2PublicKey"), "v=DKIM1; k=rsa; p=PLACEHOLDER;"),
        **dict.fromkeys(("HeaderCanonicalization", "BodyCanonicalization"), "Relaxed"),
        "Algorithm": "RsaSHA256",
        "NumberOfBytesToSign": "All",
        "IncludeSignatureCreationTime": True,
        "IncludeKeyExpiration": False,
        "SelectorBeforeRotateOnDate": "selector1",
        "SelectorAfterRotateOnDate": "selector2",
        "IsValid": True,
    },
    uint16=dict.fromkeys(("Selector1KeySize", "Selector2KeySize"), 2048),
    guid={"Guid": "", "ExchangeObjectId": ""},
    moment=dict.fromkeys(
        ("KeyCreationTime", "LastChecked", "RotateOnDate", "WhenCreatedUTC", "WhenChangedUTC")
    ),
)
"""Every property, as rows of public repositories have them (research notes rows.json, 2026-11-25)."""
_SPACE = uuid.UUID("3a0f8f0e-9d53-4a0c-8f0f-7a5f5b1c6d21")
"""Namespace of the ids."""


def get_config(invocation: Invocation) -> CmdletOutput:
    """Get-DkimSigningConfig: one by the domain, or all."""
    configs = invocation.tenant.store.all(COLLECTION)
    if "Identity" in invocation.given:
        configs = [_found(invocation)]
    return CmdletOutput([DKIM_ROW.row(one, invocation.select) for one in configs])


def new_config(invocation: Invocation) -> CmdletOutput:
    """New-DkimSigningConfig: keys of a domain that the organization gets mail for."""
    tenant, domain = invocation.tenant, str(invocation.given["DomainName"]).lower()
    size = invocation.given.get("KeySize", _KEY_SIZES[0])
    if size not in _KEY_SIZES:
        raise bad_value("KeySize", "A key has 1024 or 2048 bits.")
    if domain not in _accepted(tenant):
        raise not_found(domain, tenant.domain)
    if tenant.store.get(COLLECTION, domain):
        raise refused(f"The DKIM signing config of '{domain}' exists already.", "InvalidOperationException")
    now = wire_moment(tenant.now())
    guid = str(uuid.uuid5(_SPACE, f"{tenant.tenant_id}/{domain}"))
    made: dict[str, Any] = {
        **dict.fromkeys(("Domain", "Name", "Identity", "Id"), domain),
        **dict.fromkeys(("Guid", "ExchangeObjectId"), guid),
        **dict.fromkeys(("KeyCreationTime", "RotateOnDate", "WhenCreatedUTC"), now),
        **dict.fromkeys(("Selector1KeySize", "Selector2KeySize"), size),
        **{f"{one.capitalize()}CNAME": _target(tenant, one, domain) for one in _SELECTORS},
        "IsDefault": domain == tenant.domain.lower(),
    }
    made |= _signing(invocation, made, enabled=invocation.given["Enabled"])
    tenant.store.put(COLLECTION, domain, made)
    invocation.record(domain)
    return CmdletOutput([DKIM_ROW.row(made, invocation.select)])


def set_config(invocation: Invocation) -> CmdletOutput:
    """Set-DkimSigningConfig: whether mail of a domain is signed."""
    before = _found(invocation)
    sets = _signing(invocation, before, enabled=invocation.given.get("Enabled", before["Enabled"]))
    invocation.tenant.store.put(COLLECTION, before["Domain"], {**before, **sets})
    invocation.record(before["Domain"])
    return CmdletOutput()


def _signing(invocation: Invocation, config: dict[str, Any], *, enabled: bool) -> dict[str, Any]:
    """What a config says once it is enabled, or not; a refusal where its records are not published (text assumed)."""
    tenant, domain = invocation.tenant, config["Domain"]
    wanted = {f"{one}._domainkey.{domain}": config[f"{one.capitalize()}CNAME"] for one in _SELECTORS}
    records = {name: tenant.store.get(PUBLISHED, name) or {} for name in wanted}
    lacking = {name: to for name, to in wanted.items() if records[name].get("cname") != to}
    published = domain.endswith(_OF_MICROSOFT) or not lacking
    if enabled and not published:
        told = "; ".join(f"{name} for {to}" for name, to in lacking.items())
        raise refused(f"CNAME record does not exist for this config. Publish {told}.", "ValidationException")
    now = wire_moment(tenant.now())
    return {
        "Enabled": enabled,
        "Status": "Valid" if published else "CnameMissing",
        **dict.fromkeys(("LastChecked", "WhenChangedUTC"), now),
    }


def _target(tenant: Tenant, selector: str, domain: str) -> str:
    """Where a record points, in the older of the two forms."""
    return f"{selector}-{domain.replace('.', '-')}._domainkey.{tenant.domain}"


def _accepted(tenant: Tenant) -> set[str]:
    return {
        str(one["name"]).lower()
        for organization in tenant.store.all("organization")
        for one in organization.get("verifiedDomains", ())
    }


def _found(invocation: Invocation) -> dict[str, Any]:
    identity = str(invocation.given["Identity"])
    for one in invocation.tenant.store.all(COLLECTION):
        if identity.lower() in {one["Domain"], one["Guid"]}:
            return one
    raise not_found(identity, invocation.tenant.domain)


_NOUN = Noun("DkimSigningConfig", "exchange", EXCHANGE_READERS, EXCHANGE_WRITERS)
_NOT_HERE = frozenset({"AdminDisplayName", "BodyCanonicalization", "HeaderCanonicalization", "WhatIf"})
CMDLETS = (
    _NOUN.cmdlet(
        "Get",
        (Parameter("Identity", ParameterType.TEXT),),
        get_config,
        "The domains whose mail is signed, or could be; one that nobody configured is not among them.",
    ),
    _NOUN.cmdlet(
        "New",
        (
            Parameter("DomainName", ParameterType.TEXT, required=True),
            Parameter("Enabled", ParameterType.BOOLEAN, required=True),
            Parameter("KeySize", ParameterType.INTEGER),
        ),
        new_config,
        "Keys of a domain; nothing here sends mail, so nothing is signed.",
        _NOT_HERE,
    ),
    _NOUN.cmdlet(
        "Set",
        (
            Parameter("Identity", ParameterType.TEXT, required=True),
            Parameter("Enabled", ParameterType.BOOLEAN),
        ),
        set_config,
        "Has mail of a domain signed, or not; a domain of the tenant's own needs its records published.",
        frozenset({*_NOT_HERE, "PublishTxtRecords"}),
    ),
)
"""Which domains' mail is signed."""
