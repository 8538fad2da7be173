"""Turns declared and live objects into findings. Pure functions: no clock, no network."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.drift.compare import compare, exceeds, field_at
from holdfast.drift.populations import judge_population
from holdfast.drift.references import references, referred_kinds, resolve
from holdfast.drift.seen import Unread
from holdfast.drift.unlicensed import rule_without_plan, told_licence
from holdfast.kinds.built_in import of_microsoft, told_of
from holdfast.kinds.decode import MisreadError, not_understood
from holdfast.kinds.kind import Shape
from holdfast.kinds.population_kind import PopulationKind
from holdfast.kinds.services.graph_object import GraphObject
from holdfast.kinds.silence import unsaid
from holdfast.model.finding import Basis, Finding
from holdfast.model.letters import one_case
from holdfast.model.licence import Licences
from holdfast.model.status import Reason, Status
from holdfast.normalise.letter_case import look
from holdfast.tenant.asked import alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from holdfast.drift.references import Directory
    from holdfast.drift.seen import Live
    from holdfast.kinds.kind import Kind
    from holdfast.kinds.live import LiveObject
    from holdfast.model.desired import DesiredResource

_BASES = {Shape.ASSESSMENT: Basis.ASSESSED, Shape.ATTESTATION: Basis.ATTESTED}


_NO_PLANS: Mapping[str, str] = MappingProxyType({})


def judge(
    kinds: Mapping[str, Kind],
    desired: Sequence[DesiredResource],
    live: Live,
    plans: Mapping[str, str] = _NO_PLANS,
) -> list[Finding]:
    """Return one finding for each declared object and each live one that nobody declared.

    Args:
        kinds: by token.
        desired: what is declared.
        live: what was read.
        plans: the service plan that each control needs, by its id, such as `AAD_PREMIUM_P2` for conditions on risk.
    """
    verdicts: dict[str, Finding] = {}
    unclaimed = _Unclaimed(kinds, live, desired)
    # What others refer to is judged before them: a declared name in its own letter case settles what it means, and
    # a name that two objects bear means neither of them.
    meant = live.directory.copy()
    for resource in sorted(desired, key=lambda one: _height(kinds, one.token)):
        kind = kinds.get(resource.token)
        if kind is None:
            verdicts[resource.urn] = _unsupported(resource)
            continue
        plan = plans.get(resource.control, "")
        finding = _without_plan(kind, resource, live, plan, unclaimed) or rule_without_plan(
            kind, _judge_one(kind, resource, live, meant, unclaimed), live, plan
        )
        if finding.live_id and kind.shape is Shape.OBJECT:
            meant.settle(kind, kind.key_of(resource.inputs), finding.live_id)
        verdicts[resource.urn] = finding
    findings = [verdicts[resource.urn] for resource in desired]
    findings.extend(_unmanaged(kinds, live, unclaimed, _lists(kinds, desired)))
    findings.extend(_unread_collections(kinds, desired, live))
    return findings


class _Unclaimed:
    """The live objects that no declared one was found to be, but for those that Microsoft made."""

    def __init__(self, kinds: Mapping[str, Kind], live: Live, desired: Sequence[DesiredResource]) -> None:
        """Start with every live object of `kinds`."""
        known = [(kinds[one.token], one) for one in desired if one.token in kinds]
        self._declared = {(kind.token, kind.normal_key(kind.key_of(one.inputs))) for kind, one in known}
        self._named: dict[tuple[str, str], list[LiveObject]] = {}
        self._of_kind: dict[str, list[LiveObject]] = {}
        self._claimed: set[tuple[str, str]] = set()
        for token, objects in live.objects.items():
            self._of_kind[token] = [one for one in objects if not one.built_in]
            for one in self._of_kind[token]:
                if one.nameless:
                    continue
                self._named.setdefault((token, kinds[token].normal_key(one.key)), []).append(one)

    def named(self, kind: Kind, key: str) -> list[LiveObject]:
        """Return those of a natural key."""
        return self._left(kind.token, self._named.get((kind.token, kind.normal_key(key)), ()))

    def all(self, token: str) -> list[LiveObject]:
        """Return those of a kind, in the tenant's order."""
        return self._left(token, self._of_kind[token])

    def nameless(self, token: str) -> list[LiveObject]:
        """Return those of a kind that bear no name, so that any declared one that is not found may be one of them."""
        return [one for one in self._of_kind.get(token, ()) if one.nameless]

    def nearly(self, kind: Kind, key: str) -> list[LiveObject]:
        """Return those that may be what `key` means, in another spelling, and that nothing else declared means.

        Names that look the same may be one to the service. Where the directory was asked for the name, it looks it up
        in any letter case, and nobody knows what else it passes over.
        """
        rows = self._left(kind.token, self._of_kind.get(kind.token, ()))
        if isinstance(kind, GraphObject) and kind.looked_up:
            return [
                one
                for one in rows
                if not one.nameless and (alike(one.key, key) or look(one.key) == look(key))
            ]
        return [
            one
            for one in rows
            if not one.nameless
            and look(one.key) == look(key)
            and (kind.token, kind.normal_key(one.key)) not in self._declared
        ]

    def ambiguous(self, kind: Kind, key: str) -> Unread | None:
        """Return why it cannot be said which object the declared name means; None when it can."""
        if len(found := self.named(kind, key)) > 1 and kind.shape is Shape.OBJECT:
            return _two_of_a_name(kind.title, key, sorted(one.id for one in found))
        return None

    def claim(self, kind: Kind, objects: Iterable[LiveObject]) -> None:
        """Take `objects` away; the tenant's only one of a kind is there for every control that owns a part of it."""
        if kind.shape is Shape.OBJECT:
            self._claimed.update((kind.token, one.id) for one in objects)

    def _left(self, token: str, objects: Iterable[LiveObject]) -> list[LiveObject]:
        return [one for one in objects if (token, one.id) not in self._claimed]


