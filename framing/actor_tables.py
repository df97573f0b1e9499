"""Actors of each document in one table: how present, how spoken of and by whom, how much they speak."""

from __future__ import annotations

import numpy as np
import pandas as pd

from framing.core import BODY, HEADLINE, Bools, Column, Corpus, Evidence, objects
from framing.core.tables import table
from framing.scoring import DIRECT, OUTLET, content_sources, qualified_actor, token_voice

COUNTS = (
    "mentions", "named", "headline", "lead", "outlet_mentions", "sources_mentions", "words_spoken", "loaded_n", "loaded_quoted_n",
)  # fmt: skip
LEAD = 3  # sentences of the body that make up the lead
HOLDERS = ("outlet", "sources")


def actors(corpus: Corpus, marked: Evidence) -> pd.DataFrame:
    """Return one row per document and actor, those with most mentions first."""
    spans = marked["actors"]
    rows = pd.DataFrame(
        {
            "doc": corpus.token_doc[spans.start],
            "actor": objects(spans["actor"]),
            "label": objects(spans.label),
            "polity": objects(spans["polity"]),
            "named": spans["form"] == "name",
            "headline": corpus.block[spans.start] == HEADLINE,
            "lead": _lead(corpus)[spans.start],
        }
    )
    out = rows.groupby(["doc", "actor"], sort=False).agg(
        polity=("polity", "first"),
        mentions=("actor", "size"),
        named=("named", "sum"),
        headline=("headline", "sum"),
        lead=("lead", "sum"),
    )
    parts = [
        out,
        _most_frequent_label(rows),
        *_sentiment(corpus, marked),
        _spoken(corpus, marked),
        *_loaded(corpus, marked),
    ]
    joined = pd.concat(parts, axis=1).loc[out.index]
    for name in COUNTS:
        joined[name] = joined[name].fillna(0).astype(np.int64)
    joined = joined.reset_index().sort_values(["doc", "mentions"], ascending=[True, False], kind="stable")
    return _shown(corpus, joined)


COLUMNS = (
    "label", "polity", "mentions", "named", "headline", "lead", "outlet_mentions", "outlet_negative", "outlet_positive", "outlet_balance",
    "sources_mentions", "sources_negative", "sources_positive", "sources_balance", "words_spoken", "loaded_n", "loaded_quoted_n", "loaded",
)  # fmt: skip


def _shown(corpus: Corpus, joined: pd.DataFrame) -> pd.DataFrame:
    columns: dict[str, Column] = {
        "doc_id": corpus.doc_ids(joined["doc"].to_numpy(dtype=np.int64)),
        "actor": objects(list(joined["actor"])),
    }
    for name in COLUMNS:
        values = joined[name]
        if name in {"label", "polity", "loaded"}:
            empty = "" if name == "loaded" else None
            columns[name] = objects([empty if pd.isna(value) else value for value in values])
        else:
            columns[name] = values.to_numpy()
    return table(columns)


def _lead(corpus: Corpus) -> Bools:
    """Return which tokens stand in the first sentences of a body, shape (n_tokens,)."""
    body = corpus.block[corpus.sentence_start] == BODY if corpus.n_tokens else np.zeros(0, dtype=bool)
    docs = corpus.token_doc[corpus.sentence_start]
    place = np.zeros(len(docs), dtype=np.int64)
    place[body] = pd.Series(docs[body]).groupby(docs[body]).cumcount().to_numpy()
    return np.asarray((body & (place < LEAD))[corpus.token_sentence])


def _most_frequent_label(rows: pd.DataFrame) -> pd.Series:
    """Return the label most mentions of each actor have, the earlier one in a tie."""
    counts = rows.groupby(["doc", "actor", "label"], sort=False).size().sort_values(ascending=False, kind="stable")
    return counts.reset_index("label").groupby(["doc", "actor"], sort=False)["label"].first()


def _sentiment(corpus: Corpus, marked: Evidence) -> list[pd.DataFrame]:
    """Return, for the outlet and for sources, the mentions they answer for and the mean sentiment toward the actor."""
    out = []
    if "toward" in marked:
        spans = marked["toward"]
        rows = pd.DataFrame(
            {
                "doc": corpus.token_doc[spans.start],
                "actor": objects(spans["actor"]),
                "negative": spans["negative"].astype(float),
                "positive": spans["positive"].astype(float),
            }
        )
        outlet = spans["holder"] == OUTLET
        others = ~outlet & (spans["holder"] != spans["actor"])  # what somebody says of himself is no source on him
    else:
        rows = pd.DataFrame({"doc": [], "actor": [], "negative": [], "positive": []})
        outlet = others = np.zeros(0, dtype=bool)
    for holder, held in zip(HOLDERS, (outlet, others), strict=True):
        grouped = rows[held].groupby(["doc", "actor"], sort=False)
        means = grouped[["negative", "positive"]].mean()
        means["balance"] = means["positive"] - means["negative"]
        means["mentions"] = grouped.size()
        out.append(means.add_prefix(f"{holder}_"))
    return out


def _spoken(corpus: Corpus, marked: Evidence) -> pd.Series:
    """Return the words of content given to each actor."""
    rows = content_sources(corpus, marked).rename(columns={"source": "actor", "n_words": "words_spoken"})
    return rows.groupby(["doc", "actor"], sort=False)["words_spoken"].sum()


def _loaded(corpus: Corpus, marked: Evidence) -> list[pd.Series]:
    """Return the loaded terms that qualify each actor: how many by the outlet and by sources, and those of the outlet."""
    if "loaded" not in marked:
        empty = pd.Series(dtype=float, index=pd.MultiIndex.from_arrays([[], []], names=["doc", "actor"]))
        return [empty.rename(name) for name in ("loaded_n", "loaded_quoted_n", "loaded")]
    spans = marked["loaded"]
    direct = token_voice(corpus, marked["attribution"])[spans.start] == DIRECT
    rows = pd.DataFrame(
        {
            "doc": corpus.token_doc[spans.start],
            "actor": qualified_actor(corpus, marked, spans),
            "text": corpus.texts_of(spans.start, spans.end),
        }
    )
    own, quoted = (
        rows[held].dropna(subset="actor").groupby(["doc", "actor"], sort=False) for held in (~direct, direct)
    )
    return [
        own.size().rename("loaded_n"),
        quoted.size().rename("loaded_quoted_n"),
        own["text"].agg("; ".join).rename("loaded"),
    ]
