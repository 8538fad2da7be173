"""What may be consented to, and by whom."""
