"""Templates by which applications are made."""
