"""What users, groups and service principals share: one id space, types, membership."""
