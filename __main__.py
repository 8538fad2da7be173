"""The Pulumi program: stack configuration to plan, plan to components, components to exports."""

from datetime import UTC, datetime
from pathlib import Path

import pulumi

from holdfast.controls.catalogue import controls
from holdfast.controls.program import declare, export
from holdfast.plan.load import load_plan

project, today = Path(__file__).resolve().parent, datetime.now(UTC).date()
plan = load_plan(project, pulumi.get_stack(), controls(), today=today)
export(declare(plan), plan)
