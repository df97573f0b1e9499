"""Sentiment toward actors: negative, neutral or positive, and whose it is."""

from framing.measures.toward.measure import CLASSES, Toward, judge

__all__ = ["CLASSES", "Toward", "judge"]
