"""Columns that everything else stands on: Corpus, Spans, Evidence, Measure, errors."""

from framing.core.collector import collector_paused
from framing.core.corpus import BLOCKS, BODY, BYLINE, CAPTION, FURNITURE, HEADLINE, Corpus
from framing.core.errors import FramingError, InputError, LexiconError, did_you_mean
from framing.core.measure import Measure
from framing.core.spans import (
    NO_EVIDENCE,
    Bools,
    Column,
    Evidence,
    Floats,
    Ints,
    Spans,
    covered,
    expand,
    objects,
    read_only,
    running,
)
from framing.core.types import GROWING, PerType, TypeMemory, Types

__all__ = [
    "BLOCKS", "BODY", "BYLINE", "CAPTION", "FURNITURE", "GROWING", "HEADLINE", "NO_EVIDENCE",
    "Bools", "Column", "Corpus", "Evidence", "Floats", "FramingError", "InputError", "Ints",
    "LexiconError", "Measure", "PerType", "Spans", "TypeMemory", "Types", "collector_paused", "covered", "did_you_mean", "expand", "objects", "read_only", "running",
]  # fmt: skip
