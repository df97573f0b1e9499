"""Tables to comparisons: where a score stands among a reference set, which words lean to one side."""

from framing.stats.keyness import log_odds
from framing.stats.norms import LEANINGS, Norms, length_band, load_norms

__all__ = ["LEANINGS", "Norms", "length_band", "load_norms", "log_odds"]
