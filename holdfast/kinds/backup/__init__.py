"""Kinds of Microsoft 365 Backup."""
