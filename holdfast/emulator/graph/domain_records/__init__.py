"""Records that the DNS of a domain has to have, or had once."""
