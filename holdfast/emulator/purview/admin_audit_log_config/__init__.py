"""The audit settings as the compliance endpoint answers them."""
