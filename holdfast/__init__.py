"""Hardens Microsoft 365 tenants as code: the customer's half of the shared-responsibility model."""
