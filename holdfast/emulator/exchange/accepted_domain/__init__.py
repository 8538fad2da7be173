"""The domains that the organization gets mail for: Get-AcceptedDomain."""
