"""Actors: people, organisations, places, nationalities and groups, and which mentions are one."""

from framing.measures.actors.learned import NameModel, name_model
from framing.measures.actors.linking import same_given_name
from framing.measures.actors.measure import Actors
from framing.measures.actors.table import UserTable

__all__ = ["Actors", "NameModel", "UserTable", "name_model", "same_given_name"]
