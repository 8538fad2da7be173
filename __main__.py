"""The Pulumi program: stack configuration to plan, plan to components, components to exports."""

from pathlib import Path

import pulumi

from holdfast.controls.catalogue import controls
from holdfast.controls.program import declare, export
from holdfast.plan.load import load_plan

plan = load_plan(Path(__file__).parent.resolve(), pulumi.get_stack(), controls())
export(declare(plan), plan)
