"""Looks ahead over a tenant: reads what has a clock there, and has the grace periods say what becomes of it."""
