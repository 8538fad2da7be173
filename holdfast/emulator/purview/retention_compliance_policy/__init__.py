"""Retention policies, label policies among them."""
