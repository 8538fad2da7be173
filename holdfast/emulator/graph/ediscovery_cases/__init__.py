"""eDiscovery: cases, the hold policies in them, and the mailboxes and sites that these hold."""
