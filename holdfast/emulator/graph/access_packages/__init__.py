"""Access packages of entitlement management."""
