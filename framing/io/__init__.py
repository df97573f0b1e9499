"""Files to texts."""

from framing.io.articles import read_articles
from framing.io.duplicates import find_duplicates
from framing.io.text import looks_english, read_text

__all__ = ["find_duplicates", "looks_english", "read_articles", "read_text"]
