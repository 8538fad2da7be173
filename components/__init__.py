"""The controls: one customer-side control per file, by service. Found by walking this package."""
