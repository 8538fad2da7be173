"""Controls over files (SharePoint and OneDrive)."""
