"""Controls over mailboxes (Exchange Online)."""
