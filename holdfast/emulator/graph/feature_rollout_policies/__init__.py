"""Staged rollout of sign-in features, which applications cannot read."""
