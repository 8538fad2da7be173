"""Roles that are held over an administrative unit."""
