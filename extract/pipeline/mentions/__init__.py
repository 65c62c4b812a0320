"""What a paper names: candidates by rules and vocabulary, and the choice among strings."""
