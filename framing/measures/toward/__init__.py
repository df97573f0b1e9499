"""Sentiment toward actors: negative, neutral or positive, and whose it is."""

from framing.measures.toward.learned import TargetModel, target_model
from framing.measures.toward.measure import CLASSES, Toward

__all__ = ["CLASSES", "TargetModel", "Toward", "target_model"]
