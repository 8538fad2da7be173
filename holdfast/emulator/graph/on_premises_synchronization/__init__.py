"""How the directory is synchronised, which applications cannot read."""
