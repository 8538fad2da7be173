"""Who and what is in an administrative unit."""
