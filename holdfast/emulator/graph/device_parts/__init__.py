"""Whose a device is."""
