"""Who is in a distribution group: Get-DistributionGroupMember."""
