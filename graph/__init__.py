"""From records to a graph: the model, resolution, tables and the stores that hold them."""
