"""Reports to comparisons: groups of articles, words that lean to one side, where a score stands among a reference set."""

from framing.stats.actor_sentiment import compare_actors
from framing.stats.comparison import compare
from framing.stats.keywords import keyness, log_odds
from framing.stats.norms import LEANINGS, Norms, length_band, load_norms
from framing.stats.over_time import trends
from framing.stats.sources import source_balance

__all__ = [
    "LEANINGS",
    "Norms",
    "compare",
    "compare_actors",
    "keyness",
    "length_band",
    "load_norms",
    "log_odds",
    "source_balance",
    "trends",
]
