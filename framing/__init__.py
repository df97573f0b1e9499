"""Loaded terms, and whose words they are, in English news.

>>> import framing
>>> framing.analyze("They slammed the so-called experts.").evidence("loaded")["text"].tolist()
['slammed', 'so-called']
"""

from __future__ import annotations

import logging
from importlib import import_module
from typing import TYPE_CHECKING, Any

from framing.version import __version__

if TYPE_CHECKING:
    from framing.analysis import analyze
    from framing.core import FramingError
    from framing.io import read_articles
    from framing.lexicon import Entry, Lexicon, available_lexicons, load_lexicon, read_lexicon, write_lexicon
    from framing.report import Report
    from framing.scale import open_results, process_corpus
    from framing.stats import compare, compare_actors, keyness, source_balance, trends
    from framing.targets import target_sentiment

__all__ = [
    "Entry",
    "FramingError",
    "Lexicon",
    "Report",
    "__version__",
    "analyze",
    "available_lexicons",
    "compare",
    "compare_actors",
    "keyness",
    "load_lexicon",
    "open_results",
    "process_corpus",
    "read_articles",
    "read_lexicon",
    "source_balance",
    "target_sentiment",
    "trends",
    "write_lexicon",
]

logging.getLogger("framing").addHandler(logging.NullHandler())

_HOME = {
    "FramingError": "framing.core",
    "Entry": "framing.lexicon",
    "Lexicon": "framing.lexicon",
    "Report": "framing.report",
    "analyze": "framing.analysis",
    "available_lexicons": "framing.lexicon",
    "compare": "framing.stats",
    "compare_actors": "framing.stats",
    "keyness": "framing.stats",
    "source_balance": "framing.stats",
    "trends": "framing.stats",
    "load_lexicon": "framing.lexicon",
    "open_results": "framing.scale",
    "process_corpus": "framing.scale",
    "read_articles": "framing.io",
    "read_lexicon": "framing.lexicon",
    "target_sentiment": "framing.targets",
    "write_lexicon": "framing.lexicon",
}

_PARTS = ("export", "plot", "scale", "stats")


def __getattr__(name: str) -> Any:
    """Import what is asked for, when it is asked for."""
    if name in _PARTS:
        return import_module(f"framing.{name}")
    if name not in _HOME:
        raise AttributeError(f"module 'framing' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
