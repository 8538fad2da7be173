"""The authorization policy as beta has it: a collection of one."""
