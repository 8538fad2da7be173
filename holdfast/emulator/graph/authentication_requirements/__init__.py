"""The older, per-user MFA of each user, read only."""
