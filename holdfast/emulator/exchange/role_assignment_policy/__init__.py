"""What people may do by themselves in Exchange: the role assignment policy and its assignments."""
