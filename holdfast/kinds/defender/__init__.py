"""Kinds of Defender for Office 365 and Exchange Online Protection: one file per rule, each with one `KIND`."""
