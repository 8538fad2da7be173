"""Who gets mail in the organization's list: Get-Recipient over mailboxes and mail contacts."""
