"""Tables to comparisons: where a score stands among a reference set."""

from framing.stats.norms import LEANINGS, Norms, length_band, load_norms

__all__ = ["LEANINGS", "Norms", "length_band", "load_norms"]
