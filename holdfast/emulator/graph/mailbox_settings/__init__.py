"""What people set in their own mailboxes, read only."""
