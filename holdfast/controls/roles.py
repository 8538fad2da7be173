"""Directory roles by what Microsoft says of them: template ids, the same in every tenant, dated.

Microsoft labels a role as privileged where it can make itself, or others, more than it is. A role that is labelled
later is not among these until somebody adds it here; a check tells which the tenant has besides
(`entra.admins_phishing_resistant_mfa`, `roles_assessed`).

Source: https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference (the page of
2026-01-20, read 2026-11-26).
"""

from __future__ import annotations

LABELLED = (
    "db506228-d27e-4b7d-95e5-295956d6615f",  # Agent ID Administrator
    "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3",  # Application Administrator
    "cf1c38e5-3621-4004-a7cb-879624dced7c",  # Application Developer
    "ecb2c6bf-0ab6-418e-bd87-7986f8d63bbe",  # Attribute Provisioning Administrator
    "422218e4-db15-4ef9-bbe0-8afb41546d79",  # Attribute Provisioning Reader
    "c4e39bd9-1100-46d3-8c65-fb160da0071f",  # Authentication Administrator
    "25a516ed-2fa0-40ea-a2d0-12923a21473a",  # Authentication Extensibility Administrator
    "aaf43236-0c0d-4d5f-883a-6955382ac081",  # B2C IEF Keyset Administrator
    "158c047a-c907-4556-b7ef-446551a6b5f7",  # Cloud Application Administrator
    "7698a772-787b-4ac8-901f-60d6b08affd2",  # Cloud Device Administrator
    "b1be1c3e-b65d-4f19-8427-f6fa0d97feb9",  # Conditional Access Administrator
    "9360feb5-f418-4baa-8175-e2a00bac4301",  # Directory Writers
    "8329153b-31d0-4727-b945-745eb3bc5f31",  # Domain Name Administrator
    "be2f45a1-457d-42af-a067-6ec1fa63bc45",  # External Identity Provider Administrator
    "62e90394-69f5-4237-9190-012177145e10",  # Global Administrator
    "f2ef992c-3afb-46b9-b7cf-a126ee74c451",  # Global Reader
    "729827e3-9c14-49f7-bb1b-9608f156bbb8",  # Helpdesk Administrator
    "8ac3fc64-6eca-42ea-9e69-59f4c7b60eb2",  # Hybrid Identity Administrator
    "3a2c62db-5318-420d-8d74-23affee5d9d5",  # Intune Administrator
    "59d46f88-662b-457b-bceb-5c3809e5908f",  # Lifecycle Workflows Administrator
    "4ba39ca4-527c-499a-b93d-d9b492c50246",  # Partner Tier1 Support
    "e00e864a-17c5-4a4b-9c06-f5b95a8d5bd8",  # Partner Tier2 Support
    "966707d0-3269-4727-9be2-8c3a10f19b9d",  # Password Administrator
    "7be44c8a-adaf-4e2a-84d6-ab2649e08a13",  # Privileged Authentication Administrator
    "e8611ab8-c189-46e8-94e1-60213ab1f814",  # Privileged Role Administrator
    "194ae4cb-b126-40b2-bd5b-6091b380977d",  # Security Administrator
    "5f2222b1-57c3-48ba-8ad5-d4759f1fde6f",  # Security Operator
    "5d6b6bb7-de71-4623-b4af-96380a352509",  # Security Reader
    "fe930be7-5e62-47db-91af-98c3a49a38b1",  # User Administrator
)
"""Roles that Microsoft labels as privileged."""
ASKED_FOR = (
    "b0f54661-2d74-4c50-afa3-1ec803f12efe",  # Billing Administrator
    "29232cdf-9323-42fd-ade2-1d097af3e4de",  # Exchange Administrator
    "f28a1f50-f6e7-4571-818b-6a12f2af6b6c",  # SharePoint Administrator
)
"""Roles without the label that CIS 5.2.2.5 or SCuBA MS.AAD.3.6v1 name (../shared/frameworks.md 1.1 and 2.1)."""
PRIVILEGED = (*LABELLED, *ASKED_FOR)
"""Whose holders prove more than others, and work in shorter sessions."""
OTHER_ADMINISTRATORS = (
    "6b942400-691f-4bf0-9d12-d8a254a2baf5",  # Agent Registry Administrator
    "d2562ede-74db-457e-a7b6-544e236ebb61",  # AI Administrator
    "c430b396-e693-46cc-96f3-db01bf8bb62a",  # Attack Simulation Administrator
    "58a13ea3-c632-46ae-9ee0-9c0d43cd7f3d",  # Attribute Assignment Administrator
    "8424c6f0-a189-499e-bbd0-26c1753c96d4",  # Attribute Definition Administrator
    "5b784334-f94b-471a-a387-e7219fc49ca2",  # Attribute Log Administrator
    "0526716b-113d-4c15-b2c8-68e3c22b9f80",  # Authentication Policy Administrator
    "e3973bdf-4987-49ae-837a-ba8e231c7286",  # Azure DevOps Administrator
    "7495fdc4-34c4-4d15-a289-98788ce399fd",  # Azure Information Protection Administrator
    "892c5842-a9a6-463a-8041-72aa08ca3cf6",  # Cloud App Security Administrator
    "17315797-102d-40b4-93e0-432062caca18",  # Compliance Administrator
    "e6d1a23a-da11-4be4-9570-befc86d067a7",  # Compliance Data Administrator
    "44367163-eba1-44c3-98af-f5787879f96a",  # Dynamics 365 Administrator
    "3f1acade-1e04-4fbc-9b69-f0302cd84aef",  # Edge Administrator
    "49eb8f75-97e9-4e37-9b2b-6c3ebfcffa31",  # Exchange Backup Administrator
    "31392ffb-586c-42d1-9346-e59415a2cc4e",  # Exchange Recipient Administrator
    "6e591065-9bad-43ed-90f3-e9424366d2f0",  # External ID User Flow Administrator
    "a9ea8996-122f-4c74-9520-8edcd192826c",  # Fabric Administrator
    "ac434307-12b9-4fa1-a708-88bf58caabc1",  # Global Secure Access Administrator
    "fdd7a751-b60b-444a-984c-02652fe8fa1c",  # Groups Administrator
    "45d8d3c5-c802-45c6-b32a-1d70b5e1e86e",  # Identity Governance Administrator
    "4d6ac14f-3453-41d0-bef9-a3e0c569773a",  # License Administrator
    "790c1fb9-7f7d-4f88-86a1-ef1f95c05c1b",  # Message Center Reader
    "ac16e43d-7b2d-40e0-ac05-243ff356ab5b",  # Message Center Privacy Reader
    "1707125e-0aa2-4d4d-8655-a7c786c76a25",  # Microsoft 365 Backup Administrator
    "8c8b803f-96e1-4129-9349-20738d9f9652",  # Microsoft 365 Migration Administrator
    "d37c8bed-0711-4417-ba38-b4abe66ce4c2",  # Network Administrator
    "2b745bdf-0803-4d80-aa65-822c4493daac",  # Office Apps Administrator
    "92ed04bf-c94a-4b82-9729-b799a7a4c178",  # Organizational Branding Administrator
    "024906de-61e5-49c8-8572-40335f1e0e10",  # People Administrator
    "11648597-926c-4cf3-9c36-bcebb0ba8dcc",  # Power Platform Administrator
    "644ef478-e28f-4e28-b9dc-3fdde9aa0b1f",  # Printer Administrator
    "4a5d8f65-41da-4de4-8968-e035b65339cf",  # Reports Reader
    "0964bb5e-9bdb-4d7b-ac29-58e794862a40",  # Search Administrator
    "f023fd81-a637-4b56-95fd-791ac0226033",  # Service Support Administrator
    "99009c4a-3b3f-4957-82a9-9d35e12db77e",  # SharePoint Advanced Management Administrator
    "9d3e04ba-3ee4-4d1b-a3a7-9aef423a09be",  # SharePoint Backup Administrator
    "1a7d78b6-429f-476b-b8eb-35fb715fffd4",  # SharePoint Embedded Administrator
    "75941009-915a-4869-abe7-691bff18279e",  # Skype for Business Administrator
    "69091246-20e8-4a56-aa4d-066075b2a7a8",  # Teams Administrator
    "baf37b3a-610e-45da-9e62-d9d1e5e8914b",  # Teams Communications Administrator
    "f70938a0-fc10-4177-9e90-2178f8765737",  # Teams Communications Support Engineer
    "fcf91098-03e3-41a9-b5ba-6f0ec8188a12",  # Teams Communications Support Specialist
    "3d762c5a-1b6c-493f-843e-55a3b42923d4",  # Teams Devices Administrator
    "1076ac91-f3d9-41a7-a339-dcdf5f480acc",  # Teams Reader
    "aa38014f-0993-46e9-9b45-30501a20909d",  # Teams Telephony Administrator
    "75934031-6c7e-415a-99d7-48dbd49e875e",  # Usage Summary Reports Reader
    "11451d60-acb2-45eb-a7d6-43d0f0125c13",  # Windows 365 Administrator
    "32696413-001a-46ae-978c-ce0f6b3620d2",  # Windows Update Deployment Administrator
    "810a2642-a034-447f-a5e8-41beaa378541",  # Yammer Administrator
)
"""Roles that are not privileged and whose holders work in an admin centre all the same. Which do is our judgement."""
