"""Measures: one construct per file. They do not know each other; evidence passes between them."""

from framing.measures.actors import Actors, NameModel, UserTable, name_model, same_given_name
from framing.measures.agency import Agency
from framing.measures.attribution import Attribution, VoiceModel, voice_model
from framing.measures.headline import Headline
from framing.measures.loaded import LoadedTerms
from framing.measures.quotations import Quotations
from framing.measures.readability import Readability
from framing.measures.subjectivity import Subjectivity
from framing.measures.terms import LexiconTerms
from framing.measures.toward import TargetModel, Toward, target_model

__all__ = [
    "Actors", "Agency", "Attribution", "Headline", "LexiconTerms", "LoadedTerms", "NameModel", "Quotations", "Readability", "Subjectivity", "TargetModel", "Toward",
    "UserTable", "VoiceModel", "name_model", "same_given_name", "target_model", "voice_model",
]  # fmt: skip
