"""Microsoft Graph v1.0 and beta: one file a resource, each with a module-level `ROUTES`; see dispatch.py."""
