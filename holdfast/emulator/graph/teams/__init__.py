"""Teams: groups that have one."""