def _height(kinds: Mapping[str, Kind], token: str, below: frozenset[str] = frozenset()) -> int:
    """Return how many kinds stand below: users 0, groups of users 1, policies over groups 2."""
    if token not in kinds or token in below:
        return 0
    referred = {one for one in referred_kinds(kinds[token].fields) if one != token}
    return max((1 + _height(kinds, one, below | {token}) for one in referred), default=0)


def _without_plan(
    kind: Kind, resource: DesiredResource, live: Live, plan: str, unclaimed: _Unclaimed
) -> Finding | None:
    """Return the finding for what does not act, as the tenant lacks a plan: the kind's own, or one of its control.

    What stands there from when the tenant had the plan does not act, so it is as good as not there, whatever it says.
    """
    if live.acts_on_nobody(kind, resource.urn):
        return _not_applicable(kind, resource, live)
    if plan == kind.licence or kind.is_rule or not live.lacks(plan):
        return None
    unclaimed.claim(kind, there := unclaimed.named(kind, kind.key_of(resource.inputs)))
    idle = ": what is there of it does not act" if there else ""
    return _unlicensed(kind, resource, live, plan, f"which {resource.control} needs{idle}")


def _judge_one(
    kind: Kind,
    resource: DesiredResource,
    live: Live,
    directory: Directory,
    unclaimed: _Unclaimed,
) -> Finding:
    key = kind.key_of(resource.inputs)
    candidates = unclaimed.named(kind, key)
    if cause := _unread_cause(kind, resource, live) or unclaimed.ambiguous(kind, key):
        # Which of them is meant cannot be said, but none is one that nobody declared.
        unclaimed.claim(kind, candidates)
        if not live.offers_nothing(kind, resource.urn):
            return _unknown(_finding(Status.UNKNOWN, kind, resource), cause)
    if isinstance(kind, PopulationKind) and resource.urn in live.judgements:
        blank = _finding(Status.UNKNOWN, kind, resource)
        judgement = live.judgements[resource.urn]
        judged = judge_population(kind, blank, judgement)
        notes = (*judgement.notes, *live.notes.get(resource.urn, ()))
        return told_licence(kind, replace(judged, notes=notes), live)
    if live.offers_nothing(kind, resource.urn) and not candidates:
        return _not_applicable(kind, resource, live)
    if cause := _ambiguous_reference(resource, directory):
        unclaimed.claim(kind, candidates)
        return _unknown(_finding(Status.UNKNOWN, kind, resource), cause)
    if not candidates:
        return _absent(kind, resource, live, unclaimed)
    (found,) = candidates
    unclaimed.claim(kind, candidates)
    return told_licence(kind, _judge_object(kind, resource, found, directory), live)


