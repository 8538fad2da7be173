"""What stops an apply before its first write, one rule a file. Each raises a RefusedError, or does nothing."""
