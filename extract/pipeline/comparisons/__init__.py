"""Who outperforms, matches or improves whom, and new bests."""
