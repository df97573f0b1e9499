"""Spans to numbers: voices, rates, shares."""

from framing.scoring.rates import PER, count_spans, explain_rate, own_words, per_doc, rate, share, sizes
from framing.scoring.voices import (
    DIRECT,
    EDITORIAL,
    INDIRECT,
    VOICES,
    count_between,
    span_source,
    span_voice,
    token_voice,
)

__all__ = [
    "DIRECT", "EDITORIAL", "INDIRECT", "PER", "VOICES",
    "count_between", "count_spans", "explain_rate", "own_words", "per_doc", "rate", "share", "sizes", "span_source", "span_voice", "token_voice",
]  # fmt: skip
