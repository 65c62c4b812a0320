"""From listings of papers to records: readers, markup, the spaCy pipeline and its evaluation."""
