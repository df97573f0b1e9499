"""Spans as tables for people: characters, text, voice, block, source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from framing.core import BLOCKS, Corpus, Evidence, Floats, Ints, Measure, Spans, objects
from framing.core.tables import table
from framing.lexicon import Lexicon
from framing.match import Matcher
from framing.scoring import (
    DIRECT,
    VOICES,
    Ratios,
    bootstrap_intervals,
    content_sources,
    count_between,
    qualified_actor,
    share,
    source_types,
    span_source,
    span_voice,
    token_voice,
)

_KINDS = objects(BLOCKS)


def evidence(corpus: Corpus, marked: Evidence, name: str) -> pd.DataFrame:
    """Return one measure's spans as a table, in order of position."""
    spans, attribution = marked[name], marked["attribution"]
    voice = token_voice(corpus, attribution)
    doc, start, end = corpus.characters(spans.start, spans.end)
    columns: dict[str, Any] = {
        "doc_id": corpus.doc_ids(doc),
        "start": start,
        "end": end,
        "text": corpus.texts_of(spans.start, spans.end),
        "label": spans.label,
        "score": spans.score,
        "voice": span_voice(corpus, voice, spans.start, spans.end),
        "quoted": corpus.quoted[spans.start],
        "block": _KINDS[corpus.block[spans.start]],
        "source": span_source(corpus, marked, spans.start),
    }
    if name == "attribution":
        columns["source_type"] = source_types(corpus, marked)
    if name == "loaded":
        columns["actor"] = qualified_actor(corpus, marked, spans)
    return table({**columns, **spans.columns})


def sentences(corpus: Corpus, marked: Evidence) -> pd.DataFrame:
    """Return the sentences of the blocks that count."""
    keep = corpus.counted[corpus.sentence_start] if corpus.n_tokens else np.zeros(0, dtype=bool)
    first, last = corpus.sentence_start[keep], corpus.sentence_end[keep]
    voice = token_voice(corpus, marked["attribution"])
    doc, start, end = corpus.characters(first, last)
    n_words = count_between(corpus.is_word, first, last)
    return table(
        {
            "doc_id": corpus.doc_ids(doc),
            "start": start,
            "end": end,
            "text": corpus.texts_of(first, last),
            "block": _KINDS[corpus.block[first]],
            "voice": span_voice(corpus, voice, first, last),
            "n_words": n_words,
            "n_own_words": n_words - count_between(corpus.is_word & (voice == DIRECT), first, last),
            "quoted_share": share(count_between(corpus.is_word & corpus.quoted, first, last), n_words),
            "subjectivity": _subjectivity(marked, first),
        }
    )


def _subjectivity(marked: Evidence, first: Ints) -> Floats:
    """Return the score of each sentence by its first token; NaN where it was not judged."""
    if "subjectivity" not in marked:
        return np.full(len(first), np.nan)
    judged = marked["subjectivity"]
    score = dict(zip(judged.start.tolist(), judged.score.tolist(), strict=True))
    return np.array([score.get(start, np.nan) for start in first.tolist()], dtype=np.float64)


def suggestions(corpus: Corpus, marked: Evidence) -> pd.DataFrame:
    """Return the loaded terms of the outlet's own wording, each with its reason and neutral wording."""
    rows = evidence(corpus, marked, "loaded")
    spans = marked["loaded"]
    sentence = corpus.token_sentence[spans.start]
    whole = corpus.texts_of(corpus.sentence_start[sentence], corpus.sentence_end[sentence])
    own = (rows["voice"] != VOICES[DIRECT]).to_numpy()
    named = rows.assign(reason=rows["note"], sentence=pd.Series(whole, dtype=object))
    kept = ["doc_id", "start", "end", "text", "tier", "label", "reason", "neutral", "voice", "sentence"]
    return named.loc[own, kept].reset_index(drop=True)


def strongest_terms(rows: pd.DataFrame, *, per_document: bool) -> pd.DataFrame:
    """Return the terms of the outlet's own wording among loaded terms, the most loaded first."""
    own = rows[rows["voice"] != VOICES[DIRECT]]
    key = [*(["doc_id"] if per_document else []), "term", "label", "tier"]
    grouped = own.groupby(key, sort=False)
    out = grouped.agg(
        score=("score", "max"), n=("term", "size"), n_docs=("doc_id", "nunique"), neutral=("neutral", "first")
    ).reset_index()
    order = [*key[:-3], "score", "n", "term"]
    return out.sort_values(order, ascending=[name not in {"score", "n"} for name in order], ignore_index=True)


