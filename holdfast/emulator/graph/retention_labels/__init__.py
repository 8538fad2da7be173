"""Retention labels as Graph has them, which applications cannot read."""
