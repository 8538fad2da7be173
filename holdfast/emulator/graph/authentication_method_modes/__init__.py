"""Of what combinations are made."""
