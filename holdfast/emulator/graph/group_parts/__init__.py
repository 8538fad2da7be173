"""What belongs to a group: its settings, and the policy by which it expires."""
