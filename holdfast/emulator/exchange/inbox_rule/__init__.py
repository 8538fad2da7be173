"""Inbox rules of one mailbox: Get-InboxRule."""
