"""Microsoft 365 Backup Storage: the service, a policy for each workload, its protection units, and restore points."""
