"""Spans to numbers: voices, rates, shares."""

from framing.scoring.bootstrap import Ratios, bootstrap_intervals
from framing.scoring.intervals import (
    mean_interval,
    moments,
    rate_ends,
    ratio_of,
    share_ends,
    share_interval,
)
from framing.scoring.pairs import CLAUSE, running_of, sentence_pairs
from framing.scoring.qualify import BE, NAMING, qualified_actor
from framing.scoring.rates import (
    PER,
    count_spans,
    explain_rate,
    explanation,
    own_words,
    per_doc,
    per_sentence,
    rate,
    share,
    sizes,
    spans_per_sentence,
)
from framing.scoring.roles import owners, subjects
from framing.scoring.source_types import DOCUMENTS, SOURCE_TYPES, source_types
from framing.scoring.tally import Tallied, Tally, name_keys
from framing.scoring.titles import are_titles
from framing.scoring.voices import (
    DIRECT,
    EDITORIAL,
    INDIRECT,
    OUTLET,
    VOICES,
    actor_heads,
    content_sources,
    count_between,
    source_heads,
    source_rows,
    span_source,
    span_voice,
    token_source,
    token_voice,
)

__all__ = [
    "BE", "CLAUSE", "DIRECT", "DOCUMENTS", "EDITORIAL", "INDIRECT", "NAMING", "OUTLET", "PER", "SOURCE_TYPES", "VOICES", "Ratios", "Tallied", "Tally", "actor_heads",
    "are_titles", "bootstrap_intervals", "content_sources", "count_between", "count_spans", "explain_rate", "explanation", "mean_interval", "moments", "name_keys",
    "own_words", "owners", "per_doc", "per_sentence", "qualified_actor", "rate", "rate_ends", "ratio_of", "running_of",
    "sentence_pairs", "share", "share_ends", "share_interval", "sizes", "source_heads", "source_rows", "source_types", "span_source", "span_voice",
    "spans_per_sentence", "subjects", "token_source", "token_voice",
]  # fmt: skip
