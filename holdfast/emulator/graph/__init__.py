"""Services of Microsoft Graph v1.0 and beta: a file is a declared one, a folder one in code; see walk.py."""
