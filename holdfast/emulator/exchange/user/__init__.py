"""Users as Exchange knows them: Get-User and Set-User over the table of mailboxes."""
