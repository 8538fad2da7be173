"""What no application role reads."""
