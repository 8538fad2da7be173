"""Who may open a mailbox: Get-MailboxPermission."""
