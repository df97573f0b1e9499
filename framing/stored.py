"""Texts with what was marked in them as plain columns, and back."""

from __future__ import annotations

import numpy as np
import pandas as pd

from framing.core import Column, Corpus, Evidence, Spans, objects
from framing.core.arrays import Columns, part, prefixed
from framing.segment import types_of

PLACES = (
    "doc_start", "doc_end", "token_ids", "token_start", "token_end", "doc_tokens",
    "sentence_start", "sentence_end", "paragraph_start", "block",
)  # fmt: skip
STARTS = ("text|", "written|", "blocks|", "quotation/", "evidence", *(f"{name}|" for name in PLACES))  # of their names


def to_columns(corpus: Corpus, evidence: Evidence) -> dict[str, Column]:
    """Return texts and evidence as columns, which depend on nothing that was read before."""
    order = np.argsort(np.unique(corpus.token_ids, return_index=True)[1])  # of first use
    columns = {
        "text": objects([corpus.text]),
        "written": objects([corpus.types.written[i] for i in order]),
        "blocks": np.array(corpus.blocks),
        **{name: getattr(corpus, name) for name in PLACES},
        "token_ids": np.argsort(order)[corpus.token_ids],
        **prefixed(_span_columns(corpus.quotations), "quotation"),
    }
    for number, spans in enumerate(evidence.values()):
        columns |= prefixed(_span_columns(spans), f"evidence/{number}")
    return {**columns, "evidence_name": objects(list(evidence))}


def from_columns(columns: Columns, meta: pd.DataFrame) -> tuple[Corpus, Evidence]:
    """Return the texts of columns, with these metadata, and what was marked in them."""
    corpus = Corpus(
        text=columns["text"][0],
        types=types_of(columns["written"].tolist()),
        quotations=_spans(part(columns, "quotation")),
        meta=meta,
        blocks=tuple(columns["blocks"].tolist()),
        **{name: columns[name] for name in PLACES},
    )
    names = columns["evidence_name"].tolist()
    return corpus, Evidence({name: _spans(part(columns, f"evidence/{number}")) for number, name in enumerate(names)})


def _span_columns(spans: Spans) -> dict[str, Column]:
    own = {"start": spans.start, "end": spans.end, "label": spans.label, "score": spans.score}
    return {**own, **prefixed(spans.columns, "column")}


def _spans(columns: dict[str, Column]) -> Spans:
    return Spans(columns["start"], columns["end"], columns["label"], columns["score"], part(columns, "column"))
