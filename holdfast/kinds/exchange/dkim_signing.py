"""DKIM, as a rule over the domains that the tenant gets mail for: what each of them sends is signed.

A domain that nobody configured is in no list of configurations. Keys are made for it; one of Microsoft's is enabled at
once, and one of the tenant's own only when its two CNAME records are published, which is done where its DNS is: until
then it is told, with the values, and not written, because the service refuses. Source: "Set up DKIM to sign mail from
your cloud domain", https://learn.microsoft.com/defender-office-365/email-authentication-dkim-configure (2026-11-27);
the rows: research notes rows.json (2026-11-25). That the service looks for the records when somebody enables a
configuration, and says `CnameMissing` until then, is assumed from "Last checked date" there.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.kinds.decode import MisreadError, as_boolean, as_integer, as_name, as_word, required
from holdfast.kinds.judgement import Unjudged, Violation
from holdfast.kinds.services.accepted_domains import (
    ACCEPTED_DOMAINS,
    OF_DOMAINS,
    is_microsofts,
    is_of_coexistence,
)
from holdfast.kinds.services.listed import NOTED, WHICH, ListedRule, excluded
from holdfast.kinds.services.reading import Listener, Source
from holdfast.kinds.services.tally import Ruling, Tally
from holdfast.kinds.statement import Harmless
from holdfast.model.status import Reason
from holdfast.tenant.cmdlet_wire import Invocation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from holdfast.kinds.judgement import Judgement, Uncounted
    from holdfast.kinds.statement import Node

    Row = Mapping[str, Any]

_CONFIG = "DkimSigningConfig"
_ENABLED, _STATUS, _VALID = "Enabled", "Status", "Valid"
_SELECTORS = ("Selector1CNAME", "Selector2CNAME")
_SIZES = ("Selector1KeySize", "Selector2KeySize")
_OF_CONFIG = (_ENABLED, _STATUS, *_SELECTORS, *_SIZES)
_DOMAIN, _INITIAL = "DomainName", "InitialDomain"
_KEY_SIZE_BITS = 2048
_LEAST_BITS = 1024
"""Receivers take no signature of a shorter key. Source: RFC 8301, section 3.2 (recalled)."""


class DkimSigning(ListedRule):
    """Domains come and go; the rule stays. The row of a member is that of its domain, with its configuration's."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the cmdlets (see `Kind.interface`)."""
        return f"`Get-{self.listed}`, `Get-{_CONFIG}`"

    def sources(self, rule: Mapping[str, Any]) -> Sequence[Source]:
        """Return the domains, and the configurations."""
        return (
            Source(invocation=Invocation(f"Get-{self.listed}", {}), known=self.names),
            Source(invocation=Invocation(f"Get-{_CONFIG}", {}), known=self.names),
        )

    def tally(self, rule: Mapping[str, Any]) -> Listener[Tally]:
        """Return what counts the domains, once both lists are read."""
        count = partial(_Joined, self, self.ruler(rule))
        return Listener(self._lists(self.sources(rule)), count, _keep)

    def member_name(self, row: Row) -> str:
        """Return the domain."""
        return required(row, _DOMAIN, as_name)

    def ruler(self, rule: Mapping[str, Any]) -> Callable[[Row], Ruling]:
        """Return what judges one domain: none that is excluded, or from which nobody sends."""
        rule_on = super().ruler(rule)

        def but_coexistence(row: Row) -> Ruling:
            """Judge one; mail is routed to the domain of coexistence, and none is sent from it."""
            name = self.member_name(row)
            if is_of_coexistence(name):
                return Ruling(member=name, exempt=Reason.TYPE)
            return rule_on(row)

        return but_coexistence

    def broken(self, row: Row) -> Violation | None:
        """Return that what a domain sends is not signed."""
        name = self.member_name(row)
        own = not is_microsofts(name)
        if _ENABLED not in row:
            made = {_DOMAIN: name, "KeySize": _KEY_SIZE_BITS, _ENABLED: not own}
            return _is_off(name, Invocation(f"New-{_CONFIG}", made))
        enabled = required(row, _ENABLED, as_boolean)
        status = required(row, _STATUS, partial(as_word, words=(_VALID, "CnameMissing", "NoDKIMKeys")))
        if enabled and status.casefold() == _VALID.casefold():
            return _too_short(name, row)
        if enabled:
            return Violation(
                member=name,
                member_id=name,
                property="status",
                expected=_VALID,
                found=status,
                note=_publish(name, row),
            )
        if own and status.casefold() != _VALID.casefold():
            return _is_off(name, note=_publish(name, row))
        return _is_off(name, Invocation(f"Set-{_CONFIG}", {"Identity": name, _ENABLED: True}))


