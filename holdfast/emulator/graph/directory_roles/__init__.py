"""Directory roles as the older interface has them."""
