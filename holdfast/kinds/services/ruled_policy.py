"""A retention policy of one rule: the policy says where, the rule says what. What both kinds of them share.

A policy is first made, then given its rule, and locked last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from holdfast.kinds.decode import MisreadError, as_text, not_understood, required
from holdfast.kinds.live import LiveObject
from holdfast.kinds.services.cleaned_anyway import beside_clean_up
from holdfast.kinds.services.retention_policies import (
    COMPLIANCE,
    CompliancePolicy,
    place_changes,
    read_policies,
    refuse_rules_of_nobody,
    run_when_distributed,
)
from holdfast.kinds.services.retention_rules import (
    ACTION,
    DURATION,
    changed_rule,
    recorded_as,
    retains,
    rules_of,
)
from holdfast.kinds.services.rule_first import as_written, rule_between, rule_goes_first
from holdfast.model.errors import WriteError
from holdfast.model.letters import one_case
from holdfast.normalise.letter_case import look
from holdfast.tenant.cmdlet_wire import Invocation
from holdfast.tenant.tenant import Reader, Tenant

LOCATIONS = {
    "exchangeLocation": "ExchangeLocation",
    "sharePointLocation": "SharePointLocation",
    "oneDriveLocation": "OneDriveLocation",
    "modernGroupLocation": "ModernGroupLocation",
    "teamsChannelLocation": "TeamsChannelLocation",
    "teamsChatLocation": "TeamsChatLocation",
}
PLACES = LOCATIONS | {f"{name}Exception": f"{wire}Exception" for name, wire in LOCATIONS.items()}
_OVERTAKEN = (
    "{what} was changed by somebody else while the apply waited for the service: it is left as it is now"
)
RULE = "rule"
"""Where a row holds the policy's rule here: the service gives it by a cmdlet of its own."""
START = "ExpirationDateOption"
LOCK = "restrictiveRetention"


