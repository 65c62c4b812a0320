"""From mentions to entities: which names are one thing, and what part each plays in the paper."""
