"""Lexicons compiled for matching, and the context of a match. The only place that scans tokens."""

from framing.match.context import Capitals, capitals, in_name, in_sense, negated, reads_as
from framing.match.matcher import Matcher, matcher_for, matches, scan

__all__ = [
    "Capitals",
    "Matcher",
    "capitals",
    "in_name",
    "in_sense",
    "matcher_for",
    "matches",
    "negated",
    "reads_as",
    "scan",
]
