"""Routes of a service, and which of them a request means; a miss names the nearest ones and why not they."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.emulator.wire import Handler

_PARAMETER = re.compile(r"\{(\w+)\}")
_NEAREST = 3

Licence = Literal["P1", "P2", "GOVERNANCE"]
"""A licence of Entra ID that a route asks for."""


@dataclass(frozen=True, slots=True)
class Route:
    """One thing a service does, with what it takes to be allowed to."""

    method: str
    template: str
    """Path below the version, for example "/groups/{id}/members"; a parameter is part of one segment."""
    handler: Handler
    doc: str
    """One line for the generated coverage page: what it does, what of the real one it leaves out."""
    versions: tuple[str, ...] = ("v1.0", "beta")
    any_of: tuple[str, ...] = ()
    """Application roles of which the token must hold one, the least first; empty = none needed."""
    all_of: tuple[str, ...] = ()
    """Application roles that the token must all hold besides."""
    licence: Licence | None = None
    """What the tenant must have; see `Tenant.has_licence`."""
    consented: bool = True
    """Whether the seeded application Holdfast is consented to what it takes.

    False for an administrator's own work, and for what scanners alone ask.
    """
    reads: bool = False
    """True for a POST that changes nothing, such as getByIds. GET and HEAD always read."""

    @property
    def least_roles(self) -> frozenset[str]:
        """The least application roles that the route can be used with."""
        return frozenset((*self.any_of[:1], *self.all_of))

    @property
    def write(self) -> bool:
        """Whether the route may change the tenant."""
        return self.method not in {"GET", "HEAD"} and not self.reads


@dataclass(frozen=True, slots=True)
class Match:
    """A route and the path parameters it was met with, decoded."""

    route: Route
    params: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A route that nearly fits and the reason it does not."""

    route: Route
    reason: str

    def __str__(self) -> str:
        return f"{self.route.method} {self.route.template} ({self.reason})"


class Router:
    """Finds the route of a request; literal segments win over parameters, letter case does not count.

    Args:
        routes: all routes of a service.

    Raises:
        ValueError: two routes share method, version and template.
    """

    def __init__(self, routes: Iterable[Route]) -> None:
        self.routes = tuple(sorted(routes, key=lambda route: (route.template, route.method, route.versions)))
        self._by_shape: dict[tuple[str, str, int], list[tuple[re.Pattern[str], Route]]] = {}
        seen: set[tuple[str, str, str]] = set()
        for route in sorted(self.routes, key=_specificity):
            for version in route.versions:
                key = (route.method, version, _PARAMETER.sub("{}", route.template).lower())
                if key in seen:
                    raise ValueError(f"two routes for {route.method} {version}{route.template}")
                seen.add(key)
                shape = (route.method, version, route.template.count("/"))
                self._by_shape.setdefault(shape, []).append((_pattern(route.template), route))

    def match(self, method: str, version: str, path: str) -> Match | None:
        """The route that means `path` (decoded, below the version), or None."""
        for pattern, route in self._by_shape.get((method, version, path.count("/")), ()):
            found = pattern.fullmatch(path)
            if found is not None:
                return Match(route, found.groupdict())
        return None

    def nearest(self, method: str, version: str, path: str) -> tuple[NearMiss, ...]:
        """Up to three routes that nearly fit, best first."""
        matcher = SequenceMatcher(None, "", path.lower())
        most = {one: _at_most(one, path, matcher) for one in {route.template for route in self.routes}}
        fitting = [_fitting(route, method, version) for route in self.routes]
        hopeful = sorted(
            (-(most[route.template] + fit), index)
            for index, (route, fit) in enumerate(zip(self.routes, fitting, strict=True))
        )
        best: list[tuple[float, int]] = []
        for bound, index in hopeful:
            if len(best) == _NEAREST and bound > best[-1][0]:
                break
            alike = _likeness(self.routes[index].template, path, matcher)
            best = sorted([*best, (-(alike + fitting[index]), index)])[:_NEAREST]
        chosen = [self.routes[index] for _, index in best]
        return tuple(NearMiss(route, _reason(route, method, version, path)) for route in chosen)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    parts = _PARAMETER.split(template)
    text = "".join(
        f"(?P<{part}>[^/]+?)" if index % 2 else re.escape(part) for index, part in enumerate(parts)
    )
    return re.compile(text, re.IGNORECASE)


def _specificity(route: Route) -> tuple[tuple[int, ...], str]:
    segments = route.template.split("/")
    return tuple(int("{" in segment) for segment in segments), route.template


def _at_most(template: str, path: str, matcher: SequenceMatcher[str]) -> float:
    """Return the most that `_likeness` can be, at a fraction of what that costs."""
    if _pattern(template).fullmatch(path) is not None:
        return 1.0
    matcher.set_seq1(template.lower())
    return matcher.quick_ratio()


def _likeness(template: str, path: str, matcher: SequenceMatcher[str]) -> float:
    """Return how much alike a template is to a path, for which `matcher` is made."""
    if _pattern(template).fullmatch(path) is not None:
        return 1.0
    matcher.set_seq1(template.lower())
    return matcher.ratio()


def _fitting(route: Route, method: str, version: str) -> float:
    return 0.1 * (route.method == method) + 0.1 * (version in route.versions)


def _reason(route: Route, method: str, version: str, path: str) -> str:
    if _pattern(route.template).fullmatch(path) is None:
        wanted, sent = route.template.split("/"), path.split("/")
        if len(wanted) != len(sent):
            return f"it has {len(wanted) - 1} path segments, the request has {len(sent) - 1}"
        one, other = next(
            (one, other)
            for one, other in zip(wanted, sent, strict=True)
            if not _pattern(one).fullmatch(other)
        )
        return f"it has {one!r} where the request has {other!r}"
    if version not in route.versions:
        return f"it is in {' and '.join(route.versions)}, the request is for {version}"
    if route.method != method:
        return f"its method is {route.method}, the request's is {method}"
    # What looks like an id and is none: a function such as `delta`, or the name of a type.
    return "it takes an object's id where the request has the name of a function or a type"
