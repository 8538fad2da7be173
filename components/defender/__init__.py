"""Controls over what filters mail and files (Exchange Online Protection, Defender for Office 365)."""
