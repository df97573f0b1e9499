"""Lexicons: entries with labels, scores and a passport; readers, writers, and those that ship."""

from framing.lexicon.catalog import available_lexicons, is_shipped, load_lexicon
from framing.lexicon.files import read_lexicon, write_lexicon
from framing.lexicon.lexicon import Entry, Lexicon

__all__ = ["Entry", "Lexicon", "available_lexicons", "is_shipped", "load_lexicon", "read_lexicon", "write_lexicon"]
