"""The trusted locations of the tenant, assessed: is each of them narrow, and are they all together? Never written.

Policies that spare trusted locations spare them at once, whoever made them. A location is as wide as the union of its
ranges, so that two halves of the Internet are the Internet; and so are all locations together. They are among what a
check reads anyway.

Sources: https://learn.microsoft.com/entra/identity/conditional-access/concept-assignment-network (2026-11-26). How wide
is too wide is ours: a /16 of IPv4 and a /32 of IPv6 for one location, as a provider gets it (recalled, RIPE's and
ARIN's policies), sixteen of them for all.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from holdfast.kinds.entra.named_location import KIND as LOCATION
from holdfast.kinds.entra.named_location import addresses
from holdfast.kinds.field import Field, Protects, Type
from holdfast.kinds.judgement import Judgement, Unjudged, Violation
from holdfast.kinds.services.assessment import Assessment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kinds.live import LiveObject
    from holdfast.kinds.others import Others
    from holdfast.tenant.tenant import Reader

_BITS = {4: 32, 6: 128}
_AS_MANY_TOGETHER = 16
"""All locations together may hold as much as this many of the widest ones."""
_ALL = "all trusted locations"
_NOTHING = Judgement(covered=0, violations=(), exempt={})


class TrustedLocations(Assessment):
    """The locations are the members, and one more: all of them together."""

    __slots__ = ()

    def interface(self) -> str:
        """Return the list that the locations come from (see `Kind.interface`)."""
        return LOCATION.interface()

    async def judge(self, tenant: Reader, rule: Mapping[str, Any]) -> Judgement:
        """Return nothing yet: the locations are read anyway (see `with_others`)."""
        return _NOTHING

    def with_others(self, judgement: Judgement, rule: Mapping[str, Any], others: Others) -> Judgement:
        """Judge every trusted location of the tenant (see `PopulationKind.with_others`)."""
        if cause := others.unread.get(LOCATION.token):
            told = f"which locations are trusted is unknown: {cause.told}"
            return replace(judgement, uncounted=replace(cause, told=told))
        most = {version: 2 ** (bits - rule[f"widestIpv{version}Prefix"]) for version, bits in _BITS.items()}
        return _judged([one for one in others.objects.get(LOCATION.token, ()) if not one.built_in], most)


def _judged(locations: list[LiveObject], most: Mapping[int, int]) -> Judgement:
    """Return what the locations came to, one by one and together.

    Args:
        locations: all of the tenant's own.
        most: addresses of one location, by version.
    """
    broken: list[Violation] = []
    unknown: list[Unjudged] = []
    trusted: list[LiveObject] = []
    every: list[str] = []
    for one in locations:
        if one.misread is not None:
            unknown.append(Unjudged(member=one.key, why=f"may be trusted: {one.misread.message}"))
            continue
        ip = one.inputs.get("ip") or {}
        if not ip.get("trusted"):
            continue
        trusted.append(one)
        try:
            wide = _wider(addresses(ip.get("ipRanges") or []), most)
        except ValueError as error:
            unknown.append(
                Unjudged(member=one.key, why=f"is trusted, and how wide it is is not known: {error}")
            )
            continue
        every += ip.get("ipRanges") or []
        broken += [_too_wide(one.key, one.id, version, most[version], wide[version]) for version in wide]
    # All together are a member as well, so that a tenant without any trusted location obeys the rule.
    limits = {version: _AS_MANY_TOGETHER * one for version, one in most.items()}
    together = (
        []
        if broken
        else [
            _too_wide(_ALL, "", version, limits[version], found)
            for version, found in _wider(addresses(every), limits).items()
        ]
    )
    named = {one.member for one in [*broken, *together]} | {one.member for one in unknown}
    members = [*(one.key for one in trusted), _ALL]
    return Judgement(
        covered=sum(one not in named for one in members),
        violations=tuple(sorted([*broken, *together], key=lambda one: (one.member, one.property))),
        exempt={},
        unjudged=tuple(sorted(unknown, key=lambda one: (one.member, one.why))),
    )


def _wider(found: Mapping[int, int], most: Mapping[int, int]) -> dict[int, int]:
    """Return how many addresses there are, by version, where they are more than there may be."""
    return {version: one for version, one in found.items() if one > most[version]}


def _too_wide(member: str, member_id: str, version: int, most: int, found: int) -> Violation:
    return Violation(
        member=member,
        member_id=member_id,
        property=f"ipv{version}Addresses",
        expected=most,
        found=found,
        note="every policy that spares trusted locations spares these: narrow the ranges, or trust them no longer",
    )


KIND = TrustedLocations(
    token="m365:entra:TrustedLocations",
    title="Trusted locations",
    doc=(
        "An assessment, which never writes: no trusted location is wider than asked, and all of them together are no "
        "wider than sixteen such. A location is as wide as the union of its ranges."
    ),
    key="trusted-locations",
    noun="trusted locations",
    judges=("ipv4Addresses", "ipv6Addresses"),
    beside=(LOCATION.token,),
    fields=(
        Field(
            name="widestIpv4Prefix",
            doc="Length of the prefix of IPv4 that is as wide as one location may be, in bits.",
            type=Type.INTEGER,
            required=True,
            minimum=8,
            maximum=32,
            protects=Protects.HIGHER,
        ),
        Field(
            name="widestIpv6Prefix",
            doc="The same of IPv6.",
            type=Type.INTEGER,
            required=True,
            minimum=16,
            maximum=128,
            protects=Protects.HIGHER,
        ),
    ),
    audit_category="Policy",
    read_permissions=LOCATION.read_permissions,
    omits="trusted addresses of the older, per-user MFA, for which no interface is documented.",
    source=(
        "https://learn.microsoft.com/entra/identity/conditional-access/concept-assignment-network (2026-11-26)"
    ),
)
