"""Who may send as somebody: Get-RecipientPermission."""
