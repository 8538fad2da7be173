"""What belongs to a domain."""
