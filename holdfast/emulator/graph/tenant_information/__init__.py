"""Whose a domain or a tenant id is."""
