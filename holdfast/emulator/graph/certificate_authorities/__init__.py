"""Certificate authorities of a store."""
