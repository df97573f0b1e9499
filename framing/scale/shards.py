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

from framing.core import Column, Corpus, Evidence, objects
from framing.core.anytext import any_text
from framing.core.arrays import part, prefixed, read_columns, write_columns
from framing.core.tables import table
from framing.io.stream import Row
from framing.scale.disk import whole_file
from framing.scale.plan import Plan, read
from framing.sections import OF_SECTIONS, LongText, is_long, read_long
from framing.stored import STARTS, from_columns, to_columns

CHARACTERS = 500_000  # of a shard: a second of work, and small enough for any machine
ROWS = 5_000  # of a shard, at most, those set aside among them


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
    """Yield rows in shards, the last one smaller; a long text is a shard of its own."""
    held: list[Row] = []
    number = size = 0
    for row in rows:
        text, last = row.text or "", held[-1].text or "" if held else ""
        if held and (size >= characters or len(held) == ROWS or is_long(text) or is_long(last)):
            yield Shard(number, held)
            held, size, number = [], 0, number + 1
        held.append(row)
        size += len(text)
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
    with whole_file(path) as file:
        write_columns(file, columns)


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
    columns = read_columns(path, OF_SECTIONS, *STARTS)
    return read_long(columns, meta) if f"{OF_SECTIONS}start" in columns else from_columns(columns, meta)


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
        **(batch.columns() if isinstance(batch, LongText) else to_columns(batch.corpus, batch.evidence)),
    }


def _score_columns(scores: pd.DataFrame) -> dict[str, Column]:
    whole = np.array([dtype == np.int64 for dtype in scores.dtypes])
    return {"score": scores.to_numpy(dtype=np.float64), "score_name": objects(list(scores)), "score_whole": whole}
