"""Kinds of Intune."""
