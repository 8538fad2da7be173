"""What each mailbox lets clients do: Get-CASMailbox and Set-CASMailbox."""
