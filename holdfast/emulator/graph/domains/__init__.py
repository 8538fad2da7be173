"""Domains of the tenant, read only."""
