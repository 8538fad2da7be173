"""Reporting lines: who is whose manager, and who reports to whom."""
