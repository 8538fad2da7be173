"""`holdfast history`: one file per subcommand."""