def _absent(kind: Kind, resource: DesiredResource, live: Live, unclaimed: _Unclaimed) -> Finding:
    """Return the finding for what bears no name; it is missing, unless one in another spelling or without may be it.

    Where Microsoft's own object has the name, that says why ours is missing.
    """
    key = kind.key_of(resource.inputs)
    if near := unclaimed.nearly(kind, key):
        return _unknown(_finding(Status.UNKNOWN, kind, resource), _nearly(kind, key, near))
    if nameless := unclaimed.nameless(kind.token):
        return _unknown(_finding(Status.UNKNOWN, kind, resource), _may_be(kind, key, nameless))
    found = of_microsoft(kind, live.objects.get(kind.token, ()), key)
    told = told_of(kind, key, found) if found else ""
    return replace(_finding(Status.MISSING, kind, resource), explanation=told)


def _judge_object(kind: Kind, resource: DesiredResource, found: LiveObject, directory: Directory) -> Finding:
    """Return the finding for a declared object that was found; one that is not understood is not compared."""
    if found.misread:
        finding = replace(_finding(Status.UNKNOWN, kind, resource), live_id=found.id)
        return _unknown(finding, Unread(Reason.UNEXPECTED, found.misread.message))
    wanted = resolve(kind.fields, resource.lasting(resource.inputs), directory)
    if kind.shape is Shape.SINGLETON and (silent := next(unsaid(kind.fields, wanted, found.inputs), "")):
        told = not_understood(kind.title, found.key, MisreadError(silent, "a list", None)).message
        finding = replace(_finding(Status.UNKNOWN, kind, resource), live_id=found.id)
        return _unknown(finding, Unread(Reason.UNEXPECTED, told))
    judged = replace(found, inputs=resource.lasting(found.inputs))
    differences = compare(kind, wanted, judged, directory)
    status = Status.IN_SYNC
    if differences:
        status = (
            Status.EXCEEDS if exceeds(kind, differences, resource.inputs, judged.inputs) else Status.DRIFTED
        )
    return replace(
        _finding(status, kind, resource),
        live_id=found.id,
        differences=differences,
        notes=(*_ignored(kind, resource), *_notes(found)),
    )


def _notes(live: LiveObject) -> tuple[str, ...]:
    return tuple(f"the tenant has {path}, which this version does not know" for path in live.notes)


def _ignored(kind: Kind, resource: DesiredResource) -> tuple[str, ...]:
    """Return what is not judged, because the program has the engine leave it as it is.

    What is fixed when an object is made, and a control of ours does not ask of one that is there, is on its page.
    """
    return tuple(
        f"{path} is not judged: the program ignores changes of it (ignore_changes)"
        for path in resource.ignored
        if not (resource.control and (known := field_at(kind.fields, path)) and known.fixed)
    )


def _ambiguous_reference(resource: DesiredResource, directory: Directory) -> Unread | None:
    """Return why it cannot be said what the resource refers to; None when it can."""
    for token, key in references(resource.inputs):
        if ids := directory.ambiguous.get((token, one_case(key))):
            return _two_of_a_name(token.rpartition(":")[2], key, ids)
    return None


def _two_of_a_name(title: str, key: str, ids: Sequence[str]) -> Unread:
    told = (
        f"the name '{key}' means {len(ids)} objects in the tenant ({title}: {', '.join(ids)}): which one is meant "
        "is not left to chance; rename or remove all but one"
    )
    return Unread(Reason.AMBIGUOUS, told)


def _nearly(kind: Kind, key: str, near: Sequence[LiveObject]) -> Unread:
    """Return why it cannot be said that an object is missing: another spelling of its name is there."""
    there = ", ".join(sorted(f"{one.key!r} ({one.id})" for one in near))
    told = (
        f"{kind.title} {key!r} is not there, and may be what the tenant has in another spelling: {there}; write the "
        "name as it stands there, or rename or remove that one"
    )
    return Unread(Reason.AMBIGUOUS, told)


