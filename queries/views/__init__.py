"""What is shown of the graph: its things, claims and parts as plain data, from the tables of one state."""
