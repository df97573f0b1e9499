"""Results: what shards have found, opened as one report."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pandas as pd

from framing.batches import HELD
from framing.core import Corpus, Evidence, InputError, objects
from framing.core.anytext import any_text
from framing.core.tables import concat, table
from framing.io.stream import read_meta
from framing.report import Report
from framing.scale.plan import Plan, chosen_of
from framing.scale.shards import Found, read_evidence, read_found

MANIFEST, SHARDS, LEXICONS = "manifest.json", "shards", "lexicons"  # names in a folder of results
Held = dict[Path, tuple[Corpus, Evidence]]


class StoredBatch:
    """A shard on disk; its texts and evidence are read when they are asked for.

    Parameters
    ----------
    path : Path
    scores, meta : DataFrame
    n_foreign : int
    held : dict
        The shards that were read last, shared by all of a report.
    """

    def __init__(self, path: Path, scores: pd.DataFrame, meta: pd.DataFrame, n_foreign: int, held: Held) -> None:
        self._path, self.scores, self.meta, self.n_foreign, self._held = path, scores, meta, n_foreign, held

    @property
    def corpus(self) -> Corpus:
        """The texts."""
        return self._read()[0]

    @property
    def evidence(self) -> Evidence:
        """What was marked in them."""
        return self._read()[1]

    def text_of(self, doc: int) -> str:
        """Return one of the texts, exactly as given."""
        return self.corpus.text_of_doc(doc)

    def rest(self) -> None:
        """Let go of what can be made again."""
        if self._path in self._held:
            self.corpus.rest()

    def _read(self) -> tuple[Corpus, Evidence]:
        if self._path not in self._held:
            while len(self._held) >= HELD:
                del self._held[next(iter(self._held))]
            self._held[self._path] = read_evidence(self._path, self.meta)
        return self._held[self._path]


@any_text
def open_results(folder: str | os.PathLike[str]) -> Report:
    """Open what :func:`framing.process_corpus` or ``framing corpus --out`` has found.

    Parameters
    ----------
    folder : path

    Returns
    -------
    Report
        As :func:`framing.analyze` would return it of all articles, with the same tables, plots and exports; ``report.scores`` and ``report.meta`` have
        a row for each. These are in memory, some 1 kB for an article; texts and evidence stay on disk and are read shard by shard.

    Raises
    ------
    InputError
        If the folder holds no results, they are not finished, or a file of them is damaged.

    Examples
    --------
    >>> import framing, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     articles, out = Path(folder, "news.csv"), Path(folder, "out")
    ...     _ = articles.write_text("outlet,text\\nWire,The council met.\\nClarion,They slammed the vile plan.\\n", encoding="utf-8")
    ...     told = framing.process_corpus(articles, out)
    ...     report = framing.open_results(out)
    ...     report.evidence("loaded")[["doc_id", "text"]]
       doc_id     text
    0       1  slammed
    1       1     vile
    """
    place = Path(folder)
    told = read_manifest(place)
    if not told["finished"]:
        raise InputError(f"The results in {place} are not finished. Run the same command again: it goes on where it stopped.")  # fmt: skip
    paths = [place / SHARDS / shard["file"] for shard in told["shards"]]
    found = [read_found(path) for path in paths]
    meta, _ = read_meta(_together([each.meta for each in found]), delimited=told["delimited"])
    plan = Plan(**told["plan"]).with_files_in(place / LEXICONS)
    aside = (
        concat([each.aside for each in found], ignore_index=True)
        if found
        else table({"doc_id": objects([]), "reason": objects([])})
    )
    return Report(_batches(paths, found, meta), chosen_of(plan)[0], told["made_by"]["settings"], aside, made_by=told["made_by"])  # fmt: skip


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return what a folder of results says of itself."""
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"There are no results in {folder}: it has no {MANIFEST}. Make them: framing corpus FILE --out {folder}") from None  # fmt: skip
    except (OSError, ValueError, RecursionError) as error:
        raise InputError(f"{folder / MANIFEST} cannot be read ({error}). Run the same command again.") from None
    if not isinstance(told, dict) or not {"made_by", "plan", "shards", "finished", "delimited"} <= told.keys():
        raise InputError(f"{folder / MANIFEST} is no manifest of framing. Run the same command again.")
    return told


def _batches(paths: list[Path], found: list[Found], meta: pd.DataFrame) -> list[StoredBatch]:
    held: Held = {}
    batches, first = [], 0
    for path, each in zip(paths, found, strict=True):
        end = first + len(each.scores)
        batches.append(StoredBatch(path, each.scores, meta.iloc[first:end], each.n_foreign, held))
        first = end
    return batches


def _together(metas: list[pd.DataFrame]) -> pd.DataFrame:
    """Return metadata under one another, with the columns of all."""
    columns = dict.fromkeys(name for meta in metas for name in meta)
    index = pd.Index([doc for meta in metas for doc in meta.index])
    return table(
        {
            name: objects([value for meta in metas for value in (meta[name] if name in meta else [None] * len(meta))])
            for name in columns
        },
        index,
    )
