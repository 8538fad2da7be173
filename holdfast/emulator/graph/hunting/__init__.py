"""Advanced hunting, which has nothing to search in."""