class RuledPolicy(CompliancePolicy):
    """A policy says where, its one rule says what; a reader sees one object."""

    __slots__ = ()

    async def collect(self, tenant: Reader, keys: frozenset[str]) -> list[LiveObject]:
        """Return every policy that keeps or deletes by itself, and those named in `keys` (see `Kind.collect`).

        Those that nobody declared are somebody else's, and no finding: a tenant has such policies for its own reasons.
        What one of them deletes although others keep it is told of those.
        A policy without a rule is one whose making was interrupted, when it bears a declared name; else it does
        nothing.
        """
        wanted = {look(key) for key in keys}
        policies, by_policy = await read_policies(tenant)
        refuse_rules_of_nobody(policies, by_policy, self.owns, self.title)
        with_rules = [(row, rules_of(self._names(row), by_policy)) for row in policies]
        found = self.distinct(
            self._live(row, rules)
            for row, rules in with_rules
            if any(map(self.owns, rules)) or look(row["Name"]) in wanted
        )
        return beside_clean_up(found, LOCATIONS)

    async def create(self, tenant: Tenant, inputs: Mapping[str, Any]) -> str:
        """Make the policy, then its rule, then lock it where it is asked for (see `Kind.create`)."""
        wire, name = self.wire(inputs), str(inputs["name"])
        policy = {one: value for one, value in wire.items() if one not in {RULE, "RestrictiveRetention"}}
        await tenant.cmdlets.run(COMPLIANCE, Invocation("New-RetentionCompliancePolicy", policy))
        await run_when_distributed(tenant, self.new_rule(name, wire[RULE]))
        await self._lock(tenant, name, {}, inputs)
        return name

    async def update(
        self, tenant: Tenant, object_id: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Send the places that come and go, and what the rule does otherwise, then a lock (see `Kind.update`)."""
        before, after = self.normal(old), self.normal(new)
        if between := rule_between(PLACES, before, after):
            meanwhile = {**new, **as_written(between, new, old)}
            await self._change_rule(tenant, object_id, old, meanwhile)
            await self._change_places(tenant, object_id, old, new)
            await self._change_rule(tenant, object_id, meanwhile, new)
        else:
            steps = [self._change_places, self._change_rule]
            if rule_goes_first(PLACES, before, after):
                steps.reverse()
            for step in steps:
                await step(tenant, object_id, old, new)
        await self._lock(tenant, object_id, old, new)

    def owns(self, rule: Mapping[str, Any]) -> bool:
        """Return whether a rule makes its policy one of this kind."""
        return retains(rule)

    def usual_rule(self) -> dict[str, str]:
        """Return what a rule is changed to where nothing else is declared."""
        return {START: "CreationAgeInDays"}

    def new_rule(self, policy: str, rule: Mapping[str, Any]) -> Invocation:
        """Return what makes the rule of a policy; it bears the policy's name."""
        return Invocation("New-RetentionComplianceRule", {"Name": policy, "Policy": policy, **rule})

    def refuse_half_told(self, rules: list[dict[str, Any]]) -> None:
        """Do nothing when there is one rule at most, and it says what it does.

        Raises:
            MisreadError: when a policy of this kind has several, or its rule leaves out what it does.
        """
        own = [rule for rule in rules if self.owns(rule)]
        if own and len(rules) > 1:
            raise MisreadError("rules", "one", len(rules))
        for rule in own:
            self.refuse_unsaid(rule)

    def refuse_unsaid(self, rule: Mapping[str, Any]) -> None:
        """Do nothing when a rule of this kind says what it does.

        Raises:
            MisreadError: when it leaves out what it does, or for how long.
        """
        required(rule, ACTION, as_text)
        required(rule, DURATION, as_text)

    async def _change_places(
        self, tenant: Tenant, policy: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Send the places that come and go, and whether the policy is switched on."""
        parameters: dict[str, Any] = dict(place_changes(PLACES, old, new))
        if self.normal(old).get("enabled") != self.normal(new).get("enabled"):
            parameters["Enabled"] = new.get("enabled", True)
        if parameters:
            change = Invocation("Set-RetentionCompliancePolicy", {"Identity": policy, **parameters})
            await run_when_distributed(tenant, change)

    async def _change_rule(
        self, tenant: Tenant, policy: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Send what the rule does otherwise; make it where its making was interrupted."""
        before, after = self.normal(old), self.normal(new)
        asked = {**self.usual_rule(), **self.wire(new)[RULE]}
        of_rule = {one.name: one.place[1] for one in self.fields if one.place[0] == RULE}
        changed = {wire: asked[wire] for name, wire in of_rule.items() if before.get(name) != after.get(name)}
        if not changed:
            return
        rules = await self._rules(tenant, policy)
        if not rules:
            await run_when_distributed(tenant, self.new_rule(policy, self.wire(new)[RULE]))
            return
        seen = [{wire: one.get(wire) for wire in changed} for one in rules]

        async def look() -> None:
            """Do nothing while the rule is as it was."""
            found = [{wire: one.get(wire) for wire in changed} for one in await self._rules(tenant, policy)]
            if found != seen:
                raise WriteError(
                    "rule-overtaken", _OVERTAKEN.format(what=f"the rule of the policy {policy!r}")
                )

        await run_when_distributed(tenant, changed_rule(self.id_of(rules[0], "Name"), changed), look)

    async def _rules(self, tenant: Reader, policy: str) -> list[dict[str, Any]]:
        """Return the rules of a policy as they are now."""
        policies, by_policy = await read_policies(tenant)
        own = [row for row in policies if self.normal_key(self.id_of(row, "Name")) == self.normal_key(policy)]
        return rules_of({one_case(policy)}.union(*map(self._names, own)), by_policy)

    async def _lock(
        self, tenant: Tenant, policy: str, old: Mapping[str, Any], new: Mapping[str, Any]
    ) -> None:
        """Lock the policy where that is asked for; nothing takes a lock off."""
        if new.get(LOCK) is True and old.get(LOCK) is not True:
            lock = {"Identity": policy, "RestrictiveRetention": True, "Confirm": False}
            await run_when_distributed(tenant, Invocation("Set-RetentionCompliancePolicy", lock))

    def _names(self, row: Mapping[str, Any]) -> set[str]:
        """Return by what a rule may name the policy, in lower case."""
        return {self.id_of(row, "Guid").casefold(), one_case(self.id_of(row, "Name"))}

    def _live(self, row: Mapping[str, Any], rules: list[dict[str, Any]]) -> LiveObject:
        """Return one policy with what its rule says."""
        name = self.id_of(row, "Name")
        found = self.live({**row, **({RULE: rules[0]} if rules else {})}, name)
        found = replace(found, recorded_as=recorded_as(row, rules))
        try:
            self.refuse_half_told(rules)
        except MisreadError as error:
            return replace(found, misread=found.misread or not_understood(self.title, name, error))
        return found