class _Joined(Tally):
    """Domains counted when their configurations are read."""

    def __init__(self, kind: DkimSigning, rule_on: Callable[[Row], Ruling]) -> None:
        super().__init__(kind, rule_on)
        self._of = kind
        self._rows: dict[str, list[Row]] = {}

    def keep(self, source: Source, row: Row) -> None:
        """Keep one row until all are there."""
        self._rows.setdefault(source.invocation.cmdlet, []).append(row)

    def judgement(self, missing: tuple[Unjudged, ...], uncounted: Uncounted | None = None) -> Judgement:
        """Return the count of the domains, with what is not known about their configurations."""
        source, *_ = sources = self._of.sources({})
        domains, configs = (self._rows.pop(one.invocation.cmdlet, []) for one in sources)
        by_domain, unknown = _by_domain(configs, self._of.names)
        doubtful = {one.member for one in unknown}
        for row in domains:
            domain = str(row.get(_DOMAIN)).casefold()
            if domain not in doubtful:
                of_domain = {name: one for name, one in row.items() if name not in _OF_CONFIG}
                self.take(source, {**of_domain, **by_domain.get(domain, {})})
        return super().judgement((*missing, *unknown), uncounted)


def _by_domain(configs: Sequence[Row], known: Mapping[str, Node]) -> tuple[dict[str, Row], list[Unjudged]]:
    """Return what configurations say by their domain in lower case, and which of them nobody can tell apart.

    Args:
        configs: rows of all configurations.
        known: names that this version knows (see `Kind.names`); what else they have may decide as well.
    """
    found: dict[str, Row] = {}
    unknown: list[Unjudged] = []
    for row in configs:
        try:
            domain = required(row, "Domain", as_name).casefold()
        except MisreadError as error:
            told = f"is a configuration of which this is not understood: {error}"
            unknown.append(Unjudged(member=str(row.get("Name") or "one without a name"), why=told))
            continue
        if domain in found:
            unknown.append(
                Unjudged(member=domain, why="has two configurations: which of them counts is unknown")
            )
        # One that does not say whether it is enabled is there all the same.
        kept = {name: one for name, one in row.items() if name in _OF_CONFIG or name not in known}
        found[domain] = {_ENABLED: None, **kept}
    return found, unknown


def _is_off(name: str, remedy: Invocation | None = None, *, note: str = "") -> Violation:
    return Violation(
        member=name,
        member_id=name,
        property="enabled",
        expected=True,
        found=False,
        remedy=remedy,
        note=note,
    )


def _too_short(name: str, row: Row) -> Violation | None:
    """Return that a key is shorter than receivers take; both are looked at, as they are used in turns.

    Raises:
        MisreadError: the size of one is not told.
    """
    bits = min(required(row, one, as_integer) for one in _SIZES)
    if bits >= _LEAST_BITS:
        return None
    return Violation(
        member=name,
        member_id=name,
        property="keySizeBits",
        expected=_LEAST_BITS,
        found=bits,
        note=(
            "receivers take no signature of so short a key: have both changed, one after the other, by "
            f"`Rotate-DkimSigningConfig -Identity {name} -KeySize {_KEY_SIZE_BITS}`, which waits some days each time"
        ),
    )


def _publish(name: str, row: Row) -> str:
    """Return what has to be done where the domain's DNS is."""
    records = [
        f"selector{number}._domainkey.{name} for {row.get(one) or 'what the service says'}"
        for number, one in enumerate(_SELECTORS, start=1)
    ]
    return (
        f"its CNAME records are not published: have {' and '.join(records)}, then enable it by hand with "
        f"`Set-{_CONFIG} -Identity {name} -Enabled $true`, at which the service looks for them"
    )


def _keep(tally: Tally, source: Source, row: Row) -> None:
    if isinstance(tally, _Joined):
        tally.keep(source, row)


KIND = DkimSigning(
    token="m365:exchange:DkimSigning",
    title="Signing of mail by domain",
    doc=(
        "What every domain of the tenant sends is signed (DKIM). Keys are made for a domain that has none. One whose "
        "CNAME records are not published is told with their values, and left as it is. Those that are excluded are "
        "named."
    ),
    key="dkim-signing",
    noun="domains",
    judges=("enabled", "keySizeBits", "status"),
    listed="AcceptedDomain",
    parameters={},
    called=(_DOMAIN,),
    row_id=_DOMAIN,
    always_there=lambda row: required(row, _INITIAL, as_boolean),
    columns=("Name", _DOMAIN, _INITIAL),
    fields=(excluded("excludedDomains", "Domains that the rule leaves out."), *NOTED),
    answers=(f"Get-{_CONFIG}", ACCEPTED_DOMAINS),
    omits=(
        "nothing that is known; of the domains only their names are looked at, and without the one that Microsoft gave "
        "the tenant the list is not whole."
    ),
    harmless=(
        Harmless(
            "Domain Enabled Status Selector1CNAME Selector2CNAME Selector1KeySize Selector2KeySize",
            "what the rule is about",
        ),
        Harmless(
            """
                Selector1PublicKey Selector2PublicKey HeaderCanonicalization
                BodyCanonicalization Algorithm NumberOfBytesToSign IncludeSignatureCreationTime IncludeKeyExpiration
                KeyCreationTime RotateOnDate SelectorBeforeRotateOnDate SelectorAfterRotateOnDate
            """,
            "how a message is signed, and with which key: its size is what counts",
        ),
        Harmless(
            "IsDefault LastChecked", "which domain is the first, and when the service looked for its records"
        ),
        OF_DOMAINS,
        Harmless(WHICH, "which configuration or domain it is, and where the service keeps it"),
    ),
    audit_operations=(f"New-{_CONFIG}", f"Set-{_CONFIG}"),
    source="https://learn.microsoft.com/powershell/module/exchange/set-dkimsigningconfig (2026-11-27)",
)
