"""Reading the annotated data, and dealing them into folds."""

from __future__ import annotations

import csv
import gzip
import json
import sys
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from framing.core import Ints

FOLDS = 5
POLARITY = {2: "negative", 4: "neutral", 6: "positive"}  # of NewsMTSC


def json_lines(path: Path) -> list[Any]:
    """Return the objects of a gzipped file, one a line."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def babe_rows(path: Path, label: str) -> list[dict[str, str]]:
    """Return the rows of BABE on whose label the coders agreed."""
    csv.field_size_limit(sys.maxsize)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row[label] != "No agreement"]


@dataclass(frozen=True, slots=True)
class Targets:
    """Mentions with the sentiment that annotators saw.

    Attributes
    ----------
    texts : list of str
        Each sentence once.
    doc : array of int, shape (n,)
        The sentence of each mention.
    span : list of (int, int), length n
        Its characters.
    polarity : list of str, length n
    article : list of str, length n
    """

    texts: list[str]
    doc: Ints
    span: list[tuple[int, int]]
    polarity: list[str]
    article: list[str]


def newsmtsc_targets(path: Path) -> Targets:
    """Return the targets of a file of NewsMTSC."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    targets = [(doc, target) for doc, row in enumerate(rows) for target in row["targets"]]
    return Targets(
        [row["sentence_normalized"] for row in rows],
        np.array([doc for doc, _ in targets], dtype=np.int64),
        [(target["from"], target["to"]) for _, target in targets],
        [POLARITY[int(float(target["polarity"]))] for _, target in targets],
        ["_".join(rows[doc]["primary_gid"].split("_")[:3]) for doc, _ in targets],
    )


ENTITIES = {"PERSON": "person", "ORGANIZATION": "organisation", "LOCATION": "place", "MISC": "other"}  # of CoreNLP


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """An article with its entities: first character, end, label."""

    name: str
    text: str
    entities: list[tuple[int, int, str]]

    @property
    def outlet(self) -> str:
        """Where it appeared."""
        return self.name.partition("_")[0]


def named_articles(folder: Path, split: str) -> list[NamedArticle]:
    """Return the articles of PolNeAR with the entities of CoreNLP: tokens of one label side by side."""
    texts = {row["id"]: row["text"] for row in json_lines(folder / f"polnear_{split}.jsonl.gz")}
    found: dict[str, list[tuple[int, int, str]]] = {}
    with gzip.open(folder / f"polnear_silver_{split}.tsv.gz", "rt", encoding="utf-8") as lines:
        last = None
        for line in lines:
            if line.startswith("# doc "):
                spans = found[line[6:].strip().removesuffix(".txt")] = []
            kind = ENTITIES.get(line.rstrip("\n").rpartition("\t")[2])
            if kind is not None:
                _, start, end, *_ = line.split("\t")
                first = spans.pop()[0] if kind == last else int(start)
                spans.append((first, int(end), kind))
            last = kind
    return [NamedArticle(name, texts[name], spans) for name, spans in found.items() if name in texts]


def mended(article: NamedArticle) -> NamedArticle:
    """Return an article whose surnames are people: "Holm", where it has "Ada Holm" as a person."""
    words = [(article.text[start:end].split(), label) for start, end, label in article.entities]
    people = {each[-1] for each, label in words if label == "person" and len(each) > 1}
    spans = [
        (start, end, "person" if len(each) == 1 and each[0] in people else label)
        for (start, end, label), (each, _) in zip(article.entities, words, strict=True)
    ]
    return replace(article, entities=spans)


def folds(groups: Sequence[Hashable]) -> Ints:
    """Return a fold for each row: those of one group share it, the largest are dealt out first."""
    order = {group: i % FOLDS for i, (group, _) in enumerate(Counter(groups).most_common())}
    return np.array([order[group] for group in groups], dtype=np.int64)
