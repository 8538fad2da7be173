"""How much is in one mailbox: Get-MailboxStatistics."""
