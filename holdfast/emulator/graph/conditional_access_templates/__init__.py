"""Templates of Conditional Access, Microsoft's own."""
