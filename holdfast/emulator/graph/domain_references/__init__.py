"""What uses a domain."""
