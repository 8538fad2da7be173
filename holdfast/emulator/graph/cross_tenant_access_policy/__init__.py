"""The tenant's policy towards other tenants, read only; its default settings are a declaration beside it."""
