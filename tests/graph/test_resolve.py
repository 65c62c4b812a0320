from hypothesis import given
from hypothesis import strategies as st
from sample_records import entity, record, records

from extract.record import Record
from extract.vocabulary import Term
from graph.build import build_graph
from graph.papers import merge_papers
from graph.resolution.knowledge import Knowledge
from graph.resolution.resolve import Resolution, resolve
from graph.tables import GraphTables

NOTHING = Knowledge()
TERMS = Knowledge(
    [
        Term("Method", "Lichen", ("Lichen Network", "LN")),
        Term("Method", "Lichen-2", family="Lichen"),
        Term("Method", "Stone Sediment Tracker", ("SST",)),
        Term("Metric", "accuracy", ("acc",), better="higher"),
    ]
)


def resolved(*found: Record, knowledge: Knowledge = NOTHING) -> Resolution:
    return resolve(merge_papers(found), knowledge)


def ids(*found: Record, knowledge: Knowledge = NOTHING) -> set[str]:
    return {node.id for node in resolved(*found, knowledge=knowledge).nodes}


def test_spellings_are_one_node() -> None:
    (node,) = resolved(
        record("a", entity("Task", "image generation")),
        record("b", entity("Task", "Image Generation")),
        record("c", entity("Task", "image generation")),
    ).nodes
    assert (node.id, node.name, node.aliases, node.support) == (
        "task/image-generation",
        "image generation",
        ("Image Generation",),
        3,
    )


def test_types_stay_apart() -> None:
    assert ids(record("a", entity("Task", "parsing"), entity("Method", "parsing"))) == {
        "task/parsing",
        "method/parsing",
    }


def test_an_abbreviation_with_one_reading_is_its_long_form() -> None:
    spelled = record("a", entity("Method", "Silent Forest Diffusion", "Silent Forest Diffusion", "SiFoD"))
    bare = record("b", entity("Method", "SiFoD"))
    assert ids(spelled, bare) == {"method/silent-forest-diffusion"}
    assert ids(bare) == {"method/sifod"}


def test_few_letters_ask_for_more_papers() -> None:
    spelled = [
        record(id_, entity("Method", "Silent Forest Diffusion", "Silent Forest Diffusion", "SFD"))
        for id_ in "abc"
    ]
    bare = record("d", entity("Method", "SFD"))
    assert ids(*spelled, bare) == {"method/silent-forest-diffusion"}
    assert ids(spelled[0], bare) == {"method/silent-forest-diffusion", "method/sfd"}


def test_who_introduces_the_abbreviation_alone_means_something_else() -> None:
    spelled = record("a", entity("Method", "Silent Forest Diffusion", "Silent Forest Diffusion", "SiFoD"))
    own = record("b", entity("Method", "SiFoD", role="introduced"))
    assert ids(spelled, own) == {"method/silent-forest-diffusion", "method/sifod"}


def test_spellings_of_one_long_form_are_one_thing() -> None:
    one = record("a", entity("Method", "Spatio-Temporal Forest Network", "STFN"))
    other = [record(id_, entity("Method", "spatial temporal forest networks", "STFN")) for id_ in "bc"]
    assert ids(one, *other) == {"method/spatial-temporal-forest-network"}


def test_initials_beside_their_long_form_are_one_thing() -> None:
    assert ids(record("a", entity("Method", "silent forest diffusion"), entity("Method", "SFD"))) == {
        "method/silent-forest-diffusion"
    }


def test_the_name_may_be_the_abbreviation() -> None:
    assert ids(record("a", entity("Method", "SFD", "SFD", "Silent Forest Diffusion"))) == {
        "method/silent-forest-diffusion"
    }


def test_two_readings_are_never_fused() -> None:
    one = record("a", entity("Method", "Stone Sediment Tracker", "SST"))
    two = record("b", entity("Method", "Silent Starling Transformer", "SST"))
    bare = record("c", entity("Method", "SST"))
    assert ids(one, two, bare) == {
        "method/stone-sediment-tracker",
        "method/silent-starling-transformer",
        "method/sst",
    }
    again = [record(id_, entity("Method", "Stone Sediment Tracker", "SST")) for id_ in "de"]
    assert ids(one, *again, bare) == {"method/stone-sediment-tracker"}


