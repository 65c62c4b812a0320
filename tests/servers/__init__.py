"""Real database servers for the tests: fetched with Maven, started on free
loopback ports, stopped by process id."""
