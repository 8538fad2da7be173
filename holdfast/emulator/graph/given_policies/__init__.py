"""Policies that are given to applications and service principals."""
