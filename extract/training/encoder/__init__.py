"""Training the network that reads a paper (`extract.pipeline.encoder`), which needs the `train` extra.

`targets` says what the annotation asks of it; `base` reads the weights that training starts from, and
`vocabulary` leaves out the word pieces that do not occur; `network` is the network itself, in PyTorch, and
`fit` its training; `export` turns it into the file that the pipeline runs, and `folds` trains networks that
have not seen some of the papers, so that what learns from readings learns from readings as they are of new
papers.
"""
