"""When applications signed in last, a report of Graph beta."""
