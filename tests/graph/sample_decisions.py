"""Random decisions that do not contradict each other, about the names and papers of the sample records."""

from __future__ import annotations

from hypothesis import strategies as st
from sample_records import SHARED_SHORT, names

from graph.resolution.decisions import Decision, DecisionError, Decisions

TITLES = ["One", "Two", "A Search", "2401.00001", "p-one", "paper/two"]
_types = st.sampled_from(["Method", "Dataset", "Metric", "Task"])
_names = st.one_of(st.sampled_from([*SHARED_SHORT, "Lichen", "Lichen-2"]), names)
_scopes = st.one_of(st.none(), st.none(), st.sampled_from(TITLES))


@st.composite
def decisions(draw: st.DrawFn) -> Decision:
    if draw(st.integers(0, 3)) == 0:
        pair = draw(st.permutations(TITLES))[:2]
        return Decision(draw(st.sampled_from(["same", "different"])), "Paper", *pair)
    paper = draw(_scopes)
    verb = "same" if paper else draw(st.sampled_from(["same", "different"]))
    return Decision(verb, draw(_types), draw(_names), draw(_names), paper)  # type: ignore[arg-type]


@st.composite
def decision_sets(draw: st.DrawFn) -> Decisions:
    found = Decisions()
    for decision in draw(st.lists(decisions(), max_size=5)):
        try:
            found = found.with_decision(decision, draw(st.sampled_from(["", "why"])))
        except DecisionError:
            continue
    return found
