"""The subcommands, one module a theme; each registers its commands on the application."""