def test_a_known_abbreviation_outlasts_one_odd_paper_among_many() -> None:
    known = [record(f"k{n}", entity("Method", "Stone Sediment Tracker", "SST")) for n in range(2)]
    odd = [record(id_, entity("Method", "Silent Starling Transformer", "SST")) for id_ in ("o1", "o2", "o3")]
    bare = record("c", entity("Method", "SST"))
    assert "method/sst" not in ids(*known, *odd, bare, knowledge=TERMS)
    assert "method/sst" not in ids(odd[0], bare, knowledge=TERMS)
    assert "method/sst" in ids(*odd, bare, knowledge=TERMS)
    assert ids(bare, knowledge=TERMS) == {"method/stone-sediment-tracker"}


def test_the_vocabulary_names_and_relates() -> None:
    found = [record("a", entity("Method", "LN")), record("b", entity("Method", "lichen networks"))]
    (node,) = resolved(*found, knowledge=TERMS).nodes
    assert (node.id, node.name, node.support) == ("method/lichen", "Lichen", 2)


def test_an_alias_of_two_terms_names_neither() -> None:
    terms = Knowledge([Term("Method", "Fern", ("F-net",)), Term("Method", "Fir", ("F-net",))])
    assert ids(record("a", entity("Method", "F-net")), knowledge=terms) == {"method/f-net"}


def test_variants_where_both_exist() -> None:
    found = record(
        "a",
        *(
            entity("Method", name)
            for name in ("Moss", "Moss-2", "Moss-2-7B", "Moss-3-7B-Instruct", "T5", "T")
        ),
        entity("Dataset", "FernQA 256x256"),
        entity("Dataset", "FernQA"),
        entity("Metric", "Recall@5"),
        entity("Metric", "Recall"),
        entity("Task", "parsing 2"),
        entity("Task", "parsing"),
    )
    assert _variants(build_graph(merge_papers([found]), NOTHING).tables) == {
        ("method/moss-2", "method/moss"),
        ("method/moss-2-7b", "method/moss-2"),
        ("method/moss-3-7b-instruct", "method/moss"),
        ("dataset/fernqa-256x256", "dataset/fernqa"),
        ("metric/recall-at-5", "metric/recall"),
    }


def test_families_of_the_vocabulary() -> None:
    found = record("a", entity("Method", "Lichen-2"), entity("Method", "LN"))
    assert _variants(build_graph(merge_papers([found]), TERMS).tables) == {
        ("method/lichen-2", "method/lichen")
    }


def test_placeholders_are_of_their_paper() -> None:
    found = [record("a", entity("Method", r"\method")), record("b", entity("Method", r"\method{}"))]
    assert len(ids(*found)) == 2


def test_signs_and_collisions() -> None:
    found = record(
        "a", *(entity("Method", name) for name in ("C", "C++", "A", "A*", "GPT-3.5", "GPT-3-5", "∞"))
    )
    nodes = resolved(found).nodes
    assert len({node.id for node in nodes}) == 7
    assert {"method/c", "method/c-plus-plus", "method/a", "method/a-star"} <= {node.id for node in nodes}


def test_a_name_without_a_visible_character_is_counted() -> None:
    found = resolved(record("a", entity("Method", " \u200b"), entity("Method", "Fern")))
    assert found.unnamed == 1
    assert len(found.nodes) == 1


@given(st.lists(records(), max_size=6), st.randoms(), st.sampled_from([NOTHING, TERMS]))
def test_the_graph_is_a_function_of_the_set(found: list[Record], random: object, known: Knowledge) -> None:
    shuffled = [*found, *found[:2]]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    unique = list({item.to_json(): item for item in shuffled}.values())
    original = list({item.to_json(): item for item in found}.values())
    assert build_graph(merge_papers(original), known) == build_graph(merge_papers(unique), known)


@given(st.lists(records(), max_size=6))
def test_edges_end_at_nodes(found: list[Record]) -> None:
    tables = build_graph(merge_papers(found), TERMS).tables
    nodes = {label: set(table["id"].to_pylist()) for label, table in tables.nodes.items()}
    for kind, table in tables.edges.items():
        assert set(table["start"].to_pylist()) <= nodes[kind.start]
        assert set(table["end"].to_pylist()) <= nodes[kind.end]
    for label in ("Method", "Dataset", "Task", "Metric"):
        assert all(count > 0 for count in tables.nodes[label]["support"].to_pylist())


def _variants(tables: GraphTables) -> set[tuple[str, str]]:
    return {
        (row["start"], row["end"])
        for kind, table in tables.edges.items()
        if kind.type == "VARIANT_OF"
        for row in table.to_pylist()
    }
