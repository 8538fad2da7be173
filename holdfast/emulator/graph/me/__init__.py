"""Who signed in, of whom an application has nothing."""
