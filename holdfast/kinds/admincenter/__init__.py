"""Kinds of what the Microsoft 365 admin center sets for the whole organization."""
