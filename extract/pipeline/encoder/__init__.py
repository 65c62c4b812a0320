"""The network that reads a paper: a small transformer over word pieces, run by ONNX Runtime.

`inputs` makes what it takes from a Doc, `reading` holds what it gives, `component` puts it into the pipeline.
What the annotation asks of it, its training and its export are in `extract.training.encoder`.
"""
