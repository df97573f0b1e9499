"""Files to texts."""

from framing.io.text import looks_english, read_text

__all__ = ["looks_english", "read_text"]
