"""Lexicons compiled for matching, and the context of a match. The only place that scans tokens."""

from framing.match.context import in_name, negated, reads_as
from framing.match.matcher import Matcher, matcher_for

__all__ = ["Matcher", "in_name", "matcher_for", "negated", "reads_as"]
