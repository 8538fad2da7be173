"""What belongs to the organization's object: its branding, and its certificate authorities."""
