"""Tamperings with Microsoft 365 Backup."""
