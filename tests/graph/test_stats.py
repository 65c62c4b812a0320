from sample_records import entity, record, result

from graph.build import build_graph
from graph.papers import merge_papers
from graph.resolution.knowledge import Knowledge
from graph.stats import EntityCount, graph_stats
from graph.tables import GraphTables


def test_counts_and_health() -> None:
    spellings = [f"Fern{'-' * n}Net" for n in range(1, 25)]
    found = [
        record("p", entity("Method", "Fern-Net", *spellings), results=[result("1", method="Fern-Net")]),
        record("q", entity("Method", "Fern-Net"), entity("Method", "Moss"), results=[result("2")]),
        record("r"),
    ]
    stats = graph_stats(build_graph(merge_papers(found), Knowledge()).tables, top=1)
    assert stats.nodes["Paper"] == 3
    assert stats.edges["MAKES-Paper-Claim"] == 2
    assert stats.top["Method"] == (EntityCount("method/fern-net", "Fern-Net", 2),)
    assert stats.top["Task"] == ()
    assert stats.health.papers_without_entities == 1
    assert stats.health.claims_without_method == 1
    assert stats.health.claims_without_dataset == 2
    assert stats.health.results_without_metric == 2
    assert stats.health.orphans == {"Paper": 1, "Method": 0, "Dataset": 0, "Task": 0, "Metric": 0, "Claim": 0}
    assert stats.health.many_aliases == (EntityCount("method/fern-net", "Fern-Net", 23),)


def test_the_empty_graph() -> None:
    stats = graph_stats(GraphTables.empty())
    assert set(stats.nodes.values()) == {0}
    assert stats.health.many_aliases == ()
