"""Invitations of guests."""
