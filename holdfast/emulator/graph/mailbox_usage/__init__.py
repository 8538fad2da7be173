"""How much is in each mailbox, read only."""
