"""Sites of SharePoint."""
