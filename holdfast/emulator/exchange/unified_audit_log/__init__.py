"""Search-UnifiedAuditLog."""
