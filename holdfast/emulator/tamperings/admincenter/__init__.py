"""Tampering with what the controls over the Microsoft 365 admin center declare."""
