"""Measures: one construct per file. They do not know each other; evidence passes between them."""

from framing.measures.attribution import Attribution
from framing.measures.loaded import LoadedTerms
from framing.measures.quotations import Quotations
from framing.measures.terms import LexiconTerms

__all__ = ["Attribution", "LexiconTerms", "LoadedTerms", "Quotations"]
