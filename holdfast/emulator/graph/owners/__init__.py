"""Owners of applications and service principals."""
