"""Mailboxes: Get-Mailbox and Set-Mailbox over a table of their own."""
