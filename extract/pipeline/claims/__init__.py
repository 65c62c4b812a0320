"""What numbers and orderings share: the text as claims see it, and the models that tie them to names."""
