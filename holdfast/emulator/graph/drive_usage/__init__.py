"""Declared service: how much is in each OneDrive, a report."""
