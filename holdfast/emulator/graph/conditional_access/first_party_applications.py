"""Microsoft's own applications that Conditional Access may name without a service principal of the tenant's seed.

Ids: api-facts, ca-semantics, and the policies of a real export of 2026; the rest recalled.
"""

from __future__ import annotations

FIRST_PARTY_APPLICATIONS = frozenset(
    {
        "00000002-0000-0000-c000-000000000000",  # Windows Azure Active Directory
        "00000002-0000-0ff1-ce00-000000000000",  # Office 365 Exchange Online
        "00000003-0000-0000-c000-000000000000",  # Microsoft Graph
        "00000003-0000-0ff1-ce00-000000000000",  # Office 365 SharePoint Online
        "00000004-0000-0ff1-ce00-000000000000",  # Skype for Business Online
        "00000005-0000-0ff1-ce00-000000000000",  # Yammer
        "00000007-0000-0000-c000-000000000000",  # Dataverse
        "00000009-0000-0000-c000-000000000000",  # Power BI Service
        "0000000a-0000-0000-c000-000000000000",  # Microsoft Intune
        "00000012-0000-0000-c000-000000000000",  # Microsoft Rights Management Services
        "01cb2876-7ebd-4aa4-9cc9-d28bd4d359a9",  # Device Registration Service
        "04b07795-8ddb-461a-bbee-02f9e1bf7b46",  # Microsoft Azure CLI
        "14d82eec-204b-4c2f-b7e8-296a70dab67e",  # Microsoft Graph Command Line Tools
        "1950a258-227b-4e31-a9cf-717495945fc2",  # Microsoft Azure PowerShell
        "2793995e-0a7d-40d7-bd35-6968ba142197",  # My Apps
        "372140e0-b3b7-4226-8ef9-d57986796201",  # Azure Windows VM Sign-In
        "499b84ac-1321-427f-aa17-267ca6975798",  # Azure DevOps
        "67ad5377-2d78-4ac2-a867-6300cda00e85",  # Microsoft 365 Support Service
        "797f4846-ba00-4fd7-ba43-dac1f8f63013",  # Windows Azure Service Management API
        "80ccca67-54bd-44ab-8625-4b79c4dc7775",  # Microsoft Defender portal
        "9cdead84-a844-4324-93f2-b2e6bb768d07",  # Azure Virtual Desktop
        "c44b4083-3bb0-49c1-b47d-974e53cbdf3c",  # Azure portal
        "cc15fd57-2c6c-4117-a88c-83b1d56b4bbe",  # Microsoft Teams Services
        "d4ebce55-015a-49b5-a083-c84d1797ae8c",  # Microsoft Intune Enrollment
        "f53895d3-095d-408f-8e93-8f94b391404e",  # named by the export
        "fb60f99c-7a34-4190-8149-302f77469936",  # Azure AD token exchange endpoint
    }
)
"""Application ids, lower case."""
