"""Declared service: how much is in each site, and whose it is, a report."""
