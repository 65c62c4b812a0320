"""Training of the pipeline's models from annotated papers."""
