"""Azure Resource Manager, as far as a sign-in needs it: a tenant of Microsoft 365 without any subscription."""
