"""The vocabulary files: they parse, no form stands for two things, and nothing generic is in them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from importlib import resources
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.record import ENTITY_TYPES, EntityType
from extract.vocabulary import (
    ALIAS_SEPARATOR,
    COLUMNS,
    FILES,
    Term,
    VocabularyError,
    ambiguous_forms,
    parse_ambiguous,
    parse_terms,
    vocabulary,
)

HEADER = "\t".join(COLUMNS)
AT_LEAST: dict[EntityType, int] = {"Method": 900, "Dataset": 700, "Metric": 250, "Task": 500}

# What the annotation guidelines rule out, by type; `*` for words that name nothing of any type.
GENERIC = {
    "*": """AI | machine learning | deep learning | neural network | deep neural network | large language
        model | LLM | language model | small language model | vision-language model | VLM | multimodal
        large language model | MLLM | pre-trained model | foundation model | baseline | framework |
        method | approach | model | algorithm | training | fine-tuning | pre-training | inference |
        performance | quality | results | efficiency | effectiveness | computer vision | natural
        language processing | NLP | CV | state of the art | SOTA | score | dataset | benchmark |
        unlabeled data | training data | text | image | video | experiments""",
    "Method": "few-shot learning | zero-shot learning | semi-supervised learning | continual learning | NAS",
    "Task": "reinforcement learning | contrastive learning | transfer learning | meta-learning | RL | SSL",
    "Metric": "parameters | robustness | scalability | generalization",
}
CLAIMED_METRICS = """
    accuracy | precision | recall | F1 | exact match | BLEU | ROUGE-L | perplexity | win rate | mIoU |
    mAP | AP50 | FID | IS | PSNR | SSIM | LPIPS | WER | CER | AUC | AUROC | NDCG@10 | Recall@K | MRR |
    pass@1 | success rate | latency | throughput | training time | inference time | inference speed |
    memory usage | memory | GPU hours | FLOPs | number of parameters | convergence speed | cost | error
    rate | RMSE | MAE | R^2 | Pearson correlation | Spearman's rho | human preference | hallucination
    rate | compression ratio | speedup"""


def words(table: str) -> list[str]:
    return [word.strip() for word in table.split("|")]


def fold(form: str, exact: bool = False) -> str:
    """A form without case, hyphens, spaces, punctuation and, unless it is exact, a plural ending."""
    plural = form.endswith("s") and not form.endswith("ss") and not exact
    folded = unicodedata.normalize("NFKC", form).casefold()
    folded = re.sub(r"[\s_/'’`\",:;!?(){}\[\]^\-‐-―−]+", "", folded)
    return folded[:-1] if plural and len(folded) > 3 else folded


def of_type(type_: EntityType) -> list[Term]:
    return [term for term in vocabulary() if term.type == type_]


def by_fold() -> dict[str, list[tuple[Term, str]]]:
    """Terms, each with the form at hand, by their folded forms."""
    terms: dict[str, list[tuple[Term, str]]] = defaultdict(list)
    for term in vocabulary():
        for folded, form in {fold(form, term.exact): form for form in reversed(term.forms)}.items():
            terms[folded].append((term, form))
    return terms


def read_alike(one: tuple[Term, str], other: tuple[Term, str]) -> bool:
    """Whether one string of a text can be both: an exact form is told apart by how it is written."""
    either_exact = one[0].exact or other[0].exact
    return bool({*one[0].forms} & {*other[0].forms}) if either_exact else True


@pytest.mark.parametrize("type_", ENTITY_TYPES)
def test_each_type_is_well_covered_and_sorted(type_: EntityType) -> None:
    names = [term.name for term in of_type(type_)]
    assert len(names) >= AT_LEAST[type_]
    assert names == sorted(names, key=lambda name: (name.casefold(), name))


def test_the_vocabulary_is_read_once() -> None:
    assert vocabulary() is vocabulary()
    assert ambiguous_forms() is ambiguous_forms()


def test_data_files_are_package_data() -> None:
    files = {entry.name for entry in resources.files("extract.vocabulary").iterdir()}
    assert {*FILES.values(), "ambiguous.tsv", "README.md"} <= files


def test_no_form_stands_for_two_terms_of_a_type() -> None:
    """Not even where one is exact: names of one type that differ in case alone would be merged."""
    for form, terms in by_fold().items():
        assert len({term.type for term, _ in terms}) == len(terms), form


def test_forms_of_two_types_are_the_reviewed_ones() -> None:
    found = {
        form: {term.type for term, _ in terms}
        for form, terms in by_fold().items()
        if any(read_alike(one, other) for one, other in combinations(terms, 2))
    }
    assert found == {fold(form, exact=True): set(types) for form, types in ambiguous_forms().items()}
    written = {form for term in vocabulary() for form in term.forms}
    assert set(ambiguous_forms()) <= written


def test_no_alias_repeats_another_form_of_its_term() -> None:
    """Case, hyphens and plural are left to matching, but for exact terms, which count as written."""
    repeated = [
        term.name
        for term in vocabulary()
        if not term.exact and len({fold(form) for form in term.forms}) < len(term.forms)
    ]
    assert not repeated


def test_forms_are_clean_text() -> None:
    for term in vocabulary():
        for form in term.forms:
            assert form.isprintable(), form
            assert len(form) > 1, form
            assert not re.search(r"[\\$<>|]", form), form
            assert form == unicodedata.normalize("NFC", form)


@pytest.mark.parametrize("type_", ENTITY_TYPES)
def test_nothing_generic(type_: EntityType) -> None:
    """Exact forms are compared as written: QuALITY is a dataset, quality is not a metric."""
    generic = {word for word in words(GENERIC["*"]) + words(GENERIC.get(type_, "")) if word}
    folded = {fold(word) for word in generic}
    found = [
        form
        for term in of_type(type_)
        for form in term.forms
        if (form in generic if term.exact else fold(form) in folded)
    ]
    assert not found


def test_names_have_no_trailing_generic_noun() -> None:
    endings = (" dataset", " datasets", " benchmark", " corpus dataset", " approach", " method")
    allowed = {
        "finite element method",
        "finite difference method",
        "lattice Boltzmann method",
        "Newton's method",
    }
    names = [term.name for term in vocabulary() if term.name.endswith(endings)]
    assert set(names) <= {*allowed, "Beyond the Imitation Game Benchmark", "kernel method"}


def test_models_of_another_size_are_no_aliases() -> None:
    """LLaMA-2-7B is not LLaMA-2, and neither is LLaMA-2-13B."""

    def sizes(form: str) -> set[str]:
        return set(re.findall(r"\d+(?:\.\d+)?[BM](?![a-z])", form))

    wrong = [
        (term.name, alias)
        for term in of_type("Method")
        for alias in term.aliases
        if not sizes(alias) <= sizes(term.name)
    ]
    assert not wrong


def test_families_lead_up_to_a_root() -> None:
    for type_ in ENTITY_TYPES:
        family = {term.name: term.family for term in of_type(type_)}
        for name in family:
            path = [name]
            while (parent := family[path[-1]]) is not None:
                assert parent not in path, f"{type_}: {' -> '.join([*path, parent])}"
                path.append(parent)


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("LLaMA-2-7B", "LLaMA-2"),
        ("LLaMA-2", "LLaMA"),
        ("ImageNet-1K", "ImageNet"),
        ("ImageNet 256x256", "ImageNet"),
        ("CIFAR-100", None),
        ("Macro-F1", "F1"),
        ("SWE-bench Verified", "SWE-bench"),
    ],
)
def test_known_families(name: str, family: str | None) -> None:
    assert {term.name: term.family for term in vocabulary()}[name] == family


@pytest.mark.parametrize("name", words(CLAIMED_METRICS))
def test_metrics_that_claims_measure_are_known(name: str) -> None:
    assert fold(name) in {fold(form, term.exact) for term in of_type("Metric") for form in term.forms}


@pytest.mark.parametrize(
    ("name", "better"),
    [
        ("accuracy", "higher"),
        ("BLEU", "higher"),
        ("throughput", "higher"),
        ("FID", "lower"),
        ("latency", "lower"),
        ("perplexity", "lower"),
        ("WER", "lower"),
        ("response length", None),
    ],
)
def test_which_way_a_metric_improves(name: str, better: str | None) -> None:
    assert {term.name: term.better for term in of_type("Metric")}[name] == better


def test_metrics_of_a_family_improve_the_same_way() -> None:
    better = {term.name: term.better for term in of_type("Metric")}
    assert not [t.name for t in of_type("Metric") if t.family and t.better != better[t.family]]


def test_a_line_is_read() -> None:
    text = f"# a comment\n{HEADER}\n\nF1\tF-measure | F-score\t\thigher\nMacro-F1\t\tF1\thigher\texact\n"
    assert parse_terms("Metric", "metrics.tsv", text) == [
        Term("Metric", "F1", ("F-measure", "F-score"), None, "higher", False),
        Term("Metric", "Macro-F1", (), "F1", "higher", True),
    ]
    assert Term("Metric", "F1", ("F-score",)).forms == ("F1", "F-score")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("A\tB\t\t\texact\tmore", "6 columns"),
        ("\tB", "empty first column"),
        ("A \tB", "white space around a cell"),
        ("A\tB ", "white space around a cell"),
        ("A\tB | ", "white space around a cell"),
        ("A\tB| C", "separated by"),
        ("A\tB | A", "same form twice"),
        ("A\t\tB", "family 'B' has no entry"),
        ("A\t\t\tup", "better is"),
        ("A\t\t\t\tcase", "match is"),
        ("A\nA", "twice"),
    ],
)
def test_errors_name_file_and_line(line: str, message: str) -> None:
    number = 3 + line.count("\n")
    with pytest.raises(VocabularyError, match=rf"^metrics\.tsv:{number}: .*{re.escape(message)}"):
        parse_terms("Metric", "metrics.tsv", f"# comment\n{HEADER}\n{line}\n")


def test_better_is_for_metrics() -> None:
    with pytest.raises(VocabularyError, match=r"^tasks\.tsv:2: better"):
        parse_terms("Task", "tasks.tsv", f"{HEADER}\nA\t\t\thigher\n")


@pytest.mark.parametrize("text", ["", "# only a comment\n", "name\taliases\nA\n"])
def test_the_header_is_required(text: str) -> None:
    with pytest.raises(VocabularyError, match=r"^methods\.tsv:1: .*header"):
        parse_terms("Method", "methods.tsv", text)


@pytest.mark.parametrize("row", ["MAE\tMetric\t", "MAE\tMetric Metric\t", "MAE\tMetric Model\t"])
def test_ambiguous_forms_name_two_types(row: str) -> None:
    with pytest.raises(VocabularyError, match=r"^ambiguous\.tsv:2: "):
        parse_ambiguous("ambiguous.tsv", f"form\ttypes\tnote\n{row}\n")


forms = st.from_regex(r"[A-Za-z0-9@+.-]{1,8}( [A-Za-z0-9@+.-]{1,8})?", fullmatch=True)


@given(st.lists(st.tuples(st.lists(forms, min_size=1, max_size=4, unique=True), st.booleans()), min_size=1))
def test_what_is_written_is_read(entries: list[tuple[list[str], bool]]) -> None:
    terms = {e[0][0]: Term("Dataset", e[0][0], tuple(e[0][1:]), exact=e[1]) for e in entries}
    lines = [
        "\t".join((t.name, ALIAS_SEPARATOR.join(t.aliases), "", "", "exact" if t.exact else "")).rstrip()
        for t in terms.values()
    ]
    text = "\n".join([HEADER, *lines])
    assert parse_terms("Dataset", "datasets.tsv", text) == list(terms.values())
