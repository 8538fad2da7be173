"""What the identity of a client must be allowed in its tenant, and why: computed, never listed by hand."""
