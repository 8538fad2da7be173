"""What people keep in a tenant: mail and files, what time does to them, and what of them can be brought back."""
