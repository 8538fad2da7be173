"""Applying a client's plan with the real engine: look first, adopt, refresh what drifted, apply, look again."""
