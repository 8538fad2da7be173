"""The subcommands of `holdfast baseline`, one file each."""
