"""Policies of PIM: how each directory role is assigned and activated."""
