#!/bin/sh
# Builds a graph from the example page and asks it a few questions. `make demo` runs this.
set -eu
graph=${1:-demo}
page=$(dirname "$0")/landmark-papers.txt

say() { printf '\n$ %s\n' "$*"; }
run() { say "$*"; "$@"; }

run claimgraph build "$page" --graph "$graph"
run claimgraph stats --graph "$graph"
run claimgraph query leaderboard --graph "$graph" --param dataset=GSM8K
run claimgraph query claims --graph "$graph" --param method=BERT
run claimgraph query outperformed-by --graph "$graph" --param method=BERT --lang sparql
run claimgraph validate --graph "$graph"

cat <<END

The graph is in $graph. Next, list the questions and ask your own:

  . .venv/bin/activate
  claimgraph query
  claimgraph query claims --graph $graph --param method=ResNet
  claimgraph build your-listing.txt --graph $graph
END
