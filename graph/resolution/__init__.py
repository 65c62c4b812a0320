"""Which names are one thing, and which things are forms of a more general one."""
