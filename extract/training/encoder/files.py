"""What lies in the folder of a network beside what the pipeline runs."""

from __future__ import annotations

WEIGHTS_FILE = "network.safetensors"
"""The weights before export, for whoever wants to train further."""
UNFINISHED_FILE = "unfinished.pt"
"""Where a fit stands that is not done."""
FITTED_TO = "papers.sha256"
"""The digest of the annotated papers that the network is, or is to be, fitted to."""
