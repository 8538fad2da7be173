"""What PIM asks of whoever takes a role on, read only."""