def words(corpus: Corpus, marked: Evidence) -> pd.DataFrame:
    """Return the words of the blocks that count."""
    places = np.flatnonzero(corpus.is_word & corpus.counted)
    voice = token_voice(corpus, marked["attribution"])
    doc, start, end = corpus.characters(places, places + 1)
    columns = {"doc_id": corpus.doc_ids(doc), "start": start, "end": end, "text": corpus.texts_of(places, places + 1)}
    return table({**columns, "voice": objects(VOICES)[voice[places]], "quoted": corpus.quoted[places]})


def sources(corpus: Corpus, marked: Evidence) -> pd.DataFrame:
    """Return the words given to each source of each document."""
    types = source_types(corpus, marked)[marked["attribution"].label == "content"]
    rows = content_sources(corpus, marked).assign(type=pd.Series(types, dtype=object))
    grouped = rows.groupby(["doc", "source"], dropna=False, sort=False)
    out = grouped.agg(
        attributions=("key", "nunique"),
        quotations=("n_quotations", "sum"),
        n_words=("n_words", "sum"),
        cue_classes=("cue_class", lambda c: ", ".join(sorted(set(c)))),
        type=("type", "first"),
    ).reset_index()
    total = out.groupby("doc")["n_words"].transform("sum")
    out = out.assign(share=share(out["n_words"].to_numpy(), total.to_numpy())).sort_values(
        ["doc", "n_words"], ascending=[True, False], kind="stable"
    )
    columns = {
        "doc_id": corpus.doc_ids(out["doc"].to_numpy(dtype=np.int64)),
        "source": objects([None if pd.isna(s) else s for s in out["source"]]),
    }
    return table(
        {
            **columns,
            **{c: out[c].to_numpy() for c in ("attributions", "quotations", "n_words", "share")},
            "cue_classes": objects(list(out["cue_classes"])),
            "type": objects([None if pd.isna(kind) else kind for kind in out["type"]]),
        }
    )


def kwic(corpus: Corpus, marked: Evidence, what: str, window: int) -> pd.DataFrame:
    """Return keyword in context, of a measure or of a term."""
    spans = marked[what] if what in marked else _find(corpus, what)
    doc, start, end = corpus.characters(spans.start, spans.end)
    base = corpus.doc_start[doc]
    limits = zip(
        (base + start).tolist(), (base + end).tolist(), base.tolist(), corpus.doc_end[doc].tolist(), strict=True
    )
    around = [
        (corpus.text[max(low, a - window) : a], corpus.text[b : min(high, b + window)]) for a, b, low, high in limits
    ]
    columns = {"doc_id": corpus.doc_ids(doc), "start": start, "end": end, "left": objects([left for left, _ in around])}
    return table(
        {**columns, "text": corpus.texts_of(spans.start, spans.end), "right": objects([right for _, right in around])}
    )


def _find(corpus: Corpus, term: str) -> Spans:
    spans = Matcher(Lexicon.from_terms("kwic", [term])).find(corpus)
    return spans.select(corpus.counted[spans.start])


def intervals(
    corpus: Corpus, marked: Evidence, scores: pd.DataFrame, measures: Sequence[Measure], n_draws: int, seed: int
) -> pd.DataFrame:
    """Return the bootstrap interval of each score that is a ratio over sentences."""
    ratios: Ratios = {}
    for measure in measures:
        ratios |= measure.by_sentence(corpus, marked) if hasattr(measure, "by_sentence") else {}
    used = corpus.counted[corpus.sentence_start] if corpus.n_tokens else np.zeros(0, dtype=bool)
    docs = corpus.token_doc[corpus.sentence_start[used]]
    part, whole = (
        np.array([pair[i][used] for pair in ratios.values()], dtype=np.float64).reshape(len(ratios), -1).T
        for i in (0, 1)
    )
    low, high = bootstrap_intervals(part, whole, docs, corpus.n_docs, n_draws=n_draws, seed=seed)
    n = len(ratios)
    return table(
        {
            "doc_id": np.repeat(corpus.doc_ids(np.arange(corpus.n_docs)), n),
            "column": np.tile(objects(list(ratios)), corpus.n_docs),
            "value": scores[list(ratios)].to_numpy(dtype=np.float64).ravel(),
            "low": low.ravel(),
            "high": high.ravel(),
            "n_sentences": np.repeat(np.bincount(docs, minlength=corpus.n_docs), n),
        }
    )
