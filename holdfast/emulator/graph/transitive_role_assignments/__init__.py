"""Roles that somebody holds by himself or through groups."""
