"""Fit the part-of-speech tagger on MASC.

    python -m framing.training.pos ../shared/data/nltk_masc_tagged.zip

writes framing/models/weights/pos.npz, pos-context.npz and pos.md and prints the card. The data are not part of this
repository: MASC, the Manually Annotated Sub-Corpus of the American National Corpus (Ide et al. 2010), open. Deterministic.

The weights of the context are fitted on the tags that texts get from weights which have not seen them.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from zipfile import ZipFile
from zlib import crc32

import numpy as np

from framing.core import Corpus, Ints
from framing.models import PosTagger, Scores, Tagger, Weights
from framing.models.pos import context_columns, pos_columns
from framing.models.store import load_weights, save_weights
from framing.segment import segment_texts
from framing.training.cards import WEIGHTS, write_card
from framing.training.tagging import Features, Group, fit

REACH = {"lower": 2, "capital": 2, "shape": 1, "written": 1, "ending": 1, "suffix": 0, "prefix": 0, "cluster": 1}
BITS, EPOCHS, RATE, LEAST = 16, 8, 0.1, 0.05  # LEAST: smaller weights are left out
CONTEXT_EPOCHS, CONTEXT_LEAST = 6, 0.1
FOLDS = 5
PER_GROUP = 6  # texts; for the context, whose features are few
HELD_OUT = 10  # every tenth text, by the checksum of its name
_NO_SPACE_BEFORE = re.compile(r"[.,;:?!%)\]}”’]|['’](?:s|ll|re|ve|d|m)$|n['’]t$|''")
_NO_SPACE_BEHIND = ("(", "[", "“", "$")
_MARKS = {"``": "“", "''": "”"}

Tagged = tuple[str, list[tuple[int, str]]]  # a text, and where each tagged token starts


def main(path: str) -> None:
    """Fit, measure on the held-out texts, and write weights and card."""
    train, held = _split(path)
    tags = sorted({tag for _, rows in train for _, tag in rows})
    weights = _fit(train, tags)
    save_weights(WEIGHTS / "pos.npz", weights, {})
    save_weights(WEIGHTS / "pos-context.npz", _fit_context(train, tags), {})
    size = sum((WEIGHTS / f"{name}.npz").stat().st_size for name in ("pos", "pos-context"))
    load_weights.cache_clear()
    corpus, gold = _corpus(held, tags)
    by_words, _ = _accuracy(_scores(weights, corpus).argmax(axis=1), gold, tags)
    accuracy, by_kind = _accuracy(PosTagger().tag(corpus), gold, tags)
    write_card(
        "pos",
        "Parts of speech",
        [
            (
                "Construct",
                [
                    f"the Penn tag of each token, among {len(tags)}, judged by a window of two words to each side, then, where two tags are close, by the tags around it; {size:,} bytes"
                ],
            ),
            (
                "Data",
                [
                    "MASC, masc_tagged (Ide et al. 2010; open, also commercially); every tenth text by the checksum of its name is held out",
                    f"{len(train)} texts to learn from, {len(held)} held out",
                ],
            ),
            ("Command", ["python -m framing.training.pos ../shared/data/nltk_masc_tagged.zip"]),
            (
                "Held-out texts",
                [
                    f"accuracy {accuracy:.4f} of {int((gold >= 0).sum()):,} tokens; {by_words:.4f} by the words alone",
                    *by_kind,
                ],
            ),
            (
                "Fails at",
                [
                    "past tense against participle (VBD, VBN), names of more than one reading, verbs that are nouns as often"
                ],
            ),
        ],
    )


def _split(path: str) -> tuple[list[Tagged], list[Tagged]]:
    train: list[Tagged] = []
    held: list[Tagged] = []
    with ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            if name.endswith(".txt") and not name.endswith("categories.txt"):
                tagged = _read(archive.read(name).decode("utf-8"))
                (train if crc32(name.rpartition("/")[2].encode()) % HELD_OUT else held).append(tagged)
    return train, held


def _read(content: str) -> Tagged:
    """Put a text of ``word_TAG`` together again, as it would be written."""
    text, rows = "", []
    for line in content.split("\n"):
        tokens = [token.rpartition("_")[::2] for token in line.split() if "_" in token]
        if not tokens:
            text = text.rstrip() + "\n\n" if text else ""
        for word, tag in tokens:
            word = _MARKS.get(word, word)
            if text and not text.endswith(("\n\n", *_NO_SPACE_BEHIND)) and not _NO_SPACE_BEFORE.match(word):
                text += " "
            rows.append((len(text), tag))
            text += word
    return text, rows


def _corpus(texts: Sequence[Tagged], tags: Sequence[str]) -> tuple[Corpus, Ints]:
    """Return texts with the tag of each token; -1 where no annotated token starts with it."""
    corpus = segment_texts([text for text, _ in texts], blocks=(0, 1, 2, 3, 4))
    number = {tag: i for i, tag in enumerate(tags)}
    gold = np.full(corpus.n_tokens, -1, dtype=np.int64)
    start = np.array([int(corpus.doc_start[i]) + at for i, (_, rows) in enumerate(texts) for at, _ in rows])
    tag = np.array([number.get(tag, -1) for _, rows in texts for _, tag in rows])
    place = np.searchsorted(corpus.token_start, start)
    fits = (place < corpus.n_tokens) & (corpus.token_start[np.minimum(place, corpus.n_tokens - 1)] == start)
    gold[place[fits]] = tag[fits]
    return corpus, gold


def _group(tagged: Tagged, tags: Sequence[str]) -> Group:
    corpus, gold = _corpus([tagged], tags)
    return Group(Features.of(corpus, corpus.token_sentence, pos_columns(corpus), REACH, BITS, {}), gold)


def _fit(texts: Sequence[Tagged], tags: Sequence[str]) -> Weights:
    groups = [_group(tagged, tags) for tagged in texts]
    return fit(groups, tags, REACH, bits=BITS, epochs=EPOCHS, rate=RATE, least=LEAST)


def _fit_context(texts: Sequence[Tagged], tags: Sequence[str]) -> Weights:
    """Return the weights of the tags around a token, from texts tagged by weights that were fitted on the others."""
    groups = []
    for fold in range(FOLDS):
        weights = _fit([tagged for i, tagged in enumerate(texts) if i % FOLDS != fold], tags)
        unseen = texts[fold::FOLDS]
        for first in range(0, len(unseen), PER_GROUP):
            corpus, gold = _corpus(unseen[first : first + PER_GROUP], tags)
            scores = _scores(weights, corpus)
            columns = context_columns(corpus, scores.argmax(axis=1), np.arange(corpus.n_tokens))
            groups.append(
                Group(Features.of_columns(columns, BITS, corpus.n_tokens), gold, base=scores.astype(np.float64))
            )
    return fit(groups, tags, {}, bits=BITS, epochs=CONTEXT_EPOCHS, rate=RATE, least=CONTEXT_LEAST)


def _scores(weights: Weights, corpus: Corpus) -> Scores:
    return Tagger(weights).scores(corpus, corpus.token_sentence, pos_columns(corpus))


def _accuracy(found: Ints, gold: Ints, tags: Sequence[str]) -> tuple[float, list[str]]:
    """Return the share of right tags, and the most frequent confusions."""
    known = gold >= 0
    wrong = np.flatnonzero(known & (found != gold))
    pairs, n = np.unique(gold[wrong] * len(tags) + found[wrong], return_counts=True)
    top = np.argsort(-n)[:8]
    shown = [f"{tags[pairs[i] // len(tags)]} read as {tags[pairs[i] % len(tags)]}: {n[i]}" for i in top]
    return float((found == gold)[known].mean()), shown


if __name__ == "__main__":
    main(sys.argv[1])
