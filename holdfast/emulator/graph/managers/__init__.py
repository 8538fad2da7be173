"""Managers of people."""
