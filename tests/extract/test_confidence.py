"""Filtering by confidence takes out the unsure and leaves the rest as it is."""

import json
from pathlib import Path

from evaluated_papers import RECORD
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from claimgraph.cli import app
from extract.confidence import at_least, statements
from extract.record import record_from_json


def test_nothing_is_taken_out_at_zero() -> None:
    assert at_least(RECORD, 0) == RECORD


def test_the_limit_itself_stays() -> None:
    kept = at_least(RECORD, 0.5)
    assert [entity.name for entity in kept.entities] == ["StripeNet", "PileSet", "sorting", "accuracy"]
    assert [result.value for result in kept.results] == ["81"]
    assert [item.relation for item in kept.comparisons] == ["improves"]


def test_a_claim_keeps_the_name_of_an_entity_that_falls_out() -> None:
    kept = at_least(RECORD, 0.6)
    assert "DotNet" not in {entity.name for entity in kept.entities}
    assert kept.comparisons[0].object == "DotNet"


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_limit_keeps_no_more(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert at_least(at_least(RECORD, low), high) == at_least(RECORD, high)
    assert statements(at_least(RECORD, high)) <= statements(at_least(RECORD, low)) <= statements(RECORD)


def test_the_command_says_how_much_it_left_out(tmp_path: Path) -> None:
    paper = {"id": "p", "title": "StripeNet", "abstract": "We propose StripeNet, an improved ResNet."}
    listing = tmp_path / "papers.jsonl"
    listing.write_text(json.dumps(paper))
    all_of_it, none_of_it = (
        CliRunner().invoke(app, ["extract", str(listing), "--min-confidence", limit]) for limit in ("0", "1")
    )
    everything = record_from_json(all_of_it.stdout)
    found = statements(everything)
    assert everything.entities
    assert statements(record_from_json(none_of_it.stdout)) == 0
    assert f"{found} entities and claims left out" in none_of_it.stderr
    assert CliRunner().invoke(app, ["extract", str(listing), "--min-confidence", "2"]).exit_code == 2
