"""Subcommands of `holdfast tenant`: each module with `register(group)` is one."""