def _may_be(kind: Kind, key: str, nameless: Sequence[LiveObject]) -> Unread:
    """Return why it cannot be said that an object is missing: one of its kind bears no name."""
    ids = ", ".join(sorted(one.id for one in nameless))
    told = (
        f"{kind.title} {key!r} is not among those that bear a name, and may be one without ({ids}): look at it in the "
        "admin center, and give it its name or remove it"
    )
    return Unread(Reason.UNEXPECTED, told)


def _not_applicable(kind: Kind, resource: DesiredResource, live: Live) -> Finding:
    """Return the finding for what the service does not offer to this tenant."""
    return _unlicensed(kind, resource, live, kind.licence, "without which the service does not offer it")


def _unlicensed(kind: Kind, resource: DesiredResource, live: Live, plan: str, needed: str) -> Finding:
    told = (live.licences or Licences()).lacking(plan, needed)
    return replace(_finding(Status.NOT_APPLICABLE, kind, resource), reason=Reason.LICENCE, explanation=told)


def _unsupported(resource: DesiredResource) -> Finding:
    """Return the finding for a resource of no kind of ours: not read is not good."""
    return Finding(
        status=Status.UNKNOWN,
        token=resource.token,
        name=resource.name,
        control=resource.control,
        urn=resource.urn,
        reason=Reason.UNSUPPORTED,
        explanation=f"Holdfast cannot read {resource.token}: look with pulumi refresh --preview-only",
    )


def _unread_cause(kind: Kind, resource: DesiredResource, live: Live) -> Unread | None:
    """Return why the object, or something that it refers to, could not be read."""
    parts = [resource.urn, kind.token, *sorted({token for token, _ in references(resource.inputs)})]
    return next((live.unread[part] for part in parts if part in live.unread), None)


def _unknown(finding: Finding, cause: Unread) -> Finding:
    return replace(finding, reason=cause.reason, explanation=cause.explanation)


def _lists(kinds: Mapping[str, Kind], desired: Sequence[DesiredResource]) -> dict[str, str]:
    """Return the control that has the members of a rule listed which nobody declared, by the rule's kind."""
    return {one.token: one.control for one in desired if one.token in kinds and kinds[one.token].is_rule}


def _unmanaged(
    kinds: Mapping[str, Kind], live: Live, unclaimed: _Unclaimed, lists: Mapping[str, str]
) -> Iterator[Finding]:
    for token in live.objects:
        if kinds[token].report_unmanaged:
            for one in unclaimed.all(token):
                if one.managed_by_microsoft:
                    continue
                if one.nameless:
                    blank = Finding(status=Status.UNKNOWN, token=token, name=one.key, live_id=one.id)
                    yield _unknown(blank, Unread(Reason.UNEXPECTED, one.nameless.message))
                    continue
                yield Finding(
                    status=Status.UNMANAGED,
                    token=token,
                    name=one.key,
                    control=lists.get(token, ""),
                    live_id=one.id,
                    basis=_BASES.get(kinds[token].shape, Basis.CHECKED),
                )


def _unread_collections(
    kinds: Mapping[str, Kind], desired: Sequence[DesiredResource], live: Live
) -> Iterator[Finding]:
    """Yield what is unknown although nobody declared it: unmanaged objects may hide in an unread collection."""
    declared = {resource.token for resource in desired}
    for token, cause in sorted(live.unread.items()):
        kind = kinds.get(token)
        if kind and kind.report_unmanaged and token not in declared and not live.offers_nothing(kind):
            yield _unknown(Finding(status=Status.UNKNOWN, token=token, name=f"all of {kind.title}"), cause)


def _finding(status: Status, kind: Kind, resource: DesiredResource) -> Finding:
    name = resource.name if isinstance(kind, PopulationKind) else kind.key_of(resource.inputs)
    return Finding(
        status=status,
        token=kind.token,
        name=name,
        control=resource.control,
        urn=resource.urn,
        basis=_BASES.get(kind.shape, Basis.CHECKED),
    )
