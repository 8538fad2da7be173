"""What keeps the project itself in order, and is no part of the product."""
