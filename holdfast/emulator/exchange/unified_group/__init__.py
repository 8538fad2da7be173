"""Microsoft 365 groups as Exchange shows them: Get-UnifiedGroup."""
