"""How often each document uses each term: words, loaded terms, reporting expressions, words said of an actor."""

from __future__ import annotations

import numpy as np
import pandas as pd

from framing.core import Corpus, Evidence, objects
from framing.core.tables import table
from framing.scoring import DIRECT, VOICES, token_voice

OVER = ("words", "loaded", "cues", "descriptors")


def words(corpus: Corpus, marked: Evidence, own: bool) -> pd.DataFrame:
    """Return the words of each document, folded, with how often and the characters of the first."""
    used = corpus.is_word & corpus.counted
    if own:
        used &= token_voice(corpus, marked["attribution"]) != DIRECT
    places = np.flatnonzero(used)
    kind = corpus.folded_ids[corpus.token_ids[places]]
    key = corpus.token_doc[places] * (len(corpus.folded_number) + 1) + kind
    _, first, n = np.unique(key, return_index=True, return_counts=True)
    doc, start, end = corpus.characters(places[first], places[first] + 1)
    written = objects(list(corpus.folded_number))
    return table({"doc_id": corpus.doc_ids(doc), "term": written[kind[first]], "n": n, "start": start, "end": end})


def counted(rows: pd.DataFrame, term: str, own: bool) -> pd.DataFrame:
    """Return marks counted by document and term, with the characters of the first.

    Parameters
    ----------
    rows : DataFrame
        ``doc_id``, ``start``, ``end``, ``voice`` or ``quoted``, and the column that `term` names.
    own : bool
        Without those in the words of a source.
    """
    if own:
        theirs = rows["voice"] == VOICES[DIRECT] if "voice" in rows else rows["quoted"]
        rows = rows[~theirs.astype(bool)]
    rows = rows.assign(term=objects([text.lower() for text in rows[term]]))
    out = rows.groupby(["doc_id", "term"], sort=False).agg(
        n=("start", "size"), start=("start", "first"), end=("end", "first")
    )
    out = out.reset_index()
    return table({name: objects(out[name].tolist()) if name == "term" else out[name].to_numpy() for name in ("doc_id", "term", "n", "start", "end")})  # fmt: skip
