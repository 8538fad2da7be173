"""Catalogs of entitlement management."""
