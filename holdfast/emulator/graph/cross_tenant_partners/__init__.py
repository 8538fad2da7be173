"""Settings towards other tenants, one by one."""
