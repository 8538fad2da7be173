"""Whose actions no mailbox records: Get-MailboxAuditBypassAssociation and Set-MailboxAuditBypassAssociation."""
