"""Corpora of any size: shards that are done once, on processes or a cluster, and opened as one report."""

from framing.io.stream import ArticleStream, Row
from framing.scale.plan import Plan
from framing.scale.results import open_results
from framing.scale.run import process_corpus
from framing.scale.shards import Shard, process_shard, shards_of

__all__ = ["ArticleStream", "Plan", "Row", "Shard", "open_results", "process_corpus", "process_shard", "shards_of"]
