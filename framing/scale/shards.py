"""Shards: runs of articles that are read together, written together, and done or not done as a whole.

A shard is keyed by what goes in: its texts, their ids and metadata, the settings, the lexicons, the models and the version. What comes out
depends on nothing else, so it does not matter who makes it, when, or how often.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd

from framing.core import Column, Corpus, Evidence, Spans, objects
from framing.core.anytext import any_text
from framing.core.tables import table
from framing.io.stream import Row
from framing.report_tables import Batch
from framing.scale.arrays import part, prefixed, read_columns, write_columns
from framing.scale.plan import Plan, read
from framing.segment import types_of

CHARACTERS = 500_000  # of a shard: a second of work, and small enough for any machine
ROWS = 5_000  # of a shard, at most, those set aside among them
_PLACES = (
    "doc_start", "doc_end", "token_ids", "token_start", "token_end", "doc_tokens",
    "sentence_start", "sentence_end", "paragraph_start", "block",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shard:
    """Rows of the input, one after the other.

    Attributes
    ----------
    number : int
        From 0 on.
    rows : list of Row
        Articles, and rows set aside with the reason.
    """

    number: int
    rows: list[Row]

    def file(self, digest: str) -> str:
        """Return the name of the file for what is found, by what goes in."""
        told = json.dumps([digest, self.rows], default=str, ensure_ascii=True)
        return f"{self.number:06d}-{sha256(told.encode('ascii')).hexdigest()[:16]}.npz"

    def without(self, why: str) -> Shard:
        """Return the same shard with all of its rows set aside."""
        return replace(self, rows=[row._replace(text=None, reason=row.reason or why) for row in self.rows])


@dataclass(frozen=True, slots=True)
class Found:
    """What a shard that is done says of its rows.

    Attributes
    ----------
    scores, meta : DataFrame
        One row per article; metadata as the input has them.
    aside : DataFrame
        ``doc_id`` and ``reason``.
    n_foreign : int
        Articles that do not read as English.
    """

    scores: pd.DataFrame
    meta: pd.DataFrame
    aside: pd.DataFrame
    n_foreign: int


def shards_of(rows: Iterable[Row], characters: int = CHARACTERS) -> Iterator[Shard]:
    """Yield rows in shards, the last one smaller."""
    held: list[Row] = []
    number = size = 0
    for row in rows:
        held.append(row)
        size += len(row.text or "")
        if size >= characters or len(held) == ROWS:
            yield Shard(number, held)
            held, size, number = [], 0, number + 1
    if held:
        yield Shard(number, held)


def process_shard(shard: Shard, plan: Plan, path: Path) -> None:
    """Read the articles of a shard and write what is found; the same shard and plan give the same bytes.

    Notes
    -----
    If reading fails, all rows are set aside with the error as the reason. An error of the file system is raised.
    """
    try:
        columns = _columns(shard, plan)
    except Exception as error:  # whatever it is, the other shards are read
        columns = _columns(shard.without(f"could not be read ({type(error).__name__}: {error})"), plan)
    write_columns(path, columns)


@any_text
def read_found(path: Path) -> Found:
    """Return what a shard says of its rows; its texts and evidence stay on disk."""
    columns = read_columns(path, "id|", "foreign|", "meta/", "score", "aside/")
    ids = columns["id"]
    index = pd.Index(ids, dtype=object if any(isinstance(doc, str) for doc in ids) else np.int64)
    scores = {
        name: values.astype(np.int64) if whole else values
        for name, whole, values in zip(columns["score_name"], columns["score_whole"], columns["score"].T, strict=True)
    }
    aside = table({"doc_id": columns["aside/id"], "reason": columns["aside/reason"]})
    return Found(pd.DataFrame(scores, index), table(part(columns, "meta"), index), aside, int(columns["foreign"][0]))


def read_evidence(path: Path, meta: pd.DataFrame) -> tuple[Corpus, Evidence]:
    """Return the texts of a shard, with these metadata, and what was marked in them."""
    columns = read_columns(path, "text|", "written|", "blocks|", "quotation/", "evidence", *(f"{name}|" for name in _PLACES))  # fmt: skip
    corpus = Corpus(
        text=columns["text"][0],
        types=types_of(columns["written"].tolist()),
        quotations=_spans(part(columns, "quotation")),
        meta=meta,
        blocks=tuple(columns["blocks"].tolist()),
        **{name: columns[name] for name in _PLACES},
    )
    names = columns["evidence_name"].tolist()
    return corpus, Evidence({name: _spans(part(columns, f"evidence/{number}")) for number, name in enumerate(names)})


def _columns(shard: Shard, plan: Plan) -> dict[str, Column]:
    """Return what is found in a shard."""
    articles = [row for row in shard.rows if row.reason is None]
    batch = read(plan, [row.text or "" for row in articles], pd.RangeIndex(len(articles)))
    names = dict.fromkeys(name for row in articles for name in row.meta)
    aside = [row for row in shard.rows if row.reason is not None]
    return {
        "id": objects([row.doc_id for row in articles]),
        "foreign": np.array([batch.n_foreign]),
        **prefixed({name: objects([row.meta.get(name) for row in articles]) for name in names}, "meta"),
        "aside/id": objects([row.doc_id for row in aside]),
        "aside/reason": objects([row.reason for row in aside]),
        **_score_columns(batch.scores),
        **_corpus_columns(batch),
    }


def _score_columns(scores: pd.DataFrame) -> dict[str, Column]:
    whole = np.array([dtype == np.int64 for dtype in scores.dtypes])
    return {"score": scores.to_numpy(dtype=np.float64), "score_name": objects(list(scores)), "score_whole": whole}


def _corpus_columns(batch: Batch) -> dict[str, Column]:
    corpus = batch.corpus
    order = np.argsort(
        np.unique(corpus.token_ids, return_index=True)[1]
    )  # of first use: that in memory depends on texts read before
    columns = {
        "text": objects([corpus.text]),
        "written": objects([corpus.types.written[i] for i in order]),
        "blocks": np.array(corpus.blocks),
        **{name: getattr(corpus, name) for name in _PLACES},
        "token_ids": np.argsort(order)[corpus.token_ids],
        **prefixed(_span_columns(corpus.quotations), "quotation"),
    }
    for number, spans in enumerate(batch.evidence.values()):
        columns |= prefixed(_span_columns(spans), f"evidence/{number}")
    return {**columns, "evidence_name": objects(list(batch.evidence))}


def _span_columns(spans: Spans) -> dict[str, Column]:
    own = {"start": spans.start, "end": spans.end, "label": spans.label, "score": spans.score}
    return {**own, **prefixed(spans.columns, "column")}


def _spans(columns: dict[str, Column]) -> Spans:
    return Spans(columns["start"], columns["end"], columns["label"], columns["score"], part(columns, "column"))
