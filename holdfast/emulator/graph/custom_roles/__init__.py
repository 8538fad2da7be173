"""Roles that a tenant defines itself."""
