"""The spaCy components that read a paper, and the pipeline that they form."""
